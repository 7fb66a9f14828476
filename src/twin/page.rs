//! What a web page says of itself in its head: title, description, address, Open Graph, linked data.

use super::About;
use crate::typeset::Element;
use serde_json::Value as Json;

/// The elements for the head of a page. `page` is what stands on it.
pub fn head(about: &About, linked: &Json, page: &Element) -> Vec<Element> {
    let meta =
        |name: &str, content: &str| Element::new("meta", &[("name", name), ("content", content)]);
    let graph = |name: &str, content: &str| {
        Element::new("meta", &[("property", name), ("content", content)])
    };
    let mut head = vec![Element::new("title", &[]).with_text(&about.title)];
    let description = description(page);
    head.extend(description.as_deref().map(|text| meta("description", text)));
    head.push(meta("author", &about.author));
    let address = about.address("html");
    let address = address.as_deref();
    head.extend(address.map(|url| Element::new("link", &[("rel", "canonical"), ("href", url)])));
    head.push(graph(
        "og:type",
        if about.kind == "press-release" {
            "article"
        } else {
            "website"
        },
    ));
    head.push(graph("og:title", &about.title));
    head.extend(
        description
            .as_deref()
            .map(|text| graph("og:description", text)),
    );
    head.push(graph("og:site_name", &about.author));
    let locale = if about.language == "lv" {
        "lv_LV"
    } else {
        "en_GB"
    };
    head.push(graph("og:locale", locale));
    head.extend(address.map(|url| graph("og:url", url)));
    if let Some(card) = about.address("card.png") {
        head.push(graph("og:image", &card));
        head.push(graph("og:image:width", "1200"));
        head.push(graph("og:image:height", "630"));
        head.push(graph("og:image:alt", &about.title));
        head.push(meta("twitter:card", "summary_large_image"));
    }
    // Nothing in it may end the element that it stands in.
    let text = linked.to_string().replace('<', "\\u003c");
    let kind = [("type", "application/ld+json")];
    head.push(Element::new("script", &kind).with_text(text));
    head
}

/// The longest description, in characters: what search engines show of one.
const LONGEST: usize = 300;

/// What the page is about: its lead, or its first paragraph, cut after a sentence or a word.
fn description(page: &Element) -> Option<String> {
    let is_lead = |element: &Element| element.name == "p" && element.is_of("lead");
    let lead = page.find(&is_lead)?;
    let text = lead.text().replace('\u{a0}', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return Some(text);
    }
    let cut: String = text.chars().take(LONGEST).collect();
    // The point of an ordinal or an initial does not end a sentence; nor is one followed by a small letter.
    let ends = cut.match_indices(". ").filter(|(at, _)| {
        let before = cut[..*at].chars().next_back();
        let after = cut[at + 2..].chars().next();
        before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_uppercase)
    });
    let sentence = ends.last().map(|(at, _)| &cut[..=at]);
    let sentence = sentence.filter(|sentence| sentence.chars().count() * 2 > LONGEST);
    Some(match sentence {
        Some(sentence) => sentence.to_owned(),
        None => format!(
            "{}…",
            cut.rsplit_once(' ').map_or(&*cut, |(whole, _)| whole)
        ),
    })
}
