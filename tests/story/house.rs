//! The plan of the house, held: who may know whom, and that README tells the truth.

use crate::workshop::{read, repository};
use std::path::{Path, PathBuf};

/// The rooms with their numbers; a room imports only from smaller ones.
const ROOMS: &[(u8, &str)] = &[
    (0, "finding"),
    (1, "disk"),
    (1, "language"),
    (2, "fact"),
    (3, "record"),
    (4, "view"),
    (4, "template"),
    (4, "typeset"),
    (5, "twin"),
    (6, "document"),
    (7, "adopted"),
    (8, "batch"),
    (9, "cli"),
];

/// Foreign crates, and the rooms that may use them.
const FOREIGN: &[(&str, &[&str])] = &[
    ("handlebars", &["template"]),
    ("include_dir", &["template", "finding"]),
    ("typst", &["typeset"]),
    ("typst_layout", &["typeset"]),
    ("typst_pdf", &["typeset"]),
    ("typst_html", &["typeset"]),
    ("typst_render", &["typeset"]),
    ("hypher", &["typeset"]),
    ("textwrap", &["typeset"]),
    ("quick_xml", &["twin"]),
    ("image", &["document"]),
    ("similar", &["batch"]),
    ("page_validation", &["adopted"]),
    ("sha2", &["disk"]),
    ("notify", &["disk"]),
    ("ctrlc", &["cli"]),
    ("typst_syntax", &["template"]),
    ("rayon", &["document", "template", "typeset"]),
    ("jsonschema", &["record"]),
    ("jsonc_parser", &["record"]),
    ("unicode_normalization", &["fact"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("indicatif", &["cli"]),
    ("annotate_snippets", &["cli"]),
    ("std::fs", &["disk"]),
    ("tempfile", &["disk"]),
    ("strsim", &["finding"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("sources") {
        let path = entry.expect("a source").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every source file of a room, without its tests.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    sources(&repository().join("src"), &mut found);
    let files = found.into_iter().filter_map(|path| {
        let inner = path
            .strip_prefix(repository().join("src"))
            .expect("a source");
        let room = inner.iter().next()?.to_string_lossy().into_owned();
        let text = read(&path);
        let text = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .to_owned();
        (!room.ends_with(".rs")).then_some((room, path, text))
    });
    files.collect()
}

fn number(room: &str) -> u8 {
    let found = ROOMS.iter().find(|(_, name)| *name == room);
    found
        .unwrap_or_else(|| panic!("`{room}` is not in the table of rooms"))
        .0
}

/// The rooms that a source names, singly (`crate::disk`) or in a group (`crate::{disk, fact::Fact}`).
fn known_rooms(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).flat_map(|after| {
        let group = after
            .strip_prefix('{')
            .and_then(|group| group.split('}').next());
        let paths: Vec<&str> =
            group.map_or_else(|| vec![after], |group| group.split(',').collect());
        let first = |path: &str| {
            path.trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .map(str::len)
        };
        paths
            .into_iter()
            .filter_map(move |path| Some(&path.trim()[..first(path)?]))
            .collect::<Vec<_>>()
    })
}

#[test]
fn rooms_are_seen_in_groups_too() {
    let rooms: Vec<&str> =
        known_rooms("use crate::{disk, fact::Fact};\nuse crate::view;\ncrate::batch::run()")
            .collect();
    assert_eq!(rooms, ["disk", "fact", "view", "batch"]);
}

#[test]
fn a_room_knows_only_rooms_with_smaller_numbers() {
    for (room, path, text) in rooms() {
        for (_, other) in ROOMS.iter().filter(|(_, other)| *other != room) {
            let knows = known_rooms(&text).any(|known| known == *other);
            assert!(
                !knows || number(other) < number(&room),
                "{}: `{room}` may not know `{other}`",
                path.display()
            );
        }
    }
}

#[test]
fn a_foreign_crate_has_a_room() {
    for (room, path, text) in rooms() {
        for (name, allowed) in FOREIGN {
            let used = text.lines().any(|line| {
                let code = line.split("//").next().unwrap_or_default();
                code.match_indices(&format!("{name}::")).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                }) || code.trim() == format!("use {name};")
            });
            assert!(
                !used || allowed.contains(&room.as_str()),
                "{}: `{name}` may not be used in `{room}`",
                path.display()
            );
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (_, path, text) in rooms() {
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}

#[test]
fn the_map_in_the_library_is_this_map() {
    let map = read(&repository().join("src/lib.rs"));
    for (number, room) in ROOMS {
        let row = format!("//! | {number} | [`{room}`] |");
        assert!(map.contains(&row), "{row}");
    }
}

#[test]
fn readme_shows_the_two_commands_that_ci_runs() {
    let readme = read(&repository().join("README.md"));
    let ci = read(&repository().join(".ci/run"));
    for command in ["cargo run -- build", "cargo test"] {
        assert!(
            readme.lines().any(|line| line.trim() == command),
            "README: {command}"
        );
        assert!(ci.contains(command), ".ci/run: {command}");
    }
}

#[test]
fn every_command_that_readme_shows_exists() {
    use clap::Parser as _;
    let readme = read(&repository().join("README.md"));
    let manual = read(&repository().join("templates/README.md"));
    let shown = |line: &str| {
        let line = line.trim().trim_start_matches("$ ");
        let rest = line
            .strip_prefix("cargo run -- ")
            .or_else(|| line.strip_prefix("pielikums "));
        rest.map(|rest| {
            rest.split(['#', '>', '|'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
    };
    let mut seen = 0;
    for line in readme.lines().chain(manual.lines()).filter_map(shown) {
        let arguments = std::iter::once("pielikums").chain(line.split_whitespace());
        let parsed = pielikums::cli::Arguments::try_parse_from(arguments);
        assert!(
            parsed.is_ok(),
            "`{line}`: {}",
            parsed.expect_err("an error")
        );
        seen += 1;
    }
    assert!(seen >= 5, "README shows how the program is used");
}

#[test]
fn the_manual_for_templates_tells_of_every_helper_and_phrase() {
    let manual = read(&repository().join("templates/README.md"));
    for (helper, _) in pielikums::template::HELPERS {
        assert!(
            manual.contains(&format!("`{{{{{helper} ")) || manual.contains(&format!("({helper} ")),
            "{helper}"
        );
    }
    for entry in std::fs::read_dir(repository().join("templates/phrases")).expect("phrases") {
        let path = entry.expect("a phrase").path();
        if path.is_dir() {
            // The same phrases in another language.
            continue;
        }
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(manual.contains(&format!("`{{{{{name}}}}}`")), "{name}");
    }
}

#[test]
fn the_fonts_that_the_library_names_are_those_of_the_packs() {
    for (library, pack) in [("annex", "annex"), ("release", "press-release")] {
        let library = read(&repository().join(format!("templates/lib/{library}.typ")));
        let pack = read(&repository().join(format!("templates/{pack}/pack.toml")));
        let of = |text: &str, start: &str| -> Vec<String> {
            let line = text
                .lines()
                .find(|line| line.trim().starts_with(start))
                .expect("fonts");
            let line = line.split("size:").next().unwrap_or_default();
            line.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(of(&library, "set text(font:"), of(&pack, "fonts ="));
    }
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    for (name, schema) in [
        ("project", pielikums::record::PROJECT.schema()),
        ("places", pielikums::record::PLACES.schema()),
        ("organisations", pielikums::record::ORGANISATIONS.schema()),
        ("programmes", pielikums::record::PROGRAMMES.schema()),
    ] {
        let file = repository().join(format!("fixtures/schema/{name}.schema.json"));
        let expected = format!("{schema:#}\n");
        assert_eq!(read(&file), expected, "run `pielikums schema {name}` again");
    }
}
