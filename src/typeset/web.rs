//! A web page from the same source as the pages of paper, and the tree of what stands on it, from which the
//! forms without a look are made.

use super::mail;
use ecow::EcoVec;
use std::ops::Range;
use typst::diag::{SourceResult, StrResult};
use typst::syntax::Span;
use typst_html::{HtmlAttr, HtmlDocument, HtmlElement, HtmlNode, HtmlOptions, HtmlTag};

/// A web page in its forms.
#[derive(Debug)]
pub struct Web {
    /// The whole page.
    pub page: String,
    /// What stands on it and nothing else, to be put into another page.
    pub fragment: String,
    /// The same as plain text: lines of at most 72 characters.
    pub mail: String,
    /// The same as a tree.
    pub tree: Element,
}

/// An element of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name, `p`.
    pub name: String,
    /// Its attributes, in their order.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Words.
    Text(String),
}

impl Element {
    /// An element without content.
    pub fn new(name: &str, attributes: &[(&str, &str)]) -> Element {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Element {
            name: name.to_owned(),
            attributes: attributes.iter().map(own).collect(),
            children: Vec::new(),
        }
    }

    /// The element with words in it.
    pub fn with_text(mut self, text: impl Into<String>) -> Element {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether it is of a class.
    pub fn is_of(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split(' ').any(|other| other == class)
    }

    /// Gives every element in it that has a name another one.
    pub fn rename(&mut self, from: &str, to: &str) {
        if self.name == from {
            to.clone_into(&mut self.name);
        }
        for child in &mut self.children {
            if let Node::Element(child) = child {
                child.rename(from, to);
            }
        }
    }

    /// All its words.
    pub fn text(&self) -> String {
        let words = self.children.iter().map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) if element.name == "br" => " ".into(),
            Node::Element(element) => element.text(),
        });
        words.collect()
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it, however deep, that is as asked for; itself, if it is.
    pub fn find(&self, is: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        if is(self) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(is))
    }
}

/// The forms of a document. `place` tells where in the source something is said.
pub(super) fn of(
    document: &mut HtmlDocument,
    place: &dyn Fn(Span) -> Option<Range<usize>>,
    said: &[(Range<usize>, Machine)],
    head: impl FnOnce(&Element) -> Vec<Element>,
) -> SourceResult<Web> {
    let mut root = with_machines(document.root(), place, said).map_err(fault)?;
    let article = named(&root, "article").unwrap_or(&root).clone();
    let tree = tree(&article);
    for element in head(&tree) {
        let element = engine_element(&element).map_err(fault)?;
        if let Some(head) = named_mut(&mut root, "head") {
            head.children.push(element.into());
        }
    }
    let options = HtmlOptions { pretty: true };
    *document.root_mut() = root;
    let page = typst_html::html(document, &options)?;
    *document.root_mut() = one_level_lower(&article, false).map_err(fault)?;
    let fragment = typst_html::html(document, &options)?;
    let fragment = fragment.trim_start_matches("<!DOCTYPE html>").trim_start();
    Ok(Web {
        page,
        fragment: fragment.to_owned(),
        mail: mail::of(&tree),
        tree,
    })
}

/// A fault that lies at no place in the source.
fn fault(message: ecow::EcoString) -> EcoVec<typst::diag::SourceDiagnostic> {
    EcoVec::from([typst::diag::SourceDiagnostic::error(
        Span::detached(),
        message,
    )])
}

fn named<'a>(element: &'a HtmlElement, name: &str) -> Option<&'a HtmlElement> {
    if element.tag.resolve().as_str() == name {
        return Some(element);
    }
    element.children.iter().find_map(|child| match child {
        HtmlNode::Element(child) => named(child, name),
        _ => None,
    })
}

fn named_mut<'a>(element: &'a mut HtmlElement, name: &str) -> Option<&'a mut HtmlElement> {
    if element.tag.resolve().as_str() == name {
        return Some(element);
    }
    let children = element.children.make_mut().iter_mut();
    children
        .filter_map(|child| match child {
            HtmlNode::Element(child) => Some(child),
            _ => None,
        })
        .find_map(|child| named_mut(child, name))
}

/// Whether an element of the engine is of a class.
fn is_of(element: &HtmlElement, class: &str) -> bool {
    let mut attributes = element.attrs.0.iter();
    attributes.any(|(name, value)| name.resolve().as_str() == "class" && value.as_str() == class)
}

