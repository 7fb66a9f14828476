//! Ranges of dates as Latvian writes them; not the arithmetic of terms.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::date::Date;
use super::month::{month_name, year_word};

/// Laikposms: either end may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Period {
    /// Sākums.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Beigas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

impl Period {
    /// The period in words; see [`period`].
    #[must_use]
    pub fn say(&self, form: PeriodForm, with_year: bool) -> String {
        period(self.start, self.end, form, with_year)
    }

    /// Whether the end lies before the start, judged by the last day of the end.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        match (self.start, self.end) {
            (Some(start), Some(end)) => end.last_day() < start.first_day(),
            _ => false,
        }
    }
}

/// How a range is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodForm {
    /// `08.11.2018.–12.11.2018.`: for tables and labels.
    Short,
    /// `no 2018. gada 8. līdz 12. novembrim`: when, in a sentence.
    FromTo,
    /// `2013. gada 13.–14. novembrī`: in the case given.
    Dash(Case),
    /// `2013. gada 13. un 14. novembrī`: two neighbouring days (months, years); anything
    /// else is written as [`PeriodForm::Dash`].
    And(Case),
}

/// Laikposma pieraksts.
///
/// * One date, or two equal ones, is just the date: short, in the locative for `FromTo`
///   (it answers "when"), in the given case otherwise.
/// * One open end: `no 2015. gada 1. jūnija`, `līdz 2015. gada 31. maijam`, short
///   `no 01.06.2015.`, `līdz 31.05.2015.`. No end at all: an empty string.
/// * A dash joins only ends that share their last word (*13.–14. novembrī*,
///   *2018.–2019. gadā*). Other ranges asked in the locative are written *no … līdz …*,
///   which says the same; in the other cases both ends stand in full around the dash.
/// * *no* is never mixed with a dash (EU style guide lv §10.5.2(7)).
/// * `with_year: false` drops the year only while both ends lie in one year.
#[must_use]
pub fn period(start: Option<Date>, end: Option<Date>, form: PeriodForm, with_year: bool) -> String {
    let (a, b) = match (start, end) {
        (None, None) => return String::new(),
        (Some(a), None) => return format!("no {}", single(a, form, Case::Gen, with_year)),
        (None, Some(b)) => return format!("līdz {}", single(b, form, Case::Dat, with_year)),
        (Some(a), Some(b)) if a == b => {
            let case = match form {
                PeriodForm::Dash(case) | PeriodForm::And(case) => case,
                PeriodForm::Short | PeriodForm::FromTo => Case::Loc,
            };
            return single(a, form, case, with_year);
        }
        (Some(a), Some(b)) => (a, b),
    };
    match form {
        PeriodForm::Short if !with_year && a.year() == b.year() => {
            format!("{}–{}", short_without_year(a), short_without_year(b))
        }
        PeriodForm::Short => format!("{}–{}", a.short(), b.short()),
        PeriodForm::FromTo => from_to(a, b, with_year),
        PeriodForm::Dash(case) => dash(a, b, case, with_year),
        PeriodForm::And(case) if a.next() == Some(b) => and(a, b, case, with_year),
        PeriodForm::And(case) => dash(a, b, case, with_year),
    }
}

fn single(date: Date, form: PeriodForm, case: Case, with_year: bool) -> String {
    match (form, with_year) {
        (PeriodForm::Short, true) => date.short(),
        (PeriodForm::Short, false) => short_without_year(date),
        (_, true) => date.say(case),
        (_, false) => date.say_without_year(case),
    }
}

fn short_without_year(date: Date) -> String {
    match date {
        Date::Day(_) => {
            let full = date.short();
            full.get(..6).unwrap_or(&full).to_owned()
        }
        Date::Month { .. } | Date::Year(_) => date.short(),
    }
}

/// What two different dates have in common at their ends, which decides what is said once.
enum Shared {
    /// Both are days of one month: only the day numbers differ.
    Month {
        first: u32,
        last: u32,
        month: u32,
    },
    /// Both lie in one year and know more than the year.
    Year,
    /// Both are bare years.
    YearWord,
    Nothing,
}

fn shared(a: Date, b: Date) -> Shared {
    use chrono::Datelike;
    match (a, b) {
        (Date::Day(x), Date::Day(y)) if x.year() == y.year() && x.month() == y.month() => {
            Shared::Month {
                first: x.day(),
                last: y.day(),
                month: x.month(),
            }
        }
        (Date::Year(_), Date::Year(_)) => Shared::YearWord,
        (Date::Year(_), _) | (_, Date::Year(_)) => Shared::Nothing,
        _ if a.year() == b.year() => Shared::Year,
        _ => Shared::Nothing,
    }
}

