//! Photos across pages: a photo that many pages show is one row, with its uses.
//!
//! A photo is its VIRIN, which says when it was taken, by whose service and by whom (`DoD` Instruction 5040.02): `240702-D-PM193-1136` is
//! July 2, 2024, a civilian of the department, photographer PM193, number 1136. Where there is none, it is its address.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::captions::{Captions, scene};
use super::codes::digest;
use super::seen::days;
use crate::lookup::Lookups;
use crate::records::{Article, Image};
use crate::table;

table! {
    /// One row per photo.
    pub struct PhotoEntity = Entities.photos, key(photo_id) {
        /// The VIRIN in capitals; for a photo without one a digest of its address, or of where it stands.
        photo_id: String,
        /// The VIRIN, as written.
        virin: Option<String>,
        /// The day it was taken: from the VIRIN, else as the pages say.
        taken_date: Option<NaiveDate>,
        /// The service code of the VIRIN: `N`.
        service_code: Option<String>,
        /// The service that the code stands for.
        service: Option<String>,
        /// The photographer's id in the VIRIN: `PM193`.
        vision_id: Option<String>,
        /// The number of the photo on that day, from the VIRIN.
        photo_number: Option<i64>,
        /// Who took it, as the fullest credit names them.
        photographer: Option<String>,
        /// The photographer's rank, as written.
        rank: Option<String>,
        /// The organization of the credit, as written.
        credit_organization: Option<String>,
        /// Its title.
        title: Option<String>,
        /// Its longest caption.
        caption: Option<String>,
        /// The place its caption says it shows, the closest named.
        place: Option<String>,
        /// That place, as in `places`.
        place_id: Option<String>,
        /// The country of that place, ISO 3166-1 alpha-3.
        country: Option<String>,
        /// The event its caption names.
        event: Option<String>,
        /// That event, as in `events`.
        event_id: Option<String>,
        /// Pages that show it.
        article_count: i64,
        /// First day a page shows it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

table! {
    /// One row per use of a photo on a page.
    pub struct PhotoUse = Entities.photo_uses, key(photo_id, article_id, image_no) {
        /// The photo.
        photo_id: String,
        /// The page.
        article_id: String,
        /// Its place on the page, as in `images`.
        image_no: i64,
        /// The day of the page.
        published_date: NaiveDate,
    }
}

/// What a VIRIN says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Virin<'a> {
    taken: Option<NaiveDate>,
    service_code: &'a str,
    vision_id: &'a str,
    number: Option<i64>,
}

impl<'a> Virin<'a> {
    /// Reads `yymmdd-S-id-number`; none for another form.
    fn read(virin: &'a str) -> Option<Self> {
        let mut parts = virin.split('-');
        let (date, service_code, vision_id, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
        let is_service = service_code.len() == 1 && service_code.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_date = date.len() == 6 && date.bytes().all(|byte| byte.is_ascii_digit());
        if !is_service || !is_date || vision_id.is_empty() {
            return None;
        }
        let two = |at: usize| date.get(at..at + 2)?.parse::<u32>().ok();
        // VIRINs began in the nineties; the century turns at 1990.
        let year = two(0).map(|year| if year >= 90 { 1900 + year } else { 2000 + year })?;
        let taken = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two(2)?, two(4)?);
        let digits = number.map(|number| number.trim_end_matches(|letter: char| !letter.is_ascii_digit()));
        Some(Self { taken, service_code, vision_id, number: digits.and_then(|digits| digits.parse().ok()) })
    }
}

/// Gathers the photos of all pages. `articles` and `images` are sorted by key.
pub fn resolve(articles: &[Article], images: &[Image], captions: &Captions, lookups: &Lookups, entities: &mut Entities) {
    let days = days(articles);
    let mut uses: BTreeMap<String, Vec<(&Image, NaiveDate)>> = BTreeMap::new();
    for image in images {
        if let Some(day) = days.get(image.article_id.as_str()) {
            uses.entry(id(image)).or_default().push((image, *day));
        }
    }
    for (photo_id, of_photo) in uses {
        entities.photo_uses.extend(of_photo.iter().map(|(image, day)| PhotoUse {
            photo_id: photo_id.clone(),
            article_id: image.article_id.clone(),
            image_no: image.image_no,
            published_date: *day,
        }));
        entities.photos.extend(row(photo_id, &of_photo, captions, lookups));
    }
}

fn id(image: &Image) -> String {
    if let Some(virin) = &image.virin {
        return virin.to_uppercase();
    }
    match image.image_url.as_deref().and_then(|url| url.split(['?', '#']).next()) {
        Some(address) => digest(&[address]),
        None => digest(&[&image.article_id, &image.image_no.to_string()]),
    }
}

fn row(photo_id: String, uses: &[(&Image, NaiveDate)], captions: &Captions, lookups: &Lookups) -> Option<PhotoEntity> {
    let longest = |field: fn(&Image) -> &Option<String>| {
        let texts = uses.iter().filter_map(|(image, _)| field(image).clone());
        texts.max_by(|a, b| a.chars().count().cmp(&b.chars().count()).then_with(|| b.cmp(a)))
    };
    let virin = longest(|image| &image.virin);
    let told = virin.as_deref().and_then(Virin::read);
    let caption = longest(|image| &image.caption);
    let first_seen = uses.iter().map(|(_, day)| *day).min()?;
    let taken_date = told.as_ref().and_then(|told| told.taken).or_else(|| uses.iter().find_map(|(image, _)| image.taken_date));
    let said = caption.as_deref().and_then(|caption| Some((caption, captions.of(caption)?)));
    let place = said.and_then(|(caption, found)| scene(caption, found));
    let event = said.and_then(|(_, found)| found.events.first());
    let service_code = told.as_ref().map(|told| told.service_code.to_uppercase());
    let service = service_code.as_deref().and_then(|code| lookups.virin_services.rows().iter().find(|row| row[0] == code));
    let mut pages: Vec<&str> = uses.iter().map(|(image, _)| image.article_id.as_str()).collect();
    pages.dedup();
    Some(PhotoEntity {
        taken_date,
        service: service.map(|row| row[1].clone()),
        service_code,
        vision_id: told.as_ref().map(|told| told.vision_id.to_owned()),
        photo_number: told.as_ref().and_then(|told| told.number),
        photographer: longest(|image| &image.photographer),
        rank: longest(|image| &image.rank),
        credit_organization: longest(|image| &image.credit_organization),
        title: longest(|image| &image.title),
        place: place.map(|place| place.name.clone()),
        place_id: place.map(|place| place.place_id.clone()),
        country: place.and_then(|place| place.country.clone()),
        event: event.map(|event| event.name.clone()),
        event_id: event.map(|event| event.event_id.clone()),
        article_count: i64::try_from(pages.len()).unwrap_or(i64::MAX),
        first_seen,
        last_seen: uses.iter().map(|(_, day)| *day).max()?,
        virin,
        caption,
        photo_id,
    })
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;

    use super::*;
    use crate::mentions::testing;

    #[test]
    fn a_virin_says_day_service_photographer_and_number() {
        let read = Virin::read("240702-D-PM193-1136").unwrap();
        assert_eq!(
            (read.taken.unwrap().to_string().as_str(), read.service_code, read.vision_id, read.number),
            ("2024-07-02", "D", "PM193", Some(1136))
        );
        assert_eq!(Virin::read("990131-F-1234S-005A").unwrap().number, Some(5));
        assert_eq!(Virin::read("991399-F-1234S-005").unwrap().taken, None);
        assert!(Virin::read("photo-1").is_none() && Virin::read("").is_none());
    }

    fn image(article_id: &str, virin: Option<&str>, caption: &str) -> Image {
        Image {
            article_id: article_id.to_owned(),
            image_no: 1,
            virin: virin.map(str::to_owned),
            taken_date: None,
            title: None,
            alt_text: None,
            caption: Some(caption.to_owned()),
            photographer: None,
            rank: None,
            service: None,
            credit_organization: None,
            image_url: None,
        }
    }

    #[test]
    fn a_photo_on_two_pages_is_one_row_with_two_uses() {
        let day = NaiveDate::from_ymd_opt(2024, 7, 2).unwrap();
        let page = |id: &str, day| Article { published_date: day, ..testing::article(id) };
        let articles = [page("a", day), page("b", day.with_day(9).unwrap())];
        let images = [image("a", Some("240702-d-pm193-1136"), "Short."), image("b", Some("240702-D-PM193-1136"), "A longer one.")];
        let mut entities = Entities::default();
        let captions = Captions::read(&images, &days(&articles), Lookups::of_project());
        resolve(&articles, &images, &captions, Lookups::of_project(), &mut entities);
        assert_eq!((entities.photos.len(), entities.photo_uses.len()), (1, 2));
        let photo = &entities.photos[0];
        assert_eq!((photo.article_count, photo.service.as_deref()), (2, Some("Department of Defense")));
        assert_eq!((photo.first_seen, photo.last_seen.day()), (day, 9));
        assert_eq!(photo.caption.as_deref(), Some("A longer one."));
    }

    #[test]
    fn photos_without_a_virin_are_told_apart_by_their_place() {
        assert_ne!(id(&image("a", None, "")), id(&image("b", None, "")));
    }
}
