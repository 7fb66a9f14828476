//! Who may write in the folder of the documents.

use super::ledger::BESIDE;
use super::shard::Shard;
use crate::disk::{self, Hold, Lock};
use crate::finding::{Finding, Matter};
use std::path::Path;

/// The folder of the documents for whoever writes in it, until what this gives is dropped. Shares are made
/// beside one another, each of them once; everything else is done alone, and takes away first what somebody
/// who was killed had begun to write.
pub fn lock(out: &Path, shard: Option<Shard>, holder: &str) -> Result<Vec<Lock>, Vec<Finding>> {
    let failed = |failure: disk::Failure| vec![failure.into()];
    let beside = out.join(BESIDE);
    let ignored = beside.join(".gitignore");
    if !disk::is_file(&ignored) {
        // Where that cannot be, it is the folder that was named that is told, and not what would stand in it.
        disk::make_folder(out).map_err(failed)?;
        disk::write_whole(&ignored, b"*\n").map_err(failed)?;
    }
    let take = |name: &str, hold| {
        let taken = disk::lock(&beside, name, hold, holder).map_err(failed)?;
        taken.map_err(|holder| vec![Finding::new(Matter::Locked { holder })])
    };
    let Some(shard) = shard else {
        let lock = take("build", Hold::Alone)?;
        if let Some(now) = lock.left {
            disk::sweep(out, now);
        }
        return Ok(vec![lock]);
    };
    // Its own first: one that is refused is not told as a holder of what is shared.
    let own = take(&format!("build{}", shard.name()), Hold::Alone)?;
    Ok(vec![own, take("build", Hold::Shared)?])
}
