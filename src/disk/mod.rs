//! Reading and writing, with the path in every failure, and nothing half-written.
//!
//! The only room that knows the file system. It knows nothing of what the files mean.

mod folder;
mod lock;
mod revision;
mod watch;
mod whole;

pub use folder::{
    entries_of, files_below, is_folder, is_within, make_folder, nearest_folder_with, remove_folder,
    remove_if_empty, rename_folder, resolved, temporary_folder,
};
pub use lock::{Hold, Lock, lock};
pub use revision::checked_out;
pub use watch::{Watch, watch};
pub use whole::{Part, stage, sweep, write_lasting, write_parts, write_whole};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// How many bytes are read or written at once where it goes by small parts.
const AT_ONCE: usize = 1 << 16;

/// A file operation that did not work.
#[derive(Debug)]
pub struct Failure {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub reason: io::Error,
    /// Whether it was a reading or a writing that failed.
    pub writing: bool,
}

impl Failure {
    /// Why, in plain words where the system's are known.
    pub fn plain_reason(&self) -> String {
        use io::ErrorKind as Kind;
        let plain = match self.reason.kind() {
            Kind::NotFound if self.writing => "there is no such folder",
            Kind::NotFound => "there is no such file",
            Kind::PermissionDenied => "this is not permitted",
            Kind::StorageFull | Kind::QuotaExceeded => "the disk is full",
            Kind::ReadOnlyFilesystem => "the disk cannot be written",
            Kind::ResourceBusy | Kind::ExecutableFileBusy => "the file is in use",
            Kind::IsADirectory => "this is a folder",
            Kind::NotADirectory | Kind::AlreadyExists => "a file stands where a folder should be",
            Kind::InvalidFilename => "the name is too long or has a character that no name has",
            _ => return self.reason.to_string(),
        };
        plain.to_owned()
    }
}

fn reading(path: &Path) -> impl FnOnce(io::Error) -> Failure + '_ {
    move |reason| Failure {
        path: path.to_owned(),
        reason,
        writing: false,
    }
}

fn writing(path: &Path) -> impl FnOnce(io::Error) -> Failure + '_ {
    move |reason| Failure {
        path: path.to_owned(),
        reason,
        writing: true,
    }
}

/// The size of a file in bytes.
pub fn size(path: &Path) -> Result<u64, Failure> {
    Ok(fs::metadata(path).map_err(reading(path))?.len())
}

/// All bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(reading(path))
}

/// All bytes of a file, or nothing where there is no such file.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(reading(path)(error)),
    }
}

/// The lines of a file that begin in a range of its bytes, each with where it begins, until `each` has had
/// enough: a large file need not be in memory as a whole.
pub fn each_line(
    path: &Path,
    range: Range<u64>,
    mut each: impl FnMut(u64, &[u8]) -> bool,
) -> Result<(), Failure> {
    let file = fs::File::open(path).map_err(reading(path))?;
    let mut file = BufReader::with_capacity(AT_ONCE, file);
    let mut line = Vec::new();
    let mut at = range.start;
    if at > 0 {
        // A line that begins before the range is no line of it.
        at -= 1;
        file.seek(SeekFrom::Start(at)).map_err(reading(path))?;
        let rest = file.read_until(b'\n', &mut line);
        at += rest.map_err(reading(path))? as u64;
    }
    while at < range.end {
        line.clear();
        let length = file.read_until(b'\n', &mut line).map_err(reading(path))?;
        if length == 0 || !each(at, line.strip_suffix(b"\n").unwrap_or(&line)) {
            break;
        }
        at += length as u64;
    }
    Ok(())
}

fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Whether a file is there.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Size and time of the last change of a file: where both are as they were, the file is taken to be, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// In nanoseconds since 1970, as the file system tells it; what it tells of earlier years is taken for 1970.
    pub changed: u64,
}

/// The stamp of a file, or nothing where there is no such file.
pub fn stamp(path: &Path) -> Option<Stamp> {
    stamp_of(&fs::metadata(path).ok()?)
}

fn stamp_of(data: &fs::Metadata) -> Option<Stamp> {
    let since = data.modified().ok()?.duration_since(UNIX_EPOCH);
    let changed = u64::try_from(since.unwrap_or_default().as_nanos()).unwrap_or(u64::MAX);
    // Copying programs set the time of the content back; that of the entry they cannot.
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = data.ctime().saturating_mul(1_000_000_000) + data.ctime_nsec();
        changed.max(u64::try_from(nanoseconds).unwrap_or_default())
    };
    Some(Stamp {
        size: data.len(),
        changed,
    })
}

/// A file at the end of which more is put; it is opened, or made, when there is something to put.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    file: Option<fs::File>,
}

impl Growing {
    /// The file with a path.
    pub fn new(path: &Path) -> Growing {
        Growing {
            path: path.to_owned(),
            file: None,
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts bytes at its end; they are with the system when this returns.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                make_folder(self.path.parent().unwrap_or_else(|| Path::new(".")))?;
                let file = fs::OpenOptions::new()
                    .append(true)
                    .create(true)
                    .open(&self.path);
                self.file.insert(file.map_err(writing(&self.path))?)
            }
        };
        file.write_all(bytes).map_err(writing(&self.path))
    }

    /// Takes it away; it need not be there.
    pub fn remove(&mut self) -> Result<(), Failure> {
        // Not every system takes away a file that is open.
        self.file = None;
        remove(&self.path)
    }
}

/// Takes a file away; it need not be there.
pub fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if is_absence(&error) => Ok(()),
        Err(error) => Err(writing(path)(error)),
    }
}

/// Marks a file as one that is not to be changed.
pub fn make_read_only(path: &Path) -> Result<(), Failure> {
    let data = fs::metadata(path).map_err(reading(path))?;
    let mut permissions = data.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).map_err(writing(path))
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for digit in [byte >> 4, byte & 15] {
            digits.push(char::from_digit(digit.into(), 16).unwrap_or_default());
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_any_year_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("old.pdf");
        write_whole(&path, b"x").expect("written");
        let file = fs::File::options().write(true).open(&path);
        let old = UNIX_EPOCH - std::time::Duration::from_secs(86_400);
        file.and_then(|file| file.set_modified(old)).expect("dated");
        assert_eq!(stamp(&path).map(|stamp| stamp.size), Some(1));
    }

    #[test]
    fn a_failure_names_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        write_whole(&file, b"x").expect("written");
        let failure = write_whole(&file.join("below"), b"y").expect_err("not a folder");
        assert!(failure.writing);
        assert!(failure.path.starts_with(&file));
        assert_eq!(read(&file).expect("still there"), b"x");
    }
}
