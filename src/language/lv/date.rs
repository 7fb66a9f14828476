//! A date that knows its precision, and how Latvian writes it; not ranges (see `period`).

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The years in which a document's dates can be.
pub const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::case::Case;
use super::month::{month_name, year_word};

/// Datums ar precizitāti: a day, a month or a year, as the source states it.
///
/// Ordered by the first day; on a tie the more precise date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// Diena: `2018-09-28`.
    Day(NaiveDate),
    /// Mēnesis: `2018-09`. `month` is 1–12.
    Month {
        /// Calendar year.
        year: i32,
        /// 1 = janvāris … 12 = decembris.
        month: u32,
    },
    /// Gads: `2018`.
    Year(i32),
}

/// Why a text is not a [`Date`]. Each variant carries the text as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// The text is not written `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    Shape(String),
    /// The shape is right but the calendar has no such day or month (2018-02-30, 2018-13).
    Impossible(String),
    /// The year lies outside 1900–2199, which in these documents is a slip of the key.
    OutOfRange(String),
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(text) => {
                write!(f, "`{text}` is not written YYYY-MM-DD, YYYY-MM or YYYY")
            }
            Self::Impossible(text) => write!(f, "the calendar has no `{text}`"),
            Self::OutOfRange(text) => {
                write!(f, "`{text}` lies outside the years 1900 to 2199")
            }
        }
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// Reads `2018-09-28`, `2018-09` or `2018`, nothing looser.
    ///
    /// # Errors
    /// See [`DateError`]; the year is judged before the month and the day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let shape = || DateError::Shape(text.to_owned());
        let impossible = || DateError::Impossible(text.to_owned());
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4).ok_or_else(shape)?;
        let month = match parts.next() {
            Some(part) => Some(digits(Some(part), 2).ok_or_else(shape)?),
            None => None,
        };
        let day = match parts.next() {
            Some(part) => Some(digits(Some(part), 2).ok_or_else(shape)?),
            None => None,
        };
        if parts.next().is_some() {
            return Err(shape());
        }
        if !YEARS.contains(&year) {
            return Err(DateError::OutOfRange(text.to_owned()));
        }
        let year = i32::try_from(year).map_err(|_| shape())?;
        match (month, day) {
            (None, _) => Ok(Self::Year(year)),
            (Some(month), None) if (1..=12).contains(&month) => Ok(Self::Month { year, month }),
            (Some(_), None) => Err(impossible()),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day)
                .map(Self::Day)
                .ok_or_else(impossible),
        }
    }

    /// Gads: the calendar year.
    #[must_use]
    pub fn year(&self) -> i32 {
        match self {
            Self::Day(day) => day.year(),
            Self::Month { year, .. } | Self::Year(year) => *year,
        }
    }

    /// Mēnesis 1–12, if the date knows it.
    #[must_use]
    pub fn month(&self) -> Option<u32> {
        match self {
            Self::Day(day) => Some(day.month()),
            Self::Month { month, .. } => Some((*month).clamp(1, 12)),
            Self::Year(_) => None,
        }
    }

    /// Pirmā diena that the date covers.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            _ => NaiveDate::from_ymd_opt(self.year(), self.month().unwrap_or(1), 1)
                .unwrap_or(NaiveDate::MIN),
        }
    }

    /// Pēdējā diena that the date covers.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let first = self.first_day();
        let length = match self {
            Self::Day(_) => return first,
            Self::Month { .. } => 1,
            Self::Year(_) => 12,
        };
        first
            .checked_add_months(Months::new(length))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .unwrap_or(first)
    }

    /// Garais pieraksts: `2018. gada 28. septembrī`, `2018. gada septembrī`, `2018. gadā`.
    ///
    /// Genitive before a noun (*… septembra lēmums*), locative for "when", dative after
    /// *līdz*, genitive after *no*. U+00A0 stands between a number and its word, a plain
    /// space between *gada* and the day. Source: EU style guide lv §10.1.1; norms 3.3.
    #[must_use]
    pub fn say(&self, case: Case) -> String {
        match self {
            Self::Year(year) => format!("{year}.\u{a0}{}", year_word(case)),
            _ => format!("{}.\u{a0}gada {}", self.year(), self.say_without_year(case)),
        }
    }

    /// Datums bez gada: `28. septembrī`, `septembrī`. A year alone is said in full.
    #[must_use]
    pub fn say_without_year(&self, case: Case) -> String {
        match self {
            Self::Day(day) => {
                format!("{}.\u{a0}{}", day.day(), month_name(day.month(), case))
            }
            Self::Month { month, .. } => month_name(*month, case).to_owned(),
            Self::Year(_) => self.say(case),
        }
    }

    /// Īsais pieraksts: `28.09.2018.`, `09.2018.`, `2018.`, always with the final point.
    ///
    /// Source: kapareizi.blogspot.com 2012/04 after Blinkena 2009, p. 368.
    #[must_use]
    pub fn short(&self) -> String {
        match self {
            Self::Day(day) => {
                format!("{:02}.{:02}.{}.", day.day(), day.month(), day.year())
            }
            Self::Month { year, month } => format!("{:02}.{year}.", (*month).clamp(1, 12)),
            Self::Year(year) => format!("{year}."),
        }
    }

    /// Diena un mēnesis vārdiem: `divdesmit astotajā septembrī`; `None` without a day.
    #[must_use]
    pub fn day_month_words(&self, case: Case) -> Option<String> {
        match self {
            Self::Day(day) => Some(format!(
                "{} {}",
                super::ordinal::ordinal(u64::from(day.day()), super::case::Gender::Masc, case),
                month_name(day.month(), case)
            )),
            _ => None,
        }
    }

    /// The next date of the same precision, if the calendar has one.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        let after = self.last_day().succ_opt()?;
        Some(match self {
            Self::Day(_) => Self::Day(after),
            Self::Month { .. } => Self::Month {
                year: after.year(),
                month: after.month(),
            },
            Self::Year(_) => Self::Year(after.year()),
        })
    }
}

