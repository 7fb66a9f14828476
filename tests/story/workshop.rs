//! The driver of the stories: a workspace in a temporary folder, the program, and readers for what it made.

use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The five published documents.
pub const DOCUMENTS: [&str; 5] = [
    "ttchan/annex-502",
    "ttchan/release-start",
    "cities-of-change/release-start",
    "cities-of-change/release-conference",
    "european-regions/release-conference",
];

/// The project's own folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A workspace to try things in.
pub struct Workshop {
    folder: TempDir,
}

/// What a run of the program gave.
pub struct Run {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Workshop {
    /// A copy of the fixtures: the five documents' records and their registry.
    pub fn fixtures() -> Workshop {
        let workshop = Workshop::empty();
        let settings = read(&repository().join("pielikums.toml"));
        // With the templates that are in the program.
        workshop.write("pielikums.toml", settings.replace("templates = ", "# "));
        for folder in ["fixtures/projects", "fixtures/registry"] {
            for entry in fs::read_dir(repository().join(folder)).expect("fixtures") {
                let path = entry.expect("a fixture").path();
                let name = path
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                workshop.write(&format!("{folder}/{name}"), read(&path));
            }
        }
        workshop
    }

    /// The smallest workspace that builds: one project with one annex.
    pub fn smallest() -> Workshop {
        let workshop = Workshop::empty();
        workshop.write("pielikums.toml", "");
        workshop.write(
            "registry/organisations.json",
            r#"{"organisations": {"dome": {"names": [{"name": "Parauga novada dome"}]}}}"#,
        );
        workshop.write(
            "projects/p.json",
            r#"{
  "id": "p",
  "author": "dome",
  "titles": {"lv": "Paraugs"},
  "decisions": [{"id": "1", "body": "dome", "date": "2024-05-06", "number": "1"}],
  "documents": [
    {"id": "annex", "kind": "annex", "decision": "1", "rows": ["applicant"]}
  ]
}"#,
        );
        workshop
    }

    /// A copy of a workspace.
    pub fn copy_of(root: &Path) -> Workshop {
        let workshop = Workshop::empty();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(root).expect("inside").to_string_lossy();
                    workshop.write(&name.replace('\\', "/"), fs::read(&path).expect("a file"));
                }
            }
        }
        workshop
    }

    fn empty() -> Workshop {
        Workshop {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    /// Changes the JSON of a file.
    pub fn change(&self, file: &str, change: impl FnOnce(&mut Value)) {
        let mut json: Value = serde_json::from_str(&read(&self.path(file))).expect("JSON");
        change(&mut json);
        self.write(file, serde_json::to_string_pretty(&json).expect("JSON"));
    }

    /// Runs the program with messages in English.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("en", arguments)
    }

    /// Runs the program in a workspace that is a folder of this one.
    pub fn run_below(&self, folder: &str, arguments: &[&str]) -> Run {
        Workshop::go(&self.path(folder), "en", arguments)
    }

    pub fn run_in(&self, language: &str, arguments: &[&str]) -> Run {
        Workshop::go(self.folder.path(), language, arguments)
    }

    /// Runs the program in a folder that is no workshop.
    pub fn run_at(folder: &Path, arguments: &[&str]) -> Run {
        Workshop::go(folder, "en", arguments)
    }

    fn go(folder: &Path, language: &str, arguments: &[&str]) -> Run {
        let folder = folder.to_string_lossy().into_owned();
        let fixed = ["pielikums", "--language", language, "--workspace", &folder];
        let all = fixed.iter().chain(arguments).map(OsString::from);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = pielikums::cli::run(all, &mut out, &mut err);
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            text.replace(&folder, "WORKSPACE")
        };
        Run {
            code,
            out: text(out),
            err: text(err),
        }
    }

    pub fn pdf(&self, document: &str) -> Vec<u8> {
        fs::read(self.path(&format!("out/{document}.pdf"))).expect("a PDF")
    }

    /// The words of a document's text layer.
    pub fn words(&self, document: &str) -> Vec<String> {
        words(&text_layer(&self.pdf(document)))
    }
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words of a text: what stands between spaces, punctuation and signs.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The text layer of a PDF, without the page numbers.
pub fn text_layer(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let mut text = String::new();
    for number in document.get_pages().keys() {
        let page = document.extract_text(&[*number]).expect("text");
        let page = page.trim_end();
        let digits = number.to_string();
        text.push_str(match *number {
            1 => page,
            _ => page.strip_suffix(digits.as_str()).expect("a page number"),
        });
        text.push('\n');
    }
    text
}
