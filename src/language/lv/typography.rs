//! House typography: the switches, and no-break spaces in running text; not hyphenation, not fonts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::quotes::{Quotes, requote};
pub use crate::language::ties::NBSP;
use crate::language::ties::tied;

/// Noformējuma paradumi where practice varies; the default is what the norms advise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "independent switches")]
pub struct House {
    /// Pēdiņas; default “ … ” (EU style guide lv §10.1.6).
    pub quotes: Quotes,
    /// `100 %` rather than `100%`; default true (EU style guide lv §10.5.2).
    pub percent_space: bool,
    /// `1 550 EUR` rather than `1550 EUR`; default true (style guide, lv-370303).
    pub group_four_digits: bool,
    /// *Lielbritānija* rather than *Apvienotā Karaliste*, for countries with a name of everyday use;
    /// default false (EU style guide lv, list of countries).
    pub everyday_countries: bool,
    /// `08.11.2018. – 12.11.2018.` rather than `08.11.2018.–12.11.2018.`; default false (EU style guide lv:
    /// the joining dash has no spaces).
    pub spaced_ranges: bool,
    /// The word *euro* of amounts in words in italics, as legal texts set it; default false (lv-370303).
    pub italic_euro: bool,
}

impl Default for House {
    fn default() -> Self {
        Self {
            quotes: Quotes::Curly,
            percent_space: true,
            group_four_digits: true,
            everyday_countries: false,
            spaced_ranges: false,
            italic_euro: false,
        }
    }
}

const UNITS: &[&str] = &[
    "%", "‰", "€", "$", "£", "EUR", "LVL", "LTL", "EEK", "PLN", "SEK", "USD", "GBP", "CHF", "NOK",
    "Ls", "euro", "eiro", "centi", "cents", "centu", "lati", "lats", "latu", "santīmi", "santīms",
    "santīmu", "km", "m", "cm", "mm", "m²", "m³", "km²", "km/h", "ha", "g", "kg", "t", "l", "ml",
    "h", "min", "min.", "s", "°C", "W", "kW", "MW", "kWh", "MWh", "GWh", "kB", "MB", "GB", "TB",
    "Mbit/s", "gab.", "lpp.", "tūkst.", "milj.", "mljrd.", "st.", "eks.", "p.", "§", "pp.",
];

/// Words that stand before the number they belong to.
const BEFORE_NUMBER: &[&str] = &[
    "Nr.", "nr.", "Nr", "№", "§", "lpp.", "plkst.", "tālr.", "tel.",
];

/// Currencies as old texts set them, before the amount (`EUR 99 000`).
const CURRENCIES: &[&str] = &["EUR", "LVL", "Ls", "€"];

/// Abbreviations of several words that stay together: u. c., š. g., t. sk.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("u.", "c."),
    ("u.", "tml."),
    ("u.", "d."),
    ("d.", "c."),
    ("U.", "c."),
    ("š.", "g."),
    ("š.", "m."),
    ("Š.", "g."),
    ("t.", "sk."),
    ("T.", "sk."),
    ("t.", "i."),
    ("t.", "p."),
    ("t.", "s."),
    ("p.", "i."),
    ("p.", "m."),
    ("p.", "k."),
    ("n.", "p."),
    ("v.", "i."),
    ("m.", "ē."),
    ("a.", "god."),
    ("c.", "r."),
    ("p.", "g."),
    ("k.", "k."),
    ("n.", "v."),
    ("z.", "v."),
];

/// After an ordinal these begin the next part of the sentence, not the thing counted.
const NOT_COUNTED: &[&str] = &[
    "un", "vai", "līdz", "no", "kā", "bet", "jeb", "ar", "ir", "tika", "ko", "kas", "arī", "gan",
];

/// Atstarpju savienošana: turns a plain space into U+00A0 where Latvian style keeps two
/// words on one line, and touches nothing else.
///
/// Joined are: groups of digits (`10 080`), number and unit (`99 000 EUR`, `100 %`, `5 km`),
/// an ordinal and its lower-case word (`2018. gada`, `28. septembra`, `2.1. apakšpasākums`,
/// `7.–13. lpp.`), `Nr. 502`, initials and surname (`I. Prelatovs`, `A. B. Ozols`), and
/// abbreviations of several words (`u. c.`, `š. g.`, `t. sk.`); a dash with spaces stays with the word
/// before it, so that no line begins with one. Only a single space between
/// two words is ever changed; a second pass changes nothing.
/// Source: valoda.lv 2009-gads-4; norms 3.6.
#[must_use]
pub fn tie(text: &str) -> String {
    tied(text, joins)
}

