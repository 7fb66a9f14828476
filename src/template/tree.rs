//! The files of all templates, by their paths: those compiled into the program, and a workspace's own
//! in front of them.

use crate::disk;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Template files by path (`annex/main.typ.hbs`), always with `/`.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

/// A file with where it was read from.
#[derive(Debug, Clone)]
struct File {
    content: Cow<'static, [u8]>,
    /// The path to tell people: a workspace's own file, or one in the program.
    told: String,
    /// The SHA-256, taken when it is first asked for.
    digest: OnceLock<String>,
}

impl File {
    fn new(content: Cow<'static, [u8]>, told: String) -> File {
        File {
            content,
            told,
            digest: OnceLock::new(),
        }
    }
}

impl Tree {
    /// The files compiled into the program.
    pub fn built_in() -> Tree {
        let mut tree = Tree::default();
        tree.add(&BUILT_IN);
        tree
    }

    fn add(&mut self, folder: &Dir<'static>) {
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let told = format!("templates/{path}");
            let content = Cow::Borrowed(file.contents());
            self.files.insert(path, File::new(content, told));
        }
        for inner in folder.dirs() {
            self.add(inner);
        }
    }

    /// Puts a file in front of the one with the same path, if there is one.
    pub fn put(&mut self, path: String, content: Vec<u8>, told: String) {
        let content = Cow::Owned(content);
        self.files.insert(path, File::new(content, told));
    }

    /// Every path with its content, in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Cow<'static, [u8]>)> {
        self.files
            .iter()
            .map(|(path, file)| (path.as_str(), &file.content))
    }

    /// The paths in a folder that end in `ending`, in order.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a str> {
        let paths = self.files.keys().map(String::as_str);
        paths.filter(move |path| path.starts_with(folder) && path.ends_with(ending))
    }

    /// The file that has a template's name, `annex/main`: its path with its endings.
    pub fn of_name(&self, name: &str) -> Option<&str> {
        let paths = [".typ.hbs", ".hbs", "/pack.toml"].map(|ending| format!("{name}{ending}"));
        let mut found = paths
            .iter()
            .filter_map(|path| self.files.get_key_value(path));
        found.next().map(|(path, _)| path.as_str())
    }

    /// A file as text.
    pub fn text(&self, path: &str) -> Option<&str> {
        let text = std::str::from_utf8(&self.files.get(path)?.content).ok()?;
        // Editors of Windows put a byte-order mark first, which would be printed.
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// A file's bytes.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        Some(&self.files.get(path)?.content)
    }

    /// A file's SHA-256.
    pub fn digest(&self, path: &str) -> Option<&str> {
        let file = self.files.get(path)?;
        Some(file.digest.get_or_init(|| disk::sha256(&file.content)))
    }

    /// The SHA-256 of the workspace's own files with their names. (Those in the program are the program's.)
    pub fn own_digest(&self) -> String {
        let own = self.files.keys().filter(|path| self.is_own(path));
        let all: Vec<(&String, Option<&str>)> = own.map(|path| (path, self.digest(path))).collect();
        disk::sha256(&serde_json::to_vec(&all).unwrap_or_default())
    }

    /// Whether there are files of the workspace's own.
    pub fn has_own(&self) -> bool {
        self.files.keys().any(|path| self.is_own(path))
    }

    /// Whether a file is the workspace's own, and not one of the program.
    pub fn is_own(&self, path: &str) -> bool {
        let file = self.files.get(path);
        file.is_some_and(|file| matches!(file.content, Cow::Owned(_)))
    }

    /// What people are told a file is called.
    pub fn told<'a>(&'a self, path: &'a str) -> &'a str {
        self.files.get(path).map_or(path, |file| &file.told)
    }
}
