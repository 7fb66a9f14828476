//! The command that builds whenever something is saved.

use super::arguments::Selected;
use super::building::Job;
use super::commands::Desk;
use super::{DONE, STOP};
use crate::batch::Aim;
use crate::disk;
use crate::record::{SETTINGS, Workspace};
use std::io::Result;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often it is looked whether somebody wants to end it.
const PATIENCE: Duration = Duration::from_millis(200);

impl Desk<'_> {
    /// Builds, and builds again what is saved, until it is ended.
    pub fn watch(&mut self, selected: &Selected) -> Result<u8> {
        let (mut workspace, memory, mut maker) = match self.open_all_with(None, None)? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let job = |selectors: &[String]| Job {
            selectors: selectors.to_vec(),
            ..Job::default()
        };
        let watch = match disk::watch(&watched(&workspace), &workspace.root) {
            Ok(watch) => watch,
            Err(failure) => return self.tell(&[failure.into()]),
        };
        self.made(
            &workspace,
            &maker,
            memory,
            job(&selected.selectors),
            Aim::Build,
        )?;
        let line = self.tongue(
            "watching; Ctrl-C ends it",
            "gaida izmaiņas; lai beigtu, nospiediet Ctrl-C",
        );
        let line = line.to_owned();
        writeln!(self.err, "{line}")?;
        self.flush()?;
        while let Some(changed) = watch.changed(PATIENCE) {
            if STOP.load(Ordering::Relaxed) {
                break;
            }
            let out = std::path::absolute(workspace.out()).unwrap_or_default();
            let root = std::path::absolute(&workspace.root).unwrap_or_default();
            // Of the folder itself, only the settings.
            let other =
                |path: &PathBuf| path.parent() == Some(root.as_path()) && !path.ends_with(SETTINGS);
            let hidden = |path: &PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with('.') || name.ends_with('~')
            };
            let changed: Vec<PathBuf> = changed
                .into_iter()
                .filter(|path| !path.starts_with(&out) && !hidden(path) && !other(path))
                .collect();
            if changed.is_empty() {
                continue;
            }
            let settings_before = workspace.settings_digest.clone();
            // Settings and registry are read anew; templates only where they, too, may have changed.
            let projects = std::path::absolute(workspace.root.join(&workspace.settings.projects));
            let projects = projects.unwrap_or_default();
            let only_records = changed.iter().all(|path| path.starts_with(&projects));
            let memory = match self.open_with(None, None)? {
                Ok((opened, memory)) => {
                    workspace = opened;
                    memory
                }
                Err(_) => continue,
            };
            if !only_records || workspace.settings_digest != settings_before {
                match self.maker(&workspace)? {
                    Ok(loaded) => maker = loaded,
                    Err(_) => continue,
                }
            }
            self.again();
            self.made(
                &workspace,
                &maker,
                memory,
                job(&selected.selectors),
                Aim::Build,
            )?;
            self.flush()?;
        }
        Ok(DONE)
    }
}

/// What a workspace is made of, where it is there.
fn watched(workspace: &Workspace) -> Vec<PathBuf> {
    let paths = workspace.folders().into_iter();
    let paths = paths.filter(|path| disk::is_folder(path));
    paths
        .map(|path| std::path::absolute(&path).unwrap_or(path))
        .collect()
}
