//! A small invented ledger with every trap the aggregates and checks must stand: several recipients, a sum with its parts, gaps,
//! disputed and unnumbered ordinals, ranges, previews, delegated authority, values that no page states, empty cells.

use std::path::Path;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use drawdown::entities::Entities;
use drawdown::entities::equipment::Equipment;
use drawdown::entities::packages::{MatchReason, Package, PackageConflict, PackageEvidence, PackageItem, Status};
use drawdown::entities::stated_totals::StatedTotalEntity;
use drawdown::mentions::Mentions;
use drawdown::mentions::announcements::{Announcement, Authority, Claim};
use drawdown::mentions::money::Bound;
use drawdown::records::{Article, BlockKind, CaptureRecord, DateBasis, Image, Outcome, PageKind, Paragraph, Parsed};
use drawdown::reject::{Reason, RejectRow, Stage};
use drawdown::stages::stamp::Stamp;
use drawdown::stages::store::Store;
use drawdown::table::{Layer, RowSet as _};

/// All layers of an invented run.
#[derive(Debug, Default)]
pub struct Ledger {
    pub parsed: Parsed,
    pub mentions: Mentions,
    pub entities: Entities,
}

impl Ledger {
    /// Writes every table under `data` as the stages do; parsed tables and mentions as one part.
    pub fn write(self, data: &Path) {
        let part = || Store::part(data, "shard-0001");
        self.parsed.write(&mut part()).unwrap();
        self.mentions.write(&mut part()).unwrap();
        self.entities.write(&mut Store::whole(data)).unwrap();
        Stamp { fingerprint: "test".to_owned(), ..Stamp::default() }.write(data, Layer::Entities).unwrap();
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp(1_740_000_000, 0).unwrap()
}

/// An announced package of `millions` million dollars.
pub fn package(recipient: &str, authority: Option<Authority>, ordinal: Option<i64>, date: &str, millions: Option<i64>) -> Package {
    let date = day(date);
    let name = authority.map_or("none", Authority::as_str);
    Package {
        package_id: format!("{recipient}-{name}-{}", ordinal.map_or_else(|| date.to_string(), |ordinal| ordinal.to_string())),
        recipient: recipient.to_owned(),
        authority,
        ordinal,
        announced_date: date,
        announced_month: date.with_day(1).unwrap(),
        fiscal_year: i64::from(date.year() + i32::from(date.month() >= 10)),
        value_low_usd: millions.map(|millions| millions * 1_000_000),
        value_high_usd: millions.map(|millions| millions * 1_000_000),
        bound: millions.map(|_| Bound::AtMost),
        qualifier: millions.map(|_| "up to".to_owned()),
        status: Status::Announced,
        is_new_money: true,
        is_composite: false,
        parent_package_id: None,
        report_count: 1,
        first_seen: date,
        last_seen: date,
    }
}

fn article(no: i64, kind: PageKind, date: NaiveDate) -> Article {
    Article {
        article_id: format!("sample.example/{no}"),
        url: format!("https://sample.example/{no}"),
        canonical_url: format!("https://sample.example/{no}"),
        publisher: if no % 3 == 0 { "An Embassy" } else { "A Department" }.to_owned(),
        source: "sample".to_owned(),
        layout: "test".to_owned(),
        kind,
        title: format!("Page {no}"),
        subtitle: None,
        published_date: date,
        published_date_basis: if no % 5 == 0 { DateBasis::Capture } else { DateBasis::DateLine },
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text: "Ünïted words. ".repeat(10),
        capture_sha256: format!("{no:064}"),
        captured_at: instant(),
    }
}

fn item(package_id: &str, item_no: i64, name: &str, equipment: Option<(&str, &str)>, count: Option<i64>, bound: Bound) -> PackageItem {
    PackageItem {
        package_id: package_id.to_owned(),
        item_no,
        name: name.to_owned(),
        equipment_id: equipment.map(|(id, _)| id.to_owned()),
        category: equipment.map(|(_, category)| category.to_owned()),
        quantity_low: count,
        quantity_high: count.map(|count| count + item_no % 2 * 10),
        bound: count.map(|_| bound),
        qualifier: None,
        unit: (item_no % 3 == 0).then(|| "rounds".to_owned()),
        calibre: None,
        is_additional: false,
        article_id: "sample.example/1".to_owned(),
        start_char: 0,
        end_char: 10,
        report_count: 1,
    }
}

fn packages() -> Vec<Package> {
    use Authority::{Fmf, Pda, Usai};
    let mut rows = Vec::new();
    for (ordinal, date, millions) in
        [(1, "2022-02-26", 350), (2, "2022-03-12", 200), (3, "2022-03-16", 800), (5, "2022-04-21", 800), (6, "2022-04-13", 800)]
    {
        rows.push(package("Ukraine", Some(Pda), Some(ordinal), date, Some(millions)));
    }
    rows.push(package("Ukraine", Some(Usai), None, "2022-04-01", Some(300)));
    rows.push(package("Ukraine", Some(Usai), None, "2022-06-15", Some(650)));
    rows.push(package("Ukraine", Some(Usai), Some(3), "2024-02-29", Some(1500)));
    rows.push(package("Ukraine", Some(Fmf), None, "2022-06-15", None));
    rows.push(package("Ukraine", None, None, "2022-06-15", Some(70)));
    rows.push(package("Taiwan", Some(Pda), None, "2023-07-28", Some(345)));
    rows.push(package("Haiti", Some(Pda), None, "2000-02-29", Some(10)));
    let composite = "Ukraine-composite-2022-06-15";
    let mut sum = package("Ukraine", None, None, "2022-06-15", Some(720));
    composite.clone_into(&mut sum.package_id);
    sum.is_composite = true;
    for part in rows.iter_mut().filter(|part| part.announced_date == day("2022-06-15")) {
        part.parent_package_id = Some(composite.to_owned());
    }
    rows[0].bound = Some(Bound::Exact);
    rows[1].bound = Some(Bound::About);
    rows[2].bound = Some(Bound::AtLeast);
    rows[2].is_new_money = false;
    rows[5].value_high_usd = Some(400_000_000);
    rows[5].bound = Some(Bound::Exact);
    rows[10].status = Status::Authorized;
    let mut preview = package("Ukraine", Some(Pda), Some(7), "2024-12-01", Some(500));
    preview.status = Status::Previewed;
    rows.extend([sum, preview]);
    rows
}

fn evidence(package: &Package, no: i64, claim: Claim) -> (PackageEvidence, Announcement) {
    let article_id = format!("sample.example/{no}");
    let row = PackageEvidence {
        package_id: package.package_id.clone(),
        article_id: article_id.clone(),
        announcement_no: no,
        claim,
        match_reason: MatchReason::Founding,
        match_detail: "test".to_owned(),
        paragraph_no: 1,
        start_char: 0,
        end_char: 13,
        surface: "Ünïted words.".to_owned(),
        published_date: package.announced_date,
        is_preferred: claim != Claim::Recalled,
    };
    let announcement = Announcement {
        article_id,
        paragraph_no: 1,
        start_char: 0,
        end_char: 13,
        surface: "Ünïted words.".to_owned(),
        announcement_no: no,
        part_of_no: None,
        claim,
        recipient: Some(package.recipient.clone()),
        authority: package.authority,
        ordinal: package.ordinal,
        value_low_usd: package.value_low_usd,
        value_high_usd: package.value_high_usd,
        bound: package.bound,
        qualifier: None,
        money_start_char: None,
        date_low: None,
        date_high: None,
        is_new_money: package.is_new_money,
    };
    (row, announcement)
}

fn stated_total(id: &str, authority: Option<Authority>, base: Option<&str>, as_of: &str, millions: i64, bound: Bound) -> StatedTotalEntity {
    StatedTotalEntity {
        stated_total_id: id.to_owned(),
        recipient: Some("Ukraine".to_owned()),
        authority,
        scope: None,
        base_date: base.map(day),
        as_of_date: day(as_of),
        value_low_usd: millions * 1_000_000,
        value_high_usd: millions * 1_000_000,
        bound,
        qualifier: None,
        article_id: "sample.example/1".to_owned(),
        start_char: 0,
        end_char: 10,
        report_count: 1,
        first_seen: None,
        last_seen: None,
    }
}

fn image(no: i64, image_no: i64, virin: Option<&str>, photographer: Option<&str>) -> Image {
    Image {
        article_id: format!("sample.example/{no}"),
        image_no,
        virin: virin.map(str::to_owned),
        taken_date: virin.map(|_| day("2022-02-20")),
        title: None,
        alt_text: None,
        caption: None,
        photographer: photographer.map(str::to_owned),
        rank: None,
        service: photographer.map(|_| "Army".to_owned()),
        credit_organization: virin.map(|_| "An organization".to_owned()),
        image_url: None,
    }
}

fn rejected(reject: &RejectRow) -> CaptureRecord {
    CaptureRecord {
        shard: reject.shard.clone(),
        record_no: reject.record_no,
        url: reject.url.clone(),
        captured_at: None,
        capture_sha256: None,
        length_bytes: 10,
        outcome: Outcome::Rejected,
        article_id: None,
        detail: Some(reject.detail.clone()),
        status: None,
        title: None,
        published_date: None,
        body_chars: None,
        body_sha256: None,
    }
}

/// The whole invented run. Every reference in it is whole and every check that can fail a run passes.
pub fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    let packages = packages();
    for (no, package) in (1..).zip(&packages) {
        let kind = if no % 2 == 0 { PageKind::Story } else { PageKind::Release };
        ledger.parsed.articles.push(article(no, kind, package.announced_date));
        let (row, announcement) = evidence(package, no, Claim::Announced);
        ledger.entities.package_evidence.push(row);
        ledger.mentions.announcements.push(announcement);
    }
    let (row, announcement) = evidence(&packages[0], 4, Claim::Recalled);
    let article_no = 5;
    ledger.entities.package_evidence.push(PackageEvidence { article_id: format!("sample.example/{article_no}"), ..row });
    ledger.mentions.announcements.push(Announcement { article_id: format!("sample.example/{article_no}"), ..announcement });
    ledger.parsed.articles.push(article(40, PageKind::Speech, day("2024-02-29")));
    for (shard_no, article) in (1..).zip(&ledger.parsed.articles) {
        let (article_id, end_char) = (article.article_id.clone(), 140);
        ledger.parsed.paragraphs.push(Paragraph { article_id, paragraph_no: 1, kind: BlockKind::Body, start_char: 0, end_char });
        ledger.parsed.captures.push(CaptureRecord {
            shard: "shard".to_owned(),
            record_no: shard_no,
            url: article.url.clone(),
            captured_at: Some(article.captured_at),
            capture_sha256: Some(article.capture_sha256.clone()),
            length_bytes: 1000,
            outcome: Outcome::Article,
            article_id: Some(article.article_id.clone()),
            detail: None,
            status: None,
            title: None,
            published_date: None,
            body_chars: None,
            body_sha256: None,
        });
    }
    ledger.parsed.rejects = rejects();
    for reject in &ledger.parsed.rejects {
        ledger.parsed.captures.push(rejected(reject));
    }
    ledger.parsed.images = vec![
        image(1, 1, Some("220220-A-AB123-001"), Some("A. Photographer")),
        image(2, 1, Some("220220-A-AB123-001"), Some("A. Photographer")),
        image(2, 2, None, Some("A. Photographer")),
        image(3, 1, None, None),
    ];
    fill_entities(&mut ledger.entities, packages);
    ledger
}

