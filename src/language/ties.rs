//! Spaces that no line end may take: how a language's rule for two words is carried through a text.

use std::borrow::Cow;

/// The no-break space, U+00A0.
pub const NBSP: char = '\u{a0}';

/// A text in which each plain space is a no-break space where `joins` says so of what stands before and after it.
/// `joins` sees a no-break space as a space: what it says is the same on a second pass.
pub(super) fn tied(text: &str, joins: impl Fn(&str, &str) -> bool) -> String {
    let seen: Cow<'_, str> = match text.contains(NBSP) {
        true => text.replace(NBSP, " ").into(),
        false => text.into(),
    };
    let mut out = String::with_capacity(text.len() + 16);
    let (mut done, mut at) = (0, 0);
    for (space, _) in text.match_indices(' ') {
        let stretch = &text[done..space];
        out.push_str(stretch);
        at += stretch.len();
        if seen.len() != text.len() {
            at -= stretch.matches(NBSP).count() * (NBSP.len_utf8() - 1);
        }
        let joined = joins(&seen[..at], &seen[at + 1..]);
        out.push(if joined { NBSP } else { ' ' });
        (done, at) = (space + 1, at + 1);
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_already_is_seen_as_it_was() {
        let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let joins = |_: &str, after: &str| digits(after);
        let once = tied("ā 1 2 b\u{a0}3 c", joins);
        assert_eq!(once, "ā\u{a0}1\u{a0}2 b\u{a0}3 c");
        assert_eq!(tied(&once, joins), once);
        let before = |before: &str, _: &str| before.ends_with(" 3");
        assert_eq!(tied(&once, before), "ā\u{a0}1\u{a0}2 b\u{a0}3\u{a0}c");
    }
}
