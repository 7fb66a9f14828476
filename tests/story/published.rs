//! The five documents read word for word as they were published, but for the departures that are listed,
//! each with its reason. Typography follows the house style and is not compared.

use crate::workshop::{DOCUMENTS, read, repository, text_layer, words};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Departure {
    published: String,
    built: String,
    because: String,
}

fn departures() -> BTreeMap<String, Vec<Departure>> {
    let file = repository().join("fixtures/published/departures.json");
    serde_json::from_str(&read(&file)).expect("departures")
}

/// Puts what is built in the place of what was published; each departure must be there exactly once.
fn depart(published: &[String], departures: &[Departure], document: &str) -> Vec<String> {
    let mut text = published.to_vec();
    for Departure {
        published,
        built,
        because,
    } in departures
    {
        assert!(!because.is_empty(), "{document}: {published}: no reason");
        let (before, after) = (words(published), words(built));
        assert_ne!(
            before, after,
            "{document}: {published}: no departure in words"
        );
        let places: Vec<usize> = (0..=text.len().saturating_sub(before.len()))
            .filter(|&at| text[at..].starts_with(&before))
            .collect();
        assert_eq!(
            places.len(),
            1,
            "{document}: `{published}` must stand there once"
        );
        text.splice(places[0]..places[0] + before.len(), after);
    }
    text
}

#[test]
fn the_five_documents_read_word_for_word_as_published() {
    let departures = departures();
    for document in DOCUMENTS {
        let original = repository().join(format!("fixtures/published/{document}.txt"));
        let pdf = repository().join(format!("out/{document}.pdf"));
        let expected = depart(&words(&read(&original)), &departures[document], document);
        let built = words(&text_layer(&std::fs::read(pdf).expect("a PDF")));
        let differ = expected.iter().zip(&built).position(|(a, b)| a != b);
        let at = differ.unwrap_or(expected.len().min(built.len()));
        let around = |text: &[String]| text[at.saturating_sub(5)..text.len().min(at + 8)].join(" ");
        assert_eq!(
            expected,
            built,
            "{document}: expected “{}”, built “{}”",
            around(&expected),
            around(&built)
        );
    }
}

#[test]
fn an_adopted_annex_keeps_its_words() {
    assert!(departures()["ttchan/annex-502"].is_empty());
}
