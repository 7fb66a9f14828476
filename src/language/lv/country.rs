//! Country names in all cases and EU membership by date; the rows are in `country_table`.

use chrono::NaiveDate;

use super::adjective::definite;
use super::case::{Case, Forms};
use super::country_table::COUNTRIES;
use super::declension::{Declension, decline};

/// Valsts: one row of the table, keyed by ISO 3166-1 alpha-2 (XK for Kosova).
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code in capitals.
    pub code: &'static str,
    /// The name in use now.
    pub(crate) name: Name,
    /// An earlier name and the first day of the present one.
    pub(crate) earlier: Option<(Name, Day)>,
    /// The name of everyday texts, where it differs from `name`.
    pub(crate) everyday: Option<Name>,
    /// First and last day of membership in the EU and, before 1.11.1993, in the Communities.
    pub(crate) member: Option<(Day, Option<Day>)>,
}

/// Year, month, day: `NaiveDate` cannot be written in a constant without unwrapping.
pub(crate) type Day = (i32, u32, u32);

/// How a country's name is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// One declining word.
    Word(&'static str, Declension),
    /// Unchanging word(s) before the declining one: *Krievijas Federācija*.
    After(&'static str, &'static str, Declension),
    /// Adjective stem with the definite ending, then a noun: *Apvienotā Karaliste*.
    Definite(&'static str, &'static str, Declension),
    /// Two coordinated names that both decline: *Bosnija un Hercegovina*.
    And(&'static str, &'static str, Declension),
    /// Amerikas Savienotās Valstis: genitive, plural adjective, plural noun.
    AfterDefinitePlural(&'static str, &'static str, &'static str, Declension),
}

impl Name {
    fn form(self, case: Case) -> String {
        match self {
            Self::Word(word, class) => decline(word, class, case, false),
            Self::After(before, word, class) => {
                format!("{before} {}", decline(word, class, case, false))
            }
            Self::Definite(stem, word, class) => format!(
                "{} {}",
                definite(stem, class.gender(), case, class.plural_only()),
                decline(word, class, case, false)
            ),
            Self::And(first, second, class) => format!(
                "{} un {}",
                decline(first, class, case, false),
                decline(second, class, case, false)
            ),
            Self::AfterDefinitePlural(before, stem, word, class) => format!(
                "{before} {} {}",
                definite(stem, class.gender(), case, true),
                decline(word, class, case, true)
            ),
        }
    }

    fn forms(self) -> Forms {
        Forms::from_fn(|case| self.form(case))
    }
}

fn on_or_after(date: NaiveDate, day: Day) -> bool {
    NaiveDate::from_ymd_opt(day.0, day.1, day.2).is_some_and(|day| date >= day)
}

/// Looks a country up by its code; capitals only. The EU's own codes EL and UK are not ISO
/// codes and are not accepted, so that a record has one spelling; see [`Country::eu_code`].
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES
        .binary_search_by_key(&code, |row| row.code)
        .ok()
        .and_then(|at| COUNTRIES.get(at))
}

/// Visi kodi, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|row| row.code)
}

/// The code for a Latvian country name in the nominative or genitive, any of its names,
/// letter case ignored: `Polija`, `Polijas`, `Lielbritānija`, `Maķedonijas`, `ASV`.
#[must_use]
pub fn suggest(name: &str) -> Option<&'static str> {
    let wanted = name.trim().replace('\u{a0}', " ").to_lowercase();
    COUNTRIES.iter().find_map(|row| {
        row.names()
            .any(|name| {
                [Case::Nom, Case::Gen]
                    .into_iter()
                    .any(|case| name.form(case).to_lowercase() == wanted)
            })
            .then_some(row.code)
    })
}

/// Vai valsts šajā dienā bija ES dalībvalsts; false for an unknown code.
///
/// Membership in the Communities counts. The United Kingdom left at midnight (CET) at the
/// end of 31.1.2020, so that day still counts as membership.
#[must_use]
pub fn eu_member_on(code: &str, date: NaiveDate) -> bool {
    country(code).is_some_and(|row| row.eu_member_on(date))
}

