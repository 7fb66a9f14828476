//! A document to be made.

use crate::finding::Place;
use crate::record::{Document, Project, ProjectFile, Workspace};
use chrono::Datelike;

/// A document to be made.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The record's file.
    pub file: &'a ProjectFile,
    /// The record.
    pub project: &'a Project,
    /// Which of the project's documents.
    pub index: usize,
}

impl Task<'_> {
    /// The document in the record.
    pub fn document(&self) -> &Document {
        &self.project.documents[self.index]
    }

    /// The document whose text it says: itself, or the one that it translates.
    pub(super) fn original(&self) -> &Document {
        &self.project.documents[self.project.original_of(self.index)]
    }

    /// `ttchan/annex-502`
    pub fn id(&self) -> String {
        id(self.project, self.document())
    }

    pub(super) fn pointer(&self, field: &str) -> Place {
        let index = self.project.original_of(self.index);
        Place::field(&self.file.file, format!("/documents/{index}{field}"))
    }
}

/// The id of a document in its workspace.
pub fn id(project: &Project, document: &Document) -> String {
    format!("{}/{}", project.id.as_str(), document.id.as_str())
}

/// The day of the file: the document's, its decision's, or that of the record's last revision. A date
/// that is known to the month or year stands for its first day.
pub(super) fn date(task: Task<'_>) -> (i32, u8, u8) {
    let document = task.original();
    let decision = document.decision.as_ref().and_then(|id| {
        let found = task.project.decisions.iter().find(|d| d.id == *id)?;
        Some(found.date)
    });
    let day = document.date.or(decision).or(task.project.revised);
    // The check has refused a document without any date.
    let Some(day) = day else { return (1900, 1, 1) };
    let day = day.0.first_day();
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    (day.year(), small(day.month()), small(day.day()))
}
