//! Pages that list others: every link, with the day that stands beside it where the entries are told apart.

use chrono::{DateTime, NaiveDate, Utc};
use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::Found;
use crate::capture::Capture;
use crate::html::day;

/// The links of a page. `item`: the selector of one entry.
pub fn read(bytes: &[u8], url: &Url, item: Option<&str>) -> Result<Vec<Found>, String> {
    let capture =
        Capture { url: url.to_string(), captured_at: DateTime::<Utc>::UNIX_EPOCH, status: None, content_type: None, body: bytes.to_vec() };
    let page = Html::parse_document(&capture.text().map_err(|reject| reject.to_string())?);
    let Some(item) = item else { return Ok(links(page.root_element(), url, None)) };
    let item = Selector::parse(item).map_err(|error| error.to_string())?;
    Ok(page.select(&item).flat_map(|item| links(item, url, date(item))).collect())
}

fn links(element: ElementRef<'_>, base: &Url, published: Option<NaiveDate>) -> Vec<Found> {
    let Ok(anchor) = Selector::parse("a[href]") else { return Vec::new() };
    let hrefs = element.select(&anchor).filter_map(|link| link.attr("href"));
    hrefs.filter_map(|href| Some(Found { url: base.join(href.trim()).ok()?, published, changed: None })).collect()
}

/// The day of an entry: as machines read it, else as written.
fn date(item: ElementRef<'_>) -> Option<NaiveDate> {
    let time = Selector::parse("time[datetime]").ok()?;
    let stated = item.select(&time).find_map(|time| NaiveDate::parse_from_str(time.attr("datetime")?.get(..10)?, "%Y-%m-%d").ok());
    stated.or_else(|| day::first(&item.text().collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_the_day_that_stands_in_them() {
        let page = b"<nav><a href='/about/'>About</a></nav><ul>\
            <li><a href='/1/'>One</a> <time datetime='2024-03-05T10:00:00Z'>Tuesday</time></li>\
            <li><a href='/2/'>Two</a> March 4, 2024</li></ul>";
        let url = Url::parse("https://a.example/news/").unwrap();
        let found = read(page, &url, Some("li")).unwrap();
        let seen: Vec<_> = found.iter().map(|found| (found.url.path(), found.published.unwrap().to_string())).collect();
        assert_eq!(seen, [("/1/", "2024-03-05".to_owned()), ("/2/", "2024-03-04".to_owned())]);
        assert_eq!(read(page, &url, None).unwrap().len(), 3);
    }
}
