//! An earlier state of a folder, from version control.

use std::path::{Component, Path, PathBuf};
use std::process::Command;

/// Writes the files of a folder as they were in a revision of git into another folder; only those below
/// `paths`, which are relative to the folder (`projects`, `./projects`, or `.` for all of them). Nothing in the repository is touched.
pub fn checked_out(
    folder: &Path,
    revision: &str,
    paths: &[PathBuf],
    into: &Path,
) -> Result<(), String> {
    // What looks like an option is none.
    if revision.is_empty() || revision.starts_with('-') {
        return Err("this is no revision".into());
    }
    let git = |arguments: &[&str]| -> Result<Vec<u8>, String> {
        let run = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(arguments)
            .output()
            .map_err(|error| format!("git cannot be started: {error}"))?;
        match run.status.success() {
            true => Ok(run.stdout),
            false => Err(String::from_utf8_lossy(&run.stderr)
                .trim()
                .replace('\n', " ")),
        }
    };
    let prefix = String::from_utf8_lossy(&git(&["rev-parse", "--show-prefix"])?)
        .trim()
        .to_owned();
    let commit = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        &format!("{revision}^{{commit}}"),
    ]);
    let commit = commit.map_err(|_| "git knows no such revision".to_owned())?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let tree = format!("{commit}:{prefix}");
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree])?;
    // The names that git tells have no `.` among their parts.
    let plain = |path: &PathBuf| -> PathBuf {
        let parts = path.components();
        parts.filter(|part| *part != Component::CurDir).collect()
    };
    let paths: Vec<PathBuf> = paths.iter().map(plain).collect();
    for name in listed
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        let name = String::from_utf8_lossy(name).into_owned();
        if paths.iter().any(|path| Path::new(&name).starts_with(path)) {
            let content = git(&["cat-file", "blob", &format!("{commit}:{prefix}{name}")])?;
            super::write_whole(&into.join(&name), &content)
                .map_err(|failure| failure.plain_reason())?;
        }
    }
    Ok(())
}
