//! Personal data in what is published: telephone numbers, e-mail addresses, personal codes.

use super::Report;
use crate::finding::Matter;
use crate::record::model::{Block, Document, PersonField, Project, Row};

pub(super) fn check(project: &Project, report: &mut Report) {
    for (pointer, text) in texts(project) {
        for word in text.split([' ', '(', ')', ',', ';', '\u{a0}']) {
            let word = word.trim_end_matches(['.', ':', '!', '?']);
            if let Some(what) = personal(word) {
                let (what, text) = (what.to_owned(), word.to_owned());
                report.tell(&*pointer, Matter::PersonalData { what, text });
            }
        }
        let digits: Vec<&str> = text.split_whitespace().collect();
        for pair in digits.windows(2) {
            let phone = format!("{}{}", pair[0], pair[1].trim_end_matches(['.', ',', ';']));
            if pair[0] == "+371" && is_phone(&phone) {
                let (what, text) = ("phone".to_owned(), pair.join(" "));
                report.tell(&*pointer, Matter::PersonalData { what, text });
            }
        }
    }
    for (i, person) in project.persons.iter().enumerate() {
        // A person may agree to be called or written to, and not to be named.
        let unnamed = person.position.is_none() && !person.publish.contains(&PersonField::Name);
        if unnamed {
            let field = "position` or `publish".to_owned();
            report.tell(format!("/persons/{i}"), Matter::MissingField { field });
        }
    }
}

/// What kind of personal data a word is, if it is any.
fn personal(word: &str) -> Option<&'static str> {
    let code = word.split_once('-').is_some_and(|(a, b)| {
        a.len() == 6 && b.len() == 5 && [a, b].iter().all(|s| s.bytes().all(|c| c.is_ascii_digit()))
    });
    let email = word
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.ends_with('.'));
    match (code, email, is_phone(word)) {
        (true, _, _) => Some("code"),
        (_, true, _) => Some("email"),
        (_, _, true) => Some("phone"),
        _ => None,
    }
}

/// A Latvian telephone number: eight digits that start with 2 or 6, with or without `+371`.
fn is_phone(word: &str) -> bool {
    let digits = word.strip_prefix("+371").unwrap_or(word);
    digits.len() == 8
        && digits.bytes().all(|c| c.is_ascii_digit())
        && digits.starts_with(['2', '6'])
}

/// The texts of a record that its documents print.
fn texts(project: &Project) -> Vec<(String, &str)> {
    let mut found: Vec<(String, &str)> = Vec::new();
    if let Some(prose) = &project.objective {
        found.push(("/objective".into(), prose.as_str()));
    }
    blocks(&project.activities, "/activities", &mut found);
    let results = project.results.iter().enumerate();
    found.extend(results.map(|(i, prose)| (format!("/results/{i}"), prose.as_str())));
    for (i, document) in project.documents.iter().enumerate() {
        of_document(document, &format!("/documents/{i}"), &mut found);
    }
    found
}

fn of_document<'a>(document: &'a Document, root: &str, found: &mut Vec<(String, &'a str)>) {
    for (field, prose) in [("headline", &document.headline), ("lead", &document.lead)] {
        found.extend(
            prose
                .as_ref()
                .map(|prose| (format!("{root}/{field}"), prose.as_str())),
        );
    }
    blocks(&document.body, &format!("{root}/body"), found);
    let closing = document.closing.iter().enumerate();
    found.extend(closing.map(|(i, prose)| (format!("{root}/closing/{i}"), prose.as_str())));
    for (i, row) in document.rows.iter().enumerate() {
        if let Row::Worded { text, .. } | Row::Other { text, .. } = row {
            blocks(text, &format!("{root}/rows/{i}/text"), found);
        }
    }
}

fn blocks<'a>(blocks: &'a [Block], root: &str, found: &mut Vec<(String, &'a str)>) {
    for (i, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(prose) => found.push((format!("{root}/{i}"), prose.as_str())),
            Block::List { list } => {
                let items = list.iter().enumerate();
                found.extend(items.map(|(j, p)| (format!("{root}/{i}/list/{j}"), p.as_str())));
            }
        }
    }
}
