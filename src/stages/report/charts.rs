//! The charts of the report, drawn by plotters as SVG: pictures that need no script, print, and take their colours from the page.

use std::ops::Range;

use anyhow::{Result, anyhow};
use chrono::{Datelike as _, NaiveDate};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::prelude::*;

/// The colours of the series in a light page and in a dark one; at least 4.5 to 1 against the ground of either.
pub const PALETTE: [(RGBColor, &str); 5] = [
    (RGBColor(31, 95, 168), "#7db3ee"),
    (RGBColor(184, 76, 22), "#f2a06b"),
    (RGBColor(34, 117, 84), "#6cc9a1"),
    (RGBColor(126, 77, 158), "#cba7e2"),
    (RGBColor(95, 104, 116), "#a9b1bc"),
];
/// The colour of the letters of a chart, light and dark.
pub const INK: (RGBColor, &str) = (RGBColor(79, 89, 102), "#a9b4c0");
/// The colour of its lines.
pub const GRID: (RGBColor, &str) = (RGBColor(221, 225, 230), "#323942");

/// A chart, for a wide page and for a narrow one.
pub struct Chart {
    /// At least a tablet's width.
    pub wide: String,
    /// A phone's width.
    pub narrow: String,
}

/// Values over time, of one kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// What they are of.
    pub name: String,
    /// Day and value, in order.
    pub points: Vec<(NaiveDate, f64)>,
}

/// A total that somebody stated, beside our own sum on that day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The day.
    pub day: NaiveDate,
    /// What was stated.
    pub stated: f64,
    /// What we found.
    pub own: f64,
}

/// The part of an axis mesh that the charts over time share.
macro_rules! mesh {
    ($chart:expr, $is_narrow:expr, $label:expr) => {
        $chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID.0)
            .axis_style(GRID.0)
            .x_labels(if $is_narrow { 5 } else { 12 })
            .y_labels(5)
            .label_style(("sans-serif", if $is_narrow { 14 } else { 16 }, &INK.0))
            .y_label_formatter(&|value| $label(*value))
            .draw()?
    };
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Sums that only grow, as steps.
pub fn steps(series: &[Series], label: impl Fn(f64) -> String) -> Result<Chart> {
    let days = || series.iter().flat_map(|one| one.points.iter().map(|(day, _)| *day));
    let highest = series.iter().filter_map(|one| one.points.last()).map(|(_, value)| *value).fold(0.0, f64::max);
    let (years, last) = (Years::of(days()), days().max());
    chart(|area, is_narrow| {
        let mut chart = builder(area, is_narrow).build_cartesian_2d(years.clone(), 0.0..ceiling(highest))?;
        mesh!(chart, is_narrow, label);
        for (index, one) in series.iter().enumerate() {
            let mut before = 0.0;
            let mut line = Vec::new();
            for (day, value) in &one.points {
                line.extend([(year(*day), before), (year(*day), *value)]);
                before = *value;
            }
            line.extend(last.map(|day| (year(day), before)));
            chart.draw_series(LineSeries::new(line, colour(index).stroke_width(2)))?;
        }
        Ok(())
    })
}

/// A bar for each month, the series on top of each other.
pub fn bars(series: &[Series], label: impl Fn(f64) -> String) -> Result<Chart> {
    let mut sums = std::collections::BTreeMap::<NaiveDate, f64>::new();
    let mut boxes = Vec::new();
    for (index, one) in series.iter().enumerate() {
        for (month, value) in &one.points {
            let top = sums.entry(*month).or_default();
            let left = year(*month);
            boxes.push((index, [(left, *top), (left + 0.8 / 12.0, *top + value)]));
            *top += value;
        }
    }
    let years = Years::of(sums.keys().copied());
    let highest = sums.values().copied().fold(0.0, f64::max);
    chart(|area, is_narrow| {
        let mut chart = builder(area, is_narrow).build_cartesian_2d(years.clone(), 0.0..ceiling(highest))?;
        mesh!(chart, is_narrow, label);
        chart.draw_series(boxes.iter().map(|(index, corners)| Rectangle::new(*corners, colour(*index).filled())))?;
        Ok(())
    })
}

/// A point for each stated total, a ring for our own sum, and a line between them.
pub fn pairs(pairs: &[Pair], label: impl Fn(f64) -> String) -> Result<Chart> {
    let years = Years::of(pairs.iter().map(|pair| pair.day));
    let highest = pairs.iter().map(|pair| pair.stated.max(pair.own)).fold(0.0, f64::max);
    chart(|area, is_narrow| {
        let mut chart = builder(area, is_narrow).build_cartesian_2d(years.clone(), 0.0..ceiling(highest))?;
        mesh!(chart, is_narrow, label);
        let ends = |pair: &Pair| vec![(year(pair.day), pair.stated), (year(pair.day), pair.own)];
        chart.draw_series(pairs.iter().map(|pair| PathElement::new(ends(pair), colour(4).stroke_width(1))))?;
        chart.draw_series(pairs.iter().map(|pair| Circle::new((year(pair.day), pair.own), 4, colour(0).stroke_width(2))))?;
        chart.draw_series(pairs.iter().map(|pair| Circle::new((year(pair.day), pair.stated), 3, colour(1).filled())))?;
        Ok(())
    })
}

