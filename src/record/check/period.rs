//! Periods and days: the end does not come before the start; a decision is of a day.

use super::Report;
use crate::finding::Matter;
use crate::language::lv::Date;
use crate::record::leaf::Day;
use crate::record::model::{Event, Period, Project};
use chrono::{Datelike, NaiveDate};

pub(super) fn check(project: &Project, report: &mut Report) {
    for (i, decision) in project.decisions.iter().enumerate() {
        if !matches!(decision.date.0, Date::Day(_)) {
            let value = decision.date.0.to_string();
            report.tell(format!("/decisions/{i}/date"), Matter::NotADay { value });
        }
    }
    if let Some(period) = &project.period {
        in_order(report, "/period", period.start, period.end);
        if period.start.is_none() && period.end.is_none() && period.duration.is_none() {
            report.tell("/period", Matter::Empty {});
        }
        if let (Some(former), Some(end)) = (period.extended_from, period.end)
            && end.0.last_day() <= former.0.first_day()
        {
            let (former, end) = (former.0.to_string(), end.0.to_string());
            report.tell("/period/extended_from", Matter::NotExtended { former, end });
        }
        if let (Some(start), Some(end), Some(duration)) =
            (period.start, period.end, &period.duration)
            && let Some(computed) = months(start.0.first_day(), end.0.last_day())
            && computed != duration.months.0
        {
            let stated = duration.months.0;
            let pointer = "/period/duration/months";
            report.tell(pointer, Matter::DurationDisagrees { stated, computed });
        }
        for (i, decision) in project.decisions.iter().enumerate() {
            if let Some(end) = period.end
                && decision.date.0.first_day() > end.0.last_day()
            {
                let (decision, end) = (decision.date.0.to_string(), end.0.to_string());
                let pointer = format!("/decisions/{i}/date");
                report.tell(pointer, Matter::DecisionAfterTerm { decision, end });
            }
        }
        for (i, event) in project.events.iter().enumerate() {
            outside(period, event, &format!("/events/{i}"), report);
        }
    }
    for (i, event) in project.events.iter().enumerate() {
        in_order(report, &format!("/events/{i}"), event.start, event.end);
    }
}

/// The whole months from a day to the last day of a term, if they are whole.
fn months(start: NaiveDate, last: NaiveDate) -> Option<u64> {
    let end = last.succ_opt()?;
    let of = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    (start.day() == end.day()).then(|| u64::try_from(of(end) - of(start)).ok())?
}

/// An event is held while the project runs.
fn outside(period: &Period, event: &Event, pointer: &str, report: &mut Report) {
    let early = period.start.zip(event.start.or(event.end));
    let late = period.end.zip(event.end.or(event.start));
    let early = early.filter(|(start, day)| day.0.last_day() < start.0.first_day());
    let late = late.filter(|(end, day)| day.0.first_day() > end.0.last_day());
    if let Some((_, day)) = early.or(late) {
        let ends = [period.start, period.end];
        let ends = ends.map(|day| day.map(|day| day.0.to_string()).unwrap_or_default());
        let (event, term) = (day.0.to_string(), ends.join("–"));
        report.tell(pointer, Matter::OutsideTerm { event, term });
    }
}

fn in_order(report: &mut Report, pointer: &str, start: Option<Day>, end: Option<Day>) {
    let (Some(start), Some(end)) = (start, end) else {
        return;
    };
    if end.0.last_day() < start.0.first_day() {
        let (start, end) = (start.0.to_string(), end.0.to_string());
        report.tell(
            format!("{pointer}/end"),
            Matter::EndBeforeStart { start, end },
        );
    } else if std::mem::discriminant(&start.0) != std::mem::discriminant(&end.0) {
        let (start, end) = (start.0.to_string(), end.0.to_string());
        report.tell(pointer, Matter::MixedPrecision { start, end });
    }
}