fn joins(before: &str, after: &str) -> bool {
    if before.ends_with(char::is_alphabetic)
        && !after.starts_with(|c: char| c.is_ascii_digit() || c == '–')
    {
        // Two words: neither a number nor an abbreviation. Nearly all spaces stand here.
        return false;
    }
    let left = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("")
        .trim_start_matches(is_opening);
    let right = after.split(char::is_whitespace).next().unwrap_or("");
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let starts_with_digit = right.starts_with(|c: char| c.is_ascii_digit());
    let bare = right.trim_end_matches(is_closing);
    right == "–"
        || digit_group(left, right)
        || (ends_number(left) && is_unit(right))
        || (is_ordinal(left) && counted_word(bare))
        || (starts_with_digit && BEFORE_NUMBER.contains(&left))
        || (starts_with_digit && CURRENCIES.contains(&left) && !follows_number(before, left))
        || (left == "Nr." && right.starts_with(|c: char| c.is_uppercase()))
        || (is_initial(left) && right.starts_with(|c: char| c.is_uppercase()))
        || ABBREVIATIONS.iter().any(|(first, second)| {
            left == *first
                && right
                    .strip_prefix(second)
                    .is_some_and(|rest| rest.chars().all(is_closing))
        })
}

/// In `10 080 EUR 2018. gadā` the currency belongs to the amount before it.
fn follows_number(before: &str, left: &str) -> bool {
    before
        .strip_suffix(left)
        .is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '“' | '„' | '«' | '"' | '‘' | '\'')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '”' | '“' | '»' | '"' | '’' | '\'' | ',' | '.' | ';' | ':' | '!' | '?' | '…'
    )
}

fn digit_group(left: &str, right: &str) -> bool {
    // The end of a range (`50–100 000`) counts like a number of its own.
    let number = left
        .rsplit(['–', '-', '−', '+', '/', '±'])
        .next()
        .unwrap_or(left);
    let digits = right.bytes().take_while(u8::is_ascii_digit).count();
    let stops = !right[digits..].starts_with(char::is_alphanumeric);
    (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && digits == 3
        && stops
}

fn ends_number(left: &str) -> bool {
    left.ends_with(|c: char| c.is_ascii_digit())
        && left.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, ',' | '.' | '–' | '-' | '−' | '+' | '/' | '±' | ':' | '×')
        })
}

fn is_unit(right: &str) -> bool {
    if UNITS.contains(&right) {
        return true;
    }
    UNITS.contains(&right.trim_end_matches(is_closing))
        || right
            .split(['/', '–', ')'])
            .next()
            .is_some_and(|first| first.len() < right.len() && UNITS.contains(&first))
}

/// `28.`, `2.1.`, `13.–14.`; not a full date such as `28.09.2018.`, which ends its own phrase.
fn is_ordinal(left: &str) -> bool {
    let Some(body) = left.strip_suffix('.') else {
        return false;
    };
    let last = body.rsplit(['–', '-']).next().unwrap_or(body);
    let parts: Vec<&str> = last.split('.').collect();
    let numeric = body
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '–' | '-'));
    let full_date = parts.len() > 1 && parts.last().is_some_and(|part| part.len() == 4);
    numeric && !full_date && parts.iter().all(|part| !part.is_empty())
}

fn counted_word(bare: &str) -> bool {
    (bare.starts_with(char::is_lowercase) && !NOT_COUNTED.contains(&bare)) || bare == "§"
}

