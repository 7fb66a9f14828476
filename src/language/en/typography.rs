//! No-break spaces in running English text, and its quotation marks; not hyphenation, not fonts.

use super::date::MONTHS;
use super::typography_words::{CURRENCIES, MULTIPLES, NOT_COUNTED, UNITS};
use super::typography_words::{is_closing, is_initial, is_label, is_opening, is_reference};
pub use crate::language::ties::NBSP;
use crate::language::ties::tied;

/// The marks around a quotation or a title: `“Sister Cities”`.
///
/// Double marks are those of the Latvian version beside it; EU guides in English know both and put
/// single ones first. Source: ISG 6.4; for double first only the Latvian guide, lv §10.1.6.
pub const QUOTES: (char, char) = ('“', '”');

/// Turns a plain space into U+00A0 where English keeps two words on one line, and touches nothing
/// else.
///
/// Joined are: a day and its month (`8 November`), groups of figures and a currency (`EUR 10 080`),
/// a number and what it counts (`100 participants`, `85 %`, `2.5 million`), a label and its number
/// (`No 502`, `Article 5`, `Annex II`), and initials and surname (`I. Prelatovs`); a dash with
/// spaces stays with the word before it. A year counts nothing (`in 2018 partners met`), nor does
/// the number of a label. Only a single space between two words is ever changed; a second pass
/// changes nothing. Source: ISG 6.4, 6.5, 7.3.3 (hard spaces); for names and days no source.
#[must_use]
pub fn tie(text: &str) -> String {
    tied(text, joins)
}

fn joins(before: &str, after: &str) -> bool {
    let left = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let left = left.trim_start_matches(is_opening);
    let right = after.split(char::is_whitespace).next().unwrap_or("");
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let bare = right.trim_end_matches(is_closing);
    let figure = right.starts_with(|c: char| c.is_ascii_digit() || c == '\u{2212}');
    right == "–"
        || (figure && (is_label(left) || CURRENCIES.contains(&left) || is_group(left, bare)))
        || (is_reference(bare) && is_label(left))
        || (is_initial(left) && right.starts_with(char::is_uppercase))
        || (ends_number(left) && keeps_with_number(before, left, bare))
}

/// `10` and `080` of one number, also at the end of a range (`50–100 000`).
fn is_group(left: &str, bare: &str) -> bool {
    let whole = bare.split(['.', '–', '-']).next().unwrap_or(bare);
    is_short(last_number(left)) && whole.len() == 3 && is_short(whole)
}

fn is_short(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn last_number(left: &str) -> &str {
    left.rsplit(['–', '-', '\u{2212}', '+', '/'])
        .next()
        .unwrap_or(left)
}

fn ends_number(left: &str) -> bool {
    let inside = |c: char| c.is_ascii_digit() || ".,–-\u{2212}+/±:×€£$".contains(c);
    left.ends_with(|c: char| c.is_ascii_digit()) && left.chars().all(inside)
}

fn keeps_with_number(before: &str, left: &str, bare: &str) -> bool {
    if MONTHS.contains(&bare) {
        return last_number(left).len() <= 2;
    }
    let year = last_number(left)
        .parse()
        .is_ok_and(|year| (1900..2200).contains(&year));
    let counted = bare.starts_with(char::is_lowercase) && !NOT_COUNTED.contains(&bare) && !year;
    UNITS.contains(&bare) || (counted && (MULTIPLES.contains(&bare) || !is_labelled(before, left)))
}

/// In `No 502 requires` and `EUR 10 080 covers` the number belongs to the word before it.
fn is_labelled(before: &str, left: &str) -> bool {
    let mut words = before.split_whitespace().rev().skip(1);
    let label = words.find(|word| !is_short(word)).unwrap_or("");
    let label = label.trim_start_matches(is_opening);
    left.starts_with(['€', '£', '$']) || is_label(label) || CURRENCIES.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `~` stands for U+00A0.
    #[test]
    fn what_belongs_together_stays_on_one_line() {
        for expected in [
            "On 8~November 2018 the council adopted Decision No~502 (Annex~II).",
            "from 8 to 12~November 2018, 8–12~November, 28~September~– 3~October",
            "EUR~10~080 covers 85~% of EUR~1~337~958.37; EUR~2.5~million; EUR~\u{2212}1~550",
            "€80 covers 5~km and 12~kWh; 50–100~000~people",
            "about 100~participants from 14~countries, (10~080~visitors) of 21 who came",
            "Article~5 requires; No~502 requires; point~10.1 of contract No~LV-RU-002",
            "In 2018 partners met; 2014–2020 programmes; in 2018 100~partners met",
            "mayor I.~Prelatovs, A.~B.~Ozols, J.P.~Bērziņš, A.-B.~Kalniņš, “Dz.~Bērziņa”",
            "9 to 11, 13 and 14~November; there is no 5 in it; 5  km;  8~May ",
        ] {
            let tied = expected.replace('~', "\u{a0}");
            assert_eq!(tie(&tied.replace(NBSP, " ")), tied);
            assert_eq!(tie(&tied), tied);
        }
    }

    #[test]
    fn lines_are_not_joined_across_their_ends() {
        for text in [
            "5\nkm",
            "No\t502",
            "8 \nNovember",
            "\u{2009}5\u{2009}km",
            " ",
            "",
        ] {
            assert_eq!(tie(text), text);
        }
    }

    #[test]
    fn only_plain_spaces_change_and_only_once() {
        let words = [
            "10", "080", "EUR", "No", "I.", "May", "–", "people", "%", "“", "2018", "", "Ā",
        ];
        for a in words {
            for b in words {
                for c in words {
                    let text = format!("{a} {b}\u{a0}{c} {a}");
                    let tied = tie(&text);
                    assert_eq!(tied.replace(NBSP, " "), text.replace(NBSP, " "));
                    assert_eq!(tie(&tied), tied);
                }
            }
        }
    }
}
