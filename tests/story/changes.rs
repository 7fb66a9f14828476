//! What changed, for the people who sign: facts and words, since the last build or another state.

use crate::regeneration::made;
use crate::standards::assert_conforming;
use crate::workshop::{Workshop, read, text_layer};
use serde_json::Value;
use std::process::Command;

const TTCHAN: &str = "fixtures/projects/ttchan.json";

fn diff(workshop: &Workshop, arguments: &[&str]) -> Vec<Value> {
    let all: Vec<&str> = ["diff", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let run = workshop.run(&all);
    let lines = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    lines.collect()
}

#[test]
fn a_changed_term_is_told_with_its_field_and_the_words_around_it() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["period"]["end"] = "2018-11-13".into()
    });
    let told = diff(&workshop, &[]);
    let annex = told
        .iter()
        .find(|line| line["document"] == "ttchan/annex-502")
        .expect("the annex");
    assert_eq!(annex["facts"][0]["pointer"], "/period");
    let passage = &annex["passages"][0];
    assert_eq!(passage["under"], "Projekta īstenošanas termiņš");
    assert_eq!(passage["words"][0]["before"], "08.11.2018.–12.11.2018.");
    assert_eq!(passage["words"][0]["after"], "08.11.2018.–13.11.2018.");
    assert_eq!(
        passage["words"][0]["fields"][0],
        "fixtures/projects/ttchan.json#/period"
    );
    let run = workshop.run(&["diff", "ttchan/annex-502"]);
    assert!(
        run.out
            .contains("[−08.11.2018.–12.11.2018.−] [+08.11.2018.–13.11.2018.+]"),
        "{}",
        run.out
    );
    // Nothing was written, and after a build nothing differs.
    assert_eq!(
        workshop
            .run(&["status", "ttchan/annex-502", "--check"])
            .code,
        1
    );
    assert_eq!(workshop.run(&["build"]).code, 0);
    let told = diff(&workshop, &[]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["summary"]["same"], 5);
}

