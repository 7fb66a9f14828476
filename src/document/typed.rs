//! Facts that somebody typed in prose: they will not change when the record does, or say otherwise already.

use crate::fact::{Fact, Handed, Origin, Value, outside_expressions};
use crate::finding::{Finding, Matter, Place};
use crate::language::lv::{self, Case, Date, PeriodForm};
use rust_decimal::Decimal;
use serde_json::Value as Json;

/// A way in which a fact would be typed, and the expression that says it.
struct Needle {
    text: String,
    expression: String,
    /// Whether only some of the project's documents have the fact.
    of_document: bool,
}

/// A noun that is counted in prose, with the fact that counts it. Its forms go with the number: "2 valsts
/// iestādes" counts no countries.
struct Counted {
    path: &'static str,
    expression: &'static str,
    singular: &'static [&'static str],
    plural: &'static [&'static str],
}

const COUNTED: &[Counted] = &[
    Counted {
        path: "partners.count",
        expression: "counted partners.count \"partneris\"",
        singular: &["partneris", "partnera", "partnerim", "partneri", "partnerī"],
        plural: &[
            "partneri",
            "partneru",
            "partneriem",
            "partnerus",
            "partneros",
        ],
    },
    Counted {
        path: "partners.country_count",
        expression: "counted partners.country_count \"valsts\" after=\"no\"",
        singular: &["valsts", "valstij", "valsti", "valstī"],
        plural: &["valstis", "valstu", "valstīm", "valstīs"],
    },
];

/// Every fact typed in the prose of a document, and every number in it that the record gives otherwise.
/// What stands in the project and not in a document is looked at with `first`, the first of its documents.
pub(super) fn typed(facts: &Handed, document: &str, first: bool) -> Vec<Finding> {
    let mut needles = Vec::new();
    gather(&facts.tree, String::new(), facts, &mut needles);
    // The longest first: a date within a period is part of the period. Of equal facts, the whole first.
    let rank = |needle: &Needle| !needle.expression.contains(" budget.total");
    needles.sort_by_cached_key(|needle| {
        (
            usize::MAX - needle.text.len(),
            rank(needle),
            needle.expression.clone(),
        )
    });
    needles.dedup_by(|b, a| a.text == b.text && a.of_document == b.of_document);
    let mut findings = Vec::new();
    for fact in facts.facts.iter() {
        let (Value::Prose { prose }, Some(origin)) = (&fact.value, fact.from.first()) else {
            continue;
        };
        let mine = origin.pointer.starts_with(document);
        if mine || first {
            look(prose, mine, origin, facts, &needles, &mut findings);
        }
    }
    findings
}

fn look(
    prose: &str,
    mine: bool,
    origin: &Origin,
    facts: &Handed,
    needles: &[Needle],
    findings: &mut Vec<Finding>,
) {
    let mut plain = blotted(prose);
    // What all documents say cannot name what only some of them have.
    for needle in needles.iter().filter(|needle| mine || !needle.of_document) {
        let found = words(&plain, &needle.text);
        for at in found {
            let end = at + needle.text.len();
            let matter = Matter::TypedFact {
                text: plain[at..end].to_owned(),
                expression: needle.expression.clone(),
            };
            findings.push(told(matter, origin));
            plain.replace_range(at..end, &"\u{1}".repeat(needle.text.len()));
        }
    }
    for noun in COUNTED {
        let Some(Value::Count { count }) = at(facts, noun.path).map(|fact| &fact.value) else {
            continue;
        };
        for (number, text) in counted(&plain, noun) {
            let (fact, agrees) = (count.to_string(), number == *count);
            findings.push(told(judged(text, fact, noun.expression, agrees), origin));
        }
    }
    if let (Some(Value::Money { amount, currency }), Some((text, stated))) = (
        at(facts, "budget.total").map(|fact| &fact.value),
        total_in(&plain),
    ) {
        let fact = lv::money::format(*amount, *currency, true).replace('\u{a0}', " ");
        let matter = judged(text, fact, "money budget.total", stated == *amount);
        findings.push(told(matter, origin));
    }
    let eu = plain.contains("ES valst") || plain.contains("ES dalībvalst");
    if eu && let Some(not) = not_in_eu(facts) {
        findings.push(told(not, origin));
    }
}

/// What is typed is a fact of the record, or contradicts it.
fn judged(text: String, fact: String, expression: &str, agrees: bool) -> Matter {
    let expression = expression.to_owned();
    match agrees {
        true => Matter::TypedFact { text, expression },
        false => Matter::ContradictsFact {
            text,
            fact,
            expression,
        },
    }
}

fn told(matter: Matter, origin: &Origin) -> Finding {
    Finding::new(matter).at(Place::field(&*origin.file, &*origin.pointer))
}

/// The text with its expressions blotted out and its spaces plain.
fn blotted(prose: &str) -> String {
    let mut text = String::with_capacity(prose.len());
    for range in outside_expressions(prose) {
        text.push_str(if range.start == 0 { "" } else { "\u{1}" });
        text.push_str(&prose[range]);
    }
    text.replace('\u{a0}', " ")
}

/// Where a text stands as words of its own, in one pass: not as a part of a word or of a longer number.
fn words(text: &str, word: &str) -> Vec<usize> {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let apart = |at: &usize| {
        let mut before = text[..*at].chars().rev();
        let (last, other) = (before.next(), before.next());
        let after = text[at + word.len()..].chars().next();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let continued = number
            && matches!(last, Some(' ' | ',' | '.'))
            && other.is_some_and(|c| c.is_ascii_digit());
        !joined(last) && !joined(after) && !continued
    };
    let found = text.match_indices(word).map(|(at, _)| at);
    found.filter(apart).collect()
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
        of_document: path.starts_with("decision.") || path.starts_with("event."),
    };
    match &fact.value {
        Value::Percent { percent } => [true, false]
            .map(|spaced| {
                way(
                    lv::money::percent(*percent, spaced),
                    format!("percent {path}"),
                )
            })
            .into(),
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
fn counted(text: &str, noun: &Counted) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    let mut before = "";
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if let Ok(number) = before.parse()
            && match lv::is_one(number) {
                true => noun.singular.contains(&bare),
                false => noun.plural.contains(&bare),
            }
        {
            found.push((number, format!("{before} {bare}")));
        }
        before = word;
    }
    found
}

/// An amount typed as the total costs: "kopējās izmaksas ir 5 000 EUR".
fn total_in(text: &str) -> Option<(String, Decimal)> {
    let words = ["kopējās izmaksas", "kopējais budžets", "Kopējās izmaksas"];
    let (at, words) = words
        .iter()
        .find_map(|words| Some((text.find(words)?, words)))?;
    // Only what follows at once: "ir", "sastāda", a dash.
    let rest = text[at + words.len()..].trim_start();
    let start = rest.find(|c: char| c.is_ascii_digit() || c == '\u{1}' || c == ',')?;
    if start > 20 {
        return None;
    }
    let rest = &rest[start..];
    let end = rest.find(" EUR").or_else(|| rest.find(" LVL"))?;
    let digits: String = rest[..end].chars().filter(|c| *c != ' ').collect();
    let amount = digits.replace(',', ".").parse().ok()?;
    Some((rest[..end + 4].to_owned(), amount))
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
