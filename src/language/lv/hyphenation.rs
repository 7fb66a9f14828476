//! Where a Latvian word may be divided at the end of a line.
//!
//! By syllables; prefixes, the suffixes *-šana, -nieks, -niece, -nīca, -tuve, -tava* and the parts of
//! compounds stay whole; at least two letters on both sides, and a vowel in each part. Where the letters
//! leave it open whether a prefix stands there (*pa-sta*, *pas-ta*), the word is not divided at that spot: a
//! line that is a little loose is better than a word that is divided wrongly.
//!
//! Source: the orthographic rules of word division as the norms of this project give them
//! (`fixtures/hyphenation/lv.txt` states them and holds words divided by hand). No pattern file is used.

use super::hyphenation_parts::{BEFORE_VOWEL, NOT_PREFIXED, PREFIXES, SEAMS, SUFFIXES};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Fewest letters before and after a division.
const FEWEST: usize = 2;

/// The bytes of a word at which it may be divided, in order.
///
/// ```
/// use pielikums::language::lv::divisions;
/// let word = "finansējums";
/// let parts: Vec<&str> = [0].into_iter().chain(divisions(word)).zip(divisions(word).into_iter().chain([word.len()]))
///     .map(|(start, end)| &word[start..end]).collect();
/// assert_eq!(parts, ["fi", "nan", "sē", "jums"]);
/// ```
pub fn divisions(word: &str) -> Vec<usize> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    // A letter whose small form is several letters is of another language.
    if letters.len() != starts.len() || !is_latvian(word, &letters) {
        return Vec::new();
    }
    let mut word = Word {
        letters,
        divided: Vec::new(),
    };
    word.part(0);
    let length = word.letters.len();
    let mut divided = word.divided;
    divided.retain(|at| *at >= FEWEST && at + FEWEST <= length);
    divided.sort_unstable();
    divided.dedup();
    divided.into_iter().map(|at| starts[at]).collect()
}

/// Whether a word is of Latvian letters, and no abbreviation (`TTChan`, `ERAF`); a long one in capitals is a
/// word (`PIELIKUMS`).
fn is_latvian(word: &str, letters: &[char]) -> bool {
    let known = |c: &char| is_vowel(*c) || "bcčdfgģhjkķlļmnņprŗsštvzž".contains(*c);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let starts_with_one = capitals == 1 && word.starts_with(char::is_uppercase);
    let is_word = capitals == 0 || starts_with_one || (capitals == letters.len() && capitals >= 6);
    letters.iter().all(known) && is_word
}

fn is_vowel(c: char) -> bool {
    "aāeēiīoōuū".contains(c)
}

/// Whether a syllable may begin with some consonants: a stop, a fricative or an affricate before *r, l, ļ, v,
/// j*, or *s, z, š, ž* before another; three of them where both rules meet (*str*).
fn is_onset(consonants: &[char]) -> bool {
    let hisses = |c: char| "szšž".contains(c);
    let sounds = |c: char| "bcčdfgģhkķpt".contains(c) || hisses(c);
    match consonants {
        [_] => true,
        [first, second] => {
            (sounds(*first) && "rlļvj".contains(*second))
                || (hisses(*first) && "ptkķbdgmnņ".contains(*second))
        }
        [first, second, third] => {
            hisses(*first) && is_onset(&[*first, *second]) && is_onset(&[*second, *third])
        }
        _ => false,
    }
}

/// The first part of a compound, and what must follow it.
type Compound = (Vec<char>, Vec<char>);

/// The first parts of compounds, by their first letter: most words have none, and a
/// document asks of hundreds.
static COMPOUNDS: LazyLock<BTreeMap<char, Vec<Compound>>> = LazyLock::new(|| {
    let mut parts: BTreeMap<char, Vec<_>> = BTreeMap::new();
    for (first, rest) in SEAMS.iter().filter_map(|part| part.split_once('-')) {
        let (first, rest): (Vec<char>, Vec<char>) =
            (first.chars().collect(), rest.chars().collect());
        if let Some(letter) = first.first() {
            parts.entry(*letter).or_default().push((first, rest));
        }
    }
    parts
});

struct Word {
    letters: Vec<char>,
    /// The letters before which it may be divided.
    divided: Vec<usize>,
}

