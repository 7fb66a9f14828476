//! The settings of a workspace: `pielikums.toml`, read like a record, every fault told in its place.

use super::json_file::{ancestors, member};
use super::schema::Shape;
use crate::disk;
use crate::finding::{CODES, Finding, Matter, Place, Severity, nearest};
use crate::language::lv::typography::House;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

/// The file that makes a folder a workspace.
pub const SETTINGS: &str = "pielikums.toml";

/// The form of the settings. It is asked only for what is wrong: compiling it takes longer than reading them.
static SHAPE: LazyLock<Shape<Settings>> = LazyLock::new(Shape::new);

/// What `pielikums.toml` says; every path is relative to its folder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The folder of the project records.
    pub projects: PathBuf,
    /// The folder of the registry; `registry` if nothing is said, which then need not be there.
    pub registry: Option<PathBuf>,
    /// The folder of the workspace's own templates, which stand before those in the program; `templates`
    /// if nothing is said, which then need not be there.
    pub templates: Option<PathBuf>,
    /// The folder of pictures.
    pub assets: PathBuf,
    /// The folder of the documents.
    pub out: PathBuf,
    /// Where the documents are published on the web, `https://www.example.lv/projekti`: the page of a
    /// document is `{web}/{project}/{document}.html` there. Without it, pages name no address.
    pub web: Option<String>,
    /// The forms that documents of a kind are made in, where they are fewer than its pack has.
    pub outputs: BTreeMap<String, Vec<String>>,
    /// How the emblem of the European Union is drawn.
    pub emblem: EmblemVersion,
    /// House style.
    pub house: House,
    /// How much warnings stop, by their codes.
    pub severity: BTreeMap<String, Weight>,
}

/// Whether a text is an address below which documents can be published.
fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or(text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
    rest.is_some_and(|rest| rest.contains('.') && rest.chars().all(plain))
}

/// How the emblem of the European Union is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EmblemVersion {
    /// Yellow stars on blue.
    #[default]
    Colour,
    /// Black on white, where a document is printed in one colour.
    Mono,
    /// In colour within a white border, for a coloured ground.
    Reversed,
}

impl EmblemVersion {
    /// The word for it in settings and templates.
    pub fn as_str(self) -> &'static str {
        match self {
            EmblemVersion::Colour => "colour",
            EmblemVersion::Mono => "mono",
            EmblemVersion::Reversed => "reversed",
        }
    }
}

