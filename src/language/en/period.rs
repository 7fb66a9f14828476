//! Ranges of dates as English writes them; not the arithmetic of terms.

use std::mem::discriminant;

use chrono::Datelike;

use super::date::{say, say_without_year, when};
use super::list::LAST;
use super::typography::NBSP;
use crate::language::lv::{Date, PeriodForm};

/// A range of dates in the forms of the Latvian one; a case in the form is passed over.
///
/// * `FromTo` answers "when" by itself, preposition and all: `from 8 to 12 November 2018`.
/// * `Dash` is the bare range, for which the template has its own word: `8–12 November 2018`.
///   The dash has spaces if an end has (`28 September – 3 October 2018`), else none.
/// * `And` names two neighbours, `13 and 14 November 2013`; other ranges are written as `Dash`.
/// * `Short` is the same as `Dash`: what is short in Latvian, figures only, is hard to read here.
/// * One date, or two equal ones, is just the date: `on 8 November 2018` in `FromTo`, for there
///   Latvian has its locative, and `8 November 2018` in all other forms.
/// * One open end: `from 1 June 2015`, `until 31 May 2015`, in every form. No end at all: an empty
///   string.
/// * What both ends share is said once, last. `with_year: false` drops the year only while both
///   ends lie in one year.
///
/// Source: Commission's Web Guide, Date ranges: prepositions or a dash, never both; spaces between
/// dates of several words. ISG 10.5: an en dash, closed up between figures (*1–3 days*).
#[must_use]
pub fn period(start: Option<Date>, end: Option<Date>, form: PeriodForm, with_year: bool) -> String {
    let (a, b) = match (start, end) {
        (None, None) => return String::new(),
        (Some(a), None) => return format!("from {}", single(a, with_year)),
        (None, Some(b)) => return format!("until {}", single(b, with_year)),
        (Some(a), Some(b)) => (a, b),
    };
    if a == b {
        return match form {
            PeriodForm::FromTo => when(a, with_year),
            PeriodForm::Short | PeriodForm::Dash(_) | PeriodForm::And(_) => single(a, with_year),
        };
    }
    let (first, last) = ends(a, b, with_year);
    match form {
        PeriodForm::FromTo => format!("from {first} to {last}"),
        PeriodForm::And(_) if a.next() == Some(b) => format!("{first}{LAST}{last}"),
        // Only ends of the same kind and of one word each close up around the dash.
        _ if discriminant(&a) == discriminant(&b) && !first.contains([' ', NBSP]) => {
            format!("{first}–{last}")
        }
        _ => format!("{first}{NBSP}– {last}"),
    }
}

fn single(date: Date, with_year: bool) -> String {
    if with_year {
        say(date)
    } else {
        say_without_year(date)
    }
}

/// The two ends in words; the first leaves to the last what both share.
fn ends(a: Date, b: Date, with_year: bool) -> (String, String) {
    let in_one_year = a.year() == b.year() && a.month().is_some() && b.month().is_some();
    if !in_one_year {
        return (say(a), say(b));
    }
    let first = match (a, b) {
        (Date::Day(x), Date::Day(y)) if x.month() == y.month() => x.day().to_string(),
        _ => say_without_year(a),
    };
    (first, single(b, with_year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::en::typography::tie;
    use crate::language::lv::Case::{Loc, Nom};
    use PeriodForm::{And, Dash, FromTo, Short};

    /// `~` stands for U+00A0, an empty text for an unknown end.
    fn range(start: &str, end: &str, form: PeriodForm, with_year: bool) -> String {
        let read =
            |text: &str| (!text.is_empty()).then(|| Date::parse(text).expect("a date in a test"));
        period(read(start), read(end), form, with_year).replace(NBSP, "~")
    }

    #[test]
    #[rustfmt::skip]
    fn ranges_are_written_as_the_guides_show() {
        for (start, end, form, year, expected) in [
            ("2018-11-08", "2018-11-12", FromTo, true, "from 8 to 12~November 2018"),
            ("2018-11-08", "2018-11-12", FromTo, false, "from 8 to 12~November"),
            ("2018-03-01", "2018-11-30", FromTo, true, "from 1~March to 30~November 2018"),
            ("2015-06-01", "2017-03-31", FromTo, false, "from 1~June 2015 to 31~March 2017"),
            ("2018-03", "2018-11", FromTo, true, "from March to November 2018"),
            ("2018", "2020", FromTo, true, "from 2018 to 2020"),
            ("2018", "2018-05", FromTo, true, "from 2018 to May 2018"),
            ("2018-11-08", "2018-11-12", Short, true, "8–12~November 2018"),
            ("2018-11-08", "2018-11-12", Dash(Nom), false, "8–12~November"),
            ("2018-09-28", "2018-10-03", Dash(Loc), true, "28~September~– 3~October 2018"),
            ("2018-12-28", "2019-01-03", Short, false, "28~December 2018~– 3~January 2019"),
            ("2018-03", "2018-11", Short, true, "March–November 2018"),
            ("2018-12", "2019-02", Dash(Loc), true, "December 2018~– February 2019"),
            ("2018-03", "2018-11-15", Dash(Loc), true, "March~– 15~November 2018"),
            ("2014", "2020", Dash(Loc), true, "2014–2020"),
            ("2018", "2020-05", Dash(Loc), true, "2018~– May 2020"),
            ("2013-11-13", "2013-11-14", And(Loc), true, "13 and 14~November 2013"),
            ("2013-11-13", "2013-11-14", And(Nom), false, "13 and 14~November"),
            ("2013-11-13", "2013-11-15", And(Loc), true, "13–15~November 2013"),
            ("2018-09-30", "2018-10-01", And(Loc), true, "30~September and 1~October 2018"),
            ("2018-12-31", "2019-01-01", And(Loc), false, "31~December 2018 and 1~January 2019"),
            ("2018", "2019", And(Loc), true, "2018 and 2019"),
        ] {
            assert_eq!(range(start, end, form, year), expected);
        }
    }

    #[test]
    fn one_date_is_just_the_date_and_an_open_end_has_its_preposition() {
        let day = "2015-05-31";
        assert_eq!(range(day, day, FromTo, true), "on 31~May 2015");
        assert_eq!(
            range("2018-11", "2018-11", FromTo, true),
            "in November 2018"
        );
        assert_eq!(range(day, day, Dash(Loc), false), "31~May");
        for form in [FromTo, Short, Dash(Loc), And(Nom)] {
            assert_eq!(range("", day, form, true), "until 31~May 2015");
            assert_eq!(range(day, "", form, true), "from 31~May 2015");
            assert_eq!(range("", day, form, false), "until 31~May");
            assert_eq!(range("", "", form, true), "");
        }
        for form in [Short, Dash(Loc), And(Nom)] {
            assert_eq!(range(day, day, form, true), "31~May 2015");
        }
    }

    #[test]
    fn no_range_mixes_from_with_a_dash_and_all_are_tied() {
        let dates = [
            "2018",
            "2018-03",
            "2018-03-01",
            "2018-03-02",
            "2018-12-31",
            "2019-01",
        ];
        let pairs = dates.iter().flat_map(|a| dates.iter().map(move |b| (a, b)));
        for (start, end) in pairs {
            for form in [FromTo, Short, Dash(Loc), And(Loc)] {
                let text = range(start, end, form, true).replace('~', "\u{a0}");
                assert!(!(text.starts_with("from ") && text.contains('–')), "{text}");
                assert_eq!(tie(&text.replace(NBSP, " ")), text);
            }
        }
    }
}
