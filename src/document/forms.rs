//! The forms of a document: which it is made in, and how those besides the PDF are made from its source.

use super::picture::{For, handed};
use super::{Maker, Prepared, Task};
use crate::disk;
use crate::finding::Finding;
use crate::record::{Document, Workspace};
use crate::template::{Output, Pack, Rendered, Span, Style};
use crate::twin::{self, About, Annex};
use crate::typeset::{Element, Machine, Press, Web};
use crate::view;
use std::collections::BTreeMap;
use std::ops::Range;

/// What machines are told of a document.
pub(super) struct Twin {
    about: About,
    pub linked: serde_json::Value,
    annex: Option<Annex>,
}

impl Maker {
    /// The forms that documents of a pack are made in: those of the pack that the workspace wants.
    pub(super) fn outputs(&self, pack: &Pack, workspace: &Workspace) -> Vec<Output> {
        let wanted = workspace.settings.outputs.get(&pack.kind);
        let wants = |output: &&Output| {
            let is_named = |wanted: &Vec<String>| wanted.iter().any(|w| w == output.name());
            **output == Output::Pdf || wanted.is_none_or(is_named)
        };
        pack.outputs.iter().filter(wants).copied().collect()
    }

    /// The forms that a document is made in.
    pub fn outputs_of(&self, document: &Document, workspace: &Workspace) -> Vec<Output> {
        match self.packs.of(document.kind.as_str(), document.language()) {
            Some(pack) => self.outputs(pack, workspace),
            None => vec![Output::Pdf],
        }
    }

    /// The forms of a document besides its PDF. What may not be as meant is added to the doubts.
    pub(super) fn others(
        &self,
        prepared: &Prepared<'_>,
        preview: Option<Vec<u8>>,
        press: &mut Press,
        doubts: &mut Vec<Finding>,
    ) -> Result<Vec<(Output, Vec<u8>)>, Vec<Finding>> {
        let of_web = [
            Output::Html,
            Output::HtmlFragment,
            Output::Text,
            Output::AkomaNtoso,
        ];
        let web = match prepared
            .outputs
            .iter()
            .any(|output| of_web.contains(output))
        {
            true => Some(self.web(prepared, press)?),
            false => None,
        };
        let mut others = Vec::new();
        for output in &prepared.outputs {
            let bytes = match output {
                Output::Pdf => continue,
                Output::Html => web.as_ref().map(|web| web.page.clone().into_bytes()),
                Output::HtmlFragment => web.as_ref().map(|web| web.fragment.clone().into_bytes()),
                Output::Text => web.as_ref().map(|web| web.mail.clone().into_bytes()),
                Output::Png => preview.clone(),
                Output::Card => match &prepared.card {
                    Some(card) => {
                        let picture = press.picture(card.source.clone());
                        let (picture, too_wide) =
                            picture.map_err(|c| self.findings(&c, prepared, false))?;
                        doubts.extend(self.not_fitting(&too_wide, card, prepared.pack));
                        Some(picture)
                    }
                    None => None,
                },
                Output::JsonLd => prepared.twin.as_ref().map(|twin| {
                    let text = serde_json::to_string_pretty(&twin.linked).unwrap_or_default();
                    format!("{text}\n").into_bytes()
                }),
                Output::AkomaNtoso => web.as_ref().and_then(|web| {
                    let annex = prepared.twin.as_ref()?.annex.as_ref()?;
                    Some(annex.written(&web.tree).into_bytes())
                }),
            };
            others.extend(bytes.map(|bytes| (*output, bytes)));
        }
        Ok(others)
    }

    /// A document as a web page, in its forms.
    pub fn web(&self, prepared: &Prepared<'_>, press: &mut Press) -> Result<Web, Vec<Finding>> {
        let said = machines(&prepared.rendered);
        let head = |page: &Element| match &prepared.twin {
            Some(twin) => twin::head(&twin.about, &twin.linked, page),
            None => vec![Element::new("title", &[]).with_text(&prepared.imprint.title)],
        };
        let pictures = handed(&prepared.pictures, For::Screen)?;
        let web = press.web(prepared.rendered.source.clone(), pictures, &said, head);
        web.map_err(|complaints| self.findings(&complaints, prepared, false))
    }
}

/// What machines are told of a document.
pub(super) fn told(
    facts: &view::Facts,
    prepared: &Prepared<'_>,
    task: Task<'_>,
    web: Option<String>,
    outputs: &[Output],
) -> Twin {
    let about = About {
        id: task.id(),
        kind: prepared.pack.kind.clone(),
        title: prepared.imprint.title.clone(),
        author: prepared.imprint.author.clone(),
        language: prepared.pack.language.clone(),
        date: prepared.imprint.date,
        web,
        endings: outputs
            .iter()
            .map(|output| output.ending().to_owned())
            .collect(),
    };
    Twin {
        linked: twin::linked(facts, &about),
        annex: Annex::of(task.project, task.index, facts, &about),
        about,
    }
}

/// The forms besides the PDF, with the digest of what only they say.
pub(super) fn others_recipe(prepared: &Prepared<'_>) -> BTreeMap<String, String> {
    let others = prepared
        .outputs
        .iter()
        .filter(|output| **output != Output::Pdf);
    // What machines read of the words stands in no source.
    let machines = match prepared.outputs.len() > 1 {
        true => machines(&prepared.rendered),
        false => Vec::new(),
    };
    let own = |output: &Output| match (output, &prepared.card, &prepared.twin) {
        (Output::Card, Some(card), _) => card.source.text().to_owned(),
        (Output::AkomaNtoso, _, Some(twin)) => {
            let annex = twin.annex.as_ref();
            let identity = annex.map(Annex::identity).unwrap_or_default();
            format!("{identity}{machines:?}")
        }
        (Output::Html | Output::HtmlFragment | Output::JsonLd, _, Some(twin)) => {
            let told = serde_json::to_string(&(&twin.about, &twin.linked)).unwrap_or_default();
            format!("{told}{machines:?}")
        }
        _ => String::new(),
    };
    let others = others.map(|output| {
        let digest = disk::sha256(own(output).as_bytes());
        (output.ending().to_owned(), digest)
    });
    others.collect()
}

/// What machines read of the words that a source says, and where it says them.
fn machines(rendered: &Rendered) -> Vec<(Range<usize>, Machine)> {
    let machine = |span: &Span| {
        let machine = match &span.style {
            Style::Time(when) => Machine::Time(when.clone()),
            Style::Data(value) => Machine::Data(value.clone()),
            Style::Foreign(lang) => Machine::Language(lang.clone()),
            _ => return None,
        };
        Some((span.range.clone(), machine))
    };
    rendered.spans.iter().filter_map(machine).collect()
}
