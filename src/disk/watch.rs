//! Being told when files below some folders change.

use super::Failure;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Somebody who watches.
pub struct Watch {
    told: Receiver<Vec<PathBuf>>,
    /// It watches as long as it is kept.
    _watcher: RecommendedWatcher,
}

/// An editor saves a file in several steps; what comes within this time is one change.
const TOGETHER: Duration = Duration::from_millis(15);

/// Watches some folders with all below them, and one for its own files: programs that save by renaming make
/// a new file each time, which only its folder knows.
pub fn watch(paths: &[PathBuf], alone: &Path) -> Result<Watch, Failure> {
    let (tell, told) = channel();
    let failed = |path: &Path, error: notify::Error| Failure {
        path: path.to_owned(),
        reason: std::io::Error::other(error.to_string()),
        writing: false,
    };
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !matches!(event.kind, EventKind::Access(_))
        {
            let _ = tell.send(event.paths);
        }
    });
    let first = paths.first().cloned().unwrap_or_default();
    let mut watcher = watcher.map_err(|error| failed(&first, error))?;
    for path in paths {
        let watched = watcher.watch(path, RecursiveMode::Recursive);
        watched.map_err(|error| failed(path, error))?;
    }
    let alone = std::path::absolute(alone).unwrap_or_else(|_| alone.to_owned());
    let watched = watcher.watch(&alone, RecursiveMode::NonRecursive);
    watched.map_err(|error| failed(&alone, error))?;
    Ok(Watch {
        told,
        _watcher: watcher,
    })
}

impl Watch {
    /// The files that changed, when some have, or none after a while; nothing when it is over.
    pub fn changed(&self, patience: Duration) -> Option<Vec<PathBuf>> {
        let mut changed = match self.told.recv_timeout(patience) {
            Ok(paths) => paths,
            Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        while let Ok(more) = self.told.recv_timeout(TOGETHER) {
            changed.extend(more);
        }
        changed.sort();
        changed.dedup();
        Some(changed)
    }
}
