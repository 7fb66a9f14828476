//! Periods and days: the end does not come before the start; a decision is of a day.

use super::Report;
use crate::finding::Matter;
use crate::language::lv::Date;
use crate::record::leaf::Day;
use crate::record::model::Project;

pub(super) fn check(project: &Project, report: &mut Report) {
    for (i, decision) in project.decisions.iter().enumerate() {
        if !matches!(decision.date.0, Date::Day(_)) {
            let value = decision.date.0.to_string();
            report.tell(format!("/decisions/{i}/date"), Matter::NotADay { value });
        }
    }
    if let Some(period) = &project.period {
        in_order(report, "/period", period.start, period.end);
        if period.start.is_none() && period.end.is_none() {
            report.tell("/period", Matter::Empty {});
        }
    }
    for (i, event) in project.events.iter().enumerate() {
        in_order(report, &format!("/events/{i}"), event.start, event.end);
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