fn year_prefix(date: Date, with_year: bool) -> String {
    if with_year {
        format!("{}.\u{a0}gada ", date.year())
    } else {
        String::new()
    }
}

fn from_to(a: Date, b: Date, with_year: bool) -> String {
    let year = year_prefix(a, with_year);
    match shared(a, b) {
        Shared::Month { first, last, month } => format!(
            "no {year}{first}. līdz {last}.\u{a0}{}",
            month_name(month, Case::Dat)
        ),
        Shared::Year => format!(
            "no {year}{} līdz {}",
            a.say_without_year(Case::Gen),
            b.say_without_year(Case::Dat)
        ),
        Shared::YearWord => format!("no {}. līdz {}", a.year(), b.say(Case::Dat)),
        Shared::Nothing => format!("no {} līdz {}", a.say(Case::Gen), b.say(Case::Dat)),
    }
}

fn dash(a: Date, b: Date, case: Case, with_year: bool) -> String {
    let year = year_prefix(a, with_year);
    match shared(a, b) {
        Shared::Month { first, last, month } => {
            format!("{year}{first}.–{last}.\u{a0}{}", month_name(month, case))
        }
        Shared::YearWord => format!("{}.–{}.\u{a0}{}", a.year(), b.year(), year_word(case)),
        _ if case == Case::Loc => from_to(a, b, with_year),
        Shared::Year => format!(
            "{year}{}–{}",
            a.say_without_year(case),
            b.say_without_year(case)
        ),
        Shared::Nothing => format!("{}–{}", a.say(case), b.say(case)),
    }
}

