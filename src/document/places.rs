//! Findings at the field that caused them: what the engine says of a source, told where it was typed.

use super::{Maker, Prepared, Task};
use crate::fact::Origin;
use crate::finding::{Finding, Matter, Place};
use crate::record::Workspace;
use crate::template::{Pack, Rendered};
use crate::typeset::{Complaint, TooWide};
use std::collections::BTreeSet;
use std::ops::Range;

impl Maker {
    /// A fact that a template says and the record lacks is the record's affair: at the row that needs it, or at the
    /// document.
    pub(super) fn for_authors(&self, findings: Vec<Finding>, task: Task<'_>) -> Vec<Finding> {
        let settings = &task.workspace.settings;
        let own = format!("{}/", settings.templates().display()).replace('\\', "/");
        let moved = |mut finding: Finding| {
            let file = finding.place.as_ref().map(|place| place.file.clone());
            let file = file.unwrap_or_default();
            let path = file.strip_prefix("templates/").or(file.strip_prefix(&own));
            let row = path.and_then(|path| {
                let name = path.rsplit('/').next()?.strip_suffix(".typ.hbs")?;
                let mut rows = task.original().rows.iter();
                rows.position(|row| row.name() == Some(name))
            });
            if path.is_some() && matches!(finding.matter, Matter::AbsentFact { .. }) {
                let at = row.map_or_else(String::new, |at| format!("/rows/{at}"));
                finding.place = Some(task.pointer(&at));
            }
            finding
        };
        findings.into_iter().map(moved).collect()
    }

    pub(super) fn findings(
        &self,
        complaints: &[Complaint],
        prepared: &Prepared<'_>,
        doubt: bool,
    ) -> Vec<Finding> {
        // A bracket that does not pair is met by the engine in many places, and far from its own.
        let is_typst = !prepared.rendered.source.root().diagnosis().errors;
        let templates = prepared.recipe.templates.keys().map(String::as_str);
        let templates = templates.filter(|_| !is_typst);
        let library = complaints.iter().filter_map(|complaint| {
            let (path, _) = complaint.range.as_ref()?;
            path.as_deref()
        });
        let files: BTreeSet<&str> = templates.chain(library).collect();
        let slips = self.packs.slips(files.into_iter().filter(|_| !doubt));
        if !slips.is_empty() {
            return slips;
        }
        let complaints = complaints.iter();
        complaints
            .map(|c| self.finding(c, prepared, doubt))
            .collect()
    }

    /// A complaint, at the field that caused it: the one that is said there, or the nearest before.
    pub(super) fn finding(
        &self,
        complaint: &Complaint,
        prepared: &Prepared<'_>,
        doubt: bool,
    ) -> Finding {
        let Prepared {
            pack,
            rendered,
            pictures,
            ..
        } = prepared;
        // The library shows the pictures, but the record names them: what was read is a drawing.
        let drawn = pictures
            .iter()
            .find(|picture| picture.path.ends_with(".svg"));
        if let Some(picture) = drawn.or(pictures.first())
            && (complaint.message.contains("image") || complaint.message.contains("SVG"))
            && !doubt
        {
            let (file, reason) = (picture.file.clone(), complaint.message.clone());
            return Finding::new(Matter::BrokenPicture { file, reason }).at(picture.place.clone());
        }
        let (message, hint) = (complaint.message.clone(), complaint.hint.clone());
        let matter = match (doubt, complaint.by_export) {
            (true, _) => Matter::EngineWarning { message, hint },
            (false, true) => Matter::Standard { message, hint },
            (false, false) => Matter::Engine { message, hint },
        };
        match &complaint.range {
            Some((Some(path), range)) => {
                let text = self.tree.text(path).unwrap_or_default();
                let place = Place::of_byte(self.tree.told(path), text, range.start);
                Finding::new(matter).at(place)
            }
            own => {
                let range = own.as_ref().map(|(_, range)| range);
                self.at_source(matter, rendered, range, pack)
            }
        }
    }

