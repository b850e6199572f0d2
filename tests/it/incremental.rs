//! Only what changed is done again, and the bytes do not depend on how the work went.

use std::fs;

use drawdown::records::{Article, CaptureRecord, Outcome};
use drawdown::stages::Options;

use crate::project::{Page, Project, pages};

fn run(project: &Project) -> (usize, usize) {
    (project.parse().done, project.extract().done)
}

#[test]
fn a_second_run_does_nothing() {
    let project = Project::with_pages(2, &pages(12));
    let first = project.parse();
    assert!(first.shards > 2 && first.done == first.shards, "{first:?}");
    assert_eq!(project.extract().done, first.shards);
    let before = project.outputs();
    assert_eq!(run(&project), (0, 0));
    assert_eq!(project.outputs(), before);
    assert_eq!(project.parse().rows, first.rows);
}

#[test]
fn one_capture_more_redoes_its_shard_alone() {
    let all = pages(40);
    for left_out in [0, 17, 39] {
        let mut some = all.clone();
        some.remove(left_out);
        let project = Project::with_pages(8, &some);
        run(&project);
        project.fill("raw", &all);
        // The new row may be one that ends a slice and so cut one in two, which shifts the numbers behind it.
        let shards = project.parse_with(Options { shard: Some((usize::MAX, 1)), ..Options::default() }).shards;
        assert_eq!(shards, 0);
        let (parsed, extracted) = run(&project);
        assert_eq!(parsed, extracted);
        assert_eq!(project.rows::<Article>().len(), 40);
        let fresh = Project::with_pages(8, &all);
        run(&fresh);
        assert!(project.outputs() == fresh.outputs());
        if left_out == 39 {
            assert_eq!(parsed, 1);
        }
    }
}

#[test]
fn a_capture_taken_away_leaves_nothing_behind() {
    let project = Project::with_pages(1, &pages(6));
    run(&project);
    project.fill("raw", &pages(4));
    let summary = project.parse();
    assert_eq!((summary.removed, summary.done), (2, 0));
    assert_eq!(project.extract().removed, 2);
    let fresh = Project::with_pages(1, &pages(4));
    run(&fresh);
    assert_eq!(project.outputs().keys().collect::<Vec<_>>(), fresh.outputs().keys().collect::<Vec<_>>());
    assert!(project.outputs() == fresh.outputs());
}

#[test]
fn a_run_that_was_killed_is_completed_to_the_same_bytes() {
    let whole = Project::with_pages(2, &pages(12));
    run(&whole);
    let outputs = whole.outputs();
    let markers: Vec<_> = outputs.keys().filter(|name| name.contains("_markers/")).collect();
    let tables: Vec<_> = outputs.keys().filter(|name| !name.contains("_markers/")).collect();
    for (marker, table) in markers.iter().zip(tables.iter().step_by(3)) {
        // No marker, a part that is gone, a temporary file half written, parts of a longer shard.
        fs::remove_file(whole.path("data").join(marker)).unwrap();
        fs::remove_file(whole.path("data").join(table)).unwrap();
        let temporary = whole.path("data").join(table);
        fs::write(temporary.with_file_name(".raw-0001-0001.parquet.tmp"), b"PAR1").unwrap();
        fs::write(whole.path("data/parsed/articles/raw-0001-0002.parquet"), b"PAR1").unwrap();
        fs::write(whole.path("data/mentions/money/gone-0001.parquet"), b"PAR1").unwrap();
        run(&whole);
        assert!(whole.outputs() == outputs, "{marker}");
    }
}

#[test]
fn threads_and_shares_do_not_change_a_byte() {
    let mut input = pages(40);
    input.extend((1..10).map(|number| Page::new(number, "2024-03-05", "forty trucks")));
    let one = Project::with_pages(5, &input);
    one.parse_with(Options { jobs: Some(1), ..Options::default() });
    let two = Project::with_pages(5, &input);
    two.parse_with(Options { jobs: Some(2), ..Options::default() });
    assert!(one.outputs() == two.outputs());
    let shared = Project::with_pages(5, &input);
    for share in [3, 1, 2] {
        shared.parse_with(Options { shard: Some((share, 3)), ..Options::default() });
    }
    shared.parse();
    assert!(one.outputs() == shared.outputs());
}

