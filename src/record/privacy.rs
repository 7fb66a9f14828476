//! Personal data in what is published: telephone numbers, e-mail addresses, personal codes.

use crate::finding::Matter;

/// What in a text is personal.
pub(super) fn personal_data(text: &str) -> Vec<Matter> {
    let mut found = Vec::new();
    if !text.contains(|c: char| c.is_ascii_digit() || c == '@') {
        return found;
    }
    let mut tell = |what: &str, text: &str| {
        let (what, text) = (what.to_owned(), text.to_owned());
        found.push(Matter::PersonalData { what, text });
    };
    // Groups of digits that belong together, as a number of a telephone or an amount is written.
    let mut run = String::new();
    let mut digits = String::new();
    let words = text.split([' ', '\u{a0}', '(', ')', ';']);
    for word in words.chain([""]) {
        let bare = word.trim_end_matches(['.', ',', ':', '!', '?']);
        let group = bare.strip_prefix("+").unwrap_or(bare);
        if !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()) {
            if bare.starts_with('+') {
                run.clear();
                digits.clear();
            }
            run.push_str(if run.is_empty() { "" } else { " " });
            run.push_str(bare);
            digits.push_str(group);
            if bare == word {
                continue;
            }
        }
        let amount = ["EUR", "LVL", "Ls", "€", "eiro", "euro", "latu", "lati", "%"];
        if is_phone(&digits) && !amount.contains(&bare) {
            tell("phone", &run);
        } else if digits.len() == 11 && (digits.starts_with("32") || run.find(' ') == Some(6)) {
            tell("code", &run);
        }
        run.clear();
        digits.clear();
        if is_code(bare) {
            tell("code", bare);
        } else if is_email(bare) {
            tell("email", bare);
        } else if is_account(bare) {
            tell("account", bare);
        }
    }
    found
}

/// A personal code: six digits, a hyphen, five digits.
fn is_code(word: &str) -> bool {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let parts = word.split_once('-');
    parts.is_some_and(|(a, b)| a.len() == 6 && b.len() == 5 && digits(a) && digits(b))
}

/// A Latvian bank account: `LV80BANK0000435195001`.
fn is_account(word: &str) -> bool {
    word.len() == 21
        && word.starts_with("LV")
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_email(word: &str) -> bool {
    let parts = word.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.ends_with('.'))
}

/// A Latvian telephone number: eight digits that start with 2 or 6, after 371 or not.
fn is_phone(digits: &str) -> bool {
    let own = match digits.len() {
        11 => digits.strip_prefix("371").unwrap_or(digits),
        _ => digits,
    };
    own.len() == 8 && own.starts_with(['2', '6'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> Vec<String> {
        let found = personal_data(text).into_iter();
        found
            .map(|matter| match matter {
                Matter::PersonalData { what, text } => format!("{what} {text}"),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn numbers_of_telephones_are_found_however_they_are_spaced() {
        assert_eq!(
            what("tālr. 65404365, +371 65 404 365; 2612 3456."),
            ["phone 65404365", "phone +371 65 404 365", "phone 2612 3456"]
        );
        assert_eq!(
            what("janis@dome.lv, 121280-12345"),
            ["email janis@dome.lv", "code 121280-12345"]
        );
    }

    #[test]
    fn amounts_and_numbers_of_projects_are_nobodys() {
        for text in [
            "26 123 456 EUR",
            "2612345 km",
            "Nr. 558833-CITIZ-1",
            "01234567",
            "2018. gada 1. marts",
        ] {
            assert!(what(text).is_empty(), "{text}");
        }
    }
}
