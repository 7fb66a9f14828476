//! The words that `typography::tie` looks at, and what kind of word each is; not what is joined.

/// Words that stand before the number they belong to, in small letters; *No* is not here, because
/// small *no* is another word.
#[rustfmt::skip]
pub(crate) const LABELS: &[&str] = &[
    "article", "articles", "annex", "annexes", "section", "sections", "chapter", "chapters",
    "part", "title", "paragraph", "paragraphs", "point", "points", "page", "pages", "p.", "pp.",
    "§", "measure", "submeasure", "priority", "axis", "objective", "phase", "stage", "level",
    "strand", "action",
];

/// *Number*, as EU texts shorten it: `No 502`, `Nos 5 and 6`. Source: English Style Guide, The
/// Official Journal (*No* without a point).
pub(crate) const NUMBER: &[&str] = &["No", "Nos"];

/// Currencies, which stand before the amount. Source: ISG 7.3.3.
pub(crate) const CURRENCIES: &[&str] = &[
    "EUR", "LVL", "LTL", "EEK", "PLN", "SEK", "NOK", "CHF", "GBP", "USD", "RUB", "€", "£", "$",
];

/// Words that go on with an amount of money: `EUR 2.5 million`. Source: ISG 10.5.
pub(crate) const MULTIPLES: &[&str] = &["thousand", "million", "billion", "trillion"];

/// Units with signs or capitals, which a rule for small letters would miss. Source: ISG 6.4, 10.5.
#[rustfmt::skip]
pub(crate) const UNITS: &[&str] = &[
    "%", "‰", "°C", "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh", "kB", "MB", "GB", "TB",
    "Mbit/s", "m²", "m³", "km²",
];

/// After a number these begin the next part of the sentence, not the thing counted.
#[rustfmt::skip]
pub(crate) const NOT_COUNTED: &[&str] = &[
    "a", "an", "the", "and", "or", "nor", "but", "as", "at", "by", "for", "from", "in", "into",
    "of", "off", "on", "onto", "out", "over", "per", "than", "through", "to", "under", "until",
    "up", "upon", "via", "when", "where", "which", "while", "who", "with", "within", "without",
    "after", "before", "between", "during", "since", "that", "this", "these", "if", "so", "not",
    "also", "both", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would",
    "shall", "should", "can", "could", "may", "might", "must", "took", "takes", "came", "said",
];

/// A mark that may stand before the word it belongs to.
pub(crate) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '“' | '‘' | '"' | '\'' | '„' | '«')
}

/// A mark that may stand after the word it belongs to; straight marks are both.
pub(crate) fn is_closing(c: char) -> bool {
    is_opening(c) || ")]”’»,.;:!?…".contains(c)
}

/// A word that takes the number after it: `Article 5`, `No 502`.
pub(crate) fn is_label(left: &str) -> bool {
    NUMBER.contains(&left) || LABELS.contains(&left.to_lowercase().as_str())
}

/// `II` of an annex, `LV-RU-002` of a contract.
pub(crate) fn is_reference(bare: &str) -> bool {
    let roman = !bare.is_empty() && bare.chars().all(|c| "IVXLC".contains(c));
    roman || (bare.starts_with(char::is_uppercase) && bare.contains(|c: char| c.is_ascii_digit()))
}

/// `I.`, `Dz.`, `J.P.`, `A.-B.`: one capital, or a Latvian digraph, before each point.
pub(crate) fn is_initial(left: &str) -> bool {
    let letter = |part: &str| {
        let one = part.chars().count() == 1 && part.starts_with(char::is_uppercase);
        one || matches!(part, "Dz" | "Dž" | "Kr")
    };
    let parts = left.strip_suffix('.').map(|body| body.split('.'));
    parts.is_some_and(|mut parts| parts.all(|part| letter(part.trim_start_matches('-'))))
}
