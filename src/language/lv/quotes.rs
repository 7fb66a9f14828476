//! Quotation marks of the house and turning one style into another; not other punctuation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Pēdiņas: the style of quotation marks that one document keeps throughout.
///
/// Nested quotes are the same marks again. Source: EU style guide lv §10.1.6; CLDR lv.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// “ … ” – the EU style guide and CLDR.
    #[default]
    Curly,
    /// „ … “ – the older printed norm.
    Low,
    /// „ … ” – what Latvian keyboards and most council texts give.
    LowHigh,
    /// « … » – also correct.
    Guillemets,
}

impl Quotes {
    /// Visi stili.
    pub const ALL: [Self; 4] = [Self::Curly, Self::Low, Self::LowHigh, Self::Guillemets];

    /// Atverošā pēdiņa.
    #[must_use]
    pub const fn open(self) -> char {
        match self {
            Self::Curly => '“',
            Self::Low | Self::LowHigh => '„',
            Self::Guillemets => '«',
        }
    }

    /// Aizverošā pēdiņa.
    #[must_use]
    pub const fn close(self) -> char {
        match self {
            Self::Curly | Self::LowHigh => '”',
            Self::Low => '“',
            Self::Guillemets => '»',
        }
    }

    /// The text between the marks, without space inside.
    #[must_use]
    pub fn wrap(self, text: &str) -> String {
        format!("{}{text}{}", self.open(), self.close())
    }

    /// The one style in which all marks of a text are balanced; `None` for a text without
    /// marks, with mixed styles, or with a mark that lacks its partner.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|style| marks(text, |c| style.role(c)).is_some())
    }

    fn role(self, c: char) -> Option<Role> {
        if c == self.open() {
            Some(Role::Open)
        } else if c == self.close() {
            Some(Role::Close)
        } else if is_mark(c) {
            Some(Role::Foreign)
        } else {
            None
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Foreign,
}

const fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '"' | '″')
}

/// Byte positions and roles of all marks, if they are balanced and none is foreign.
fn marks(text: &str, role: impl Fn(char) -> Option<Role>) -> Option<Vec<(usize, Role)>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match role(c) {
            Some(Role::Open) => depth += 1,
            Some(Role::Close) => depth = depth.checked_sub(1)?,
            Some(Role::Foreign) => return None,
            None => continue,
        }
        found.push((at, role(c)?));
    }
    (depth == 0 && !found.is_empty()).then_some(found)
}

/// Straight marks have no direction; it is read off the neighbours, and a mark that could
/// be either (or an inch sign after a digit) makes the whole text unreadable.
fn straight_marks(text: &str) -> Option<Vec<(usize, Role)>> {
    let mut found = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices().filter(|(_, c)| is_mark(*c)) {
        if c != '"' {
            return None;
        }
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let can_open = before.is_none_or(|c| c.is_whitespace() || "([–-".contains(c))
            && after.is_some_and(|c| !c.is_whitespace());
        let can_close = before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || c == '–');
        match (open, can_open, can_close) {
            (false, true, _) => found.push((at, Role::Open)),
            (true, _, true) => found.push((at, Role::Close)),
            _ => return None,
        }
        open = !open;
    }
    (!open && !found.is_empty()).then_some(found)
}

/// Pēdiņu maiņa: a text whose marks are of one style and balanced gets the house's marks;
/// any other text comes back unchanged. Straight `"` counts as a style of its own.
#[must_use]
pub fn requote(text: &str, house: Quotes) -> String {
    let found = Quotes::of(text)
        .and_then(|style| marks(text, |c| style.role(c)))
        .or_else(|| straight_marks(text));
    let Some(found) = found else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, role) in found {
        out.push_str(&text[from..at]);
        out.push(if role == Role::Open {
            house.open()
        } else {
            house.close()
        });
        from = at + text[at..].chars().next().map_or(0, char::len_utf8);
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_balanced_style_becomes_the_house_style() {
        for (text, expected) in [
            (
                "programma „Eiropa pilsoņiem”",
                "programma “Eiropa pilsoņiem”",
            ),
            (
                "programma „Eiropa pilsoņiem“",
                "programma “Eiropa pilsoņiem”",
            ),
            (
                "programma «Eiropa pilsoņiem»",
                "programma “Eiropa pilsoņiem”",
            ),
            (
                "programma \"Eiropa pilsoņiem\".",
                "programma “Eiropa pilsoņiem”.",
            ),
            ("“jau”", "“jau”"),
            ("„ārējās „iekšējās” vēl”", "“ārējās “iekšējās” vēl”"),
            ("(\"X\", \"Y\")", "(“X”, “Y”)"),
        ] {
            assert_eq!(requote(text, Quotes::Curly), expected);
        }
    }

    #[test]
    fn mixed_or_unbalanced_marks_stay_as_they_are() {
        for text in [
            "",
            "bez pēdiņām",
            "„Eiropa pilsoņiem” un “Town Twinning”",
            "„vaļā",
            "aizvērts”",
            "„a” \"b\"",
            "ekrāns 27\" plats",
            "a\"b\"c",
        ] {
            assert_eq!(requote(text, Quotes::Guillemets), text);
        }
    }

    #[test]
    fn every_style_wraps_what_it_recognises() {
        for style in Quotes::ALL {
            assert_eq!(Quotes::of(&style.wrap("X")), Some(style));
            for house in Quotes::ALL {
                assert_eq!(requote(&style.wrap("X"), house), house.wrap("X"));
            }
        }
    }

    proptest! {
        #[test]
        fn only_marks_change_and_a_second_pass_changes_nothing(text in "[ab \"“”„«»]{0,16}") {
            for house in Quotes::ALL {
                let once = requote(&text, house);
                let strip = |text: &str| text.replace(is_mark, "");
                prop_assert_eq!(strip(&once), strip(&text));
                prop_assert_eq!(requote(&once, house), once);
            }
        }
    }
}
