//! How each kind of fact is said: which settings it knows, and what comes out.

use super::desk::{Piece, Style};
use crate::fact::{Fact, Origin, Value};
use crate::finding::Matter;
use crate::language::lv::typography::House;
use crate::language::lv::{self, Case, Date, Gender, PeriodForm};
use crate::language::{Language, en};
use std::collections::BTreeMap;

/// The settings of a helper, `case="gen"`, by name.
pub(super) type Settings = BTreeMap<String, String>;

/// What a helper is asked for, and how.
pub(super) struct Asked<'a> {
    /// The helper's name, for findings.
    pub helper: &'a str,
    pub settings: &'a Settings,
    pub house: &'a House,
    pub language: Language,
}

impl Asked<'_> {
    /// One of the words that a setting may have; the first if it is not given.
    pub fn one_of<'a>(&self, name: &str, words: &[&'a str]) -> Result<&'a str, Matter> {
        let Some(given) = self.settings.get(name) else {
            return Ok(words.first().copied().unwrap_or_default());
        };
        let found = words.iter().find(|word| *word == given).copied();
        found.ok_or_else(|| self.bad(&format!("{name}=\"{given}\""), &words.join(", ")))
    }

    pub fn case(&self, otherwise: Case) -> Result<Case, Matter> {
        let Some(given) = self.settings.get("case") else {
            return Ok(otherwise);
        };
        Case::parse(given)
            .ok_or_else(|| self.bad(&format!("case=\"{given}\""), "nom, gen, dat, acc, loc"))
    }

    pub fn gender(&self) -> Result<Gender, Matter> {
        Ok(match self.one_of("gender", &["masc", "fem"])? {
            "fem" => Gender::Fem,
            _ => Gender::Masc,
        })
    }

    /// Settings that only Latvian grammar has.
    pub fn latvian<'s>(&self, names: &'s [&'s str]) -> &'s [&'s str] {
        match self.language {
            Language::Latvian => names,
            Language::English => &[],
        }
    }

    /// Refuses settings that the helper does not know.
    pub fn only(&self, names: &[&str]) -> Result<(), Matter> {
        let unknown = self
            .settings
            .keys()
            .find(|name| !names.contains(&name.as_str()));
        match unknown {
            Some(name) if names.is_empty() => Err(self.bad(name, "no settings here")),
            Some(name) => Err(self.bad(name, &names.join(", "))),
            None => Ok(()),
        }
    }

    pub fn bad(&self, argument: &str, expected: &str) -> Matter {
        Matter::BadArgument {
            helper: self.helper.to_owned(),
            argument: argument.to_owned(),
            expected: expected.to_owned(),
        }
    }

    pub fn wrong_kind(&self, expected: &str, found: &str) -> Matter {
        Matter::WrongKind {
            helper: self.helper.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }
}

/// Says a fact by itself. Prose is not said here: it may name other facts.
pub(super) fn say(fact: &Fact, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
    let from = fact.from.clone();
    let plain = |text: String| Ok(vec![Piece::plain(text, from.clone())]);
    match &fact.value {
        Value::Text { text, lang } => {
            asked.only(&[])?;
            Ok(vec![Piece {
                text: text.clone(),
                style: lang.clone().map_or(Style::Plain, Style::Foreign),
                from,
            }])
        }
        Value::Prose { prose } => plain(prose.clone()),
        // Told where it is said (see `Call::untranslated`).
        Value::Untranslated { .. } => Ok(Vec::new()),
        Value::Name { forms, .. } => {
            asked.only(asked.latvian(&["case"]))?;
            let form = forms.get(asked.case(Case::Nom)?);
            Ok(vec![Piece::name(form, from)])
        }
        Value::Date { date } => Ok(vec![Piece {
            text: say_date(*date, asked)?,
            style: Style::Time(date.to_string()),
            from,
        }]),
        Value::YearPart { part } => {
            asked.only(asked.latvian(&["case"]))?;
            match asked.language {
                Language::Latvian => plain(part.say(asked.case(Case::Nom)?)),
                Language::English => plain(en::say_year_part(*part)),
            }
        }
        Value::Period { start, end } => {
            asked.only(match asked.language {
                Language::Latvian => &["form", "case", "year"],
                Language::English => &["form", "year"],
            })?;
            let with_year = asked.one_of("year", &["yes", "no"])? == "yes";
            let case = asked.case(Case::Loc)?;
            let form = match asked.one_of("form", &["short", "from-to", "dash", "and"])? {
                "from-to" => PeriodForm::FromTo,
                "dash" => PeriodForm::Dash(case),
                "and" => PeriodForm::And(case),
                _ if asked.language == Language::English => PeriodForm::Short,
                // Months and years have no short form that could be read at a glance.
                _ if !is_days(start) || !is_days(end) => PeriodForm::FromTo,
                _ => PeriodForm::Short,
            };
            if asked.language == Language::English {
                return plain(en::period(*start, *end, form, with_year));
            }
            let text = lv::period(*start, *end, form, with_year);
            let text = match asked.house.spaced_ranges {
                true => text.replace('–', "\u{a0}– "),
                false => text,
            };
            Ok(vec![Piece::plain(text, from).whole()])
        }
        Value::Money { amount, currency } => {
            asked.only(&["words", "form"])?;
            let group = asked.house.group_four_digits;
            let is_english = asked.language == Language::English;
            match asked.one_of("form", &["whole", "number", "currency"])? {
                "number" if is_english => return plain(en::money::group(*amount)),
                "number" => return plain(lv::money::group(*amount, group)),
                "currency" => return plain(currency.code().to_owned()),
                _ => {}
            }
            if asked.one_of("words", &["no", "yes"])? == "yes" {
                let words = match is_english {
                    true => en::money::in_words(*amount, *currency),
                    false => lv::money::in_words(*amount, *currency),
                };
                return match words {
                    Some(words) if asked.house.italic_euro && !is_english => {
                        Ok(italic_euro(&words, &from))
                    }
                    Some(words) => Ok(vec![Piece::plain(words, from).whole()]),
                    None => Err(asked.bad("words=\"yes\"", "amounts below a thousand million")),
                };
            }
            Ok(vec![Piece {
                text: match is_english {
                    true => en::money::format(*amount, *currency),
                    false => lv::money::format(*amount, *currency, group),
                },
                style: Style::Data(format!("{} {}", amount.normalize(), currency.code())),
                from,
            }])
        }
        Value::Count { count } => {
            asked.only(&[])?;
            let group = asked.house.group_four_digits;
            plain(match asked.language {
                Language::Latvian => lv::money::group_integer(*count, group),
                Language::English => en::money::group_integer(*count),
            })
        }
        Value::Percent { percent } => {
            asked.only(&[])?;
            Ok(vec![Piece {
                text: match asked.language {
                    Language::Latvian => lv::money::percent(*percent, asked.house.percent_space),
                    Language::English => en::money::percent(*percent),
                },
                style: Style::Data(format!("{} %", percent.normalize())),
                from,
            }])
        }
        Value::Link { url } => {
            asked.only(&["text"])?;
            let text = asked.settings.get("text").unwrap_or(url).clone();
            let style = Style::Link(url.clone());
            Ok(vec![Piece { text, style, from }])
        }
    }
}

/// Whether an end of a period, if it is known, is known to the day.
fn is_days(end: &Option<Date>) -> bool {
    end.is_none_or(|date| matches!(date, Date::Day(_)))
}

/// An amount in words with the word *euro* in italics.
fn italic_euro(words: &str, from: &[Origin]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in words.split("euro").enumerate() {
        if at > 0 {
            pieces.push(Piece {
                text: "euro".into(),
                style: Style::Italic,
                from: from.to_vec(),
            });
        }
        if !part.is_empty() {
            pieces.push(Piece::plain(part, from.to_vec()).whole());
        }
    }
    pieces
}

fn say_date(date: Date, asked: &Asked<'_>) -> Result<String, Matter> {
    asked.only(match asked.language {
        Language::Latvian => &["form", "case", "year"],
        Language::English => &["form", "year"],
    })?;
    let case = asked.case(Case::Nom)?;
    let short = asked.one_of("form", &["long", "short"])? == "short";
    let with_year = asked.one_of("year", &["yes", "no"])? == "yes";
    if asked.language == Language::English {
        return Ok(match (short, with_year) {
            (true, _) => en::date::short(date),
            (false, true) => en::date::say(date),
            (false, false) => en::date::say_without_year(date),
        });
    }
    Ok(match (short, with_year) {
        (true, _) => date.short(),
        (false, true) => date.say(case),
        (false, false) => date.say_without_year(case),
    })
}

/// Several sayings as a list, "a, b un c". Wording between the items comes from no field.
pub(super) fn join(items: Vec<Vec<Piece>>, last: &str) -> Vec<Piece> {
    let count = items.len();
    let mut joined = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            let between = if at + 1 == count { last } else { ", " };
            joined.push(Piece::plain(between, Vec::new()));
        }
        joined.extend(item);
    }
    joined
}