/// What a workspace makes of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// It is not told.
    Off,
    /// It is told, and stops nothing.
    Warning,
    /// It stops the document.
    Error,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            projects: "projects".into(),
            registry: None,
            templates: None,
            assets: "assets".into(),
            out: "out".into(),
            web: None,
            outputs: BTreeMap::new(),
            emblem: EmblemVersion::default(),
            house: House::default(),
            severity: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The folder of the registry.
    pub fn registry(&self) -> &Path {
        self.registry.as_deref().unwrap_or(Path::new("registry"))
    }

    /// The folder of the workspace's own templates.
    pub fn templates(&self) -> &Path {
        self.templates.as_deref().unwrap_or(Path::new("templates"))
    }

    /// Gives a warning the weight that the workspace gives it.
    pub fn weigh(&self, finding: &mut Finding) {
        if finding.severity == Severity::Warning
            && self.severity.get(finding.code()) == Some(&Weight::Error)
        {
            finding.severity = Severity::Error;
        }
    }

    /// Whether a warning about prose is to stop a document, so that prose is looked over before each build.
    pub fn is_strict(&self) -> bool {
        let prose = [
            "record/typed-fact",
            "record/contradicts-fact",
            "record/not-eu",
        ];
        let raised = |code: &&str| self.severity.get(*code) == Some(&Weight::Error);
        prose.iter().any(raised)
    }

    /// Whether the workspace wants to hear of a finding.
    pub fn wants(&self, finding: &Finding) -> bool {
        finding.severity != Severity::Warning
            || self.severity.get(finding.code()) != Some(&Weight::Off)
    }

    /// What is wrong with what is said, each at its field.
    fn wrong(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut tell = |pointer: String, matter| {
            findings.push(Finding::new(matter).at(Place::field(SETTINGS, pointer)));
        };
        if let Some(web) = self.web.as_ref().filter(|web| !is_address(web)) {
            tell("/web".into(), Matter::NotAnAddress { value: web.clone() });
        }
        let warning = |code: &str| CODES.contains(&(code, Severity::Warning));
        for code in self.severity.keys().filter(|code| !warning(code)) {
            let warnings = CODES
                .iter()
                .filter(|(_, severity)| *severity == Severity::Warning);
            let matter = Matter::UnknownSeverity {
                code: code.clone(),
                is_error: CODES.iter().any(|(known, _)| known == code),
                suggestion: nearest(code, warnings.map(|(code, _)| *code)),
            };
            tell(member("/severity", code), matter);
        }
        findings
    }

    /// The folders that are named, or without which nothing is, and that are not there. Where a setting could
    /// not be understood, its folder is not known.
    fn missing_folders(&self, root: &Path, findings: &[Finding]) -> Vec<Finding> {
        let pointer = |finding: &Finding| finding.place.as_ref()?.pointer.clone();
        let wrong: Vec<String> = findings.iter().filter_map(pointer).collect();
        let misspelt = |finding: &Finding| matches!(finding.matter, Matter::UnknownField { .. });
        let misspelt = findings.iter().any(misspelt);
        let is_known = |name: &str, folder: &Path| {
            let is_default = *folder == Settings::default().projects;
            let is_refused = wrong.contains(&format!("/{name}"));
            !is_refused && (!is_default || !misspelt)
        };
        let missing = self
            .named_folders()
            .filter(|(name, folder)| is_known(name, folder))
            .filter(|(_, folder)| !disk::is_folder(&root.join(folder)));
        let finding = |(name, folder): (&str, &Path)| {
            let path = folder.display().to_string().replace('\\', "/");
            let reason = "there is no such folder".to_owned();
            let place = Place::field(SETTINGS, format!("/{name}"));
            Finding::new(Matter::Unreadable { path, reason }).at(place)
        };
        missing.map(finding).collect()
    }

    /// The folders that must be there because the settings name them, or because nothing is without them.
    fn named_folders(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let projects = Some(("projects", self.projects.as_path()));
        let registry = self.registry.as_deref().map(|folder| ("registry", folder));
        let templates = self
            .templates
            .as_deref()
            .map(|folder| ("templates", folder));
        [projects, registry, templates].into_iter().flatten()
    }
}

/// The settings of the workspace in a folder, as far as they can be understood, and all that is wrong with them.
pub(super) fn read(root: &Path, bytes: &[u8]) -> (Option<Settings>, Vec<Finding>) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let byte = error.valid_up_to() + 1;
            let finding = Finding::new(Matter::NotUtf8 { byte }).at(Place::file(SETTINGS));
            return (None, vec![finding]);
        }
    };
    let (settings, mut findings) = match toml::from_str::<Settings>(text) {
        Ok(settings) => (Some(settings), Vec::new()),
        Err(error) => departures(text, &error),
    };
    if let Some(settings) = &settings {
        findings.extend(settings.wrong());
        let missing = settings.missing_folders(root, &findings);
        findings.extend(missing);
    }
    locate(text, &mut findings);
    (settings, findings)
}

/// What can be understood of settings that are not as they should be, and how they depart.
fn departures(text: &str, error: &toml::de::Error) -> (Option<Settings>, Vec<Finding>) {
    let broken = |error: &toml::de::Error| {
        let reason = error.message().replace('\n', " ");
        let byte = error.span().map_or(0, |span| span.start);
        let place = Place::of_byte(SETTINGS, text, byte);
        Finding::new(Matter::BrokenSettings { reason }).at(place)
    };
    let (_, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (None, errors.iter().map(broken).collect());
    }
    let value = match toml::from_str::<serde_json::Value>(text) {
        Ok(value) => value,
        Err(error) => return (None, vec![broken(&error)]),
    };
    let (settings, findings) = SHAPE.understand(SETTINGS, &value);
    match findings.is_empty() {
        true => (None, vec![broken(error)]),
        false => (settings, findings),
    }
}

