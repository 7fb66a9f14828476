//! Which documents are asked for: all, whole projects (`ttchan`), single documents (`ttchan/annex-502`).

use crate::finding::{Finding, Matter, nearest};
use crate::record::Workspace;

/// What was asked for on the command line.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    selectors: Vec<String>,
}

impl Selection {
    /// From selectors as typed; none asks for everything.
    pub fn new(selectors: Vec<String>) -> Selection {
        let plain = |s: String| s.replace('\\', "/").trim_end_matches('/').to_owned();
        Selection {
            selectors: selectors.into_iter().map(plain).collect(),
        }
    }

    /// The selectors.
    pub(super) fn selectors(&self) -> &[String] {
        &self.selectors
    }

    /// Whether everything is asked for.
    pub fn is_all(&self) -> bool {
        self.selectors.is_empty()
    }

    /// Whether any document of a project may be asked for.
    pub fn touches(&self, project: &str) -> bool {
        let of = |selector: &String| selector.split('/').next() == Some(project);
        self.is_all() || self.selectors.iter().any(of)
    }

    /// Whether a document of a project is asked for, by its whole id.
    pub fn takes(&self, project: &str, id: &str) -> bool {
        self.is_all() || self.selectors.iter().any(|s| s == project || s == id)
    }

    /// Whether all documents of a project are asked for.
    pub fn takes_all(&self, project: &str) -> bool {
        self.is_all() || self.selectors.iter().any(|s| s == project)
    }

    /// The selectors that name no project of the workspace.
    pub fn check_projects(&self, workspace: &Workspace) -> Vec<Finding> {
        let ids = || workspace.projects.iter().map(|project| project.id.as_str());
        let unknown = self.selectors.iter().filter(|selector| {
            let project = selector.split('/').next().unwrap_or_default();
            !ids().any(|id| id == project)
        });
        unknown
            .map(|selector| unknown_selector(selector, ids()))
            .collect()
    }

    /// The selectors that name a document which a project does not have.
    pub fn check_ids(&self, project: &str, documents: &[&str]) -> Vec<Finding> {
        let ids: Vec<String> = documents
            .iter()
            .map(|id| format!("{project}/{id}"))
            .collect();
        let mine = self.selectors.iter().filter(|selector| {
            let (of, document) = selector.split_once('/').unwrap_or((selector, ""));
            of == project && !document.is_empty() && !ids.contains(selector)
        });
        mine.map(|selector| unknown_selector(selector, ids.iter().map(String::as_str)))
            .collect()
    }
}

fn unknown_selector<'a>(selector: &str, known: impl Iterator<Item = &'a str>) -> Finding {
    Finding::new(Matter::UnknownSelector {
        selector: selector.to_owned(),
        suggestion: nearest(selector, known),
    })
}
