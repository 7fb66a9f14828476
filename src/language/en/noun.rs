//! The plural of nouns and nouns with their number; not a list of known nouns.

use super::money::group_integer;
use super::typography::NBSP;

/// Nouns that no rule covers, and those with one form for both numbers.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("person", "people"), ("child", "children"), ("man", "men"), ("woman", "women"),
    ("chairman", "chairmen"), ("chairwoman", "chairwomen"), ("craftsman", "craftsmen"),
    ("craftswoman", "craftswomen"), ("foot", "feet"), ("life", "lives"), ("half", "halves"),
    ("shelf", "shelves"), ("leaf", "leaves"), ("analysis", "analyses"), ("basis", "bases"),
    ("crisis", "crises"), ("thesis", "theses"), ("criterion", "criteria"),
    ("phenomenon", "phenomena"), ("memorandum", "memoranda"), ("curriculum", "curricula"),
    ("appendix", "appendices"), ("stomach", "stomachs"), ("monarch", "monarchs"),
    ("hero", "heroes"), ("echo", "echoes"), ("potato", "potatoes"), ("tomato", "tomatoes"),
    ("series", "series"), ("species", "species"), ("means", "means"), ("aircraft", "aircraft"),
    ("euro", "euro"), ("cent", "cent"), ("lats", "lats"), ("santims", "santims"),
];

/// Words that end the head of a phrase: only what stands before them takes the plural.
const AFTER_HEAD: &[&str] = &[
    " of ", " for ", " in ", " to ", " from ", " with ", " on ", " at ", " by ", " under ",
];

/// The plural of a noun or of a phrase around one: `partners`, `municipalities`, `Member States`,
/// `memoranda of understanding`.
///
/// A regular noun follows the rule for its ending, a small table holds the others; a word that is a
/// plural already should not be passed. Source: general usage; *euro*: ISG 7.3.3; abbreviations
/// (*SMEs*, *MEPs*): English Style Guide, Apostrophe.
#[must_use]
pub fn plural(noun: &str) -> String {
    let head_ends = AFTER_HEAD.iter().filter_map(|word| noun.find(word)).min();
    let (head, after) = noun.split_at(head_ends.unwrap_or(noun.len()));
    let word = head.rsplit([' ', NBSP]).next().unwrap_or(head);
    let before = head.strip_suffix(word).unwrap_or("");
    format!("{before}{}{after}", word_in_plural(word))
}

fn word_in_plural(word: &str) -> String {
    let small = word.to_lowercase();
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == small) {
        // All of them share their first letter with their plural, so a capital is kept by it.
        return word.chars().take(1).chain(many.chars().skip(1)).collect();
    }
    if let Some(stem) = word.strip_suffix('y')
        && stem.ends_with(|c: char| c.is_alphabetic() && !"aeiouAEIOU".contains(c))
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| word.ends_with(end));
    format!("{word}{}", if hisses { "es" } else { "s" })
}

/// A number in figures with its noun: `1 partner`, `14 partners`, `0 partners`.
///
/// U+00A0 stands between them. Source: CLDR en (only 1 is singular); ISG 6.5.
#[must_use]
pub fn counted(n: u64, noun: &str) -> String {
    let number = group_integer(n);
    if n == 1 {
        format!("{number}{NBSP}{noun}")
    } else {
        format!("{number}{NBSP}{}", plural(noun))
    }
}

/// Picks the wording for a count: `agree(1, "is", "are")` is *is*, for 21 it is *are*.
///
/// Source: CLDR en: only 1 is singular, unlike in Latvian.
#[must_use]
pub const fn agree<'a>(n: u64, one: &'a str, other: &'a str) -> &'a str {
    if n == 1 { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_of_projects_have_their_plural() {
        for (one, many) in [
            ("partner", "partners"),
            ("country", "countries"),
            ("day", "days"),
            ("activity", "activities"),
            ("address", "addresses"),
            ("workshop", "workshops"),
            ("approach", "approaches"),
            ("photo", "photos"),
            ("cost", "costs"),
            ("human", "humans"),
            ("person", "people"),
            ("Child", "Children"),
            ("criterion", "criteria"),
            ("series", "series"),
            ("euro", "euro"),
            ("SME", "SMEs"),
            ("Member State", "Member States"),
            ("lead partner", "lead partners"),
            ("project\u{a0}activity", "project\u{a0}activities"),
            ("memorandum of understanding", "memoranda of understanding"),
            (
                "source of funding for schools",
                "sources of funding for schools",
            ),
            ("", "s"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn the_table_keeps_the_first_letter() {
        for (one, many) in IRREGULAR {
            assert_eq!(one.chars().next(), many.chars().next(), "{one}");
        }
    }

    #[test]
    fn only_one_is_singular() {
        for (n, expected) in [
            (0, "0\u{a0}partners are"),
            (1, "1\u{a0}partner is"),
            (14, "14\u{a0}partners are"),
            (21, "21\u{a0}partners are"),
            (1_001, "1\u{a0}001\u{a0}partners are"),
        ] {
            let made = format!("{} {}", counted(n, "partner"), agree(n, "is", "are"));
            assert_eq!(made, expected);
        }
    }
}
