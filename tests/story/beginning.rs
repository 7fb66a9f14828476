//! Somebody begins: a workspace, a record, documents in it, and what the codes mean.

use crate::standards::assert_conforming;
use crate::workshop::{Workshop, read, repository};
use pielikums::finding::CODES;

#[test]
fn a_new_workspace_builds_and_so_does_what_is_added_to_it() {
    let workshop = Workshop::smallest();
    let folder = workshop.path("new").to_string_lossy().into_owned();
    let begun = workshop.run(&["init", &folder]);
    assert_eq!(begun.code, 0, "{}", begun.err);
    let inner = |arguments: &[&str]| workshop.run_below("new", arguments);
    for arguments in [
        vec!["new", "project", "tilts"],
        vec!["new", "annex", "tilts"],
        vec!["new", "release", "tilts"],
        vec!["new", "release", "tilts"],
        vec!["new", "release", "paraugs"],
    ] {
        let run = inner(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    for what in pielikums::record::tidy::STARTERS {
        let files = ["projects/tilts.json", "projects/paraugs.json"];
        let typed = |file: &str| read(&workshop.path(&format!("new/{file}"))).contains(what);
        assert!(files.into_iter().any(typed), "no starter says `{what}`");
    }
    let built = inner(&["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let checked = inner(&["check"]);
    assert!(checked.err.contains("can be made: 6"), "{}", checked.err);
    // What is still to be filled in is told of; the first annex was the only one until the second came.
    let warnings = checked.err.matches("warning[").count();
    let unfinished = checked.err.matches("warning[record/unfinished]").count();
    assert!(unfinished >= 10, "{}", checked.err);
    assert_eq!(warnings - unfinished, 1, "{}", checked.err);
    assert!(
        checked.err.contains("record/annexes-not-numbered"),
        "{}",
        checked.err
    );
    for document in [
        "tilts/annex",
        "tilts/annex-2",
        "tilts/release",
        "tilts/release-2",
        "paraugs/release",
    ] {
        let path = format!("new/out/{document}.pdf");
        let pdf = std::fs::read(workshop.path(&path)).expect("a PDF");
        assert_conforming(&path, &pdf);
    }
}

#[test]
fn nothing_is_written_over() {
    let workshop = Workshop::smallest();
    let folder = workshop.path("").to_string_lossy().into_owned();
    let run = workshop.run(&["init", &folder]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("[workspace/already-there]"), "{}", run.err);
    assert_eq!(read(&workshop.path("pielikums.toml")), "");
    assert!(!workshop.path("schema").exists());
    let before = read(&workshop.path("projects/p.json"));
    let run = workshop.run(&["new", "project", "p"]);
    assert!(run.err.contains("[workspace/already-there]"), "{}", run.err);
    assert_eq!(read(&workshop.path("projects/p.json")), before);
    for id in ["../p", "fonts", "corrections", "con"] {
        let run = workshop.run(&["new", "project", id]);
        assert!(run.err.contains("[record/unsafe-id]"), "{}", run.err);
    }
    let run = workshop.run(&["new", "annex", "q"]);
    assert!(
        run.err.contains("[workspace/unknown-selector]"),
        "{}",
        run.err
    );
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let workshop = Workshop::smallest();
    for (code, _) in CODES {
        for language in ["en", "lv"] {
            let run = workshop.run_in(language, &["explain", code]);
            assert_eq!(run.code, 0, "{code}");
            assert!(run.out.starts_with(code), "{}", run.out);
        }
    }
    let run = workshop.run(&["explain", "record/sums-disagree"]);
    assert!(
        run.out.contains("Example:") && run.out.contains("hint: "),
        "{}",
        run.out
    );
    let all = workshop.run(&["explain"]);
    assert_eq!(all.out.lines().count(), CODES.len());
    let run = workshop.run(&["explain", "record/sum-disagrees"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("record/sums-disagree"), "{}", run.err);
}

/// The files that the manual for record authors shows: ```json PATH … ```.
fn shown_files(manual: &str) -> Vec<(String, String)> {
    let blocks = manual.split("```json ").skip(1);
    blocks
        .map(|block| {
            let (path, rest) = block.split_once('\n').expect("a path");
            let (text, _) = rest.split_once("```").expect("an end");
            (path.to_owned(), text.to_owned())
        })
        .collect()
}

#[test]
fn whoever_follows_the_manual_has_an_annex_at_its_end() {
    let workshop = Workshop::smallest();
    let folder = workshop.path("new").to_string_lossy().into_owned();
    assert_eq!(workshop.run(&["init", &folder]).code, 0);
    let manual = read(&repository().join("docs/rokasgramata.md"));
    let files = shown_files(&manual);
    assert_eq!(files.len(), 3);
    for (path, text) in files {
        workshop.write(&format!("new/{path}"), text);
    }
    for line in manual.lines().filter(|line| line.starts_with("pielikums ")) {
        let words: Vec<&str> = line.split(' ').skip(1).collect();
        if !matches!(words[0], "init" | "new") {
            let run = workshop.run_below("new", &words);
            assert_eq!(run.code, 0, "{line}: {}", run.err);
            assert!(!run.err.contains("warning"), "{line}: {}", run.err);
        }
    }
    for line in [
        "new annex parks",
        "new release parks",
        "new project parks-2",
        "build",
        "show parks/annex-12 --stage facts",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let run = workshop.run_below("new", &words);
        assert_eq!(run.code, 0, "{line}: {}", run.err);
    }
    let pdf = std::fs::read(workshop.path("new/out/parks/annex-12.pdf")).expect("a PDF");
    assert_conforming("annex-12", &pdf);
}
