//! The sentences of the findings: one catalogue per language, each a match over every code, so that
//! a sentence cannot be forgotten without the compiler saying so.

mod en;
mod lv;
mod reasons;

use super::Matter;

/// The language in which findings are told. Documents have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Latvian, for the clerks who write the records.
    Latvian,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is wrong, with which value.
    pub message: String,
    /// What can be done about it; something one can type where possible.
    pub hint: Option<String>,
}

impl Said {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Said {
        let hint = hint.into();
        Said {
            message: message.into(),
            hint: (!hint.is_empty()).then_some(hint),
        }
    }
}

/// The beginning of a long text.
fn cut(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Whether a number that was refused is below its limit.
fn is_below(value: &str, limit: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().unwrap_or_default();
    number(value) < number(limit)
}

/// " (…)", or nothing.
fn in_brackets(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!(" ({text})"))
}

/// What a character that no text may have is called, in English and in Latvian.
fn character(code_point: &str) -> Option<(&'static str, &'static str)> {
    let number = u32::from_str_radix(code_point.trim_start_matches("U+"), 16).ok()?;
    Some(match number {
        0..=0x1f | 0x7f..=0x9f => ("a control character", "vadības rakstzīme"),
        0xad => ("a soft hyphen", "mīkstā defise"),
        0x300..=0x36f => (
            "a mark that belongs to no letter",
            "diakritiskā zīme bez burta",
        ),
        0x200b => ("a zero-width space", "nulles platuma atstarpe"),
        0x200c | 0x200d | 0x2060 => ("an invisible joining mark", "neredzama savienotājzīme"),
        0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 => {
            ("a direction mark", "rakstības virziena zīme")
        }
        0x2028 | 0x2029 => ("a line separator", "rindu atdalītājs"),
        0xe000..=0xf8ff => ("a private-use character", "privātā lietojuma rakstzīme"),
        0xfe00..=0xfe0f => ("a variation selector", "zīmes paveida norāde"),
        0xfeff => ("a byte-order mark", "baitu secības zīme"),
        _ => return None,
    })
}

/// The field of a record that a fact comes from, where it is called otherwise.
fn field_behind(fact: &str) -> Option<&'static str> {
    Some(match fact.split('.').next()? {
        "term" | "term_details" => "period",
        "decision" => "decisions",
        "event" | "earlier_events" => "events",
        "acronym" => "titles.acronym",
        _ => return None,
    })
}

/// Changed wordings one after the other; an item of a list ends with a semicolon of its own.
fn listed(changes: &[String]) -> String {
    let changes = changes.iter().map(|change| change.trim_end_matches(';'));
    changes.collect::<Vec<_>>().join("; ")
}

pub(super) fn say(matter: &Matter, tongue: Tongue) -> Said {
    match tongue {
        Tongue::English => en::say(matter),
        Tongue::Latvian => lv::say(matter),
    }
}

/// "did you mean", or another hint where nothing is near.
fn meant(
    suggestion: &Option<String>,
    sentence: impl Fn(&str) -> String,
    otherwise: &str,
) -> String {
    suggestion
        .as_deref()
        .map_or_else(|| otherwise.to_owned(), sentence)
}
