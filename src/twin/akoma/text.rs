//! The text of an annex: what stands on its web page, in the elements of the standard.

use crate::twin::xml::{element, full, leaf, words};
use crate::typeset::{Element, Node};
use std::collections::BTreeMap;

/// The text on its way from a web page.
pub(super) struct Text<'a> {
    /// The number of the decision.
    pub number: &'a str,
    /// The IRI of the decision.
    pub work: &'a str,
}

impl Text<'_> {
    /// `preface`, `mainBody` and, with a signature or a note, `conclusions`.
    pub fn parts(&self, page: &Element) -> Vec<Element> {
        let (mut preface, mut body, mut end) = (Vec::new(), Vec::new(), Vec::new());
        for child in page.elements() {
            match child.name.as_str() {
                "header" => preface.extend(self.head(child)),
                "h1" => {
                    let title = full("docTitle", &[], self.inline(&child.children));
                    preface.push(full("p", &[], vec![Node::Element(title)]));
                }
                "div" if child.is_of("signature") => end.push(self.signature(child)),
                "p" if child.is_of("note") => end.push(self.paragraph(child)),
                "section" | "div" => body.extend(child.elements().flat_map(|e| self.block(e))),
                _ => body.extend(self.block(child)),
            }
        }
        if body.is_empty() {
            body.push(full("p", &[], Vec::new()));
        }
        let latvian = [("xml:lang", "lv")];
        let mut parts = Vec::new();
        if !preface.is_empty() {
            parts.push(element("preface", &latvian, preface));
        }
        parts.push(element("mainBody", &latvian, body));
        if !end.is_empty() {
            parts.push(element("conclusions", &latvian, end));
        }
        parts
    }

    /// The head: what it is, and the decision that it belongs to.
    fn head(&self, header: &Element) -> Vec<Element> {
        let mut lines = header.elements();
        let mut preface = Vec::new();
        if let Some(kind) = lines.next() {
            let kind = full("docType", &[], self.inline(&kind.children));
            preface.push(full("p", &[], vec![Node::Element(kind)]));
        }
        let mut reference = Vec::new();
        for line in lines {
            if !reference.is_empty() {
                // A blank before it: the text that is extracted runs on.
                reference.push(words(" "));
                reference.push(Node::Element(leaf("br", &[])));
            }
            reference.extend(
                self.inline(&line.children)
                    .into_iter()
                    .flat_map(|node| self.numbered(node)),
            );
        }
        if !reference.is_empty() {
            let reference = full("ref", &[("href", self.work)], reference);
            preface.push(full("p", &[], vec![Node::Element(reference)]));
        }
        // In a head the days are those of the document.
        for line in &mut preface {
            line.rename("date", "docDate");
        }
        preface
    }

    /// The number of the decision where it stands at the end of a line.
    fn numbered(&self, node: Node) -> Vec<Node> {
        match &node {
            Node::Text(text) => match text.strip_suffix(self.number) {
                Some(before) if before.trim_end().ends_with("Nr.") => {
                    let number = full("docNumber", &[], vec![words(self.number)]);
                    vec![words(before), Node::Element(number)]
                }
                _ => vec![node],
            },
            Node::Element(_) => vec![node],
        }
    }

    fn signature(&self, signature: &Element) -> Element {
        let mut parts = Vec::new();
        for part in signature.elements() {
            if !parts.is_empty() {
                parts.push(words(" "));
            }
            parts.extend(self.inline(&part.children));
        }
        let signature = full("signature", &[], parts);
        full("p", &[], vec![Node::Element(signature)])
    }

    fn paragraph(&self, paragraph: &Element) -> Element {
        full("p", &[], self.inline(&paragraph.children))
    }

    /// A block of a page as blocks.
    fn block(&self, block: &Element) -> Vec<Element> {
        match block.name.as_str() {
            "table" => vec![element("table", &[], self.rows(block))],
            "ul" => {
                let items = block
                    .elements()
                    .map(|item| element("li", &[], self.blocks(item)));
                vec![element("ul", &[], items.collect())]
            }
            "ol" => {
                let items = block.elements().enumerate().map(|(at, item)| {
                    let number = full("num", &[], vec![words(&format!("{}.", at + 1))]);
                    let blocks = self.blocks(item);
                    element("item", &[], [number].into_iter().chain(blocks).collect())
                });
                vec![element("blockList", &[], items.collect())]
            }
            "h2" | "h3" | "h4" => {
                let words = full("b", &[], self.inline(&block.children));
                vec![full("p", &[], vec![Node::Element(words)])]
            }
            _ => vec![self.paragraph(block)],
        }
    }

    /// The rows of a table, of its head and its body.
    fn rows(&self, table: &Element) -> Vec<Element> {
        let rows = table
            .elements()
            .flat_map(|child| match child.name.as_str() {
                "tr" => vec![child],
                _ => child.elements().collect(),
            });
        let cell = |cell: &Element| element(&cell.name, &[], self.blocks(cell));
        let row = |row: &Element| element("tr", &[], row.elements().map(cell).collect());
        rows.map(row).collect()
    }

    /// What is in a cell or an item: blocks, and words between them as paragraphs.
    fn blocks(&self, cell: &Element) -> Vec<Element> {
        let is_block =
            |name: &str| matches!(name, "p" | "ul" | "ol" | "table" | "div" | "h2" | "h3");
        let mut blocks = Vec::new();
        let mut line: Vec<Node> = Vec::new();
        let close = |line: &mut Vec<Node>, blocks: &mut Vec<Element>| {
            let nodes = std::mem::take(line);
            let has_words = nodes.iter().any(|node| match node {
                Node::Text(text) => !text.trim().is_empty(),
                Node::Element(_) => true,
            });
            if has_words {
                blocks.push(full("p", &[], self.inline(&nodes)));
            }
        };
        for child in &cell.children {
            match child {
                Node::Element(child) if is_block(&child.name) => {
                    close(&mut line, &mut blocks);
                    blocks.extend(self.block(child));
                }
                other => line.push(other.clone()),
            }
        }
        close(&mut line, &mut blocks);
        if blocks.is_empty() {
            blocks.push(full("p", &[], Vec::new()));
        }
        blocks
    }

    /// Words in a line.
    fn inline(&self, nodes: &[Node]) -> Vec<Node> {
        let one = |node: &Node| match node {
            Node::Text(text) => vec![words(text)],
            Node::Element(element) => self.inline_element(element),
        };
        nodes.iter().flat_map(one).collect()
    }

    fn inline_element(&self, element: &Element) -> Vec<Node> {
        let inner = self.inline(&element.children);
        let with = |name: &str, attributes: &[(&str, &str)]| {
            vec![Node::Element(full(name, attributes, inner.clone()))]
        };
        match element.name.as_str() {
            "br" => vec![Node::Element(leaf("br", &[]))],
            "em" | "i" => with("i", &[]),
            "strong" | "b" => with("b", &[]),
            "a" => with(
                "a",
                &[("href", element.attribute("href").unwrap_or_default())],
            ),
            // A day; a month or a year is no date there.
            "time" => match element.attribute("datetime") {
                Some(day) if day.len() == "2018-09-28".len() => with("date", &[("date", day)]),
                _ => inner,
            },
            "data" => {
                let value = element.attribute("value").unwrap_or_default();
                let (amount, unit) = value.split_once(' ').unwrap_or((value, ""));
                let unit = match unit {
                    "%" => "#percent".to_owned(),
                    unit => format!("#{}", unit.to_lowercase()),
                };
                match ["#eur", "#lvl", "#percent"].contains(&unit.as_str()) {
                    true => with("quantity", &[("refersTo", &unit), ("normalized", amount)]),
                    false => inner,
                }
            }
            _ => match element.attribute("lang") {
                Some(lang) => with("span", &[("xml:lang", lang)]),
                None => inner,
            },
        }
    }
}

