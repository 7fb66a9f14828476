//! Folders: what is in them, and where a path leads.

use super::{Failure, is_absence, reading, whole, writing};
use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

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

/// Takes a folder away if nothing is in it.
pub fn remove_if_empty(folder: &Path) {
    let _ = fs::remove_dir(folder);
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
    // The folders above may be new, too.
    above.ancestors().take(3).for_each(whole::keep_names);
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

/// A folder for the time of a piece of work.
pub fn temporary_folder() -> Result<tempfile::TempDir, Failure> {
    tempfile::Builder::new()
        .prefix("pielikums-")
        .tempdir()
        .map_err(writing(&std::env::temp_dir()))
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

/// The nearest folder, from `start` upward, that holds a file called `name`.
pub fn nearest_folder_with(start: &Path, name: &str) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    let found = start.ancestors().find(|folder| folder.join(name).is_file());
    found.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::write_whole;
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
}
