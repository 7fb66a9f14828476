//! Country names and their article; the rows are in `country_table`, membership of the EU in `lv`.

use chrono::NaiveDate;

use super::country_table::COUNTRIES;

/// One row of the table, keyed by ISO 3166-1 alpha-2 (XK for Kosovo).
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2 code in capitals.
    pub(crate) code: &'static str,
    /// The name in use now.
    pub(crate) name: Name,
    /// An earlier name and the first day of the present one.
    pub(crate) earlier: Option<(Name, Day)>,
}

/// A short name, and whether running text puts *the* before it.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    pub(crate) text: &'static str,
    pub(crate) article: bool,
}

/// Year, month, day: `NaiveDate` cannot be written in a constant without unwrapping.
pub(crate) type Day = (i32, u32, u32);

fn find(code: &str, date: Option<NaiveDate>) -> Option<Name> {
    let at = COUNTRIES.binary_search_by_key(&code, |row| row.code).ok()?;
    let row = COUNTRIES.get(at)?;
    let earlier = row
        .earlier
        .filter(|(_, since)| date.is_some_and(|date| is_before(date, *since)));
    Some(earlier.map_or(row.name, |(name, _)| name))
}

fn is_before(date: NaiveDate, (year, month, day): Day) -> bool {
    NaiveDate::from_ymd_opt(year, month, day).is_some_and(|since| date < since)
}

/// The short name in use now, without an article, for tables and lists: `NL` is `Netherlands`.
///
/// The codes are those of Latvian: capitals, GB and GR, not the EU's own UK and EL.
/// Source: ISG 7.1.1 and Annex A5.
#[must_use]
pub fn country(code: &str) -> Option<&'static str> {
    name_on(code, None)
}

/// The short name on a day; `None` for the day means the present name.
///
/// `Czech Republic` until 17.9.2018, `former Yugoslav Republic of Macedonia` until 11.2.2019,
/// `Turkey` until 6.10.2022. Source: see `country_table`; ISG 3.4.3 (an act is named with the name
/// of its day).
#[must_use]
pub fn name_on(code: &str, date: Option<NaiveDate>) -> Option<&'static str> {
    find(code, date).map(|name| name.text)
}

/// The name in use now as a sentence has it: `the Netherlands`, `the United Kingdom`, `Latvia`.
///
/// Source: general usage: *the* before plurals and before *Kingdom*, *Republic* and *State*.
#[must_use]
pub fn in_text(code: &str) -> Option<String> {
    in_text_on(code, None)
}

/// The name on a day as a sentence has it: `the Czech Republic` in 2013, `Czechia` in 2020.
///
/// Source: as for [`name_on`] and [`in_text`].
#[must_use]
pub fn in_text_on(code: &str, date: Option<NaiveDate>) -> Option<String> {
    let name = find(code, date)?;
    let article = if name.article { "the " } else { "" };
    Some(format!("{article}{}", name.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lv;

    /// A day, or none for an empty text.
    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().expect("a day in a test"))
    }

    #[test]
    fn both_languages_know_the_same_countries() {
        assert!(lv::codes().eq(COUNTRIES.iter().map(|row| row.code)));
        for code in lv::codes() {
            assert!(country(code).is_some_and(|name| !name.is_empty()), "{code}");
        }
        for code in ["", "lv", "UK", "EL", "ZZ"] {
            assert_eq!(country(code), None, "{code}");
            assert_eq!(in_text(code), None, "{code}");
        }
    }

    #[test]
    fn some_names_take_the_article_in_a_sentence() {
        let with_article: Vec<&str> = lv::codes()
            .filter(|code| in_text(code).is_some_and(|name| name.starts_with("the ")))
            .collect();
        assert_eq!(with_article, ["FO", "GB", "NL", "US", "VA"]);
        assert_eq!(in_text("NL").as_deref(), Some("the Netherlands"));
        assert_eq!(country("NL"), Some("Netherlands"));
        assert_eq!(in_text("LV").as_deref(), Some("Latvia"));
    }

    #[test]
    #[rustfmt::skip]
    fn names_change_with_the_day() {
        for (code, date, expected) in [
            ("CZ", "2018-09-17", "the Czech Republic"),
            ("CZ", "2018-09-18", "Czechia"),
            ("MK", "2019-02-11", "the former Yugoslav Republic of Macedonia"),
            ("MK", "2019-02-12", "North Macedonia"),
            ("TR", "2022-10-06", "Turkey"),
            ("TR", "2022-10-07", "Türkiye"),
            ("TR", "", "Türkiye"),
            ("GB", "2013-01-01", "the United Kingdom"),
        ] {
            assert_eq!(in_text_on(code, day(date)).as_deref(), Some(expected));
            let bare = expected.trim_start_matches("the ");
            assert_eq!(name_on(code, day(date)), Some(bare));
        }
    }

    #[test]
    fn macedonia_changes_its_name_on_one_day_in_both_languages() {
        let latvian = lv::country("MK").expect("in the table");
        for (date, has_new_name) in [("2019-02-11", false), ("2019-02-12", true)] {
            let date = day(date);
            assert_eq!(name_on("MK", date) == country("MK"), has_new_name);
            let same = latvian.forms_on(date).nom == latvian.forms_on(None).nom;
            assert_eq!(same, has_new_name);
        }
    }
}
