//! Reading and writing, with the path in every failure, and nothing half-written.
//!
//! The only room that knows the file system. It knows nothing of what the files mean.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
/// (a name that starts with a point) are passed over.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if is_absence(&error) => continue,
            Err(error) => return Err(reading(&folder)(error)),
        };
        for entry in entries {
            let path = entry.map_err(reading(&folder))?.path();
            let hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok(found)
}

/// Writes a file that people typed, of which there is no other: as [`write_whole`] does, but the disk has it
/// before this returns; the file's permissions stay, and a link stays a link.
pub fn write_lasting(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).map(|data| data.permissions());
    write(&path, bytes, true)?;
    match before {
        Ok(permissions) => fs::set_permissions(&path, permissions).map_err(writing(&path)),
        Err(_) => Ok(()),
    }
}

/// Writes a file as a whole: beside it first, then renamed over it. Whoever looks sees the old file or
/// the new one, never a part; a failure leaves the old one. It is not waited until the disk has it: what
/// a failure of the power takes, the next run finds missing and makes again.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(path, bytes, false)
}

fn write(path: &Path, bytes: &[u8], lasting: bool) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        fs::create_dir_all(folder).map_err(writing(folder))?;
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pielikums-").suffix(".part");
    #[cfg(unix)]
    {
        // A temporary file is private; a council's document is as readable as its other files.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder).map_err(writing(path))?;
    beside.write_all(bytes).map_err(writing(path))?;
    if lasting {
        beside.as_file().sync_all().map_err(writing(path))?;
    }
    beside
        .persist(path)
        .map_err(|error| writing(path)(error.error))?;
    Ok(())
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
    fn a_file_is_written_whole_and_no_part_stays_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.pdf");
        write_whole(&path, b"one").expect("written");
        write_whole(&path, b"two").expect("written again");
        assert_eq!(read(&path).expect("read"), b"two");
        assert_eq!(files_below(folder.path()).expect("listed"), [path]);
        let all = fs::read_dir(folder.path().join("a")).expect("listed");
        assert_eq!(all.count(), 1);
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
