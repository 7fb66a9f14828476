//! A fault stops the documents that it reaches, and no others: nothing is printed that is not so because
//! something was left out.

use crate::regeneration::made;
use crate::workshop::{Workshop, repository};
use serde_json::{Value, json};

const TTCHAN: &str = "fixtures/projects/ttchan.json";
const RELEASE: &str = "ttchan/release-start";

fn findings(workshop: &Workshop, command: &str) -> (u8, Vec<String>) {
    let run = workshop.run(&[command, "--format", "short"]);
    let told = run.err.lines().chain(run.out.lines()).map(str::to_owned);
    (run.code, told.collect())
}

fn tells(lines: &[String], code: &str, words: &str) -> bool {
    let code = format!("[{code}]");
    lines
        .iter()
        .any(|line| line.contains(&code) && line.contains(words))
}

#[test]
fn a_broken_entry_of_the_registry_leaves_no_document_that_says_less() {
    type Break = fn(&mut Value);
    let places = "fixtures/registry/places.json";
    let organisations = "fixtures/registry/organisations.json";
    let broken: [(&str, Break, &str); 7] = [
        // The release would speak of one country less.
        (
            places,
            |r| r["places"]["motala"]["country"] = "ZZ".into(),
            "record/unknown-reference",
        ),
        // It would list one council less, and count one more that was refused.
        (
            organisations,
            |r| r["organisations"]["tukums-council"]["names"] = json!([]),
            "record/empty",
        ),
        (
            organisations,
            |r| r["organisations"]["tukums-council"]["names"] = json!([{"name": ""}]),
            "record/empty",
        ),
        // A name that is not yet in use would be printed.
        (
            organisations,
            |r| {
                let names = r["organisations"]["daugavpils-council"]["names"].as_array_mut();
                names.expect("names").reverse();
            },
            "record/out-of-order",
        ),
        // A field whose name nobody sees, and a table that stands twice, are left out.
        (
            organisations,
            |r| {
                r["organisations"]["tukums-council"]["web\u{200b}site"] =
                    "https://www.tukums.lv".into()
            },
            "record/unprintable-character",
        ),
        (
            places,
            |r| r["places"]["motala"]["country"] = "".into(),
            "record/unknown-reference",
        ),
        // An entry that cannot be understood at all.
        (
            organisations,
            |r| r["organisations"]["tukums-council"]["names"] = json!([{"name": {}}]),
            "record/missing-field",
        ),
    ];
    for (file, change, code) in broken {
        let workshop = made();
        let before = workshop.pdf(RELEASE);
        workshop.change(file, change);
        workshop.change("fixtures/projects/cities-of-change.json", |project| {
            project["budget"]["total"] = "1337958.38 EUR".into();
        });
        let (exit, told) = findings(&workshop, "build");
        assert_eq!(exit, 1, "{told:#?}");
        assert!(tells(&told, code, ""), "{code}: {told:#?}");
        assert!(
            !tells(&told, "record/unknown-reference", "tukums"),
            "{told:#?}"
        );
        for follows in ["template/absent-fact", "record/order-names-absent"] {
            assert!(!tells(&told, follows, ""), "{follows}: {told:#?}");
        }
        assert!(workshop.pdf(RELEASE) == before, "{code}: the release stays");
        // Another record asks for nothing of it, unless it is the council's own.
        let is_made = |line: &String| line.ends_with("cities-of-change/release-start.pdf");
        let is_own = code == "record/out-of-order";
        assert!(is_own != told.iter().any(is_made), "{told:#?}");
    }
}