fn and(a: Date, b: Date, case: Case, with_year: bool) -> String {
    let year = year_prefix(a, with_year);
    match shared(a, b) {
        Shared::Month { first, last, month } => {
            format!("{year}{first}. un {last}.\u{a0}{}", month_name(month, case))
        }
        Shared::YearWord => format!("{}. un {}", a.year(), b.say(case)),
        Shared::Year => format!(
            "{year}{} un {}",
            a.say_without_year(case),
            b.say_without_year(case)
        ),
        Shared::Nothing => format!("{} un {}", a.say(case), b.say(case)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lv::typography::tie;
    use proptest::prelude::*;

    fn say(start: &str, end: &str, form: PeriodForm, with_year: bool) -> String {
        let read =
            |text: &str| (!text.is_empty()).then(|| Date::parse(text).expect("a date in a test"));
        period(read(start), read(end), form, with_year).replace('\u{a0}', " ")
    }

    #[test]
    #[rustfmt::skip]
    fn ranges_are_written_as_the_norms_show() {
        use Case::{Gen, Loc, Nom};
        use PeriodForm::{And, Dash, FromTo, Short};
        for (start, end, form, year, expected) in [
            ("2018-11-08", "2018-11-12", Short, true, "08.11.2018.–12.11.2018."),
            ("2018-11-08", "2018-11-12", Short, false, "08.11.–12.11."),
            ("2018-12-28", "2019-01-03", Short, false, "28.12.2018.–03.01.2019."),
            ("2018-09", "2018-11", Short, true, "09.2018.–11.2018."),
            ("2018", "2020", Short, true, "2018.–2020."),
            ("2015-06-01", "2017-03-31", FromTo, true, "no 2015. gada 1. jūnija līdz 2017. gada 31. martam"),
            ("2018-03-01", "2018-11-30", FromTo, true, "no 2018. gada 1. marta līdz 30. novembrim"),
            ("2018-11-08", "2018-11-12", FromTo, true, "no 2018. gada 8. līdz 12. novembrim"),
            ("2018-11-08", "2018-11-12", FromTo, false, "no 8. līdz 12. novembrim"),
            ("2018-03", "2018-11", FromTo, true, "no 2018. gada marta līdz novembrim"),
            ("2018-03", "2019-05", FromTo, false, "no 2018. gada marta līdz 2019. gada maijam"),
            ("2018", "2020", FromTo, true, "no 2018. līdz 2020. gadam"),
            ("2018", "2020-05", FromTo, true, "no 2018. gada līdz 2020. gada maijam"),
            ("2018-03-01", "2018-11", FromTo, true, "no 2018. gada 1. marta līdz novembrim"),
            ("2013-11-13", "2013-11-14", Dash(Loc), true, "2013. gada 13.–14. novembrī"),
            ("2013-11-13", "2013-11-14", And(Loc), true, "2013. gada 13. un 14. novembrī"),
            ("2013-11-13", "2013-11-15", And(Loc), true, "2013. gada 13.–15. novembrī"),
            ("2013-11-13", "2013-11-14", And(Loc), false, "13. un 14. novembrī"),
            ("2013-11-13", "2013-11-14", Dash(Nom), true, "2013. gada 13.–14. novembris"),
            ("2018-09-30", "2018-10-01", And(Loc), true, "2018. gada 30. septembrī un 1. oktobrī"),
            ("2018-12-31", "2019-01-01", And(Gen), false, "2018. gada 31. decembra un 2019. gada 1. janvāra"),
            ("2018", "2019", And(Loc), true, "2018. un 2019. gadā"),
            ("2018", "2019", Dash(Loc), true, "2018.–2019. gadā"),
            ("2014", "2020", Dash(Nom), true, "2014.–2020. gads"),
            ("2018-09-28", "2018-10-03", Dash(Loc), true, "no 2018. gada 28. septembra līdz 3. oktobrim"),
            ("2018-09-28", "2018-10-03", Dash(Gen), true, "2018. gada 28. septembra–3. oktobra"),
            ("2018-12-28", "2019-01-03", Dash(Nom), true, "2018. gada 28. decembris–2019. gada 3. janvāris"),
        ] {
            assert_eq!(say(start, end, form, year), expected);
        }
    }

    #[test]
    fn one_day_is_just_the_date() {
        use PeriodForm::{And, Dash, FromTo, Short};
        for (form, expected) in [
            (Short, "28.09.2018."),
            (FromTo, "2018. gada 28. septembrī"),
            (Dash(Case::Gen), "2018. gada 28. septembra"),
            (And(Case::Nom), "2018. gada 28. septembris"),
        ] {
            assert_eq!(say("2018-09-28", "2018-09-28", form, true), expected);
        }
        assert_eq!(
            say("2018-09", "2018-09", FromTo, true),
            "2018. gada septembrī"
        );
    }

    #[test]
    fn an_open_end_is_said_with_its_preposition_in_every_form() {
        use PeriodForm::{And, Dash, FromTo, Short};
        for form in [FromTo, Dash(Case::Loc), And(Case::Nom)] {
            assert_eq!(
                say("", "2015-05-31", form, true),
                "līdz 2015. gada 31. maijam"
            );
            assert_eq!(say("2015-06-01", "", form, true), "no 2015. gada 1. jūnija");
            assert_eq!(say("", "2015-05-31", form, false), "līdz 31. maijam");
            assert_eq!(say("", "2015", form, true), "līdz 2015. gadam");
            assert_eq!(say("", "", form, true), "");
        }
        assert_eq!(say("", "2015-05-31", Short, true), "līdz 31.05.2015.");
        assert_eq!(say("2015-06-01", "", Short, true), "no 01.06.2015.");
    }

    #[test]
    fn a_reversed_period_is_noticed_but_an_overlapping_one_is_not() {
        for (start, end, reversed) in [
            ("2018-11-12", "2018-11-08", true),
            ("2018-11-08", "2018-11", false),
            ("2018", "2018-03", false),
            ("2019", "2018-12-31", true),
        ] {
            let period = Period {
                start: Date::parse(start).ok(),
                end: Date::parse(end).ok(),
            };
            assert_eq!(period.is_reversed(), reversed, "{start} {end}");
        }
    }

    proptest! {
        #[test]
        fn no_range_mixes_no_with_a_dash_and_all_are_tied(
            a in 0i64..80_000,
            length in 0i64..900,
            (pa, pb) in (0..3, 0..3),
            form in 0..4,
            case in 0usize..5,
            with_year: bool,
        ) {
            use chrono::{Datelike, Days, NaiveDate};
            let make = |offset: i64, precision: i32| {
                let day = NaiveDate::from_ymd_opt(1950, 1, 1)
                    .and_then(|day| day.checked_add_days(Days::new(offset.unsigned_abs())))
                    .expect("in the calendar");
                match precision {
                    0 => Date::Day(day),
                    1 => Date::Month { year: day.year(), month: day.month() },
                    _ => Date::Year(day.year()),
                }
            };
            let case = Case::ALL[case];
            let form = match form {
                0 => PeriodForm::Short,
                1 => PeriodForm::FromTo,
                2 => PeriodForm::Dash(case),
                _ => PeriodForm::And(case),
            };
            let text = period(Some(make(a, pa)), Some(make(a + length, pb)), form, with_year);
            prop_assert!(!(text.starts_with("no ") && text.contains('–')), "{}", text);
            prop_assert_eq!(tie(&text), text);
        }
    }
}
