//! The forms that a string of a record can have. Each stands once: the JSON Schema names it, an editor
//! checks its pattern, the loader its function, and the types are made by it.

use super::leaf::{Instant, Money, Rate};
use crate::finding::{BadId, LONGEST_ID, Matter};
use crate::language::lv::{Date, DateError, YEARS};
use std::str::FromStr;

/// A form that a string can have: its name in the schema, a pattern for editors, and the check that
/// says what is wrong with a string that does not have it.
pub struct Form {
    /// The name (`format` in JSON Schema).
    pub name: &'static str,
    /// What an editor can check by itself.
    pub pattern: &'static str,
    /// What it is, with examples.
    pub description: &'static str,
    /// A text that has it.
    pub example: &'static str,
    /// The check.
    pub check: fn(&str) -> Result<(), Matter>,
}

/// Every form there is.
pub const FORMS: &[&Form] = &[
    &TEXT, &ID, &DAY, &INSTANT, &MONEY, &RATE, &ADDRESS, &COUNTRY, &LANGUAGE,
];

/// A text that is not empty.
pub const TEXT: Form = Form {
    name: "text",
    pattern: r"\S",
    description: "A text.",
    example: "Daugavpils",
    check: |text| {
        if text.trim().is_empty() {
            Err(Matter::Empty {})
        } else {
            Ok(())
        }
    },
};

/// An id: it names folders and files.
pub const ID: Form = Form {
    name: "id",
    pattern: "^[a-z0-9]+([.-][a-z0-9]+)*$",
    description: "An id: small Latin letters, digits and single hyphens, such as `annex-502`.",
    example: "annex-502",
    check: |text| match bad_id(text) {
        None => Ok(()),
        Some(why) => Err(unsafe_id(text, why)),
    },
};

/// A day, month or year.
pub const DAY: Form = Form {
    name: "day",
    pattern: r"^\d{4}(-\d{2}(-\d{2})?)?$",
    description: "A date as precise as it is known: `2018-09-28`, `2018-09` or `2018`.",
    example: "2018-09-28",
    check: |text| match Date::parse(text) {
        Ok(_) => Ok(()),
        Err(DateError::Impossible(_)) => Err(Matter::ImpossibleDate {
            value: text.to_owned(),
        }),
        Err(DateError::OutOfRange(_)) => {
            let value = text.split('-').next().unwrap_or_default().to_owned();
            let is_early = value.parse().is_ok_and(|year: u32| year < *YEARS.start());
            let limit = if is_early { YEARS.start() } else { YEARS.end() };
            let limit = limit.to_string();
            Err(Matter::OutOfRange { value, limit })
        }
        Err(DateError::Shape(_)) => Err(Matter::NotADate {
            value: text.to_owned(),
        }),
    },
};

/// A year, or a half or quarter of one.
pub const INSTANT: Form = Form {
    name: "year-part",
    pattern: r"^\d{4}(-H[12]|-Q[1-4])?$",
    description: "A year, half-year or quarter: `2019`, `2019-H1`, `2019-Q3`.",
    example: "2019-H1",
    check: |text| Instant::from_str(text).map(|_| ()),
};

/// An amount with its currency.
pub const MONEY: Form = Form {
    name: "money",
    pattern: r"^\d+(\.\d{1,2})? (EUR|LVL)$",
    description: "An amount with its currency, a point before the cents: `10080 EUR`, `1337958.37 EUR`. The decimals are kept as written.",
    example: "10080 EUR",
    check: |text| Money::from_str(text).map(|_| ()),
};

/// A rate in per cent.
pub const RATE: Form = Form {
    name: "rate",
    pattern: r"^\d{1,3}(\.\d+)?$",
    description: "A rate in per cent, a point before decimals: `100`, `4.5`.",
    example: "4.5",
    check: |text| Rate::from_str(text).map(|_| ()),
};

/// Whether a text is a whole web address.
pub fn web_address(text: &str) -> Result<(), Matter> {
    (ADDRESS.check)(text)
}

/// A web address.
pub const ADDRESS: Form = Form {
    name: "web-address",
    pattern: r"^https?://[^\s]+$",
    description: "A whole web address: `https://www.daugavpils.lv`.",
    example: "https://www.daugavpils.lv",
    check: |text| {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let good = rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric())
                && !rest.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
        });
        if good {
            Ok(())
        } else {
            Err(Matter::NotAnAddress {
                value: text.to_owned(),
            })
        }
    },
};