/// Ties numbers to their words across the pieces of a saying (see `typography::tie`): a no-break space
/// takes the place of a space, and nothing else changes.
pub(super) fn tie(pieces: &mut [Piece], language: Language) {
    if pieces.iter().all(|piece| !piece.text.contains(' ')) {
        return;
    }
    if let [one] = pieces {
        one.text = language.tie(&one.text);
        return;
    }
    let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let tied = language.tie(&whole);
    if tied == whole {
        return;
    }
    let mut rest = tied.chars();
    for piece in pieces {
        let length = piece.text.chars().count();
        piece.text = rest.by_ref().take(length).collect();
    }
}

/// Encloses a saying in quotation marks: in Latvian those of the house.
pub(super) fn quote(mut pieces: Vec<Piece>, asked: &Asked<'_>) -> Vec<Piece> {
    let (open, close) = match asked.language {
        Language::Latvian => {
            let marks = asked.house.quotes.wrap("");
            let mut marks = marks.chars();
            let open = marks.next().map(String::from).unwrap_or_default();
            (open, marks.collect())
        }
        Language::English => (en::QUOTES.0.to_string(), en::QUOTES.1.to_string()),
    };
    pieces.insert(0, Piece::plain(open, Vec::new()));
    pieces.push(Piece::plain(close, Vec::new()));
    pieces
}

/// Makes the first letter of a saying a capital.
pub(super) fn capital(pieces: &mut [Piece]) {
    if let Some(piece) = pieces.iter_mut().find(|piece| !piece.text.is_empty()) {
        let mut chars = piece.text.chars();
        if let Some(first) = chars.next() {
            piece.text = first.to_uppercase().chain(chars).collect();
        }
    }
}