    /// Words that do not fit, each at the field that says them.
    pub(super) fn not_fitting(
        &self,
        too_wide: &[TooWide],
        rendered: &Rendered,
        pack: &Pack,
    ) -> Vec<Finding> {
        let findings = too_wide.iter().map(|wide| {
            let text = wide.text.clone();
            self.at_source(Matter::TooWide { text }, rendered, wide.at.as_ref(), pack)
        });
        findings.collect()
    }

    /// A finding about bytes of the source: at the field that is said there, or at the template.
    fn at_source(
        &self,
        matter: Matter,
        rendered: &Rendered,
        range: Option<&Range<usize>>,
        pack: &Pack,
    ) -> Finding {
        let Some(range) = range else {
            let main = format!("{}/{}", pack.folder, pack.main);
            return Finding::new(matter).at(Place::file(self.tree.told(&main)));
        };
        let said = rendered.spans.iter();
        let touched = said
            .filter(|span| span.range.start < range.end && !span.from.is_empty())
            .filter(|span| range.start <= span.range.end);
        match touched.flat_map(|span| &span.from).next() {
            Some(origin) => with_origin(matter, Some(origin)),
            None => Finding::new(matter).at(self.in_template(rendered, range.start, pack)),
        }
    }

    /// Where in the templates of a pack a line of the source was typed; its main template, if the line is
    /// nowhere as it stands.
    pub(super) fn in_template(&self, rendered: &Rendered, byte: usize, pack: &Pack) -> Place {
        let source = rendered.source.text();
        let before = &source[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = source[start..].lines().next().unwrap_or_default();
        let main = format!("{}/{}", pack.folder, pack.main);
        let folder = format!("{}/", pack.folder);
        let files = std::iter::once(main.as_str()).chain(self.tree.below(&folder, ".hbs"));
        let typed = files.filter_map(|path| {
            let text = self.tree.text(path)?;
            let at = text.find(line.trim()).filter(|_| !line.trim().is_empty())?;
            let column = byte - start - (line.len() - line.trim_start().len());
            Some(Place::of_byte(self.tree.told(path), text, at + column))
        });
        let found = typed.into_iter().next();
        found.unwrap_or_else(|| Place::file(self.tree.told(&main)))
    }
}

/// What of the registry something is wrong with.
pub(super) struct Broken {
    /// The entries, `organisations/dome`.
    entries: BTreeSet<String>,
    /// Whether it is not known which.
    all: bool,
}

impl Broken {
    /// What is wrong in the registry of a workspace; nothing if it is in order.
    pub fn of(workspace: &Workspace) -> Option<Broken> {
        let mut broken = Broken {
            entries: BTreeSet::new(),
            all: false,
        };
        let wrong = workspace.findings.iter().filter(|finding| finding.stops());
        for finding in wrong {
            let pointer = finding.place.as_ref().and_then(|p| p.pointer.as_deref());
            let names: Vec<&str> = pointer.unwrap_or_default().splitn(4, '/').collect();
            match names.as_slice() {
                [_, shelf, id, ..] => {
                    broken.entries.insert(format!("{shelf}/{id}"));
                }
                _ => broken.all = true,
            }
        }
        (broken.all || !broken.entries.is_empty()).then_some(broken)
    }

    /// Whether one of the entries that were asked for is among it.
    pub fn concerns(&self, asked: &[String]) -> bool {
        self.all || asked.iter().any(|entry| self.entries.contains(entry))
    }
}

/// Findings with the document that they were met in.
pub fn in_document(findings: Vec<Finding>, id: &str) -> Vec<Finding> {
    findings
        .into_iter()
        .map(|finding| finding.in_document(id))
        .collect()
}

pub(super) fn with_origin(matter: Matter, origin: Option<&Origin>) -> Finding {
    let finding = Finding::new(matter);
    match origin {
        Some(origin) if origin.pointer.is_empty() => finding.at(Place::file(&*origin.file)),
        Some(origin) => finding.at(Place::field(&*origin.file, &*origin.pointer)),
        None => finding,
    }
}
