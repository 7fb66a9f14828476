//! Rules across fields: what each field alone cannot know. Reports everything, stops at nothing; a file
//! per family of rules.

mod documents;
mod funding;
mod partners;
mod period;
mod references;
mod sums;

pub use documents::is_inside;

use super::form::check_project_id;
use super::model::Project;
use super::registry::Registry;
use super::workspace::{Files, ProjectFile, Workspace};
use crate::finding::{Finding, Matter, Place, Severity};

/// Everything wrong with a record that can be understood.
pub fn check(project: &Project, file: &ProjectFile, workspace: &Workspace) -> Vec<Finding> {
    let mut report = Report {
        file: &file.file,
        findings: Vec::new(),
    };
    if let Some(other) = &file.twin {
        let id = project.id.0.clone();
        let other = format!("`{other}`");
        report.tell("/id", Matter::DuplicateId { id, other });
    }
    if let Err(matter) = check_project_id(project.id.as_str()) {
        report.tell("/id", matter);
    }
    references::check(project, &workspace.registry, &mut report);
    period::check(project, &mut report);
    funding::check(project, &mut report);
    partners::check(project, &workspace.registry, &mut report);
    partners::check_call(project, &mut report);
    documents::check(project, workspace, &mut report);
    report.findings
}

/// Everything wrong between the files of the registry.
pub(super) fn check_registry(registry: &Registry, files: &Files) -> Vec<Finding> {
    let report = |file| Report {
        file,
        findings: Vec::new(),
    };
    let (mut places, mut organisations) = (report(&files.places), report(&files.organisations));
    references::check_places(registry, &mut places);
    references::check_organisations(registry, &mut organisations);
    places.findings.append(&mut organisations.findings);
    places.findings
}

/// Findings about one file, in the making.
pub(super) struct Report<'a> {
    file: &'a str,
    findings: Vec<Finding>,
}

impl Report<'_> {
    /// Tells as an error what otherwise is only doubted.
    fn refuse(&mut self, pointer: impl Into<String>, matter: Matter) {
        self.tell(pointer, matter);
        if let Some(told) = self.findings.last_mut() {
            told.severity = Severity::Error;
        }
    }

    fn tell(&mut self, pointer: impl Into<String>, matter: Matter) {
        let place = Place::field(self.file, pointer);
        self.findings.push(Finding::new(matter).at(place));
    }
}