impl Country {
    fn names(&self) -> impl Iterator<Item = Name> + '_ {
        let earlier = self.earlier.map(|(name, _)| name);
        std::iter::once(self.name)
            .chain(earlier)
            .chain(self.everyday)
    }

    /// The name on a day, in five cases; `None` means the present name.
    ///
    /// *Maķedonija* until 11.2.2019, *Ziemeļmaķedonija* from 12.2.2019.
    #[must_use]
    pub fn forms_on(&self, date: Option<NaiveDate>) -> Forms {
        match (self.earlier, date) {
            (Some((name, since)), Some(date)) if !on_or_after(date, since) => name.forms(),
            _ => self.name.forms(),
        }
    }

    /// Sadzīviskais nosaukums in five cases: *Lielbritānija*, *ASV*; for all others the same
    /// as [`Country::forms_on`].
    #[must_use]
    pub fn everyday(&self, date: Option<NaiveDate>) -> Forms {
        self.everyday
            .map_or_else(|| self.forms_on(date), Name::forms)
    }

    /// Whether [`Country::everyday`] differs from [`Country::forms_on`].
    #[must_use]
    pub const fn has_everyday_name(&self) -> bool {
        self.everyday.is_some()
    }

    /// See the function [`eu_member_on`].
    #[must_use]
    pub fn eu_member_on(&self, date: NaiveDate) -> bool {
        self.member.is_some_and(|(first, last)| {
            on_or_after(date, first)
                && last.is_none_or(|(y, m, d)| {
                    NaiveDate::from_ymd_opt(y, m, d).is_some_and(|last| date <= last)
                })
        })
    }

    /// The code that EU texts print: EL for Greece, UK for the United Kingdom, else ISO.
    #[must_use]
    pub const fn eu_code(&self) -> &'static str {
        match self.code.as_bytes() {
            b"GR" => "EL",
            b"GB" => "UK",
            _ => self.code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day in a test")
    }

    fn row(forms: &Forms) -> String {
        Case::ALL.map(|case| forms.get(case)).join(" | ")
    }

    #[test]
    fn codes_are_sorted_and_stand_once() {
        let codes: Vec<&str> = codes().collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        for code in codes {
            assert_eq!(country(code).map(|row| row.code), Some(code));
        }
        for code in ["", "lv", "UK", "EL", "ZZ"] {
            assert_eq!(country(code), None, "{code}");
        }
    }

    #[test]
    fn names_change_with_the_date() {
        let mk = country("MK").expect("in the table");
        for (date, expected) in [
            (Some(day(2019, 2, 11)), "Maķedonijā"),
            (Some(day(2019, 2, 12)), "Ziemeļmaķedonijā"),
            (None, "Ziemeļmaķedonijā"),
        ] {
            assert_eq!(mk.forms_on(date).loc, expected);
        }
        let gb = country("GB").expect("in the table");
        assert_eq!(
            row(&gb.forms_on(None)),
            "Apvienotā Karaliste | Apvienotās Karalistes | Apvienotajai Karalistei | Apvienoto Karalisti | Apvienotajā Karalistē"
        );
        assert_eq!(
            row(&gb.everyday(None)),
            "Lielbritānija | Lielbritānijas | Lielbritānijai | Lielbritāniju | Lielbritānijā"
        );
        let us = country("US").expect("in the table");
        assert_eq!(
            row(&us.forms_on(None)),
            "Amerikas Savienotās Valstis | Amerikas Savienoto Valstu | Amerikas Savienotajām Valstīm | Amerikas Savienotās Valstis | Amerikas Savienotajās Valstīs"
        );
        assert_eq!(us.everyday(None).loc, "ASV");
        let lv = country("LV").expect("in the table");
        assert_eq!(lv.everyday(None), lv.forms_on(None));
    }

    #[test]
    fn membership_has_a_first_and_a_last_day() {
        for (code, date, member) in [
            ("LV", day(2004, 4, 30), false),
            ("LV", day(2004, 5, 1), true),
            ("BG", day(2006, 12, 31), false),
            ("RO", day(2007, 1, 1), true),
            ("HR", day(2013, 6, 30), false),
            ("HR", day(2013, 7, 1), true),
            ("GB", day(2018, 11, 8), true),
            ("GB", day(2020, 1, 31), true),
            ("GB", day(2020, 2, 1), false),
            ("RS", day(2018, 11, 8), false),
            ("NO", day(2024, 1, 1), false),
            ("ZZ", day(2024, 1, 1), false),
        ] {
            assert_eq!(eu_member_on(code, date), member, "{code} {date}");
        }
    }

    #[test]
    fn the_union_has_the_right_number_of_members() {
        for (date, count) in [
            (day(1958, 1, 1), 6),
            (day(1973, 1, 1), 9),
            (day(1981, 1, 1), 10),
            (day(1986, 1, 1), 12),
            (day(1995, 1, 1), 15),
            (day(2004, 5, 1), 25),
            (day(2007, 1, 1), 27),
            (day(2013, 7, 1), 28),
            (day(2020, 2, 1), 27),
        ] {
            let members = codes().filter(|code| eu_member_on(code, date)).count();
            assert_eq!(members, count, "{date}");
        }
    }

    #[test]
    fn names_suggest_their_codes() {
        for (name, code) in [
            ("Polija", Some("PL")),
            ("polijas", Some("PL")),
            (" Lielbritānijas ", Some("GB")),
            ("Apvienotā\u{a0}Karaliste", Some("GB")),
            ("Maķedonija", Some("MK")),
            ("Ziemeļmaķedonijas", Some("MK")),
            ("ASV", Some("US")),
            ("Bosnijas un Hercegovinas", Some("BA")),
            ("Poland", None),
            ("", None),
        ] {
            assert_eq!(suggest(name), code, "{name}");
        }
    }

    #[test]
    fn no_two_countries_share_a_name() {
        let mut names: Vec<String> = COUNTRIES
            .iter()
            .flat_map(|row| row.names().map(|name| name.form(Case::Nom)))
            .collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn the_union_has_two_codes_of_its_own() {
        for (iso, eu) in [("GR", "EL"), ("GB", "UK"), ("LV", "LV")] {
            assert_eq!(country(iso).map(Country::eu_code), Some(eu));
        }
    }
}
