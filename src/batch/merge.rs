//! One ledger of many: what the runners of a corpus wrote, each for its share.

use super::ledger::{BESIDE, Book, LEDGER, Ledger};
use super::shard::Shard;
use crate::disk;
use crate::finding::{Finding, Matter, Place};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Joins the ledgers of all shares that are in `out` and in other folders into the one of `out`; gives how
/// many records it has. Nothing is written if a share is missing, or if they are shares of different sizes.
pub fn merge(out: &Path, folders: &[PathBuf], holder: &str) -> Result<usize, Vec<Finding>> {
    let lock = disk::lock(&out.join(BESIDE), "build", holder);
    let _lock = match lock.map_err(|failure| vec![failure.into()])? {
        Ok(lock) => lock,
        Err(holder) => return Err(vec![Finding::new(Matter::Locked { holder })]),
    };
    let mut shares: BTreeMap<u32, (Shard, PathBuf)> = BTreeMap::new();
    let mut sizes: Vec<u32> = Vec::new();
    for folder in std::iter::once(out).chain(folders.iter().map(PathBuf::as_path)) {
        let (files, _) = disk::entries_of(folder).map_err(|failure| vec![failure.into()])?;
        for path in files {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if let Some(shard) = Shard::of_file(&name) {
                sizes.push(shard.of);
                shares.insert(shard.number, (shard, path));
            }
        }
    }
    // Merged before, and nothing made since.
    if sizes.is_empty() && disk::is_file(&out.join(LEDGER)) {
        return Ok(Ledger::read(&out.join(LEDGER))
            .unwrap_or_default()
            .records()
            .len());
    }
    sizes.sort_unstable();
    sizes.dedup();
    let of = *sizes.first().unwrap_or(&0);
    let missing: Vec<String> = match sizes.len() {
        0 => vec!["1/…".into()],
        1 => (1..=of)
            .filter(|number| !shares.contains_key(number))
            .map(|number| format!("{number}/{of}"))
            .collect(),
        _ => sizes.iter().map(|of| format!("…/{of}")).collect(),
    };
    if !missing.is_empty() {
        return Err(vec![Finding::new(Matter::ShardsMissing { missing })]);
    }
    let mut whole = Ledger::default();
    for (shard, path) in shares.values() {
        let folder = path.parent().unwrap_or(out);
        let mut book = Book::open(folder, Some(*shard));
        let read = book.broken.take().map_or(Ok(book.ledger), Err);
        let ledger = read.map_err(|reason| {
            let path = path.display().to_string();
            vec![
                Finding::new(Matter::BrokenLedger {
                    path: path.clone(),
                    reason,
                })
                .at(Place::file(path)),
            ]
        })?;
        whole.extend(ledger.into_records());
    }
    let written = whole.write(&out.join(LEDGER));
    written.map_err(|failure| vec![failure.into()])?;
    // What they said, the one ledger says now.
    let own = shares
        .values()
        .filter(|(_, path)| path.parent() == Some(out));
    for (shard, path) in own {
        let journal = out.join(BESIDE).join(format!("journal{}", shard.name()));
        let removed = disk::remove(path).and_then(|()| disk::remove(&journal));
        removed.map_err(|failure| vec![failure.into()])?;
    }
    Ok(whole.records().len())
}