fn rejects() -> Vec<RejectRow> {
    let reject = |record_no, reason| RejectRow {
        shard: "shard".to_owned(),
        record_no,
        stage: Stage::Parse,
        reason,
        detail: format!("detail {record_no}"),
        excerpt: "Access Denied".to_owned(),
        capture_sha256: (record_no % 2 == 0).then(|| "ab".repeat(32)),
        url: format!("https://sample.example/wall/{record_no}"),
    };
    vec![reject(101, Reason::AccessDenied), reject(102, Reason::AccessDenied), reject(103, Reason::EmptyBody)]
}

fn fill_entities(entities: &mut Entities, packages: Vec<Package>) {
    let himars = Some(("himars", "artillery"));
    let composite = "Ukraine-composite-2022-06-15";
    entities.package_items = vec![
        item("Ukraine-PDA-1", 1, "HIMARS", himars, Some(4), Bound::Exact),
        item("Ukraine-PDA-1", 2, "Radios", None, None, Bound::Exact),
        item("Ukraine-PDA-2", 1, "high mobility artillery rocket systems", himars, Some(6), Bound::AtLeast),
        item("Ukraine-PDA-2", 3, "155mm Rounds", None, Some(1000), Bound::About),
        item(composite, 1, "HIMARS", himars, Some(100), Bound::Exact),
        item("Ukraine-USAI-2022-06-15", 1, "HIMARS", himars, Some(2), Bound::AtMost),
        item("Ukraine-PDA-7", 1, "HIMARS", himars, Some(50), Bound::Exact),
    ];
    entities.equipment = vec![Equipment {
        equipment_id: "himars".to_owned(),
        name: "HIMARS".to_owned(),
        category: "artillery".to_owned(),
        kind: "platform".to_owned(),
        calibre: None,
        aliases: vec!["HIMARS".to_owned()],
        mention_count: 4,
        package_count: 3,
        first_seen: day("2022-02-26"),
        last_seen: day("2022-06-15"),
    }];
    entities.package_conflicts = vec![PackageConflict {
        package_id: "Ukraine-PDA-3".to_owned(),
        column: "ordinal".to_owned(),
        article_id: "sample.example/4".to_owned(),
        announcement_no: 4,
        preferred_value: "3".to_owned(),
        preferred_article_id: "sample.example/3".to_owned(),
        other_value: "13".to_owned(),
        reason: "the release is preferred to the story".to_owned(),
    }];
    entities.stated_totals = vec![
        stated_total("a", None, Some("2022-02-24"), "2022-03-16", 1350, Bound::AtLeast),
        stated_total("b", Some(Authority::Pda), Some("2022-02-24"), "2022-04-30", 3000, Bound::About),
        stated_total("c", None, None, "2022-04-30", 5000, Bound::About),
        stated_total("e", None, Some("2014-01-01"), "2022-04-30", 9000, Bound::AtLeast),
        stated_total("d", None, Some("2023-08-01"), "2024-03-01", 1600, Bound::AtMost),
    ];
    entities.packages = packages;
}
