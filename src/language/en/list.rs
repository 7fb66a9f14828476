//! Joining items into one phrase of a sentence; not bulleted or numbered lists.

/// What stands between the last two items of a list: `partners from Latvia and Poland`.
///
/// Source: English Style Guide, Comma.
pub const LAST: &str = " and ";

/// A list in a sentence: commas, and [`LAST`] before the last item without a comma.
///
/// `["Lithuania", "Poland", "Latvia"]` gives `Lithuania, Poland and Latvia`. An empty slice gives
/// an empty string. Source: English Style Guide, Comma: no comma before the final *and*.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == items.len() { LAST } else { ", " });
        }
        out.push_str(item.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_stands_before_the_last_item_without_a_comma() {
        for (items, expected) in [
            (&[][..], ""),
            (&["Latvia"], "Latvia"),
            (&["Latvia", "Poland"], "Latvia and Poland"),
            (&["Latvia", "Poland", "Italy"], "Latvia, Poland and Italy"),
            (
                &["Italy", "Bosnia and Herzegovina"],
                "Italy and Bosnia and Herzegovina",
            ),
        ] {
            assert_eq!(list(items), expected);
        }
    }

    #[test]
    fn owned_items_are_taken_as_well() {
        assert_eq!(list(&["a".to_owned(), "b".to_owned()]), "a and b");
    }
}
