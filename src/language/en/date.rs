//! How English writes a date and a part of a year; not ranges (see `period`).

use chrono::Datelike;

use super::ordinal::ordinal;
use super::typography::NBSP;
use crate::language::lv::{Date, PartKind, YearPart};

/// The months in order.
#[rustfmt::skip]
pub(crate) const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
];

/// The name of a month, 1–12: 11 is `November`. A number outside is taken to the nearest.
///
/// Source: ISG 10.5, which writes months out and with a capital.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    let at = usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0);
    MONTHS[at]
}

/// A date in a sentence: `8 November 2018`, `November 2018`, `2018`.
///
/// No comma, no *the*, no *8th*; U+00A0 stands between the day and its month.
/// Source: ISG 10.5; Commission's Web Guide, Dates, numbers and symbols.
#[must_use]
pub fn say(date: Date) -> String {
    match date {
        Date::Year(year) => year.to_string(),
        _ => format!("{} {}", say_without_year(date), date.year()),
    }
}

/// A date without its year: `8 November`, `November`. A year alone is said in full.
///
/// Source: as for [`say`].
#[must_use]
pub fn say_without_year(date: Date) -> String {
    match date {
        Date::Day(day) => format!("{}{NBSP}{}", day.day(), month_name(day.month())),
        Date::Month { month, .. } => month_name(month).to_owned(),
        Date::Year(_) => say(date),
    }
}

/// A date as it answers "when": `on 8 November 2018`, `in November 2018`, `in 2018`.
///
/// Latvian says this with the locative. Without the year: `on 8 November`.
/// Source: Commission's Web Guide (*on 9 October 2019*); *in* is general usage.
#[must_use]
pub fn when(date: Date, with_year: bool) -> String {
    let preposition = match date {
        Date::Day(_) => "on",
        Date::Month { .. } | Date::Year(_) => "in",
    };
    let date = if with_year {
        say(date)
    } else {
        say_without_year(date)
    };
    format!("{preposition} {date}")
}

/// A date for a table or a note: `8.11.2018`, without zeros and without a final point.
///
/// A month stays in words, because `11.2018` is a decimal number to an English reader.
/// Source: ISG 3.1 (*OJ L 222, 20.8.2008*, *OJ L 281, 1.5.1975*).
#[must_use]
pub fn short(date: Date) -> String {
    match date {
        Date::Day(day) => format!("{}.{}.{}", day.day(), day.month(), day.year()),
        Date::Month { .. } | Date::Year(_) => say(date),
    }
}

/// A half or a quarter of a year: `the first half of 2018`, `the third quarter of 2018`.
///
/// Source: ISG 10.5 (ordinals to *ninth* in words); the phrase is general usage.
#[must_use]
pub fn say_year_part(part: YearPart) -> String {
    let half = YearPart::new(part.year(), PartKind::Half, part.number());
    let kind = match half {
        Some(half) if half == part => "half",
        _ => "quarter",
    };
    let number = ordinal(u64::from(part.number()));
    format!("the {number} {kind} of {}", part.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date in a test")
    }

    #[test]
    fn a_date_is_said_as_precisely_as_the_source_knows_it() {
        for (text, full, without_year, when_said, brief) in [
            (
                "2018-11-08",
                "8~November 2018",
                "8~November",
                "on 8~November 2018",
                "8.11.2018",
            ),
            (
                "2018-11",
                "November 2018",
                "November",
                "in November 2018",
                "November 2018",
            ),
            ("2018", "2018", "2018", "in 2018", "2018"),
        ] {
            let date = date(text);
            let mark = |text: String| text.replace(NBSP, "~");
            assert_eq!(mark(say(date)), full);
            assert_eq!(mark(say_without_year(date)), without_year);
            assert_eq!(mark(when(date, true)), when_said);
            assert_eq!(mark(short(date)), brief);
        }
        assert_eq!(when(date("2018-11-08"), false), "on 8\u{a0}November");
    }

    #[test]
    fn a_month_outside_the_year_is_taken_to_the_nearest() {
        assert_eq!(month_name(0), "January");
        assert_eq!(month_name(13), "December");
    }

    #[test]
    fn halves_and_quarters_are_said_with_the_year() {
        for (kind, number, expected) in [
            (PartKind::Half, 1, "the first half of 2018"),
            (PartKind::Half, 2, "the second half of 2018"),
            (PartKind::Quarter, 1, "the first quarter of 2018"),
            (PartKind::Quarter, 3, "the third quarter of 2018"),
        ] {
            let part = YearPart::new(2018, kind, number).expect("a part of the year");
            assert_eq!(say_year_part(part), expected);
        }
    }
}
