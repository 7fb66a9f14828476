//! Elements of XML, and their text.

use crate::typeset::{Element, Node};
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;
use std::io;

/// An element with nothing in it.
pub(super) fn leaf(name: &str, attributes: &[(&str, &str)]) -> Element {
    Element::new(name, attributes)
}

/// An element with elements in it.
pub(super) fn element(name: &str, attributes: &[(&str, &str)], children: Vec<Element>) -> Element {
    full(
        name,
        attributes,
        children.into_iter().map(Node::Element).collect(),
    )
}

/// An element with anything in it.
pub(super) fn full(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Element {
    Element {
        children,
        ..Element::new(name, attributes)
    }
}

/// Words.
pub(super) fn words(text: &str) -> Node {
    Node::Text(text.to_owned())
}

/// A word for an address: letters without their marks, digits, and hyphens between them.
pub(super) fn slug(text: &str) -> String {
    let plain = |c: char| match c {
        'ā' => 'a',
        'č' => 'c',
        'ē' => 'e',
        'ģ' => 'g',
        'ī' => 'i',
        'ķ' => 'k',
        'ļ' => 'l',
        'ņ' => 'n',
        'ō' => 'o',
        'š' => 's',
        'ū' => 'u',
        'ž' => 'z',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let text: String = text.to_lowercase().chars().map(plain).collect();
    let parts = text.split('-').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// The text of a document. Lines are broken between elements only: a break among words would be one of them.
pub(super) fn written(root: &Element) -> String {
    let mut writer = Writer::new(Vec::new());
    let done = writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| line(&mut writer, 0))
        .and_then(|()| write(&mut writer, root, 0));
    // Writing into memory does not fail.
    let text = done.map(|()| String::from_utf8(writer.into_inner()).unwrap_or_default());
    format!("{}\n", text.unwrap_or_default())
}

fn write(writer: &mut Writer<Vec<u8>>, element: &Element, depth: usize) -> io::Result<()> {
    let attributes = element.attributes.iter();
    let attributes = attributes.map(|(name, value)| (name.as_str(), value.as_str()));
    let start = BytesStart::new(element.name.as_str()).with_attributes(attributes);
    if element.children.is_empty() {
        return writer.write_event(Event::Empty(start));
    }
    writer.write_event(Event::Start(start))?;
    let mixed = element.name == "p"
        || element
            .children
            .iter()
            .any(|child| matches!(child, Node::Text(_)));
    for child in &element.children {
        match child {
            Node::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            Node::Element(child) if mixed || depth == usize::MAX => {
                write(writer, child, usize::MAX)?
            }
            Node::Element(child) => {
                line(writer, depth + 1)?;
                write(writer, child, depth + 1)?;
            }
        }
    }
    if !mixed && depth != usize::MAX {
        line(writer, depth)?;
    }
    writer.write_event(Event::End(BytesEnd::new(element.name.as_str())))
}

fn line(writer: &mut Writer<Vec<u8>>, depth: usize) -> io::Result<()> {
    let space = format!("\n{}", "  ".repeat(depth));
    writer.write_event(Event::Text(BytesText::new(&space)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_plain_letters() {
        assert_eq!(slug("Ķekavas novada dome"), "kekavas-novada-dome");
        assert_eq!(slug("1-3/45"), "1-3-45");
    }

    #[test]
    fn words_are_escaped_and_not_broken() {
        let words = full(
            "p",
            &[("a", "\"<")],
            vec![
                words("a & "),
                Node::Element(full("b", &[], vec![words("<b>")])),
            ],
        );
        let text = written(&element("doc", &[], vec![words]));
        assert!(
            text.ends_with("<doc>\n  <p a=\"&quot;&lt;\">a &amp; <b>&lt;b&gt;</b></p>\n</doc>\n"),
            "{text}"
        );
    }
}
