//! One ledger of many: what the runners of a corpus wrote, each for its share.

use super::book::Book;
use super::ledger::{BESIDE, LEDGER, Ledger};
use super::lock::lock;
use super::shard::Shard;
use crate::disk;
use crate::finding::{Finding, Matter, Place, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Joins the ledgers of all shares that are in `out` and in other folders into the one of `out`; gives how
/// many records it has. Nothing is written if a share is missing or is there twice, or if they are shares of
/// different sizes.
pub fn merge(out: &Path, folders: &[PathBuf], holder: &str) -> Result<usize, Vec<Finding>> {
    let is_missing = |folder: &&PathBuf| !disk::is_folder(folder);
    let missing: Vec<Finding> = folders
        .iter()
        .filter(is_missing)
        .map(|folder| no_folder(folder))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let _lock = lock(out, None, holder)?;
    let mut shares: BTreeMap<Shard, Vec<PathBuf>> = BTreeMap::new();
    // A folder that is named twice is one.
    let mut seen = BTreeSet::new();
    let all = std::iter::once(out).chain(folders.iter().map(PathBuf::as_path));
    for folder in all.filter(|folder| seen.insert(disk::resolved(folder))) {
        let (files, _) = disk::entries_of(folder).map_err(|failure| vec![failure.into()])?;
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let Some(shard) = Shard::of_file(&name) {
                shares.entry(shard).or_default().push(path);
            }
        }
    }
    // Merged before, and nothing made since.
    if shares.is_empty() && disk::is_file(&out.join(LEDGER)) {
        let ledger = opened(out, None)?;
        return Ok(ledger.records().len());
    }
    let sizes: BTreeSet<u32> = shares.keys().map(|shard| shard.of).collect();
    let sizes: Vec<u32> = sizes.into_iter().collect();
    let missing: Vec<String> = match sizes.as_slice() {
        [] => vec!["1/…".into()],
        [of] => (1..=*of)
            .map(|number| Shard { number, of: *of })
            .filter(|shard| !shares.contains_key(shard))
            .map(|shard| shard.to_string())
            .collect(),
        sizes => sizes.iter().map(|of| format!("…/{of}")).collect(),
    };
    if !missing.is_empty() {
        return Err(vec![Finding::new(Matter::ShardsMissing { missing })]);
    }
    // Which of them tells of what was made last, nobody knows.
    let twice = shares.iter().filter(|(_, paths)| paths.len() > 1);
    let twice: Vec<Finding> = twice
        .map(|(shard, paths)| {
            let paths = paths.iter().map(|path| path.display().to_string());
            Finding::new(Matter::ShardsTwice {
                share: shard.to_string(),
                paths: paths.collect(),
            })
        })
        .collect();
    if !twice.is_empty() {
        return Err(twice);
    }
    let shares: Vec<(Shard, PathBuf)> = shares
        .into_iter()
        .flat_map(|(shard, paths)| paths.into_iter().map(move |path| (shard, path)))
        .collect();
    let mut whole = Ledger::default();
    for (shard, path) in &shares {
        let folder = path.parent().unwrap_or(out);
        whole.extend(opened(folder, Some(*shard))?.into_records());
    }
    let written = whole.write(&out.join(LEDGER));
    written.map_err(|failure| vec![failure.into()])?;
    // What they said, the one ledger says now.
    let own = shares.iter().filter(|(_, path)| path.parent() == Some(out));
    for (shard, path) in own {
        let journal = out.join(BESIDE).join(format!("journal{}", shard.name()));
        let removed = disk::remove(path).and_then(|()| disk::remove(&journal));
        removed.map_err(|failure| vec![failure.into()])?;
    }
    Ok(whole.records().len())
}

/// The ledger of a folder, or of a share in it, with what a killed run has noted.
fn opened(folder: &Path, shard: Option<Shard>) -> Result<Ledger, Vec<Finding>> {
    let book = Book::open(folder, shard);
    let Some((path, reason)) = book.broken else {
        return Ok(book.ledger);
    };
    let path = path.display().to_string();
    let place = Place::file(&path);
    let mut finding = Finding::new(Matter::BrokenLedger { path, reason }).at(place);
    // A build makes its documents again; here something would be lost.
    finding.severity = Severity::Error;
    Err(vec![finding])
}

fn no_folder(folder: &Path) -> Finding {
    let path = folder.display().to_string();
    let place = Place::file(&path);
    let reason = "there is no such folder".to_owned();
    Finding::new(Matter::Unreadable { path, reason }).at(place)
}
