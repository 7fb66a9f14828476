//! Facts that somebody typed in prose: they will not change when the record does, or say otherwise already.

use crate::fact::{Fact, Handed, Origin, Value};
use crate::finding::{Finding, Matter, Place};
use crate::language::lv::{self, Case, Date, PeriodForm};
use serde_json::Value as Json;

/// A way in which a fact would be typed, and the expression that says it.
struct Needle {
    text: String,
    expression: String,
}

/// Every fact typed in a prose of these facts, and every number in prose that the record gives otherwise.
pub(super) fn typed(facts: &Handed) -> Vec<Finding> {
    let mut needles = Vec::new();
    gather(&facts.tree, String::new(), facts, &mut needles);
    // The longest first: a date within a period is part of the period.
    needles.sort_by(|a, b| {
        b.text
            .len()
            .cmp(&a.text.len())
            .then_with(|| a.expression.cmp(&b.expression))
    });
    let counts = [
        ("partners.count", "partner", "partneris", ""),
        ("partners.country_count", "valst", "valsts", " after=\"no\""),
    ];
    let mut findings = Vec::new();
    for fact in facts.facts.iter() {
        let (Value::Prose { prose }, Some(origin)) = (&fact.value, fact.from.first()) else {
            continue;
        };
        let mut plain = outside_expressions(prose);
        for needle in &needles {
            while let Some(at) = find_word(&plain, &needle.text) {
                let length = needle.text.len();
                let matter = Matter::TypedFact {
                    text: plain[at..at + length].replace('\u{a0}', " "),
                    expression: needle.expression.clone(),
                };
                findings.push(told(matter, origin));
                plain.replace_range(at..at + length, &"\u{1}".repeat(length));
            }
        }
        for (path, stem, noun, after) in counts {
            let Some(Value::Count { count }) = at(facts, path).map(|fact| &fact.value) else {
                continue;
            };
            for (number, text) in counted(&plain, stem) {
                let expression = format!("counted {path} \"{noun}\"{after}");
                findings.push(told(
                    match number == *count {
                        true => Matter::TypedFact { text, expression },
                        false => Matter::ContradictsFact {
                            text,
                            fact: count.to_string(),
                            expression,
                        },
                    },
                    origin,
                ));
            }
        }
        if let (Some(Value::Money { amount, currency }), Some(text)) = (
            at(facts, "budget.total").map(|fact| &fact.value),
            total_in(&plain),
        ) {
            findings.push(told(
                Matter::ContradictsFact {
                    text,
                    fact: lv::money::format(*amount, *currency, true).replace('\u{a0}', " "),
                    expression: "money budget.total".into(),
                },
                origin,
            ));
        }
        let eu = plain.contains("ES valst") || plain.contains("ES dalībvalst");
        if eu && let Some(not) = not_in_eu(facts) {
            findings.push(told(not, origin));
        }
    }
    findings
}

fn told(matter: Matter, origin: &Origin) -> Finding {
    Finding::new(matter).at(Place::field(&*origin.file, &*origin.pointer))
}

/// The text with its expressions blotted out, spaces plain, and every byte where it was.
fn outside_expressions(prose: &str) -> String {
    let mut text = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some(open) = rest.find("{{") {
        let close = rest[open..]
            .find("}}")
            .map_or(rest.len(), |at| open + at + 2);
        text.push_str(&rest[..open]);
        text.push_str(&"\u{1}".repeat(close - open));
        rest = &rest[close..];
    }
    text.push_str(rest);
    text.replace('\u{a0}', " ")
}

/// Where a text stands as words of its own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        apart(before) && apart(after) && !(number(after) || number(before))
    })
}

fn at<'a>(facts: &'a Handed, path: &str) -> Option<&'a Fact> {
    let json = path
        .split('.')
        .try_fold(&facts.tree, |json, name| json.get(name))?;
    facts.facts.get(json)
}

fn gather(json: &Json, path: String, facts: &Handed, needles: &mut Vec<Needle>) {
    if let Some(fact) = facts.facts.get(json) {
        return needles.extend(ways(fact, &path));
    }
    let below = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match json {
        Json::Object(group) => {
            for (name, json) in group {
                // The document's own texts are where facts are said, not where they stand.
                if !matches!(name.as_str(), "document" | "persons" | "countries") {
                    gather(json, below(name), facts, needles);
                }
            }
        }
        Json::Array(list) => {
            for (index, json) in list.iter().enumerate() {
                gather(json, below(&index.to_string()), facts, needles);
            }
        }
        _ => {}
    }
}

