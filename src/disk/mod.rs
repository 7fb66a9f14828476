//! Reading and writing, with the path in every failure, and nothing half-written.
//!
//! The only room that knows the file system. It knows nothing of what the files mean.

mod revision;
mod watch;
mod whole;

pub use revision::checked_out;
pub use watch::{Watch, watch};
pub use whole::{Part, sweep, write_lasting, write_parts, write_whole};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
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

/// Whether a folder is there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Every file below a folder, by name; none where the folder does not exist. Hidden files and folders
/// (a name that starts with a point) are passed over. A link to a folder is followed, but never back to where
/// it stands, nor a second time to the same one.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    let mut led = HashSet::new();
    while let Some(at) = waiting.pop() {
        let Entries {
            files,
            folders,
            links,
        } = entries(&at)?;
        found.extend(files);
        waiting.extend(folders);
        if links.is_empty() {
            continue;
        }
        // Where a link leads is asked only where there are some.
        led.extend(fs::canonicalize(folder));
        let here = fs::canonicalize(&at).map_err(reading(&at))?;
        for link in links {
            let to = fs::canonicalize(&link).map_err(reading(&link))?;
            if !here.starts_with(&to) && led.insert(to) {
                waiting.push(link);
            }
        }
    }
    found.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok(found)
}

/// What is in a folder itself, files and folders, by name; nothing where it does not exist. Hidden ones are
/// passed over.
pub fn entries_of(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let Entries {
        mut files,
        mut folders,
        links,
    } = entries(folder)?;
    folders.extend(links);
    files.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    folders.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok((files, folders))
}

/// What is in a folder itself, in no order.
#[derive(Default)]
struct Entries {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// The links to folders.
    links: Vec<PathBuf>,
}

fn entries(folder: &Path) -> Result<Entries, Failure> {
    let mut found = Entries::default();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if is_absence(&error) => return Ok(found),
        Err(error) => return Err(reading(folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(reading(folder))?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = entry.file_type().map_err(reading(folder))?;
        let path = entry.path();
        if kind.is_dir() {
            found.folders.push(path);
        } else if kind.is_symlink() && path.is_dir() {
            found.links.push(path);
        } else {
            found.files.push(path);
        }
    }
    Ok(found)
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

/// Takes a folder away if nothing is in it.
pub fn remove_if_empty(folder: &Path) {
    let _ = fs::remove_dir(folder);
}

/// Whether a path is a folder or leads into it, whatever links and `..` it goes by; it need not be there.
pub fn is_within(path: &Path, folder: &Path) -> bool {
    resolved(path).starts_with(resolved(folder))
}

/// A path as the system knows it: what is there without links, the rest as it is called.
pub fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|above| {
        let real = fs::canonicalize(above).ok()?;
        Some((real, path.strip_prefix(above).ok()?))
    });
    let (mut real, rest) = match known {
        Some((real, rest)) => (real, rest),
        None => return path,
    };
    for part in rest.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
    }
    real
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    match folder.is_dir() {
        true => Ok(()),
        false => fs::create_dir_all(folder).map_err(writing(folder)),
    }
}

/// Gives a folder its name when everything in it is there: whoever looks sees all of it or nothing.
pub fn rename_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    let above = to.parent().unwrap_or_else(|| Path::new("."));
    make_folder(above)?;
    fs::rename(from, to).map_err(writing(to))?;
    whole::keep_names(above);
    Ok(())
}

/// Takes a folder away with all that is in it.
pub fn remove_folder(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Ok(()) => Ok(()),
        Err(error) if is_absence(&error) => Ok(()),
        Err(error) => Err(writing(folder)(error)),
    }
}

/// Marks a file as one that is not to be changed.
pub fn make_read_only(path: &Path) -> Result<(), Failure> {
    let data = fs::metadata(path).map_err(reading(path))?;
    let mut permissions = data.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).map_err(writing(path))
}

/// A folder for the time of a piece of work.
pub fn temporary_folder() -> Result<tempfile::TempDir, Failure> {
    tempfile::Builder::new()
        .prefix("pielikums-")
        .tempdir()
        .map_err(writing(&std::env::temp_dir()))
}

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

/// The nearest folder, from `start` upward, that holds a file called `name`.
pub fn nearest_folder_with(start: &Path, name: &str) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    let found = start.ancestors().find(|folder| folder.join(name).is_file());
    found.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_known_by_where_it_leads() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |inner: &str| folder.path().join(inner);
        make_folder(&path("projects")).expect("made");
        make_folder(&path("docs")).expect("made");
        for (inner, within) in [
            ("projects", true),
            ("projects/p.json", true),
            ("docs/../projects/new/p.json", true),
            ("none/../projects/p.json", true),
            ("projects/../list.html", false),
            ("projects-2/p.json", false),
            ("list.html", false),
        ] {
            assert_eq!(
                is_within(&path(inner), &path("projects")),
                within,
                "{inner}"
            );
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_followed_and_never_in_a_circle() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let path = |inner: &str| folder.path().join(inner);
        for file in ["records/a.json", "records/b/b.json", "beside/c.json"] {
            write_whole(&path(file), b"{}").expect("written");
        }
        for (to, link) in [
            ("records", "records/b/up"),
            ("beside", "records/beside"),
            ("beside", "records/z-again"),
            ("records", "beside/back"),
        ] {
            symlink(path(to), path(link)).expect("a link");
        }
        let files = files_below(&path("records")).expect("an end");
        // Of two links to one folder it does not matter which is taken.
        let names = files.iter().filter_map(|file| file.file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, ["a.json", "b.json", "c.json"], "{files:?}");
        assert_eq!(entries_of(&path("records")).expect("read").1.len(), 3);
    }

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
