//! Reasons that are given in English, in Latvian (iemesli latviešu valodā): why a text is no JSON or no
//! TOML, why a file cannot be read, why something broke off.
//!
//! The table is by the English words. A test holds it to all that strict JSON can be refused for; what a
//! later parser or another system says otherwise stays English.

use std::borrow::Cow;

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
    // Ko salicējs saka par veidni.
    ("unclosed delimiter", "iekava nav aizvērta"),
    ("unclosed string", "pēdiņas nav aizvērtas"),
    ("unclosed raw text", "neformatētais teksts nav aizvērts"),
    ("unexpected closing paren", "lieka aizverošā iekava"),
    (
        "unexpected closing bracket",
        "lieka aizverošā kvadrātiekava",
    ),
    ("unexpected closing brace", "lieka aizverošā figūriekava"),
    (
        "unexpected end of block comment",
        "komentārs ir aizvērts, bet nav atvērts",
    ),
    (
        "expected semicolon or line break",
        "te jābūt semikolam vai jaunai rindai",
    ),
    ("expected expression", "te jābūt izteiksmei"),
    (
        "its settings, registry or templates were not in order",
        "tās iestatījumi, reģistrs vai veidnes nebija kārtībā",
    ),
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
        "pēc pēdējā lauka vai elementa komats ir lieks",
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
    ("the file is empty", "datne ir tukša"),
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
    // TOML
    (
        "string values must be quoted, expected literal string",
        "tekstam jābūt pēdiņās",
    ),
    (
        "string values must be quoted, expected string",
        "tekstam jābūt pēdiņās",
    ),
    (
        "key with no value, expected `=`",
        "pēc nosaukuma trūkst `=` un vērtības",
    ),
    (
        "missing value for key, expected `=`",
        "pēc nosaukuma trūkst `=` un vērtības",
    ),
    ("duplicate key", "šis nosaukums jau ir bijis"),
    ("extra `=`, expected nothing", "lieka zīme `=`"),
    ("missing value, expected value", "pēc `=` trūkst vērtības"),
    (
        "unclosed table, expected `]`",
        "tabulas nosaukums nav aizvērts ar `]`",
    ),
    (
        "unclosed array, expected `]`",
        "saraksts nav aizvērts ar `]`",
    ),
    (
        "unclosed inline table, expected `}`",
        "tabula nav aizvērta ar `}`",
    ),
    (
        "missing comma between array elements, expected `,`",
        "saraksta vērtības atdala ar komatu",
    ),
    (
        "extra comma in array, expected value",
        "sarakstā ir lieks komats",
    ),
    (
        "unexpected key or value, expected newline, `#`",
        "pēc vērtības rindā ir vēl kaut kas",
    ),
    (
        "missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`",
        "pēc slīpsvītras `\\` šī zīme neder",
    ),
    (
        "too few unicode value digits, expected unicode hexadecimal value",
        "pēc slīpsvītras `\\` šī zīme neder",
    ),
    // Pictures
    (
        "it is damaged, or no picture",
        "tas ir bojāts vai nav attēls",
    ),
    (
        "it has more pixels than a page could ever show",
        "tam ir vairāk pikseļu, nekā lapā jebkad varētu parādīt",
    ),
    (
        "it is of a kind that is not known",
        "šāda veida attēlu programma nepazīst",
    ),
    (
        "it breaks off before its end",
        "tas ir aprauts: trūkst datnes beigu",
    ),
    ("it lies outside of the assets", "tas neatrodas attēlu mapē"),
    // Files and folders
    ("there is no such folder", "tādas mapes nav"),
    ("there is no such file", "tādas datnes nav"),
    ("this is not permitted", "tas nav atļauts"),
    ("the disk is full", "disks ir pilns"),
    ("the disk cannot be written", "diskā nevar rakstīt"),
    ("the file is in use", "datni lieto cita programma"),
    ("this is a folder", "tā ir mape"),
    (
        "a file stands where a folder should be",
        "mapes vietā ir datne",
    ),
    (
        "the name is too long or has a character that no name has",
        "nosaukums ir pārāk garš vai tajā ir zīme, kādas nosaukumā nevar būt",
    ),
    // A ledger that is not JSON
    ("key must be a string", "lauka nosaukumam jābūt pēdiņās"),
    ("expected value", "trūkst vērtības"),
    ("expected ident", "vārds bez pēdiņām"),
    ("expected `:`", "pēc lauka nosaukuma trūkst kola"),
    ("expected `,` or `}`", "trūkst komata vai `}`"),
    ("expected `,` or `]`", "trūkst komata vai `]`"),
    ("trailing comma", "lieks komats"),
    ("trailing characters", "pēc beigām ir vēl kaut kas"),
    ("EOF while parsing a value", "datne ir aprauta"),
    ("EOF while parsing an object", "datne ir aprauta"),
    ("EOF while parsing a list", "datne ir aprauta"),
    ("EOF while parsing a string", "datne ir aprauta"),
    // What a pack says of itself
    ("it is not UTF-8 text", "tas nav UTF-8 teksts"),
    ("`pdf` is not among `outputs`", "starp `outputs` nav `pdf`"),
    (
        "`akoma-ntoso` is for what is authentic, which is in Latvian",
        "`akoma-ntoso` ir tikai autentiskajam tekstam, un tas ir latviešu valodā",
    ),
    // A state to compare with
    ("this is no revision", "tā nav versija"),
    ("git knows no such revision", "git tādu versiju nepazīst"),
    ("no documents were made yet", "dokumenti vēl nav veidoti"),
    (
        "there is neither `pielikums.toml` nor `ledger.json`",
        "tur nav ne `pielikums.toml`, ne `ledger.json`",
    ),
    // What broke off
    (
        "its worker went down",
        "programma, kas to veidoja, negaidīti beidzās",
    ),
    ("it panicked", "programmā ir kļūda"),
    ("for an unknown reason", "iemesls nav zināms"),
];

