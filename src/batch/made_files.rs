//! What each document was made from, in a file of its own beside the ledger: facts, words, digests.

use super::ledger::BESIDE;
use crate::disk;
use crate::document::Made;
use std::path::{Path, PathBuf};

fn path(out: &Path, id: &str) -> PathBuf {
    // One folder for all; the sign is in no id.
    let name = id.replace('/', "+");
    out.join(BESIDE).join("made").join(format!("{name}.json"))
}

/// Whether it is written down how documents were made; whoever deletes that has them made again.
pub(super) fn are_there(out: &Path) -> bool {
    disk::is_folder(&out.join(BESIDE).join("made"))
}

/// Whether it is written down how a document was made.
pub(super) fn is_there(out: &Path, id: &str) -> bool {
    disk::is_file(&path(out, id))
}

/// How a document was made last, if that is known and belongs to the file with that fingerprint.
pub(super) fn read(out: &Path, id: &str, fingerprint: &str) -> Option<Made> {
    let bytes = disk::read_if_there(&path(out, id)).ok()??;
    let made: Made = serde_json::from_slice(&bytes).ok()?;
    (made.fingerprint == fingerprint).then_some(made)
}

/// Keeps how a document was made.
pub(super) fn write(out: &Path, id: &str, made: &Made) -> Result<(), disk::Failure> {
    let text = serde_json::to_vec(made).unwrap_or_default();
    disk::write_whole(&path(out, id), &text)
}

/// Forgets how a document was made.
pub(super) fn remove(out: &Path, id: &str) -> Result<(), disk::Failure> {
    disk::remove(&path(out, id))
}
