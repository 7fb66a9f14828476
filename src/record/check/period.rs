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
        if period.extended_from.is_some() && period.end.is_none() {
            let field = "end".to_owned();
            report.tell("/period", Matter::MissingField { field });
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
            && computed.abs_diff(duration.months.0)
                > u64::from(!is_whole(start.0.first_day(), end.0.last_day()))
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

/// Whether a term is so many months and not a day more or less.
fn is_whole(start: NaiveDate, last: NaiveDate) -> bool {
    last.succ_opt().is_some_and(|end| end.day() == start.day())
}

/// The months from a day to the last day of a term: as many as they are if they are whole, else those that
/// have begun.
fn months(start: NaiveDate, last: NaiveDate) -> Option<u64> {
    let end = last.succ_opt()?;
    let of = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    let begun = i64::from(end.day() > start.day());
    u64::try_from(of(end) - of(start) + begun).ok()
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
        // A weekday that nobody would meet on shows a slip in the year.
        let weekday = match day.0 {
            Date::Day(date) => u8::try_from(date.weekday().number_from_monday()).ok(),
            _ => None,
        };
        report.tell(
            pointer,
            Matter::OutsideTerm {
                event,
                weekday,
                term,
            },
        );
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