/// What is put into another page stands under that page's heading.
fn one_level_lower(element: &HtmlElement, in_publicity: bool) -> StrResult<HtmlElement> {
    let mut done = element.clone();
    if element.tag.resolve().as_str() == "img" {
        // The page that it is put into has no style for it: a picture is never wider than its column, and
        // emblem and logos are as high as they must be.
        let style = match in_publicity {
            true => "height: 14mm; width: auto",
            false => "max-width: 100%; height: auto",
        };
        done.attrs
            .0
            .retain(|(name, _)| name.resolve().as_str() != "style");
        done = done.with_attr(HtmlAttr::intern("style")?, style);
    }
    let in_publicity = in_publicity || is_of(element, "publicity");
    let lower = match element.tag.resolve().as_str() {
        "h1" => Some("h2"),
        "h2" => Some("h3"),
        "h3" => Some("h4"),
        _ => None,
    };
    if let Some(lower) = lower {
        done.tag = HtmlTag::intern(lower)?;
    }
    done.children = EcoVec::new();
    for child in &element.children {
        done.children.push(match child {
            HtmlNode::Element(child) => one_level_lower(child, in_publicity)?.into(),
            other => other.clone(),
        });
    }
    Ok(done)
}

/// What machines read of some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Machine {
    /// A date in ISO 8601.
    Time(String),
    /// An amount with its unit, `10080 EUR`, `85 %`.
    Data(String),
    /// The language of words that are not in the document's (BCP 47).
    Language(String),
}

/// An element in which what machines can read stands in elements for it.
fn with_machines(
    element: &HtmlElement,
    place: &dyn Fn(Span) -> Option<Range<usize>>,
    said: &[(Range<usize>, Machine)],
) -> StrResult<HtmlElement> {
    let mut done = element.clone();
    done.children = EcoVec::new();
    for child in &element.children {
        done.children.push(match child {
            HtmlNode::Element(child) => with_machines(child, place, said)?.into(),
            HtmlNode::Text(_, span) if !said.is_empty() => {
                let range = place(*span);
                // What is given a language is a call around what is said.
                let found = range.and_then(|range| {
                    let is_in = |at: &Range<usize>| range.start <= at.start && at.end <= range.end;
                    said.iter().find(|(at, _)| is_in(at))
                });
                let (name, attribute, value) = match found {
                    Some((_, Machine::Time(when))) => ("time", "datetime", when),
                    Some((_, Machine::Data(value))) => ("data", "value", value),
                    Some((_, Machine::Language(lang))) => ("span", "lang", lang),
                    None => {
                        done.children.push(child.clone());
                        continue;
                    }
                };
                HtmlElement::new(HtmlTag::intern(name)?)
                    .with_attr(HtmlAttr::intern(attribute)?, value.as_str())
                    .with_children(EcoVec::from([child.clone()]))
                    .into()
            }
            other => other.clone(),
        });
    }
    Ok(done)
}

/// An element as the engine writes it.
fn engine_element(element: &Element) -> StrResult<HtmlElement> {
    let mut done = HtmlElement::new(HtmlTag::intern(&element.name)?);
    for (name, value) in &element.attributes {
        done = done.with_attr(HtmlAttr::intern(name)?, value.as_str());
    }
    for child in &element.children {
        done.children.push(match child {
            Node::Text(text) => HtmlNode::text(text.as_str(), Span::detached()),
            Node::Element(child) => engine_element(child)?.into(),
        });
    }
    Ok(done)
}

/// An element of the engine as one of ours.
fn tree(element: &HtmlElement) -> Element {
    let attributes = element.attrs.0.iter();
    let mut done = Element {
        name: element.tag.resolve().to_string(),
        attributes: attributes
            .map(|(name, value)| (name.resolve().to_string(), value.to_string()))
            .collect(),
        children: Vec::new(),
    };
    for child in &element.children {
        match child {
            HtmlNode::Text(text, _) => match done.children.last_mut() {
                Some(Node::Text(before)) => before.push_str(text),
                _ => done.children.push(Node::Text(text.to_string())),
            },
            HtmlNode::Element(child) => done.children.push(Node::Element(tree(child))),
            HtmlNode::Tag(_) | HtmlNode::Frame(_) => {}
        }
    }
    done
}