#[test]
fn force_does_all_again_to_the_same_bytes() {
    let project = Project::with_pages(3, &pages(9));
    let first = project.parse();
    let before = project.outputs();
    let forced = project.parse_with(Options { force: true, ..Options::default() });
    assert_eq!(forced.done, first.shards);
    assert!(project.outputs() == before);
}

#[test]
fn changed_pipelines_redo_the_stage_that_uses_them() {
    let project = Project::with_pages(3, &pages(9));
    run(&project);
    let site = fs::read_to_string(project.path("pipelines/sources/example.toml")).unwrap();
    project.write("pipelines/sources/example.toml", site.replace("Invented Ministry", "Invented Department").as_bytes());
    let shards = project.parse().shards;
    assert_eq!(run(&project).0, 0);
    project.write("pipelines/sources/example.toml", site.as_bytes());
    assert_eq!(project.parse().done, shards);
}

/// Which captures were read, and which were superseded: day and shard.
fn kept(project: &Project) -> Vec<(String, Outcome)> {
    let rows = project.rows::<CaptureRecord>();
    let mut kept: Vec<_> = rows.iter().map(|row| (row.captured_at.unwrap().date_naive().to_string(), row.outcome)).collect();
    kept.sort();
    kept
}

#[test]
fn the_newest_capture_wins_within_a_shard() {
    let newest = Page::new(1, "2024-03-03", "fifty trucks");
    for captures_per_shard in [1, 1000] {
        let input = [newest.clone(), Page::new(1, "2024-03-01", "thirty trucks"), Page::new(1, "2024-03-02", "forty trucks")];
        let project = Project::with_pages(captures_per_shard, &input);
        project.parse();
        let articles = project.rows::<Article>();
        assert_eq!(articles.len(), 1);
        assert!(articles[0].body_text.contains("fifty trucks"));
        let outcomes = [Outcome::Superseded, Outcome::Superseded, Outcome::Article];
        assert_eq!(kept(&project).iter().map(|(_, outcome)| *outcome).collect::<Vec<_>>(), outcomes);
        assert_eq!(project.parse().done, 0);
    }
}

#[test]
fn a_newer_capture_far_behind_takes_back_what_was_written() {
    let notice = |number: usize, day: &str, words: &str| Page {
        file: format!("{number}-{day}.txt"),
        html: format!("Notice {number}\n\nThe invented ministry said that this notice concerns {words} and nothing else.\n").into_bytes(),
        ..Page::new(number, day, "")
    };
    let mut input: Vec<_> = (1..=2_500).map(|number| notice(number, "2024-03-01", "thirty trucks")).collect();
    input.insert(30, notice(7, "2024-03-02", "thirty-five trucks"));
    input.push(notice(7, "2024-03-03", "forty trucks"));
    let project = Project::with_pages(1_000_000, &input);
    let summary = project.parse();
    assert_eq!((summary.outcomes["article"], summary.outcomes["superseded"], summary.shards), (2_500, 2, 1));
    assert!(project.outputs().contains_key("parsed/articles/raw-0001-0002.parquet"));
    let seventh: Vec<_> = project.rows::<Article>().into_iter().filter(|article| article.url.ends_with("/7/")).collect();
    assert!(seventh.len() == 1 && seventh[0].body_text.contains("forty trucks"));
}

#[test]
fn superseding_across_shards_is_settled_and_undone() {
    let old = Page::new(1, "2024-03-01", "thirty trucks");
    let new = Page::new(1, "2024-03-02", "forty trucks");
    let project = Project::with_pages(1, &[old.clone(), pages(3)[1].clone()]);
    project.parse();
    project.fill("raw", &[old.clone(), pages(3)[1].clone(), new]);
    // The shard that is new, and the one whose article it takes.
    assert_eq!(project.parse().done, 2);
    assert_eq!(project.parse().done, 0);
    assert!(project.rows::<Article>().iter().any(|article| article.body_text.contains("forty trucks")));
    assert_eq!(project.rows::<Article>().len(), 2);
    // Without the newer capture the older one is read again.
    project.fill("raw", &[old, pages(3)[1].clone()]);
    assert_eq!(project.parse().done, 1);
    assert!(project.rows::<Article>().iter().any(|article| article.body_text.contains("thirty trucks")));
    assert!(kept(&project).iter().all(|(_, outcome)| *outcome == Outcome::Article));
}
