//! What a run is for, what happens in it, and what comes of it.

use super::difference::{Difference, FactChange};
use super::shard::Shard;
use crate::finding::Finding;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// How a run is to be done.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The folder for the documents.
    pub out: PathBuf,
    /// How many workers.
    pub jobs: usize,
    /// What it is for.
    pub aim: Aim,
    /// Whether documents are made that are as they should be.
    pub force: bool,
    /// Whether files that belong to no document are taken away.
    pub prune: bool,
    /// Whether corrections are drafted of adopted documents that would be printed otherwise.
    pub corrections: bool,
    /// The share of the documents that is asked for; all, without one.
    pub shard: Option<Shard>,
    /// Set by somebody else when the run is to end: the documents in hand are finished.
    pub stop: &'a AtomicBool,
    /// Who runs it, for others who find the folder locked.
    pub holder: String,
    /// This program, if workers can be started as processes of their own (`pielikums worker`).
    pub program: Option<PathBuf>,
}

impl Options<'_> {
    /// A run in a folder: one worker, all documents, nothing besides.
    pub fn new(out: PathBuf, aim: Aim, stop: &AtomicBool) -> Options<'_> {
        Options {
            out,
            jobs: 1,
            aim,
            force: false,
            prune: false,
            corrections: false,
            shard: None,
            stop,
            holder: String::new(),
            program: None,
        }
    }
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Documents are written where they differ.
    Build,
    /// All are made and compared with what is there; nothing is written.
    Compare,
    /// All are made to see whether they can be; nothing is written.
    Check,
    /// It is seen which would be made, and why; nothing is made or written.
    Look,
}

impl Aim {
    /// Whether what the ledger says is taken for true.
    pub(super) fn trusts(self) -> bool {
        matches!(self, Aim::Build | Aim::Look)
    }
}

/// Why a document is made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "kebab-case")]
pub enum Reason {
    /// It was never made.
    New,
    /// Its file is not there, or not in one of its forms.
    Missing {
        /// How the name of the file ends; of the PDF nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
    /// Its file is not the one that was written.
    Edited,
    /// It is not known what its file was made from.
    Unknown,
    /// A fact changed.
    Fact {
        /// Which, and how.
        #[serde(flatten)]
        change: FactChange,
    },
    /// A template that it reads changed, came or went.
    Template {
        /// The file.
        file: String,
    },
    /// A library file that it imports changed.
    Library {
        /// The file.
        file: String,
    },
    /// A font changed.
    Font {
        /// The file.
        file: String,
    },
    /// Its picture changed.
    Picture,
    /// What the file says of itself changed: title, author, date, language or standards.
    Imprint,
    /// Other forms of it are wanted.
    Forms,
    /// What only its other forms say changed: the card, and what machines are told.
    OtherForms,
    /// It is said otherwise though no fact and no template changed: the house style, or the program.
    Wording,
    /// The engine is another.
    Engine {
        /// The one it was made with.
        before: String,
        /// The one of today.
        after: String,
    },
    /// The program is another.
    Program {
        /// The one it was made with.
        before: String,
        /// The one of today.
        after: String,
    },
    /// It was stopped before.
    Stopped,
}

impl Reason {
    /// That there is no file whose name ends so.
    pub(super) fn missing(ending: &str) -> Reason {
        let form = (ending != "pdf").then(|| ending.to_owned());
        Reason::Missing { form }
    }
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// It was written.
    Written {
        /// Its pages.
        pages: usize,
        /// What changed since it was made last, if that is known.
        #[serde(flatten, skip_serializing_if = "Option::is_none")]
        difference: Option<Difference>,
    },
    /// What is there is what would be written.
    Current,
    /// It can be made.
    Sound,
    /// It would be made again.
    Stale {
        /// Why.
        reasons: Vec<Reason>,
    },
    /// It was adopted, and the record prints the words that were adopted; it may look otherwise.
    Adopted {
        /// Which version.
        version: u32,
    },
    /// It was adopted, and the record would now print something else.
    WouldChange {
        /// Which version was adopted last.
        version: u32,
        /// What would change.
        #[serde(flatten)]
        difference: Difference,
    },
    /// It was not made, or not written.
    Stopped {
        /// The codes of the findings that stopped it.
        why: Vec<String>,
    },
}

/// What happens in a run, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// How many records are looked at, before the first of them is.
    Records(usize),
    /// A worker takes up a document.
    Begun {
        /// `ttchan/annex-502`
        id: &'a str,
    },
    /// A document is done.
    Document {
        /// `ttchan/annex-502`
        id: &'a str,
        /// The file.
        path: &'a Path,
        /// What became of it.
        outcome: &'a Outcome,
    },
    /// A record with all its documents is done.
    Record,
}

/// A document, or a whole record, that was not made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stopped {
    /// Its id.
    pub id: String,
    /// The codes of the findings that stopped it.
    pub why: Vec<String>,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many documents were written.
    pub written: usize,
    /// How many were as they should be.
    pub current: usize,
    /// How many would be made again.
    pub stale: usize,
    /// How many are adopted and would be printed as they were adopted.
    pub adopted: usize,
    /// The adopted documents that would be printed otherwise.
    pub would_change: Vec<String>,
    /// The documents that were not made, and records that could not be read.
    pub stopped: Vec<Stopped>,
    /// Files that belong to no document.
    pub orphans: Vec<String>,
    /// The files that were taken away.
    pub pruned: Vec<String>,
    /// The records that were not reached before the run was to end.
    pub not_reached: Vec<String>,
    /// Everything found, in order.
    pub findings: Vec<Finding>,
    /// Whether nothing was looked at: the findings say why.
    pub refused: bool,
}
