//! Every code has a fixture: what causes it, and what people are told, in English and in Latvian.
//!
//! `fixtures/findings/STAGE/SLUG/` holds the files that are laid over the smallest workspace, `case.json`
//! (why it exists, what is run), and what is told: `en.txt`, `lv.txt`. To write those anew after a
//! sentence was changed: `PIELIKUMS_WRITE=1 cargo test every_code`, and read what changed.

use crate::workshop::{Workshop, read, repository};
use pielikums::finding::CODES;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Codes that no file causes; each is shown by the test named beside it.
const ELSEWHERE: &[(&str, &str)] = &[
    ("out/missing", "command_line::check_tells_what_is_missing"),
    ("out/differs", "command_line::check_tells_what_is_missing"),
    ("out/orphan", "command_line::check_tells_what_is_missing"),
    ("out/locked", "surviving::two_runs_at_once"),
    (
        "out/broken-ledger",
        "regeneration::a_ledger_that_cannot_be_read",
    ),
    ("out/shards-missing", "shards::a_share_that_is_missing"),
    ("out/shards-twice", "shards::a_share_that_is_there_twice"),
    (
        "out/nothing-to-compare",
        "changes::there_must_be_something_to_compare",
    ),
    (
        "out/own-place",
        "command_line::nothing_is_written_over_people",
    ),
    ("adopted/would-change", "adoption::what_was_adopted_stays"),
    (
        "adopted/translation-waits",
        "adoption::a_translation_of_what_was_adopted",
    ),
    (
        "adopted/breaks-standard",
        "adoption::what_breaks_a_standard",
    ),
    (
        "adopted/already-adopted",
        "adoption::versions_are_kept_in_order",
    ),
    (
        "adopted/other-name",
        "adoption::what_was_adopted_is_not_adopted_anew",
    ),
    (
        "adopted/another-day",
        "adoption::a_document_is_adopted_on_the_day_of_its_decision",
    ),
    (
        "adopted/out-of-order",
        "adoption::versions_are_kept_in_order",
    ),
    ("adopted/changed", "adoption::what_was_frozen_is_verified"),
    ("adopted/missing", "adoption::what_was_frozen_is_verified"),
    (
        "adopted/not-frozen",
        "adoption::what_was_frozen_is_verified",
    ),
    (
        "adopted/no-record",
        "adoption::an_adopted_document_that_lost_its_record",
    ),
    (
        "adopted/unregistered",
        "adoption::a_register_that_lost_a_line",
    ),
    (
        "adopted/not-current",
        "adoption::only_what_was_read_is_adopted",
    ),
    (
        "adopted/not-decided",
        "adoption::only_what_belongs_to_a_decision",
    ),
    ("adopted/guarded", "adoption::nothing_else_is_written"),
    ("adopted/not-reproduced", "adoption::another_engine"),
    ("adopted/other-engine", "adoption::another_engine"),
    (
        "workspace/already-there",
        "beginning::nothing_is_written_over",
    ),
    (
        "document/broke-off",
        "bad_input::a_document_that_breaks_off",
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    #[serde(default = "check")]
    run: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

fn check() -> Vec<String> {
    vec!["check".into()]
}

fn lay_over(workshop: &Workshop, folder: &Path, inner: &Path) {
    for entry in std::fs::read_dir(folder).expect("a case") {
        let path = entry.expect("a file").path();
        let name = inner.join(path.file_name().expect("a name"));
        if path.is_dir() {
            lay_over(workshop, &path, &name);
        } else if !["case.json", "en.txt", "lv.txt"].contains(&name.to_string_lossy().as_ref()) {
            let bytes = std::fs::read(&path).expect("a file");
            workshop.write(&name.to_string_lossy(), bytes);
        }
    }
}

fn told(folder: &Path, code: &str, language: &str) -> String {
    let case: Case = serde_json::from_str(&read(&folder.join("case.json"))).expect("a case");
    assert!(!case.why.is_empty());
    let workshop = Workshop::smallest();
    lay_over(&workshop, folder, &PathBuf::new());
    for file in case.remove {
        std::fs::remove_file(workshop.path(&file)).expect("removed");
    }
    if code == "record/too-large" {
        // Not committed: it would be a megabyte of nothing.
        workshop.write("projects/p.json", " ".repeat(5 << 20));
    }
    let arguments: Vec<&str> = case.run.iter().map(String::as_str).collect();
    let run = workshop.run_in(language, &arguments);
    assert!(
        run.err.contains(&format!("[{code}]")),
        "{code}: {}",
        run.err
    );
    run.err
}

#[test]
fn every_code_has_a_fixture_and_says_what_the_fixture_says() {
    let write = std::env::var_os("PIELIKUMS_WRITE").is_some();
    let mut differ = Vec::new();
    for (code, _) in CODES {
        if ELSEWHERE.iter().any(|(other, _)| other == code) {
            continue;
        }
        let folder = repository().join("fixtures/findings").join(code);
        assert!(folder.is_dir(), "`{code}` has no fixture");
        for language in ["en", "lv"] {
            let told = told(&folder, code, language);
            let file = folder.join(format!("{language}.txt"));
            if write {
                std::fs::write(&file, &told).expect("written");
            } else if read(&file) != told {
                differ.push(format!("{}:\n{told}", file.display()));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn no_fixture_is_left_over() {
    let folder = repository().join("fixtures/findings");
    for stage in std::fs::read_dir(&folder).expect("fixtures") {
        let stage = stage.expect("a stage").path();
        for case in std::fs::read_dir(&stage).expect("a stage") {
            let case = case.expect("a case").path();
            let code = case
                .strip_prefix(&folder)
                .expect("inside")
                .to_string_lossy()
                .replace('\\', "/");
            assert!(CODES.iter().any(|(known, _)| *known == code), "{code}");
        }
    }
}
