//! The text of an annex as Akoma Ntoso 3.0: what it is and to which decision it is attached, and what stands
//! on its web page, in the elements of a `doc`.
//!
//! Source: OASIS LegalDocML, Akoma Ntoso 3.0 and its Naming Convention. The country is `lv` and the council a
//! segment of its own, because the numbers of municipalities changed with the reform of 2021 and an IRI is for
//! ever. Names inside the text are not marked; amounts, rates and days are.

mod described;
mod text;

use super::About;
use super::xml::{self, element};
use crate::record::Project;
use crate::typeset::{Element, Node};
use crate::view::Facts;
use described::Described;
use std::collections::BTreeMap;
use text::{Text, number};

/// An annex of a decision, but for its text.
#[derive(Debug, Clone)]
pub struct Annex {
    /// What it is, to which decision it is attached, whom it names.
    meta: Element,
    /// The IRI of the decision, as a work.
    work: String,
    /// The number of the decision.
    number: String,
}

impl Annex {
    /// What is told of one of a project's documents; nothing of one without a decision.
    pub fn of(project: &Project, index: usize, facts: &Facts, about: &About) -> Option<Annex> {
        let described = Described {
            project,
            index: project.original_of(index),
            facts,
            about,
        };
        let work = described.work()?;
        Some(Annex {
            meta: described.meta(&work)?,
            number: described.decision()?.number.0.clone(),
            work,
        })
    }

    /// What it says besides its text: whatever changes that changes the file.
    pub fn identity(&self) -> String {
        xml::written(&self.meta)
    }

    /// The document. `page` is what stands on its web page.
    pub fn written(&self, page: &Element) -> String {
        let mut doc = element(
            "doc",
            &[("name", "annex"), ("contains", "originalVersion")],
            vec![self.meta.clone()],
        );
        let text = Text {
            number: &self.number,
            work: &self.work,
        };
        doc.children
            .extend(text.parts(page).into_iter().map(Node::Element));
        number(&mut doc, "", &mut BTreeMap::new(), &mut BTreeMap::new());
        let space = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
        let root = element("akomaNtoso", &[("xmlns", space)], vec![doc]);
        xml::written(&root)
    }
}