/// How people type a fact, and how it is said instead.
fn ways(fact: &Fact, path: &str) -> Vec<Needle> {
    let way = |text: String, expression: String| Needle {
        text: text.replace('\u{a0}', " "),
        expression,
    };
    match &fact.value {
        Value::Money { amount, currency } => [true, false]
            .map(|grouped| {
                way(
                    lv::money::format(*amount, *currency, grouped),
                    format!("money {path}"),
                )
            })
            .into(),
        Value::Date {
            date: date @ Date::Day(_),
        } => {
            let cases = [Case::Gen, Case::Dat, Case::Loc];
            let said = cases.map(|case| {
                way(
                    date.say(case),
                    format!("date {path} case=\"{}\"", case.as_str()),
                )
            });
            let short = way(date.short(), format!("date {path} form=\"short\""));
            said.into_iter().chain([short]).collect()
        }
        Value::Period {
            start,
            end: end @ Some(_),
        } => {
            let forms = [
                (PeriodForm::Short, "short"),
                (PeriodForm::FromTo, "from-to"),
                (PeriodForm::Dash(Case::Loc), "dash"),
            ];
            forms
                .map(|(form, name)| {
                    let text = lv::period(*start, *end, form, true);
                    way(text, format!("period {path} form=\"{name}\""))
                })
                .into()
        }
        Value::Name { forms, .. } if forms.nom.contains(' ') && is_party(path) => {
            let cases = [Case::Nom, Case::Gen, Case::Dat, Case::Acc, Case::Loc];
            let ways = cases.map(|case| {
                let expression = match case {
                    Case::Nom => path.to_owned(),
                    case => format!("{} {path}", case.as_str()),
                };
                way(forms.get(case).to_owned(), expression)
            });
            ways.into()
        }
        Value::Text { text, .. } if is_title(path) && text.chars().count() >= 4 => {
            vec![way(text.clone(), path.to_owned())]
        }
        _ => Vec::new(),
    }
}

/// Names of those who take part or decide. The Union and its bodies are spoken of in general, too.
fn is_party(path: &str) -> bool {
    [
        "author.",
        "partners.",
        "decision.",
        "event.organiser.",
        "events.",
    ]
    .iter()
    .any(|root| path.starts_with(root))
}

/// Texts that name something; others are words like any.
fn is_title(path: &str) -> bool {
    path == "acronym"
        || path.starts_with("titles.")
        || path == "programme.name"
        || path == "programme.project_number"
        || (path.starts_with("programme.levels.") && path.ends_with(".name"))
}

/// Numbers typed before a noun: "14 partneri".
fn counted(text: &str, stem: &str) -> Vec<(u64, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[1].starts_with(stem));
    pairs
        .filter_map(|pair| Some((pair[0].parse().ok()?, format!("{} {}", pair[0], pair[1]))))
        .collect()
}

/// An amount typed as the total costs: "kopējās izmaksas ir 5 000 EUR".
fn total_in(text: &str) -> Option<String> {
    let at = ["kopējās izmaksas", "kopējais budžets", "Kopējās izmaksas"]
        .iter()
        .find_map(|words| text.find(words))?;
    let sentence = text[at..].split_inclusive(['.', ';']).next()?;
    let end = sentence.find(" EUR").or_else(|| sentence.find(" LVL"))?;
    let start = sentence[..end]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, ' ' | ','))
        .last()?
        .0;
    let amount = sentence[start..end + 4].trim();
    amount
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| amount.to_owned())
}

/// The country of the partners that was no member of the Union, if there is one.
fn not_in_eu(facts: &Handed) -> Option<Matter> {
    let partners = facts.tree.get("partners")?;
    if partners.get("all_eu").is_some() {
        return None;
    }
    let day = at(facts, "document.date").or_else(|| at(facts, "decision.date"));
    let day = match day.map(|fact| &fact.value) {
        Some(Value::Date { date }) => *date,
        _ => match at(facts, "term").map(|fact| &fact.value) {
            Some(Value::Period { start, end }) => (*start).or(*end)?,
            _ => return None,
        },
    };
    let countries = partners.get("countries")?.as_array()?;
    let outside = countries
        .iter()
        .find_map(|json| match &facts.facts.get(json)?.value {
            Value::Name { forms, .. } => {
                let code = lv::codes().find(|code| {
                    let names = lv::country(code).map(|c| {
                        [
                            c.forms_on(Some(day.first_day())),
                            c.everyday(Some(day.first_day())),
                        ]
                    });
                    names.is_some_and(|names| names.iter().any(|n| n.nom == forms.nom))
                })?;
                (!lv::eu_member_on(code, day.first_day())).then(|| forms.nom.clone())
            }
            _ => None,
        })?;
    Some(Matter::NotEu {
        country: outside,
        day: day.short(),
    })
}