fn digits(part: Option<&str>, length: usize) -> Option<u32> {
    let part = part?;
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| part.parse().ok())?
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first_day(), self.last_day())
            .cmp(&(other.first_day(), other.last_day()))
            .then_with(|| self.precision().cmp(&other.precision()))
            .then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl Date {
    // Hand-built dates outside the calendar share their first day; the tie-break keeps
    // `Ord` in step with the derived `Eq` even for those.
    const fn precision(self) -> u8 {
        match self {
            Self::Day(_) => 0,
            Self::Month { .. } => 1,
            Self::Year(_) => 2,
        }
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date in a test")
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn out_of_range_months_do_not_panic() {
        let odd = Date::Month {
            year: i32::MAX,
            month: 99,
        };
        assert!(odd.first_day() <= odd.last_day());
        let _ = odd.say(Case::Loc);
    }

    #[test]
    fn dates_are_said_in_every_case_and_precision() {
        use Case::{Acc, Dat, Gen, Loc, Nom};
        for (text, case, expected) in [
            ("2018-09-28", Nom, "2018. gada 28. septembris"),
            ("2018-09-28", Gen, "2018. gada 28. septembra"),
            ("2015-05-31", Dat, "2015. gada 31. maijam"),
            ("2018-04-01", Acc, "2018. gada 1. aprīli"),
            ("2018-04-01", Gen, "2018. gada 1. aprīļa"),
            ("2018-09-28", Loc, "2018. gada 28. septembrī"),
            ("2018-09", Loc, "2018. gada septembrī"),
            ("2018-09", Gen, "2018. gada septembra"),
            ("2018", Nom, "2018. gads"),
            ("2018", Loc, "2018. gadā"),
            ("2018", Dat, "2018. gadam"),
        ] {
            assert_eq!(plain(&date(text).say(case)), expected);
        }
    }

    #[test]
    fn the_year_can_be_left_out_unless_it_is_all_there_is() {
        for (text, expected) in [
            ("2018-09-28", "28. septembrī"),
            ("2018-09", "septembrī"),
            ("2018", "2018. gadā"),
        ] {
            assert_eq!(plain(&date(text).say_without_year(Case::Loc)), expected);
        }
    }

    #[test]
    fn numbers_hold_on_to_their_words() {
        assert_eq!(
            date("2018-09-28").say(Case::Gen),
            "2018.\u{a0}gada 28.\u{a0}septembra"
        );
    }

    #[test]
    fn short_dates_are_padded_and_end_in_a_point() {
        for (text, expected) in [
            ("2018-09-08", "08.09.2018."),
            ("2018-09", "09.2018."),
            ("2018", "2018."),
        ] {
            assert_eq!(date(text).short(), expected);
        }
    }

    #[test]
    fn days_are_spelled_out() {
        for (text, case, expected) in [
            (
                "2018-09-28",
                Case::Loc,
                Some("divdesmit astotajā septembrī"),
            ),
            ("2018-09-01", Case::Nom, Some("pirmais septembris")),
            ("2018-09", Case::Nom, None),
        ] {
            assert_eq!(date(text).day_month_words(case).as_deref(), expected);
        }
    }

    #[test]
    fn wrong_texts_are_told_apart() {
        for text in [
            "",
            "18",
            "2018-9-28",
            "2018-09-28 ",
            "2018/09/28",
            "28.09.2018.",
            "2018-",
            "2018-09-",
            "2018-09-28-01",
            "+201",
            "２０１８",
            "-2018",
        ] {
            assert!(
                matches!(Date::parse(text), Err(DateError::Shape(_))),
                "{text}"
            );
        }
        for text in [
            "2018-02-30",
            "2018-13",
            "2018-00",
            "2018-00-01",
            "2019-02-29",
        ] {
            assert!(
                matches!(Date::parse(text), Err(DateError::Impossible(_))),
                "{text}"
            );
        }
        for text in ["1899", "2200-01", "0018-09-28"] {
            assert!(
                matches!(Date::parse(text), Err(DateError::OutOfRange(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn dates_cover_their_days() {
        for (text, first, last) in [
            ("2018-09-28", "2018-09-28", "2018-09-28"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("2018-12", "2018-12-01", "2018-12-31"),
            ("2018", "2018-01-01", "2018-12-31"),
        ] {
            assert_eq!(Date::Day(date(text).first_day()), date(first));
            assert_eq!(Date::Day(date(text).last_day()), date(last));
        }
    }

    #[test]
    fn dates_are_ordered_by_first_day_then_by_precision() {
        let mut dates = ["2018", "2018-01-01", "2019", "2018-01", "2018-02"].map(date);
        dates.sort_unstable();
        assert_eq!(
            dates.map(|date| date.to_string()),
            ["2018-01-01", "2018-01", "2018", "2018-02", "2019"]
        );
    }

    #[test]
    fn serde_goes_through_the_iso_string() {
        let json = serde_json::to_string(&date("2018-09")).expect("a date serialises");
        assert_eq!(json, "\"2018-09\"");
        assert!(serde_json::from_str::<Date>("\"2018-02-30\"").is_err());
        assert!(serde_json::from_str::<Date>("2018").is_err());
    }

    proptest! {
        #[test]
        fn what_is_displayed_is_read_back(y in 1900i32..2200, m in 1u32..13, d in 1u32..29, p in 0..3) {
            let date = match p {
                0 => Date::Year(y),
                1 => Date::Month { year: y, month: m },
                _ => Date::parse(&format!("{y}-{m:02}-{d:02}")).expect("days to 28 exist"),
            };
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
            let next = date.next().expect("the calendar goes on");
            prop_assert!(date < next);
            prop_assert_eq!(date.last_day().succ_opt(), Some(next.first_day()));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,12}") {
            let _ = Date::parse(&text);
        }
    }
}