impl Word {
    fn text(&self, start: usize) -> String {
        self.letters[start..].iter().collect()
    }

    fn starts(&self, at: usize, with: &str) -> bool {
        let mut letters = self.letters[at..].iter();
        with.chars().all(|c| letters.next() == Some(&c))
    }

    fn has_vowel(&self, start: usize, end: usize) -> bool {
        self.letters[start..end].iter().any(|c| is_vowel(*c))
    }

    /// Divides what begins at a letter: after its prefix or first part, if it has one, and by syllables.
    fn part(&mut self, start: usize) {
        match self.seam(start) {
            Seam::At(seam) => {
                self.syllables(start, seam);
                self.divided.push(seam);
                self.part(seam);
            }
            Seam::Open(end) => {
                let before = self.divided.len();
                self.syllables(start, self.letters.len());
                // What stands next to the open spot is left alone.
                let mut at = 0;
                self.divided.retain(|found| {
                    at += 1;
                    at <= before || found.abs_diff(end) > 2
                });
            }
            Seam::None => self.syllables(start, self.letters.len()),
        }
    }

    /// Where the first part of a compound or the prefix ends.
    fn seam(&self, start: usize) -> Seam {
        let length = self.letters.len();
        let leaves_a_word = |seam: usize| seam + 3 <= length && self.has_vowel(seam, length);
        let same_letter = self.letters.get(start).and_then(|c| COMPOUNDS.get(c));
        let found = same_letter
            .into_iter()
            .flatten()
            .filter_map(|(first, rest)| {
                let seam = start + first.len();
                let fits = self.letters[start..].starts_with(first) && leaves_a_word(seam);
                let goes_on = match rest.is_empty() {
                    true => fits && !is_vowel(self.letters[seam]),
                    false => fits && self.letters[seam..].starts_with(rest),
                };
                goes_on.then_some(seam)
            });
        if let Some(seam) = found.max() {
            return Seam::At(seam);
        }
        if NOT_PREFIXED.iter().any(|trap| self.starts(start, trap)) {
            return Seam::None;
        }
        let prefixes = PREFIXES.iter().filter(|prefix| self.starts(start, prefix));
        let Some(prefix) = prefixes.max_by_key(|prefix| prefix.len()) else {
            return Seam::None;
        };
        let seam = start + prefix.chars().count();
        if !leaves_a_word(seam) {
            return Seam::None;
        }
        let rest = self.text(seam);
        if is_vowel(self.letters[seam]) {
            let known = |(of, stem): &(&str, &str)| {
                of.split(' ').any(|of| of == *prefix) && rest.starts_with(stem)
            };
            return match BEFORE_VOWEL.iter().any(known) {
                true => Seam::At(seam),
                false => Seam::None,
            };
        }
        let cluster = self.letters[seam..]
            .iter()
            .take_while(|c| !is_vowel(**c))
            .count();
        let onset = is_onset(&self.letters[seam..seam + cluster]);
        match (is_vowel(self.letters[seam - 1]), cluster) {
            _ if !onset => Seam::None,
            // One consonant goes to the next line in any case; but after these another prefix may follow.
            (true, 1) if !matches!(*prefix, "jā" | "ne") => Seam::None,
            (true, 2..) if rest.chars().count() < 5 => Seam::Open(seam),
            _ => Seam::At(seam),
        }
    }

    /// Divides a stretch by syllables.
    fn syllables(&mut self, start: usize, end: usize) {
        let mut nuclei: Vec<(usize, usize)> = Vec::new();
        let mut at = start;
        while at < end {
            if !is_vowel(self.letters[at]) {
                at += 1;
                continue;
            }
            let from = at;
            while at < end && is_vowel(self.letters[at]) {
                at += 1;
            }
            nuclei.push((from, at));
        }
        for pair in nuclei.windows(2) {
            let (from, to) = (pair[0].1, pair[1].0);
            let division = self
                .suffix(from, to)
                .unwrap_or_else(|| self.between(from, to));
            // A single vowel is split off nowhere, not behind a seam either.
            if division >= start + FEWEST {
                self.divided.push(division);
            }
        }
    }

