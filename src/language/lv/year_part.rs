//! Halves and quarters of a year; not dates of their own in a record.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::date::Date;
use super::period::Period;

/// Which part of a year a [`YearPart`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// Pusgads, six months.
    Half,
    /// Ceturksnis, three months.
    Quarter,
}

impl PartKind {
    const fn months(self) -> u32 {
        match self {
            Self::Half => 6,
            Self::Quarter => 3,
        }
    }

    const fn word(self, case: Case) -> &'static str {
        match (self, case) {
            (Self::Half, Case::Nom) => "pusgads",
            (Self::Half, Case::Gen) => "pusgada",
            (Self::Half, Case::Dat) => "pusgadam",
            (Self::Half, Case::Acc) => "pusgadu",
            (Self::Half, Case::Loc) => "pusgadā",
            (Self::Quarter, Case::Nom) => "ceturksnis",
            (Self::Quarter, Case::Gen) => "ceturkšņa",
            (Self::Quarter, Case::Dat) => "ceturksnim",
            (Self::Quarter, Case::Acc) => "ceturksni",
            (Self::Quarter, Case::Loc) => "ceturksnī",
        }
    }
}

/// Pusgads vai ceturksnis: `2014. gada 1. pusgadā`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct YearPart {
    year: i32,
    kind: PartKind,
    number: u32,
}

impl YearPart {
    /// The numbered part of a year: 1–2 for halves, 1–4 for quarters, else `None`.
    #[must_use]
    pub fn new(year: i32, kind: PartKind, number: u32) -> Option<Self> {
        (1..=12 / kind.months())
            .contains(&number)
            .then_some(Self { year, kind, number })
    }

    /// The part in which a day or month lies; `None` for a bare year.
    #[must_use]
    pub fn of(date: &Date, kind: PartKind) -> Option<Self> {
        let number = (date.month()? - 1) / kind.months() + 1;
        Self::new(date.year(), kind, number)
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Which part of the year, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// `2014. gada 1. pusgadā`, `2014. gada 3. ceturkšņa`.
    #[must_use]
    pub fn say(&self, case: Case) -> String {
        format!(
            "{}.\u{a0}gada {}.\u{a0}{}",
            self.year,
            self.number,
            self.kind.word(case)
        )
    }

    /// The months that the part covers, as a period of month precision.
    #[must_use]
    pub fn period(&self) -> Period {
        let last = self.number * self.kind.months();
        let month = |month| Date::Month {
            year: self.year,
            month,
        };
        Period {
            start: Some(month(last + 1 - self.kind.months())),
            end: Some(month(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date in a test")
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn halves_and_quarters_are_said_with_the_year() {
        for (kind, number, case, expected) in [
            (PartKind::Half, 1, Case::Loc, "2014. gada 1. pusgadā"),
            (PartKind::Half, 2, Case::Gen, "2014. gada 2. pusgada"),
            (PartKind::Quarter, 3, Case::Gen, "2014. gada 3. ceturkšņa"),
            (PartKind::Quarter, 4, Case::Loc, "2014. gada 4. ceturksnī"),
        ] {
            let part = YearPart::new(2014, kind, number).expect("a part of the year");
            assert_eq!(plain(&part.say(case)), expected);
        }
        assert_eq!(YearPart::new(2014, PartKind::Half, 3), None);
        assert_eq!(YearPart::new(2014, PartKind::Quarter, 0), None);
        assert_eq!(YearPart::of(&date("2014"), PartKind::Half), None);
        assert_eq!(
            YearPart::of(&date("2014-07-01"), PartKind::Half),
            YearPart::new(2014, PartKind::Half, 2)
        );
        let period = YearPart::new(2014, PartKind::Half, 2).map(|half| half.period());
        assert_eq!(
            period,
            Some(Period {
                start: Some(date("2014-07")),
                end: Some(date("2014-12")),
            })
        );
    }
}