/// An ISO 3166 code of a country.
pub const COUNTRY: Form = Form {
    name: "country",
    pattern: "^[A-Z]{2}$",
    description: "The ISO 3166 code of a country: `LV`, `PL`, `GR`, `GB`.",
    // Which countries there are is a question of references, told beside the others.
    example: "LV",
    check: |text| {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Ok(());
        }
        Err(unknown_country(text))
    },
};

/// What is told of a code that names no country.
pub fn unknown_country(code: &str) -> Matter {
    use crate::language::lv::{country, suggest};
    let capitals = code.to_uppercase();
    let near = match capitals.as_str() {
        "UK" => Some("GB"),
        "EL" => Some("GR"),
        other => country(other)
            .map(|country| country.code)
            .or_else(|| suggest(code)),
    };
    Matter::UnknownReference {
        kind: "country".into(),
        value: code.to_owned(),
        suggestion: near.map(str::to_owned),
    }
}

/// A language tag.
pub const LANGUAGE: Form = Form {
    name: "language",
    pattern: "^[a-z]{2,3}$",
    description: "The code of a language (ISO 639): `en`, `de`, `lv`.",
    example: "en",
    check: |text| {
        // The pages run from left to right; a language that does not would be reversed in them.
        let rightward = !["ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"].contains(&text);
        let well_made = (2..=3).contains(&text.len());
        if well_made && rightward && text.bytes().all(|b| b.is_ascii_lowercase()) {
            Ok(())
        } else {
            Err(Matter::WrongType {
                expected: "a language code such as `en`".into(),
                found: format!("`{text}`"),
            })
        }
    },
};

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Folders that stand beside those of the projects, in `out/` or `adopted/`.
const FOLDERS: &[&str] = &["corrections", "fonts"];

/// What is wrong with a text as the id of a project.
pub fn check_project_id(text: &str) -> Result<(), Matter> {
    (ID.check)(text)?;
    // Ledger and register are files there.
    match FOLDERS.contains(&text) || text.ends_with(".json") {
        false => Ok(()),
        true => Err(unsafe_id(text, BadId::Taken)),
    }
}

/// A text that cannot be an id, as it is told.
pub fn unsafe_id(text: &str, why: BadId) -> Matter {
    let value = text.to_owned();
    Matter::UnsafeId { value, why }
}

/// Why a text cannot name folders and files on every system, if it cannot.
fn bad_id(text: &str) -> Option<BadId> {
    let is_plain = |part: &str| {
        let mut letters = part.bytes();
        !part.is_empty() && letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let stem = text.split('.').next().unwrap_or_default();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let is_device = DEVICES.contains(&stem) || numbered("com") || numbered("lpt");
    match text.split(['-', '.']).all(is_plain) {
        false => Some(BadId::Letters),
        true if text.len() > LONGEST_ID => Some(BadId::Length),
        true => is_device.then_some(BadId::Taken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_as_an_example_has_the_form() {
        for form in FORMS {
            assert_eq!((form.check)(form.example), Ok(()), "{}", form.name);
        }
    }

    #[test]
    fn an_id_names_a_file_on_every_system() {
        for good in [
            "ttchan",
            "annex-502",
            "a",
            "2.1",
            "europe-for-citizens-2014",
        ] {
            assert!((ID.check)(good).is_ok(), "{good}");
        }
        for bad in [
            "", "..", "../x", "a/b", "a\\b", "Ttchan", "con", "nul.x", "com1", "a--b", "-a", "ā",
            "a b", "a.", "lpt9",
        ] {
            assert!((ID.check)(bad).is_err(), "{bad}");
        }
        assert!((ID.check)("console").is_ok());
        assert_eq!(bad_id("a/b"), Some(BadId::Letters));
        assert_eq!(bad_id(&"a".repeat(LONGEST_ID + 1)), Some(BadId::Length));
        assert_eq!(bad_id("nul.x"), Some(BadId::Taken));
    }

    #[test]
    fn a_project_does_not_take_the_folder_of_something_else() {
        assert!(check_project_id("ttchan").is_ok());
        assert!(check_project_id("Ttchan").is_err());
        for folder in FOLDERS {
            let taken = check_project_id(folder);
            assert_eq!(taken, Err(unsafe_id(folder, BadId::Taken)), "{folder}");
        }
        assert!(check_project_id("ledger.json").is_err());
    }
}