/// Gives every element that the standard wants to have an id its own: with the ids of what it stands in
/// before it, but words in a line are counted through the document.
pub(super) fn number(
    element: &mut Element,
    prefix: &str,
    within: &mut BTreeMap<String, usize>,
    through: &mut BTreeMap<String, usize>,
) {
    const BLOCKS: [(&str, &str); 6] = [
        ("table", "table"),
        ("tr", "tr"),
        ("ul", "ul"),
        ("blockList", "list"),
        ("item", "item"),
        ("mainBody", "body"),
    ];
    const INLINE: [&str; 3] = ["ref", "quantity", "attachmentOf"];
    let name = element.name.clone();
    let mut inner = prefix.to_owned();
    let mut own = None;
    if let Some((_, short)) = BLOCKS.iter().find(|(block, _)| *block == name) {
        let count = within.entry((*short).to_owned()).or_default();
        *count += 1;
        let id = match *short {
            "body" => "body".to_owned(),
            short => format!("{prefix}{short}_{count}"),
        };
        inner = if *short == "body" {
            String::new()
        } else {
            format!("{id}__")
        };
        own = Some(id);
    } else if INLINE.contains(&name.as_str()) {
        let count = through.entry(name.clone()).or_default();
        *count += 1;
        own = Some(format!("{name}_{count}"));
    }
    let is_block = own.is_some() && inner != prefix;
    if let Some(id) = own {
        element.attributes.insert(0, ("eId".into(), id));
    }
    let mut fresh = BTreeMap::new();
    let counts = if is_block { &mut fresh } else { within };
    for child in &mut element.children {
        if let Node::Element(child) = child {
            number(child, &inner, counts, through);
        }
    }
}