#[test]
fn the_list_of_changes_is_a_lasting_accessible_document_and_a_web_page() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into();
        project["results"]
            .as_array_mut()
            .expect("results")
            .remove(2);
    });
    let (pdf, html) = (workshop.path("changes.pdf"), workshop.path("changes.html"));
    let run = workshop.run(&[
        "diff",
        "--pdf",
        &pdf.to_string_lossy(),
        "--html",
        &html.to_string_lossy(),
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let pdf = std::fs::read(pdf).expect("a list");
    assert_conforming("changes.pdf", &pdf);
    let html = std::fs::read_to_string(html).expect("a page");
    for said in [
        "Izmaiņu saraksts",
        "12\u{a0}080\u{a0}EUR",
        "/budget/total",
        "Saskaņoja:",
    ] {
        assert!(html.contains(said), "{said}: {html}");
        // Lines are broken anywhere in the narrow columns of a table.
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        let text = joined(&text_layer(&pdf));
        assert!(text.contains(&joined(said)), "{said}: {text}");
    }
    assert!(
        html.contains("<html lang=\"lv\">")
            && html.contains("<th")
            && html.contains("<s>")
            && html.matches("<h1").count() == 1,
        "{html}"
    );
}

/// Puts files of a workspace under version control.
fn commit(workshop: &Workshop, files: &[&str]) {
    let git = |arguments: &[&str]| {
        let run = Command::new("git")
            .arg("-C")
            .arg(workshop.path(""))
            .args(["-c", "user.name=A", "-c", "user.email=a@a.lv"])
            .args(arguments)
            .output()
            .expect("git");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    };
    git(&["init", "-q"]);
    git(&[&["add"], files].concat());
    git(&["commit", "-q", "-m", "first"]);
}

#[test]
fn documents_are_compared_with_a_revision_and_with_another_folder() {
    let workshop = made();
    commit(&workshop, &["pielikums.toml", "fixtures"]);
    let earlier = Workshop::copy_of(&workshop.path(""));
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    // What was made last is already as the record says: only other states differ.
    assert_eq!(workshop.run(&["build"]).code, 0);
    let folder = earlier.path("");
    let out = earlier.path("out");
    for against in ["HEAD", &folder.to_string_lossy(), &out.to_string_lossy()] {
        let told = diff(&workshop, &["ttchan", "--against", against]);
        let ids: Vec<&str> = told
            .iter()
            .filter_map(|line| line["document"].as_str())
            .collect();
        // The release tells machines of the sum.
        assert_eq!(
            ids,
            ["ttchan/annex-502", "ttchan/release-start"],
            "{against}"
        );
        let facts = told[0]["facts"].to_string();
        assert!(facts.contains("12\u{a0}080\u{a0}EUR"), "{facts}");
    }
}

#[test]
fn there_must_be_something_to_compare_with() {
    let workshop = Workshop::fixtures();
    let empty = tempfile::tempdir().expect("a folder");
    for against in [
        "last",
        "no-such-revision",
        "--upload-pack=x",
        &empty.path().to_string_lossy(),
    ] {
        let run = workshop.run(&["diff", &format!("--against={against}")]);
        assert_eq!(run.code, 2);
        assert!(
            run.err.contains("out/nothing-to-compare"),
            "{against}: {}",
            run.err
        );
    }
}

#[test]
fn a_revision_that_was_not_in_order_is_told_with_what_was_wrong_in_it() {
    let workshop = made();
    let registry = "fixtures/registry/places.json";
    let sound = read(&workshop.path(registry));
    workshop.write(registry, "{\n  \"places\": oops\n}");
    commit(&workshop, &["pielikums.toml", "fixtures"]);
    workshop.write(registry, sound);
    let run = workshop.run(&["diff", "--against", "HEAD"]);
    assert_eq!(run.code, 2);
    // So in another folder.
    let other = Workshop::copy_of(&workshop.path(""));
    other.write(registry, "{");
    let folder = other.path("").display().to_string();
    let folder = folder.trim_end_matches('/');
    let beside = workshop.run(&["diff", "--against", folder]);
    assert!(
        beside.err.contains(&format!("{folder}/{registry}:1")),
        "{}",
        beside.err
    );
    for told in [
        "its settings, registry or templates were not in order",
        "record/broken-json",
        "HEAD:fixtures/registry/places.json:2",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
}

#[test]
fn what_a_broken_record_or_template_said_is_not_known() {
    let workshop = made();
    let sound = read(&workshop.path(TTCHAN));
    let template = "templates/press-release/main.typ.hbs";
    let release = include_str!("../../templates/press-release/main.typ.hbs");
    for (broken, place) in [
        ("{", "HEAD:fixtures/projects/ttchan.json:1"),
        (
            &*sound.replace("10080 EUR", "10080 EURO"),
            "HEAD:fixtures/projects/ttchan.json",
        ),
    ] {
        workshop.write(TTCHAN, broken);
        commit(&workshop, &["pielikums.toml", "fixtures"]);
        workshop.write(TTCHAN, &sound);
        let run = workshop.run(&["diff", "ttchan", "--against", "HEAD"]);
        assert_eq!(run.code, 1, "{}", run.err);
        let unknown = "not known what they said: ttchan/annex-502, ttchan/release-start\n";
        assert!(run.out.contains(unknown), "{}", run.out);
        assert!(run.err.contains(place), "{}", run.err);
    }
    commit(&workshop, &["fixtures"]);
    workshop.write(template, format!("{release}{{{{#if"));
    commit(&workshop, &[template]);
    workshop.write(template, release);
    let run = workshop.run(&["diff", "ttchan", "--against", "HEAD"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out
            .contains("not known what they said: ttchan/release-start\n"),
        "{}",
        run.out
    );
    assert!(
        run.err
            .contains("HEAD:templates/press-release/main.typ.hbs"),
        "{}",
        run.err
    );
}

#[test]
fn the_list_names_documents_that_came_went_and_cannot_be_made() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        let documents = project["documents"].as_array_mut().expect("documents");
        documents[1]["id"] = "release-new".into();
    });
    workshop.write("fixtures/projects/european-regions.json", "{");
    let html = workshop.path("changes.html");
    let run = workshop.run(&["diff", "--html", &html.to_string_lossy()]);
    assert_eq!(run.code, 1);
    let page = read(&html);
    for (head, document) in [
        ("Jauni dokumenti", "ttchan/release-new"),
        ("Dokumenti, kuru vairs nav", "ttchan/release-start"),
        ("Dokumenti, kurus nevar izveidot", "european-regions"),
    ] {
        let listed = page
            .split_once(head)
            .is_some_and(|(_, rest)| rest.contains(document));
        assert!(listed, "{head}: {page}");
    }
    assert!(!page.contains("Dokumenti ar izmaiņām</h2>"), "{page}");
}

#[test]
fn an_earlier_ledger_that_was_put_back_has_its_documents_looked_at_anew() {
    let workshop = made();
    let files = [
        TTCHAN,
        "out/ledger.json",
        "out/ttchan/annex-502.pdf",
        "out/ttchan/release-start.pdf",
    ];
    let all = std::fs::read_dir(workshop.path("out/ttchan")).expect("documents");
    let mut files: Vec<String> = files.map(str::to_owned).to_vec();
    files.extend(all.map(|entry| {
        let name = entry.expect("a file").file_name();
        format!("out/ttchan/{}", name.to_string_lossy())
    }));
    let kept: Vec<Vec<u8>> = files
        .iter()
        .map(|f| std::fs::read(workshop.path(f)).expect("a file"))
        .collect();
    let mend = |day: &str| {
        workshop.change(TTCHAN, |project| project["period"]["end"] = day.into());
    };
    mend("2018-11-13");
    assert_eq!(workshop.run(&["build"]).code, 0);
    // As version control puts them back: what is beside the ledger is not among them.
    for (file, bytes) in files.iter().zip(&kept) {
        workshop.write(file, bytes);
    }
    assert_eq!(workshop.run(&["build"]).code, 0);
    mend("2018-11-14");
    let told = diff(&workshop, &["ttchan/annex-502"]);
    let passages = told[0]["passages"].to_string();
    assert!(
        passages.contains("12.11.2018.") && passages.contains("14.11.2018."),
        "{told:?}"
    );
}

