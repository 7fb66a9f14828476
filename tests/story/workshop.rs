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
    /// A copy of the fixtures: the five documents' records and their registry, in Latvian.
    pub fn fixtures() -> Workshop {
        let workshop = Workshop::in_both_languages();
        for folder in ["fixtures/projects", "fixtures/registry"] {
            for entry in fs::read_dir(workshop.path(folder)).expect("fixtures") {
                let path = entry.expect("a fixture").path();
                let mut json: Value = serde_json::from_str(&read(&path)).expect("JSON");
                only_latvian(&mut json);
                let text = serde_json::to_string_pretty(&json).expect("JSON");
                fs::write(&path, text).expect("written");
            }
        }
        workshop
    }

    /// A copy of the fixtures as they are, with the English releases.
    pub fn in_both_languages() -> Workshop {
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

/// Takes out of a record what is there for its English documents, and these themselves.
fn only_latvian(json: &mut Value) {
    match json {
        Value::Object(map) if map.contains_key("en") && map.len() == 2 => {
            let latvian = map.get("lv").or_else(|| map.get("nom")).cloned();
            *json = latvian.expect("Latvian");
        }
        Value::Object(map) => {
            map.shift_remove("en");
            map.values_mut().for_each(only_latvian);
        }
        Value::Array(list) => {
            list.retain(|item| item.get("translation_of").is_none());
            list.iter_mut().for_each(only_latvian);
        }
        _ => {}
    }
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words of a text: what stands between spaces, punctuation and signs. A word that was divided at the end
/// of a line (a soft hyphen says so) is whole again.
pub fn words(text: &str) -> Vec<String> {
    let mut whole = String::with_capacity(text.len());
    let mut divided = text.split('\u{ad}').peekable();
    while let Some(part) = divided.next() {
        let part = if whole.is_empty() {
            part
        } else {
            part.trim_start()
        };
        let part = match divided.peek() {
            Some(_) => part.trim_end(),
            None => part,
        };
        whole.push_str(part);
    }
    // Where the same sign stands for a real hyphen, too, this reader of PDF knows no difference.
    let mut lines = String::with_capacity(whole.len());
    for line in whole.lines() {
        let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        match lines.trim_end().strip_suffix('-') {
            Some(before)
                if lower(before.trim_end().chars().next_back()) && lower(line.chars().next()) =>
            {
                lines.truncate(before.trim_end().len());
            }
            _ => lines.push('\n'),
        }
        lines.push_str(line);
    }
    let text = lines;
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
