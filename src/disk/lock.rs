//! Locks of folders.

use super::{Failure, Stamp, is_file, make_folder, stamp, write_whole, writing};
use std::fs;
use std::path::{Path, PathBuf};

/// A lock that the system takes back when the process ends, however it ends.
pub struct Lock {
    file: fs::File,
    /// Where its only holder tells of himself.
    told: Option<PathBuf>,
    /// When it was taken, if somebody had it before who did not give it back: who was killed, or shared it.
    pub left: Option<Stamp>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // As long as it is locked: afterwards it tells of somebody else.
        if let Some(told) = &self.told {
            let _ = fs::remove_file(told);
        }
        let _ = self.file.unlock();
    }
}

/// Whether a lock is taken by one alone, or by several who do not disturb each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// By one.
    Alone,
    /// By all who share it.
    Shared,
}

/// Takes a lock of a folder; if somebody else has it, gives what they say of themselves.
pub fn lock(
    folder: &Path,
    name: &str,
    hold: Hold,
    holder: &str,
) -> Result<Result<Lock, String>, Failure> {
    make_folder(folder)?;
    let path = folder.join(format!("{name}.lock"));
    // Beside it: a locked file cannot be read on every system.
    let told = folder.join(format!("{name}.holder"));
    // Not every system lets share what may not be read.
    let file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let file = file.map_err(writing(&path))?;
    let taken = match hold {
        Hold::Alone => file.try_lock(),
        Hold::Shared => file.try_lock_shared(),
    };
    match taken {
        Ok(()) => {
            let left = is_file(&told);
            write_whole(&told, holder.as_bytes())?;
            Ok(Ok(Lock {
                left: stamp(&told).filter(|_| left),
                // Of those who share it, nobody knows whether he is the last.
                told: (hold == Hold::Alone).then_some(told),
                file,
            }))
        }
        Err(fs::TryLockError::WouldBlock) => {
            let holder = fs::read_to_string(&told).unwrap_or_default();
            Ok(Err(holder.trim().to_owned()))
        }
        Err(fs::TryLockError::Error(error)) => Err(writing(&path)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_tells_who_has_it_and_whether_somebody_did_not_give_it_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let take = |hold, holder| lock(folder.path(), "build", hold, holder).expect("looked at");
        let Ok(alone) = take(Hold::Alone, "anna") else {
            panic!("nobody has it");
        };
        assert!(alone.left.is_none());
        for hold in [Hold::Alone, Hold::Shared] {
            assert_eq!(take(hold, "juris").err().as_deref(), Some("anna"));
        }
        drop(alone);
        let shared = [take(Hold::Shared, "juris"), take(Hold::Shared, "ilze")];
        assert!(shared.iter().all(Result::is_ok));
        assert_eq!(take(Hold::Alone, "anna").err().as_deref(), Some("ilze"));
        drop(shared);
        assert!(take(Hold::Alone, "anna").is_ok_and(|lock| lock.left.is_some()));
        assert!(take(Hold::Alone, "anna").is_ok_and(|lock| lock.left.is_none()));
    }
}