#[test]
fn a_sum_that_only_machines_are_told_is_told_of() {
    let workshop = made();
    // The release prints no total; its web page tells machines of it.
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    let told = diff(&workshop, &["ttchan/release-start"]);
    assert_eq!(told[0]["document"], "ttchan/release-start", "{told:?}");
    let machines = told[0]["machines"].to_string();
    assert!(
        machines.contains("10080") && machines.contains("12080"),
        "{machines}"
    );
    let run = workshop.run(&["build", "ttchan/release-start"]);
    assert!(run.out.contains("10080 → 12080"), "{}", run.out);
}

#[test]
fn a_page_that_breaks_elsewhere_changes_no_words() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        let partners = project["partners"]["list"]
            .as_array_mut()
            .expect("partners");
        partners.insert(2, serde_json::json!({"place": "klaipeda"}));
    });
    let told = diff(&workshop, &["ttchan/annex-502"]);
    let passages = told[0]["passages"].as_array().expect("passages");
    let words: Vec<&str> = passages
        .iter()
        .filter_map(|p| p["after"].as_str())
        .collect();
    assert_eq!(words, ["Klaipēda, Lietuva;"], "{passages:#?}");
    assert_eq!(passages[0]["under"], "Projekta partneri");
}

#[test]
fn an_adopted_document_is_compared_with_what_was_adopted() {
    let workshop = made();
    assert_eq!(
        workshop
            .run(&["adopt", "ttchan/annex-502", "--date", "2018-09-28"])
            .code,
        0
    );
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    // What was drafted or built since is no state of the adopted document.
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    std::fs::remove_dir_all(workshop.path("out/.pielikums")).expect("removed");
    let told = diff(&workshop, &["ttchan/annex-502"]);
    assert_eq!(
        told[0]["facts"][0]["before"], "10\u{a0}080\u{a0}EUR",
        "{told:?}"
    );
}

#[test]
fn a_document_that_left_its_record_is_told_of() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["documents"]
            .as_array_mut()
            .expect("documents")
            .remove(1);
    });
    let told = diff(&workshop, &[]);
    assert_eq!(
        told.last().expect("a summary")["summary"]["gone"][0],
        "ttchan/release-start"
    );
    let run = workshop.run(&["diff", "ttchan/nope"]);
    assert!(
        run.err.contains("workspace/unknown-selector"),
        "{}",
        run.err
    );
}

#[test]
fn a_document_that_left_its_record_since_a_revision_is_told_of() {
    let workshop = made();
    commit(&workshop, &["pielikums.toml", "fixtures"]);
    workshop.change(TTCHAN, |project| {
        project["documents"]
            .as_array_mut()
            .expect("documents")
            .remove(1);
    });
    for against in ["HEAD", "last"] {
        let told = diff(&workshop, &["--against", against]);
        let summary = &told.last().expect("a summary")["summary"];
        assert_eq!(
            summary["gone"],
            serde_json::json!(["ttchan/release-start"]),
            "{against}"
        );
    }
}

#[test]
fn a_folder_of_a_revision_is_known_however_its_name_is_written() {
    let workshop = Workshop::smallest();
    workshop.write("pielikums.toml", "projects = \"./projects\"\n");
    commit(&workshop, &["."]);
    workshop.change("projects/p.json", |project| {
        project["titles"]["lv"] = "Cits".into();
    });
    let told = diff(&workshop, &["--against", "HEAD"]);
    assert_eq!(told[0]["document"], "p/annex", "{told:?}");
}

#[test]
fn an_adopted_document_that_would_only_look_otherwise_is_the_same() {
    let workshop = made();
    assert_eq!(
        workshop
            .run(&["adopt", "ttchan/annex-502", "--date", "2018-09-28"])
            .code,
        0
    );
    let library = include_str!("../../templates/lib/annex.typ");
    workshop.write("templates/lib/annex.typ", format!("{library}\n// a note\n"));
    // The release says it, and the annex does not.
    workshop.change(TTCHAN, |project| project["call"]["funded"] = 138.into());
    let told = diff(&workshop, &[]);
    let documents = told.iter().filter_map(|line| line["document"].as_str());
    assert_eq!(documents.collect::<Vec<_>>(), ["ttchan/release-start"]);
    // As the others tell it.
    let state = workshop.run(&["status", "ttchan/annex-502"]);
    assert!(
        state.out.contains("ttchan/annex-502  adopted"),
        "{}",
        state.out
    );
}

#[test]
fn why_there_is_nothing_to_compare_with_is_told_in_the_language_that_was_asked_for() {
    let workshop = Workshop::fixtures();
    let run = workshop.run_in("lv", &["diff"]);
    assert!(run.err.contains("dokumenti vēl nav veidoti"), "{}", run.err);
}
