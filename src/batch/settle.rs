//! What becomes of a record's findings before they are told: the house gives warnings their weight, and
//! the record acknowledges some.

use crate::finding::{CODES, Finding, Matter, Place, Severity};
use crate::record::{Project, ProjectFile, Settings, Workspace};

/// What stops the document at `index` of a record, of what was found: as the house weighs it and the record
/// accepts it.
pub fn stopping(
    workspace: &Workspace,
    file: &ProjectFile,
    project: &Project,
    index: usize,
    findings: Vec<Finding>,
) -> Vec<Finding> {
    let settled = Settling::new(&workspace.settings, file, project).settle(findings);
    let stops = |finding: &Finding| concerns(finding, project, index);
    settled.into_iter().filter(stops).collect()
}

/// Whether a finding about a record stops the document at `index`: one that stands in another document's
/// part of the record does not, unless it is the one that this document translates, or has the same id: of
/// two with one id, neither is the one that is meant.
pub(super) fn concerns(finding: &Finding, project: &Project, index: usize) -> bool {
    let original = project.original_of(index);
    let pointer = finding
        .place
        .as_ref()
        .and_then(|place| place.pointer.as_deref());
    let document = pointer.and_then(|pointer| pointer.strip_prefix("/documents/"));
    let at = document.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
    let id = |at: usize| project.documents.get(at).map(|document| &document.id);
    let concerned = |at: usize| {
        [index, original]
            .iter()
            .any(|own| at == *own || id(at) == id(*own))
    };
    finding.stops() && at.is_none_or(concerned)
}

/// The findings of one record on their way out.
pub(super) struct Settling<'a> {
    settings: &'a Settings,
    file: &'a ProjectFile,
    project: &'a Project,
    /// How often each entry of `accepted` was met.
    met: Vec<usize>,
}

impl<'a> Settling<'a> {
    pub fn new(settings: &'a Settings, file: &'a ProjectFile, project: &'a Project) -> Self {
        Settling {
            settings,
            file,
            project,
            met: vec![0; project.accepted.len()],
        }
    }

    /// The findings that are told, with their weight.
    pub fn settle(&mut self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut told = Vec::with_capacity(findings.len());
        for mut finding in findings {
            if let Some(at) = self.project.acceptance(&finding) {
                self.met[at] += 1;
                continue;
            }
            self.settings.weigh(&mut finding);
            if self.settings.wants(&finding) {
                told.push(finding);
            }
        }
        told
    }

    /// Entries of `accepted` that met nothing.
    pub fn unmet(&self) -> Vec<Finding> {
        let entries = self.project.accepted.iter().zip(&self.met).enumerate();
        entries
            .filter(|(_, (accepted, met))| {
                // A code that is none is told of by itself.
                let known = (accepted.code.as_str(), Severity::Warning);
                **met == 0 && CODES.contains(&known)
            })
            .map(|(at, (accepted, _))| {
                let code = accepted.code.as_str().to_owned();
                let place = Place::field(&self.file.file, format!("/accepted/{at}"));
                Finding::new(Matter::NothingAccepted { code }).at(place)
            })
            .collect()
    }
}