#[test]
fn an_id_is_the_same_with_a_space_beside_it() {
    let workshop = made();
    for id in ["ttchan ", " ttchan", "ttchan\n"] {
        workshop.change(TTCHAN, |project| project["id"] = id.into());
        let run = workshop.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.err.contains("written: 0; as they should be: 5"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_font_that_cannot_be_read_is_not_done_without() {
    let workshop = made();
    let before = workshop.pdf(RELEASE);
    workshop.write("templates/fonts/SourceSans3-Regular.ttf", "no font");
    let (exit, told) = findings(&workshop, "build");
    assert_eq!(exit, 1, "{told:#?}");
    assert!(
        tells(&told, "template/broken-font", "")
            && told.iter().any(|l| l.contains("SourceSans3-Regular.ttf")),
        "{told:#?}"
    );
    assert!(workshop.pdf(RELEASE) == before);
}

#[test]
fn a_release_that_lost_its_text_is_not_made() {
    let workshop = made();
    let before = workshop.pdf(RELEASE);
    workshop.change(TTCHAN, |project| {
        let release = project["documents"][1].as_object_mut().expect("a release");
        for field in ["lead", "body", "closing"] {
            release.remove(field);
        }
    });
    let (exit, told) = findings(&workshop, "build");
    assert_eq!(exit, 1);
    assert!(tells(&told, "record/nothing-said", ""), "{told:#?}");
    assert!(workshop.pdf(RELEASE) == before);
}

#[test]
fn null_is_not_taken_for_a_fact_that_is_absent() {
    let workshop = Workshop::fixtures();
    workshop.change(TTCHAN, |project| project["period"]["end"] = Value::Null);
    let (exit, told) = findings(&workshop, "check");
    assert_eq!(exit, 1);
    assert!(tells(&told, "record/wrong-type", "null"), "{told:#?}");
}

#[test]
fn braces_that_close_nothing_are_told() {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |project| {
        project["documents"][0]["rows"] = json!([{"label": "Mērķis", "text": ["x }} y"]}]);
    });
    let (_, told) = findings(&workshop, "check");
    assert!(tells(&told, "template/lone-brace", ""), "{told:#?}");
}

#[test]
fn every_character_of_a_text_that_cannot_be_printed_is_told() {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |project| {
        project["documents"][0]["rows"] =
            json!([{"label": "Mērķis", "text": ["Īsteno\u{200b}šanas \u{202e}termiņš 😀 {{nosuch}}"]}]);
    });
    let (_, told) = findings(&workshop, "check");
    for (code, words) in [
        ("record/unprintable-character", "U+200B"),
        ("record/unprintable-character", "U+202E"),
        ("template/unknown-path", "nosuch"),
    ] {
        assert!(tells(&told, code, words), "{words}: {told:#?}");
    }
}

#[test]
fn a_fact_that_a_row_needs_is_missed_at_the_row() {
    let workshop = Workshop::fixtures();
    // As where the workspace has the templates itself.
    let loan = std::fs::read(repository().join("templates/annex/loan.typ.hbs"));
    workshop.write("templates/annex/loan.typ.hbs", loan.expect("a row"));
    workshop.change(TTCHAN, |project| {
        project["documents"][0]["rows"] = json!(["applicant", "loan"]);
    });
    let run = workshop.run(&["check", "ttchan/annex-502"]);
    assert!(run.err.contains("template/absent-fact"), "{}", run.err);
    assert!(run.err.contains("/documents/0/rows/1"), "{}", run.err);
}

#[test]
fn a_template_that_does_not_parse_makes_no_other_superfluous() {
    let template = "annex/main.typ.hbs";
    let main = std::fs::read_to_string(repository().join("templates").join(template));
    let main = main.expect("a template");
    for wrong in ["{{#if author}}\n", "{{nosuchhelper author.name}}\n"] {
        let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
        let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("settings");
        workshop.write("pielikums.toml", format!("templates = \"own\"\n{settings}"));
        workshop.write(&format!("own/{template}"), format!("{main}{wrong}"));
        for part in ["row", "term", "loan"] {
            let path = format!("annex/{part}.typ.hbs");
            let text = std::fs::read(repository().join("templates").join(&path)).expect("a part");
            workshop.write(&format!("own/{path}"), text);
        }
        let (exit, told) = findings(&workshop, "check");
        assert_eq!(exit, 1, "{told:#?}");
        assert!(!tells(&told, "template/unused", ""), "{wrong}: {told:#?}");
    }
}

#[test]
fn a_wrong_setting_hides_nothing_of_what_is_wrong_between_the_records() {
    let workshop = Workshop::fixtures();
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("settings");
    workshop.write("pielikums.toml", format!("asets = \"x\"\n{settings}"));
    workshop.change(TTCHAN, |project| {
        project["partners"]["list"][1] = json!({"place": "radomm"});
    });
    let (exit, told) = findings(&workshop, "build");
    assert_eq!(exit, 1, "{told:#?}");
    assert!(tells(&told, "record/unknown-field", "asets"), "{told:#?}");
    assert!(
        tells(&told, "record/unknown-reference", "radomm"),
        "{told:#?}"
    );
    assert!(!workshop.path("out").exists());
}

#[test]
fn what_follows_from_a_fault_is_not_told_as_another() {
    type Break = fn(&mut Value);
    let broken: [(Break, &str, &str); 8] = [
        // A misspelt field that must be there.
        (
            |p| misspelt(p, "author", "Author"),
            "record/unknown-field",
            "record/missing-field",
        ),
        // A record that lost what it must have, and accepts a warning.
        (
            |p| misspelt(p, "author", "zzzz"),
            "record/missing-field",
            "record/no-publicity",
        ),
        (
            |p| misspelt(p, "decisions", "decision"),
            "record/unknown-field",
            "record/unknown-reference",
        ),
        (
            |p| misspelt(&mut p["documents"][0], "kind", "zzzz"),
            "record/missing-field",
            "record/unknown-original",
        ),
        (
            |p| p["documents"][1]["body"] = json!([{"list": []}]),
            "record/empty",
            "record/unknown-field",
        ),
        (
            |p| p["revised"] = "2026-11-31".into(),
            "record/impossible-date",
            "record/no-date",
        ),
        (
            |p| p["partners"]["list"][1] = json!({"place": "radomm"}),
            "record/unknown-reference",
            "record/order-names-absent",
        ),
        (
            |p| p["programme"]["id"] = "europe".into(),
            "record/unknown-reference",
            "record/nothing-accepted",
        ),
    ];
    for (change, code, follows) in broken {
        let workshop = Workshop::fixtures();
        workshop.change(TTCHAN, change);
        let (_, told) = findings(&workshop, "check");
        assert!(tells(&told, code, ""), "{code}: {told:#?}");
        assert!(!tells(&told, follows, ""), "{follows}: {told:#?}");
    }
}

fn misspelt(project: &mut Value, field: &str, other: &str) {
    let project = project.as_object_mut().expect("a record");
    let value = project.remove(field).expect("a field");
    project.insert(other.into(), value);
}

#[test]
fn a_record_whose_documents_cannot_be_understood_is_counted_among_what_cannot_be_made() {
    let workshop = made();
    workshop.change(TTCHAN, |project| project["documents"] = json!({}));
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("not made: 1 (ttchan: record/wrong-type)"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("out/orphan"), "{}", run.err);
}

#[test]
fn a_form_that_cannot_be_written_leaves_the_others_as_they_are() {
    let workshop = made();
    let before = workshop.pdf(RELEASE);
    let page = workshop.path(&format!("out/{RELEASE}.html"));
    std::fs::remove_file(&page).expect("a page");
    std::fs::create_dir(&page).expect("a folder in its place");
    workshop.change(TTCHAN, |project| {
        project["call"]["funded"] = 138.into();
    });
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("disk/unwritable"), "{}", run.err);
    assert!(workshop.pdf(RELEASE) == before);
    std::fs::remove_dir(&page).expect("taken away");
    let run = workshop.run(&["build"]);
    assert!(run.out.contains("→ 138"), "{}", run.out);
    assert!(workshop.pdf(RELEASE) != before && page.is_file());
}