/// `I.`, `Dz.`, `J.P.`, `A.-B.`: one capital, or a digraph or customary *Kr.*, before each point.
fn is_initial(left: &str) -> bool {
    let Some(body) = left.strip_suffix('.') else {
        return false;
    };
    body.split(['.', '-']).all(|letter| {
        let mut chars = letter.chars();
        let first = chars.next();
        let digraph = matches!(letter, "Dz" | "Dž" | "Kr");
        first.is_some_and(char::is_uppercase) && (chars.next().is_none() || digraph)
            || (letter.is_empty() && body.contains(".-"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `~` stands for U+00A0.
    #[test]
    fn spaces_are_joined_where_the_norms_want_it() {
        for expected in [
            "10~080 EUR",
            "1~337~958,37 EUR",
            "99~000~EUR",
            "100~%",
            "4,5~%, bet 5~km",
            "25~m²;",
            "10~€",
            "EUR~99~000",
            "Priekšfinansējums 100~% apmērā~– 10~080~EUR 2018.~gadā, kas",
            "2018.~gada 28.~septembra lēmums",
            "2018.~gada 8. līdz 12.~novembrim",
            "2013.~gada 13.–14.~novembrī",
            "13. un 14.~novembrī",
            "2.1.~apakšpasākuma “Pašvaldību sadraudzība”",
            "7.–13.~lpp.",
            "lēmumam Nr.~502",
            "(protokols Nr.~7, 1.~punkts)",
            "prot. Nr.~41 16.~§",
            "Nr.~LV-RU-002",
            "I.~Prelatovs",
            "A.~B.~Ozols",
            "Dz.~Bērziņa",
            "J.P.~Bērziņš",
            "A.-B.~Kalniņš",
            "domes (I.~Prelatovs)",
            "skolas u.~c. iestādes",
            "u.~c.)",
            "š.~g. maijā",
            "t.~sk. bērni",
            "p.~i.",
            "Domes priekšsēdētāja 1.~vietnieks",
            "28.09.2018. lēmums",
            "2018. Nākamais",
            "2. 100",
            "beigas 5. Tad",
            "5  EUR",
            " 5~EUR ",
            "50–100~000~EUR",
            "2014 100 partneri",
            "a b",
        ] {
            let tied = expected.replace('~', "\u{a0}");
            let tied = if expected == "10~080 EUR" || expected == "1~337~958,37 EUR" {
                tied.replace(" EUR", "\u{a0}EUR")
            } else {
                tied
            };
            assert_eq!(tie(&tied.replace(NBSP, " ")), tied);
            assert_eq!(tie(&tied), tied);
        }
    }

    #[test]
    fn lines_are_not_joined_across_their_ends() {
        for text in ["5\nEUR", "Nr.\t502", "5 \nEUR", "\u{2009}5\u{2009}EUR"] {
            assert_eq!(tie(text), text);
        }
    }

    #[test]
    fn the_house_default_is_what_the_norms_advise() {
        let house: House = serde_json::from_str("{}").expect("all fields have defaults");
        assert_eq!(house, House::default());
        assert_eq!(house.quotes, Quotes::Curly);
        assert!(house.percent_space && house.group_four_digits);
    }

    #[test]
    fn a_house_with_an_unknown_switch_is_refused() {
        assert!(serde_json::from_str::<House>("{\"qoutes\":\"curly\"}").is_err());
        let house: House =
            serde_json::from_str("{\"quotes\":\"low-high\",\"percent_space\":false}")
                .expect("known switches");
        assert_eq!(house.quotes, Quotes::LowHigh);
        assert!(!house.percent_space);
    }

    proptest! {
        #[test]
        fn only_plain_spaces_change_and_only_once(text in "\\PC{0,40}") {
            check(&text);
        }

        #[test]
        fn dense_texts_keep_the_promise_too(
            text in "([0-9]{1,4}|[A-ZĀ]\\.|Nr\\.|EUR|u\\.|c\\.|gada|“|[0-9]{1,2}\\.|%| |\u{a0}| | |\n){0,24}"
        ) {
            check(&text);
        }
    }

    fn check(text: &str) {
        let tied = tie(text);
        assert_eq!(tied.replace(NBSP, " "), text.replace(NBSP, " "));
        assert_eq!(tied.chars().count(), text.chars().count());
        assert_eq!(tie(&tied), tied);
        for (new, old) in tied.chars().zip(text.chars()) {
            assert!(new == old || (old == ' ' && new == NBSP));
        }
    }
}