/// A bar for each name, the longest on top.
pub fn ranking(rows: &[(String, f64)], label: impl Fn(f64) -> String) -> Result<Chart> {
    let highest = rows.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let count = i32::try_from(rows.len())?;
    chart(|area, is_narrow| {
        let (width, letters) = if is_narrow { (118, 14) } else { (190, 16) };
        let mut builder = ChartBuilder::on(area);
        builder.margin(6).margin_right(44).y_label_area_size(width).x_label_area_size(24);
        let mut chart = builder.build_cartesian_2d(0.0..highest.max(1.0), (0..count.max(1)).into_segmented())?;
        let name = |place: &SegmentValue<i32>| match place {
            SegmentValue::CenterOf(at) => usize::try_from(count - 1 - at).ok().and_then(|at| rows.get(at)).map_or("", |row| row.0.as_str()),
            _ => "",
        };
        let (ink, grid) = (INK.0, GRID.0);
        chart
            .configure_mesh()
            .disable_y_mesh()
            .set_tick_mark_size(LabelAreaPosition::Left, 0)
            .light_line_style(TRANSPARENT)
            .bold_line_style(grid)
            .axis_style(grid)
            .x_labels(if is_narrow { 4 } else { 7 })
            .y_labels(rows.len().max(2))
            .label_style(("sans-serif", letters, &ink))
            .x_label_formatter(&|value| label(*value))
            .y_label_formatter(&|place| name(place).to_owned())
            .draw()?;
        for (at, (_, value)) in (0..count).rev().zip(rows) {
            let mut bar = Rectangle::new([(0.0, SegmentValue::Exact(at)), (*value, SegmentValue::Exact(at + 1))], colour(0).filled());
            bar.set_margin(4, 4, 0, 0);
            chart.draw_series([bar])?;
        }
        Ok(())
    })
}

fn builder<'a, 'b>(area: &'a Area<'b>, is_narrow: bool) -> ChartBuilder<'a, 'b, SVGBackend<'b>> {
    let mut builder = ChartBuilder::on(area);
    builder.margin(6).margin_right(12).x_label_area_size(26).y_label_area_size(if is_narrow { 50 } else { 62 });
    builder
}

fn chart(draw: impl Fn(&Area, bool) -> Result<()>) -> Result<Chart> {
    let picture = |size: (u32, u32), is_narrow| {
        let mut text = String::new();
        {
            let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
            draw(&area, is_narrow)?;
            area.present().map_err(|error| anyhow!("draw a chart: {error}"))?;
        }
        Ok::<_, anyhow::Error>(text)
    };
    Ok(Chart { wide: picture((1000, 320), false)?, narrow: picture((380, 260), true)? })
}

fn colour(index: usize) -> RGBColor {
    PALETTE[index.min(PALETTE.len() - 1)].0
}

fn ceiling(highest: f64) -> f64 {
    if highest > 0.0 { highest * 1.05 } else { 1.0 }
}

/// A day as a year and its fraction.
fn year(day: NaiveDate) -> f64 {
    f64::from(day.year()) + f64::from(day.ordinal0()) / 366.0
}

/// An axis of years, with a mark at each January.
#[derive(Debug, Clone)]
struct Years(Range<f64>);

impl Years {
    fn of(days: impl Iterator<Item = NaiveDate>) -> Self {
        let years: Vec<f64> = days.map(year).collect();
        let first = years.iter().copied().fold(f64::INFINITY, f64::min);
        let last = years.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if first <= last { Self(first - 1.0 / 24.0..last + 1.0 / 12.0) } else { Self(2000.0..2001.0) }
    }
}

impl Ranged for Years {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    #[expect(clippy::cast_possible_truncation, reason = "a place on a picture")]
    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value - self.0.start) / (self.0.end - self.0.start);
        limit.0 + (share * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let mut januaries = Vec::new();
        let mut january = self.0.start.ceil();
        while january <= self.0.end {
            januaries.push(january);
            january += 1.0;
        }
        let step = januaries.len().div_ceil(hint.max_num_points().max(1)).max(1);
        if januaries.is_empty() { vec![self.0.start] } else { januaries.into_iter().step_by(step).collect() }
    }

    fn range(&self) -> Range<f64> {
        self.0.clone()
    }
}

impl ValueFormatter<f64> for Years {
    fn format(value: &f64) -> String {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_of_nothing_and_of_one_point_are_drawn() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 1).unwrap();
        let label = |value: f64| format!("{value}");
        for points in [Vec::new(), vec![(day, 1.0)], vec![(day, 0.0)]] {
            let series = [Series { name: "one".to_owned(), points: points.clone() }];
            assert!(steps(&series, label).unwrap().wide.starts_with("<svg"));
            assert!(bars(&series, label).unwrap().narrow.ends_with("</svg>\n"));
            let totals: Vec<Pair> = points.iter().map(|(day, value)| Pair { day: *day, stated: *value, own: *value }).collect();
            assert!(pairs(&totals, label).unwrap().wide.starts_with("<svg"));
            let rows: Vec<_> = points.iter().map(|(_, value)| ("one".to_owned(), *value)).collect();
            assert!(ranking(&rows, label).unwrap().wide.starts_with("<svg"));
        }
    }
}
