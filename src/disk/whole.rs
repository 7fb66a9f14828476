//! Files that are written as a whole: beside first, then renamed.

use super::{AT_ONCE, Failure, Stamp, make_folder, reading, stamp, stamp_of, writing};
use std::fs;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// Writes a file that people typed, of which there is no other: as [`write_whole`] does, but the disk has it
/// before this returns; the file's permissions stay, and a link stays a link.
pub fn write_lasting(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).map(|data| data.permissions());
    write(&path, None, std::iter::once(Part::Bytes(bytes)), true)?;
    match before {
        Ok(permissions) => fs::set_permissions(&path, permissions).map_err(writing(&path)),
        Err(_) => Ok(()),
    }
}

/// Writes a file as a whole: beside it first, then renamed over it. Whoever looks sees the old file or
/// the new one, never a part; a failure leaves the old one. It is not waited until the disk has it: what
/// a failure of the power takes, the next run finds missing and makes again.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(path, None, std::iter::once(Part::Bytes(bytes)), false)
}

/// Files that belong together, written beside their places and not put there yet: what cannot be written is known
/// before any of them is replaced.
#[derive(Debug)]
pub struct Staged<'p>(Vec<(&'p Path, tempfile::NamedTempFile)>);

/// Writes files that belong together beside their places.
pub fn stage<'p>(files: impl Iterator<Item = (&'p Path, &'p [u8])>) -> Result<Staged<'p>, Failure> {
    let staged = files.map(|(path, bytes)| {
        // No file takes the place of a folder, which would be known too late.
        if path.is_dir() {
            return Err(writing(path)(io::ErrorKind::IsADirectory.into()));
        }
        let part = std::iter::once(Part::Bytes(bytes));
        Ok((path, beside(path, None, part)?))
    });
    Ok(Staged(staged.collect::<Result<_, Failure>>()?))
}

impl Staged<'_> {
    /// Puts each of them in its place.
    pub fn put(self) -> Result<(), Failure> {
        let mut files = self.0.into_iter();
        files.try_for_each(|(path, file)| {
            let put = file.persist(path);
            put.map(|_| ()).map_err(|error| writing(path)(error.error))
        })
    }
}

/// A part of a file that is put together of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'b> {
    /// These bytes.
    Bytes(&'b [u8]),
    /// Bytes of the file that was there before, as they stand there; they need not be in memory.
    Before(Range<u64>),
}

/// As [`write_whole`] does, a file that is put together of many parts. `before` is the stamp of the file that
/// is there, if parts of it are used; nothing is written, and `false` given, where another file is there by now.
pub fn write_parts<'b>(
    path: &Path,
    before: Option<Stamp>,
    parts: impl Iterator<Item = Part<'b>>,
) -> Result<bool, Failure> {
    let old = match before {
        Some(before) => match fs::File::open(path).and_then(|file| Ok((file.metadata()?, file))) {
            Ok((now, file)) if stamp_of(&now) == Some(before) => Some(file),
            _ => return Ok(false),
        },
        None => None,
    };
    write(path, old, parts, false)?;
    Ok(true)
}

/// How the names of files begin and end that are being written.
const UNFINISHED: (&str, &str) = (".pielikums-", ".part");

/// Takes away, in a folder and all below it, what was begun to be written before `until` and was not finished:
/// the parts of a process that was killed. Only for whoever knows that nobody is writing there.
pub fn sweep(folder: &Path, until: Stamp) {
    let is_left = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_unfinished = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        is_unfinished && stamp(path).is_some_and(|s| s.changed <= until.changed)
    };
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(_) if is_left(&entry.path()) => {
                    // It takes up room and does no harm.
                    let _ = fs::remove_file(entry.path());
                }
                _ => {}
            }
        }
    }
}

fn write<'b>(
    path: &Path,
    before: Option<fs::File>,
    parts: impl Iterator<Item = Part<'b>>,
    lasting: bool,
) -> Result<(), Failure> {
    let beside = beside(path, before, parts)?;
    if lasting {
        beside.as_file().sync_all().map_err(writing(path))?;
    }
    beside
        .persist(path)
        .map_err(|error| writing(path)(error.error))?;
    if lasting {
        keep_names(path.parent().unwrap_or_else(|| Path::new(".")));
    }
    Ok(())
}

/// Writes a file beside its place.
fn beside<'b>(
    path: &Path,
    mut before: Option<fs::File>,
    parts: impl Iterator<Item = Part<'b>>,
) -> Result<tempfile::NamedTempFile, Failure> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    make_folder(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        // A temporary file is private; a council's document is as readable as its other files.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder).map_err(writing(path))?;
    let mut writer = BufWriter::with_capacity(AT_ONCE, &mut beside);
    for part in parts {
        match (part, &mut before) {
            (Part::Bytes(bytes), _) => writer.write_all(bytes).map_err(writing(path))?,
            (Part::Before(range), Some(old)) => {
                // From file to file the system copies by itself.
                writer.flush().map_err(writing(path))?;
                let start = SeekFrom::Start(range.start);
                old.seek(start).map_err(reading(path))?;
                let length = range.end - range.start;
                let mut stretch = old.take(length);
                let to = writer.get_mut().as_file_mut();
                let copied = io::copy(&mut stretch, to).map_err(writing(path))?;
                if copied != length {
                    return Err(writing(path)(io::ErrorKind::UnexpectedEof.into()));
                }
            }
            (Part::Before(_), None) => {
                return Err(writing(path)(io::ErrorKind::NotFound.into()));
            }
        }
    }
    writer.flush().map_err(writing(path))?;
    drop(writer);
    // Not every system puts another in the place of a file that is open.
    drop(before);
    Ok(beside)
}

/// Has the disk keep the names in a folder, as it keeps what is in the files. A system that does not know of it
/// keeps them by itself, and one that refuses has the file all the same.
pub(super) fn keep_names(folder: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::super::{files_below, read};
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
    fn a_file_is_put_together_of_new_parts_and_of_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        write_whole(&path, b"one two three").expect("written");
        let before = stamp(&path);
        let parts = || [Part::Before(0..4), Part::Bytes(b"and"), Part::Before(7..13)].into_iter();
        assert!(write_parts(&path, before, parts()).expect("written"));
        assert_eq!(read(&path).expect("read"), b"one and three");
        // Another file is there now: nothing of it is taken for what was meant.
        write_whole(&path, b"else").expect("written");
        assert!(!write_parts(&path, before, parts()).expect("looked at"));
        let beyond = std::iter::once(Part::Before(0..5));
        write_parts(&path, stamp(&path), beyond).expect_err("too short");
        assert_eq!(read(&path).expect("read"), b"else");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }
}
