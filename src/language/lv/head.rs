//! Which declension an unknown word of a name belongs to, judged by its ending; not whole names.

use super::declension::Declension;
use super::noun::noun;
use super::place::PLACES;

/// What the rule knows about the word that declines.
pub(crate) struct Head {
    pub(crate) class: Declension,
    pub(crate) certain: bool,
}

/// The class of a word by table, lexicon or ending; `alone` when nothing stands before it.
pub(crate) fn head_of(word: &str, alone: bool) -> Option<Head> {
    let sure = |class| {
        Some(Head {
            class,
            certain: true,
        })
    };
    let shaky = |class| {
        Some(Head {
            class,
            certain: false,
        })
    };
    if let Some((_, class)) = PLACES.iter().find(|(name, _)| *name == word) {
        return sure(*class);
    }
    if let Some(known) = noun(&word.to_lowercase()) {
        return sure(known.class);
    }
    let letters = word.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) {
        // Abbreviations (SIA, LIAA) do not decline in writing.
        return Some(Head {
            class: Declension::Indeclinable,
            certain: alone,
        });
    }
    let latvian = word
        .chars()
        .all(|c| c == '-' || LATVIAN.contains(c.to_lowercase().next().unwrap_or(c)));
    let proper = word.chars().next().is_some_and(char::is_uppercase);
    let found = if word.ends_with("pils") || word.ends_with("valsts") {
        sure(if word.ends_with("pils") {
            Declension::Sixth
        } else {
            Declension::SixthPlain
        })
    } else if word.ends_with("šanās") {
        sure(Declension::Reflexive)
    } else if word.ends_with("ais") {
        None
    } else if word.ends_with('a') {
        sure(Declension::Fourth)
    } else if word.ends_with('e') {
        sure(Declension::Fifth)
    } else if word.ends_with('o') {
        sure(Declension::Indeclinable)
    } else if word.ends_with("us") {
        shaky(Declension::Third)
    } else if word.ends_with("is") {
        if proper || word.ends_with("tis") || word.ends_with("dis") {
            shaky(Declension::Second)
        } else {
            sure(Declension::Second)
        }
    } else if word.ends_with("as") {
        shaky(Declension::PluralOnAs)
    } else if word.ends_with("es") {
        shaky(Declension::PluralOnEs)
    } else if word.ends_with('i') {
        shaky(Declension::PluralMasc)
    } else if ends_in_consonant_and_s(word) {
        sure(Declension::First)
    } else {
        None
    };
    found.map(|head| Head {
        certain: head.certain && latvian,
        ..head
    })
}

const LATVIAN: &str = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž";

fn ends_in_consonant_and_s(word: &str) -> bool {
    let mut chars = word.chars().rev();
    chars.next().is_some_and(|c| c == 's' || c == 'š')
        && chars
            .next()
            .is_some_and(|c| c.is_alphabetic() && !"aāeēiīoōuū".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_show_the_class_and_how_sure_it_is() {
        use Declension as D;
        for (word, class, certain) in [
            ("dome", D::Fifth, true),
            ("Daugavpils", D::Sixth, true),
            ("Cēsis", D::PluralOnIs, true),
            ("Tukums", D::First, true),
            ("ansamblis", D::Second, true),
            ("Kaupiņis", D::Second, false),
            ("brālītis", D::Second, false),
            ("Vilnius", D::Third, false),
            ("Oslo", D::Indeclinable, true),
            ("SIA", D::Indeclinable, true),
            ("Varšawa", D::Fourth, false),
            ("Sedas", D::PluralOnAs, false),
            ("Alpes", D::PluralOnEs, false),
            ("Nagasaki", D::PluralMasc, false),
            ("sapulcēšanās", D::Reflexive, true),
        ] {
            let head = head_of(word, true).map(|head| (head.class, head.certain));
            assert_eq!(head, Some((class, certain)), "{word}");
        }
    }

    #[test]
    fn words_without_a_latvian_ending_have_no_class() {
        for word in ["", "Madrid", "Łódź", "Parīzē", "Brīvais", "Los"] {
            assert!(head_of(word, true).is_none(), "{word}");
        }
    }
}