/// Gives findings that point at fields of the settings their line and column.
pub(super) fn locate(text: &str, findings: &mut [Finding]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Ok(table) = DeTable::parse(text) else {
        return;
    };
    let mut spans = HashMap::new();
    spans_of(table.get_ref(), "", &mut spans);
    for finding in findings {
        let about_name = finding.matter.is_about_name();
        let Some(place) = finding.place.as_mut() else {
            continue;
        };
        if place.file != SETTINGS || place.line.is_some() {
            continue;
        }
        // What is not there is missed at the beginning.
        let pointer = place.pointer.clone().unwrap_or_default();
        let byte = match ancestors(&pointer).find_map(|pointer| spans.get(pointer)) {
            Some([name, _]) if about_name => name.start,
            Some([_, value]) => value.start,
            None => 0,
        };
        let located = Place::of_byte(SETTINGS, text, byte);
        (place.line, place.column) = (located.line, located.column);
    }
}

/// Where the name and the value of every field stand, by pointer; of a table or list, the name is both.
fn spans_of(table: &DeTable<'_>, above: &str, found: &mut HashMap<String, [Range<usize>; 2]>) {
    for (name, value) in table {
        let pointer = member(above, name.get_ref());
        let name = name.span();
        let at = match value.get_ref() {
            DeValue::Table(inner) => {
                spans_of(inner, &pointer, found);
                name.clone()
            }
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let span = item.span();
                    found.insert(format!("{pointer}/{index}"), [span.clone(), span]);
                }
                name.clone()
            }
            _ => value.span(),
        };
        found.insert(pointer, [name, at]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&'static str, u32, u32)> {
        let folder = tempfile::tempdir().expect("a folder");
        disk::make_folder(&folder.path().join("projects")).expect("a folder");
        let (_, findings) = read(folder.path(), text.as_bytes());
        let at = |f: &Finding| {
            let place = f.place.as_ref().expect("a place");
            let at = (
                place.line.unwrap_or_default(),
                place.column.unwrap_or_default(),
            );
            (f.code(), at.0, at.1)
        };
        findings.iter().map(at).collect()
    }

    #[test]
    fn everything_wrong_is_told_at_once_and_in_its_line() {
        let text = "projcts = \"p\"\nout = 5\nweb = \"example.lv\"\nregistry = \"none\"\n\n[house]\nquotes = \"curley\"\n[severity]\n\"record/empty\" = \"off\"\n";
        let told = told(text);
        for expected in [
            ("record/unknown-field", 1, 1),
            ("record/wrong-type", 2, 7),
            ("record/not-an-address", 3, 7),
            ("disk/unreadable", 4, 12),
            ("record/unknown-choice", 7, 10),
            ("workspace/unknown-severity", 9, 1),
        ] {
            assert!(told.contains(&expected), "{expected:?} in {told:?}");
        }
        assert_eq!(told.len(), 6, "{told:?}");
    }

    #[test]
    fn a_misspelt_folder_is_not_missed_as_well() {
        let codes = |text: &str| -> Vec<&str> { told(text).iter().map(|told| told.0).collect() };
        assert_eq!(codes("projcts = \"dati\"\n"), ["record/unknown-field"]);
        assert_eq!(codes("projects = 5\n"), ["record/wrong-type"]);
        assert_eq!(
            told("\u{feff}web = \"x\"\n"),
            [("record/not-an-address", 1, 7)]
        );
    }

    #[test]
    fn every_line_that_is_not_toml_is_told() {
        let codes: Vec<u32> = told("projects = 'a'\nout = a b\nassets = \"C:\\data\"\nweb\n")
            .into_iter()
            .map(|(_, line, _)| line)
            .collect();
        assert!(
            [2, 3, 4].iter().all(|line| codes.contains(line)),
            "{codes:?}"
        );
    }
}
