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
