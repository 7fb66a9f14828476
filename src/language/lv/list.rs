//! Joining items into one phrase of a sentence; not bulleted or numbered lists.

/// Uzskaitījums: commas, and *un* before the last item without a comma.
///
/// `["Lietuvas", "Polijas", "Latvijas"]` gives `Lietuvas, Polijas un Latvijas`. An empty
/// slice gives an empty string. Source: CLDR lv list pattern; all five seed documents.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == items.len() { " un " } else { ", " });
        }
        out.push_str(item.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_stands_before_the_last_item_without_a_comma() {
        for (items, expected) in [
            (&[][..], ""),
            (&["Lietuvas"], "Lietuvas"),
            (&["Lietuvas", "Latvijas"], "Lietuvas un Latvijas"),
            (
                &["Lietuvas", "Polijas", "Latvijas"],
                "Lietuvas, Polijas un Latvijas",
            ),
            (
                &["Lietuvas", "Bosnijas un Hercegovinas"],
                "Lietuvas un Bosnijas un Hercegovinas",
            ),
        ] {
            assert_eq!(list(items), expected);
        }
    }

    #[test]
    fn owned_items_are_taken_as_well() {
        let items: Vec<String> = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(list(&items), "a un b");
    }
}
