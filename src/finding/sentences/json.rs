//! What is wrong with broken JSON, in Latvian (JSON kļūdas latviešu valodā).
//!
//! The parser tells it in English; the table is by those words. A test holds it to all that strict JSON
//! can be refused for; what a later parser says otherwise stays English.

const REASONS: &[(&str, &str)] = &[
    (
        "leading or trailing decimal points on numbers are not allowed",
        "pirms un pēc decimālpunkta jābūt ciparam",
    ),
    (
        "comments are not allowed",
        "piezīmes (`//`, `/*`) nav atļautas",
    ),
    (
        "expected colon after the string or word in object property",
        "pēc lauka nosaukuma trūkst kola",
    ),
    ("expected digit", "te jābūt ciparam"),
    (
        "expected digit following negative sign",
        "pēc mīnusa jābūt ciparam",
    ),
    (
        "expected plus, minus, or digit in number literal",
        "skaitlī te jābūt plusam, mīnusam vai ciparam",
    ),
    (
        "expected value after colon in object property",
        "pēc kola trūkst vērtības",
    ),
    (
        "expected string for object property",
        "lauka nosaukumam jābūt pēdiņās",
    ),
    (
        "hexadecimal numbers are not allowed",
        "heksadecimāli skaitļi nav atļauti",
    ),
    ("expected comma", "trūkst komata"),
    (
        "text cannot contain more than one JSON value",
        "pēc ieraksta beigām ir vēl kaut kas",
    ),
    (
        "infinity and NaN are not allowed",
        "bezgalība un NaN nav skaitļi",
    ),
    (
        "single-quoted strings are not allowed",
        "tekstam jābūt pēdiņās `\"`, nevis apostrofos",
    ),
    (
        "trailing commas are not allowed",
        "pēc pēdējā lauka vai punkta komata nav",
    ),
    (
        "unary plus on numbers is not allowed",
        "pirms skaitļa plusu neraksta",
    ),
    ("unexpected close brace", "lieka aizverošā figūriekava"),
    ("unexpected close bracket", "lieka aizverošā kvadrātiekava"),
    ("unexpected colon", "lieks kols"),
    ("unexpected comma", "lieks komats"),
    ("unexpected word", "vārds bez pēdiņām"),
    ("unexpected token", "te šī zīme neder"),
    (
        "unexpected token in object",
        "te šī zīme neder; jābūt lauka nosaukumam pēdiņās",
    ),
    ("unterminated array", "saraksts nav aizvērts ar `]`"),
    ("unterminated comment block", "piezīme nav aizvērta"),
    ("unterminated object", "objekts nav aizvērts ar `}`"),
    (
        "invalid escape in double quote string",
        "pēc slīpsvītras `\\` šī zīme neder",
    ),
    (
        "expected four hex digits",
        "pēc `\\u` jābūt četriem heksadecimāliem cipariem",
    ),
    ("invalid escape", "pēc slīpsvītras `\\` šī zīme neder"),
    (
        "unterminated string literal",
        "teksts nav aizvērts ar pēdiņām",
    ),
];

/// The reason in Latvian, if it is known.
pub(super) fn reason(english: &str) -> &str {
    let known = REASONS.iter().find(|(reason, _)| *reason == english);
    known.map_or(english, |(_, latvian)| latvian)
}