#[test]
fn what_is_wrong_with_the_records_is_told_where_nothing_can_be_written() {
    let workshop = made();
    workshop.write("taken", "a file");
    workshop.change(TTCHAN, |project| misspelt(project, "results", "resutls"));
    let out = workshop.path("taken").display().to_string();
    let run = workshop.run(&["build", "--out", &out]);
    assert_eq!(run.code, 2);
    for code in ["disk/unwritable", "record/unknown-field"] {
        assert!(run.err.contains(code), "{code}: {}", run.err);
    }
}

#[test]
fn an_id_that_stands_twice_is_told_beside_what_else_is_wrong_there() {
    let workshop = Workshop::fixtures();
    workshop.change(TTCHAN, |project| {
        let mut again = project["decisions"][0].clone();
        again["number"] = 13.into();
        project["decisions"]
            .as_array_mut()
            .expect("decisions")
            .push(again);
        project["documents"][0]["decision"] = "999".into();
    });
    let (_, told) = findings(&workshop, "check");
    for code in ["record/wrong-type", "record/duplicate-id"] {
        assert!(tells(&told, code, ""), "{code}: {told:#?}");
    }
    assert!(tells(&told, "record/unknown-reference", "999"), "{told:#?}");
}

#[test]
fn a_record_without_titles_is_named() {
    let workshop = Workshop::fixtures();
    let phrase = std::fs::read(repository().join("templates/phrases/project_names.hbs"));
    workshop.write(
        "templates/phrases/project_names.hbs",
        phrase.expect("a phrase"),
    );
    workshop.change(TTCHAN, |project| {
        project.as_object_mut().expect("a record").remove("titles");
    });
    let (_, told) = findings(&workshop, "check");
    let absent = told
        .iter()
        .filter(|line| line.contains("error[template/absent-fact]"));
    let absent: Vec<&String> = absent.collect();
    assert!(!absent.is_empty(), "{told:#?}");
    assert!(
        absent.iter().all(|line| line.starts_with(TTCHAN)),
        "{absent:#?}"
    );
}

#[test]
fn what_is_out_of_all_bounds_is_told_by_its_bounds() {
    let workshop = Workshop::fixtures();
    workshop.change(TTCHAN, |project| {
        project["documents"][0]["rows"] = json!([]);
        project["period"]["start"] = "1899-01-01".into();
        project["period"]["end"] = "2200".into();
        project["budget"]["total"] = "1000000000000000 EUR".into();
    });
    let (exit, told) = findings(&workshop, "check");
    assert_eq!(exit, 1);
    for (code, words) in [
        ("record/empty", ""),
        ("record/out-of-range", "at least 1900"),
        ("record/out-of-range", "at most 2199"),
        ("record/out-of-range", "at most 999999999999999"),
    ] {
        assert!(tells(&told, code, words), "{code} {words}: {told:#?}");
    }
    assert!(!tells(&told, "record/missing-field", "rows"), "{told:#?}");
}

#[test]
fn a_release_that_nothing_can_head_is_not_made() {
    let workshop = Workshop::fixtures();
    workshop.change(TTCHAN, |project| {
        project["documents"][1]
            .as_object_mut()
            .expect("a release")
            .remove("headline");
        project.as_object_mut().expect("a record").remove("titles");
    });
    let (exit, told) = findings(&workshop, "check");
    assert_eq!(exit, 1);
    assert!(
        tells(&told, "record/missing-field", "headline"),
        "{told:#?}"
    );
}