/// Reasons with values in them, which stand in the same order in both; a value may be a reason itself.
const WITH_VALUES: &[(&str, &str)] = &[
    ("{} at line {} column {}", "{} ({}. rinda, {}. zīme)"),
    ("unknown variable: {}", "nepazīstams nosaukums: {}"),
    (
        "file not found (searched at {})",
        "datnes nav (meklēta: {})",
    ),
    ("a drawing may not hold {}", "zīmējumā nedrīkst būt {}"),
    (
        "it is none of .jpg, .jpeg, .png, .webp, .svg but {}",
        "der .jpg, .jpeg, .png, .webp un .svg, bet tas ir {}",
    ),
    ("its file is larger than {}", "datne ir lielāka par {}"),
    // What a pack says of itself
    ("missing field {}", "trūkst lauka {}"),
    (
        "unknown field {}, expected one of {}",
        "nepazīstams lauks {}; pazīst tikai {}",
    ),
    ("there is nothing in {}", "datnē {} nekā nav"),
    (
        "`card` is among `outputs`, but there is no {}",
        "starp `outputs` ir `card`, bet datnes {} nav",
    ),
    (
        "`language` is {}, but the languages are `lv` and `en`",
        "`language` ir {}, bet valodas ir `lv` un `en`",
    ),
    (
        "the folder of {} in {} is {}, not {}",
        "veida {} valodā {} mape ir {}, nevis {}",
    ),
    (
        "no font of the family {} is in `fonts/`",
        "mapē `fonts/` nav neviena saimes {} fonta",
    ),
    // A state to compare with
    ("git cannot be started: {}", "git nevar palaist: {}"),
];

/// The reason in Latvian, if it is known.
pub(super) fn reason(english: &str) -> Cow<'_, str> {
    if let Some((_, latvian)) = REASONS.iter().find(|(reason, _)| *reason == english) {
        return Cow::Borrowed(latvian);
    }
    let mut with_values = WITH_VALUES.iter();
    let known = with_values.find_map(|(pattern, latvian)| {
        let values = values(english, pattern)?;
        let mut values = values.into_iter().map(reason);
        let mut pieces = latvian.split("{}");
        let mut told = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            told.push_str(&values.next().unwrap_or_default());
            told.push_str(piece);
        }
        Some(told)
    });
    known.map_or(Cow::Borrowed(english), Cow::Owned)
}

/// What a text has in the places of `{}`, if it follows the pattern.
fn values<'t>(text: &'t str, pattern: &str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    for piece in pieces {
        let end = match piece {
            "" => rest.len(),
            piece => rest.find(piece)?,
        };
        values.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_with_its_values_and_one_that_is_not_known_as_it_is() {
        for (english, latvian) in [
            (
                "its worker went down",
                "programma, kas to veidoja, negaidīti beidzās",
            ),
            ("there is nothing in `a/main`", "datnē `a/main` nekā nav"),
            (
                "the folder of `annex` in `en` is `annex-en`, not `annex`",
                "veida `annex` valodā `en` mape ir `annex-en`, nevis `annex`",
            ),
            (
                "key must be a string at line 1 column 3",
                "lauka nosaukumam jābūt pēdiņās (1. rinda, 3. zīme)",
            ),
            (
                "no font of the family `X` is in `fonts/`",
                "mapē `fonts/` nav neviena saimes `X` fonta",
            ),
            ("no font of another kind", "no font of another kind"),
        ] {
            assert_eq!(reason(english), latvian);
        }
    }
}