    /// Where the consonants between two vowels are divided.
    fn between(&self, from: usize, to: usize) -> usize {
        let mut sounds: Vec<usize> = Vec::new();
        let mut at = from;
        while at < to {
            sounds.push(at);
            let pair = (self.letters[at], self.letters.get(at + 1));
            let one_sound = at + 1 < to && matches!(pair, ('d', Some('z' | 'ž')));
            at += if one_sound { 2 } else { 1 };
        }
        match sounds.len() {
            0 | 1 => from,
            2 => sounds[1],
            n => match is_onset(&self.letters[sounds[n - 2]..to]) {
                true => sounds[n - 2],
                false => sounds[n - 1],
            },
        }
    }

    /// Where a suffix begins that stays whole, if one does among some consonants.
    fn suffix(&self, from: usize, to: usize) -> Option<usize> {
        let at = to.checked_sub(1).filter(|at| *at >= from)?;
        let rest = self.text(at);
        let ends = |stem: &&&str| {
            let ending = rest.strip_prefix(**stem);
            ending.is_some_and(|ending| (1..=4).contains(&ending.chars().count()))
        };
        SUFFIXES.iter().find(ends).map(|_| at)
    }
}

enum Seam {
    None,
    /// Before this letter.
    At(usize),
    /// It cannot be told whether there is one before this letter.
    Open(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn divided(word: &str) -> String {
        let mut text = word.to_owned();
        for at in divisions(word).into_iter().rev() {
            text.insert(at, '-');
        }
        text
    }

    /// Divisions by the rules that are not in the list, as `word: wrong`, and those of the list that the rules
    /// do not find.
    fn compared() -> (Vec<String>, usize, usize, usize) {
        let list = include_str!("../../../fixtures/hyphenation/lv.txt");
        let words = list.lines().map(str::trim);
        let words = words.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (mut wrong, mut count, mut found, mut all) = (Vec::new(), 0, 0, 0);
        for line in words {
            let word = line.replace('-', "");
            count += 1;
            let mut by_hand = BTreeSet::new();
            let mut at = 0;
            for part in line.split('-') {
                at += part.len();
                by_hand.insert(at);
            }
            by_hand.remove(&word.len());
            let by_rule: BTreeSet<usize> = divisions(&word).into_iter().collect();
            all += by_hand.len();
            found += by_rule.intersection(&by_hand).count();
            if !by_rule.is_subset(&by_hand) {
                wrong.push(format!("{line}: {}", divided(&word)));
            }
        }
        (wrong, count, found, all)
    }

    #[test]
    fn no_word_of_the_list_is_divided_where_a_hand_would_not() {
        let (wrong, count, ..) = compared();
        assert!(count >= 500, "{count} words");
        assert!(
            wrong.is_empty(),
            "{} of {count}:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }

    #[test]
    fn nearly_every_division_of_the_list_is_found() {
        let (_, _, found, all) = compared();
        assert!(found * 100 >= all * 97, "{found} of {all}");
    }

    proptest::proptest! {
        #[test]
        fn every_part_of_any_word_has_a_vowel_and_the_ends_two_letters(word in "[a-pr-vzāčēģīķļņšūž]{1,24}") {
            let divided = divided(&word);
            let parts: Vec<&str> = divided.split('-').collect();
            if parts.len() > 1 {
                for part in &parts {
                    proptest::prop_assert!(part.chars().any(is_vowel), "{}", divided);
                }
                for end in [parts[0], parts[parts.len() - 1]] {
                    proptest::prop_assert!(end.chars().count() >= FEWEST, "{}", divided);
                }
            }
        }

        #[test]
        fn any_text_at_all_is_taken(word in ".*") {
            for at in divisions(&word) {
                proptest::prop_assert!(word.is_char_boundary(at));
            }
        }
    }

    #[test]
    fn abbreviations_foreign_letters_and_short_words_are_left_whole() {
        for word in [
            "TTChan", "ERAF", "twinning", "lai", "ēka", "ide", "", "ß", "İzmir",
        ] {
            assert_eq!(divided(word), word);
        }
    }

    #[test]
    fn a_capital_changes_nothing() {
        assert_eq!(divided("Daugavpils"), "Dau-gav-pils");
        assert_eq!(divided("daugavpils"), "dau-gav-pils");
    }
}
