//! Somebody mends a fact: exactly the documents that it reaches are made again.

use crate::workshop::{DOCUMENTS, Workshop, read};
use serde_json::{Value, json};

const TTCHAN: &str = "fixtures/projects/ttchan.json";

/// A workspace whose five documents are made.
pub fn made() -> Workshop {
    let workshop = Workshop::fixtures();
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    workshop
}

/// The documents that a build wrote.
pub fn written(workshop: &Workshop, arguments: &[&str]) -> Vec<String> {
    let all: Vec<&str> = ["build", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let run = workshop.run(&all);
    let lines = run
        .out
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut documents: Vec<String> = lines
        .filter(|line| line["state"] == "written")
        .map(|line| line["document"].as_str().expect("an id").to_owned())
        .collect();
    documents.sort();
    documents
}

/// All files of a workspace with their content and the time of their last change.
fn everything(workshop: &Workshop) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let mut files = Vec::new();
    let mut folders = vec![workshop.path("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let changed = path
                    .metadata()
                    .and_then(|data| data.modified())
                    .expect("a time");
                let bytes = std::fs::read(&path).expect("a file");
                files.push((path.display().to_string(), bytes, changed));
            }
        }
    }
    files.sort();
    // Who holds the lock changes with each run.
    files.retain(|(path, ..)| !path.ends_with(".holder"));
    files
}

fn state(workshop: &Workshop, document: &str) -> Value {
    let run = workshop.run(&["status", document, "--format", "json"]);
    serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON")
}

#[test]
fn a_second_build_writes_nothing_and_says_so() {
    let workshop = made();
    let before = everything(&workshop);
    let run = workshop.run(&["build"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(
        run.err
            .contains("nothing to write: every document is as it should be"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("record/no-headline"),
        "warnings are told again: {}",
        run.err
    );
    assert!(everything(&workshop) == before, "something was written");
    let run = workshop.run(&["status", "--check"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.out.matches("current").count(),
        DOCUMENTS.len(),
        "{}",
        run.out
    );
}

#[test]
fn a_mended_fact_makes_the_documents_that_print_it_and_says_which_words_changed() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    let why = workshop.run(&["build", "--why", "ttchan/annex-502"]);
    assert!(
        why.out
            .contains("/budget/total: 10\u{a0}080\u{a0}EUR → 12\u{a0}080\u{a0}EUR"),
        "{}",
        why.out
    );
    assert_eq!(state(&workshop, "ttchan/annex-502")["state"], "stale");
    assert_eq!(workshop.run(&["status", "--check"]).code, 1);
    let run = workshop.run(&["build"]);
    assert!(run.out.contains("ttchan/annex-502.pdf"), "{}", run.out);
    assert!(
        run.out
            .contains("Projekta kopējās izmaksas: 10\u{a0}080\u{a0}EUR → 12\u{a0}080\u{a0}EUR"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("cities-of-change"), "{}", run.out);
    assert!(run.err.contains("changed facts"), "{}", run.err);
    assert_eq!(workshop.run(&["status", "--check"]).code, 0);
}

#[test]
fn a_fact_of_the_registry_reaches_all_documents_that_say_it_and_no_others() {
    let workshop = made();
    workshop.change("fixtures/registry/programmes.json", |registry| {
        let name = &mut registry["programmes"]["europe-for-citizens-2014-2020"]["name"];
        *name = "Eiropa visiem pilsoņiem".into();
    });
    assert_eq!(
        written(&workshop, &[]),
        [
            "european-regions/release-conference",
            "ttchan/annex-502",
            "ttchan/release-start"
        ]
    );
    // An entry that nobody asks for reaches nobody.
    workshop.change("fixtures/registry/places.json", |registry| {
        registry["places"]["nowhere"] = serde_json::json!({"name": "Neviena", "country": "LV"});
    });
    assert_eq!(written(&workshop, &[]), [""; 0]);
    // The layout of a file is no fact.
    let file = "fixtures/registry/organisations.json";
    let text = std::fs::read_to_string(workshop.path(file)).expect("text");
    workshop.write(file, text.replace("  ", "    "));
    assert_eq!(written(&workshop, &[]), [""; 0]);
}

#[test]
fn a_value_that_no_template_reads_makes_nothing() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["place_of_implementation"] = serde_json::json!({"address": "Rīgas iela 1"});
    });
    assert_eq!(written(&workshop, &[]), [""; 0]);
    assert_eq!(state(&workshop, "ttchan/annex-502")["state"], "current");
}

#[test]
fn a_template_library_or_house_style_makes_those_that_it_changes() {
    let workshop = made();
    // The same words in the same order: a comment that nobody prints.
    let row = include_str!("../../templates/annex/results.typ.hbs");
    workshop.write(
        "templates/annex/results.typ.hbs",
        format!("{{{{! a note }}}}{row}"),
    );
    assert_eq!(written(&workshop, &[]), [""; 0]);
    let title = include_str!("../../templates/annex/row.typ.hbs");
    let title = title.replace("Projekta rezultāti:", "Projekta sasniegtie rezultāti:");
    workshop.write("templates/annex/row.typ.hbs", title);
    let why = workshop.run(&["build", "--why", "ttchan/annex-502"]);
    assert!(
        why.out.contains("template annex/row.typ.hbs"),
        "{}",
        why.out
    );
    assert_eq!(written(&workshop, &[]), ["ttchan/annex-502"]);
    let library = include_str!("../../templates/lib/release.typ");
    workshop.write(
        "templates/lib/release.typ",
        library.replace("#12456b", "#12456c"),
    );
    let why = workshop.run(&["build", "--why", "ttchan/release-start"]);
    assert!(why.out.contains("library lib/release.typ"), "{}", why.out);
    assert_eq!(written(&workshop, &[]).len(), 4);
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("text");
    workshop.write(
        "pielikums.toml",
        format!("# nobody prints this\n{settings}"),
    );
    assert_eq!(written(&workshop, &[]), [""; 0]);
    workshop.write("pielikums.toml", settings.replace("\"curly\"", "\"low\""));
    assert!(written(&workshop, &[]).contains(&"ttchan/annex-502".to_owned()));
}

#[test]
fn a_deleted_or_hand_edited_file_is_noticed_and_made_again() {
    let workshop = made();
    let right = workshop.pdf("ttchan/annex-502");
    std::fs::remove_file(workshop.path("out/ttchan/annex-502.pdf")).expect("removed");
    workshop.write("out/ttchan/release-start.pdf", "typed over");
    assert_eq!(state(&workshop, "ttchan/annex-502")["state"], "missing");
    let edited = state(&workshop, "ttchan/release-start");
    assert_eq!(
        (&edited["state"], &edited["reasons"][0]["because"]),
        (&"stale".into(), &"edited".into())
    );
    assert_eq!(
        written(&workshop, &[]),
        ["ttchan/annex-502", "ttchan/release-start"]
    );
    assert_eq!(workshop.pdf("ttchan/annex-502"), right);
}

#[test]
fn what_is_asked_for_is_made_although_it_is_as_it_should_be() {
    let workshop = made();
    let run = workshop.run(&["build", "--force", "ttchan"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err.contains("as they should be: 2"),
        "the same bytes: {}",
        run.err
    );
}

#[test]
fn a_file_whose_document_is_gone_is_told_and_taken_away_only_when_asked() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["documents"]
            .as_array_mut()
            .expect("documents")
            .remove(1);
    });
    std::fs::remove_file(workshop.path("fixtures/projects/european-regions.json"))
        .expect("removed");
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("out/orphan"), "{}", run.err);
    let gone = [
        "out/ttchan/release-start.pdf",
        "out/european-regions/release-conference.pdf",
    ];
    assert!(gone.iter().all(|file| workshop.path(file).exists()));
    assert!(
        workshop
            .run(&["status"])
            .out
            .contains("release-start.pdf  orphan")
    );
    assert_eq!(workshop.run(&["status", "--check"]).code, 1);
    let run = workshop.run(&["build", "--prune"]);
    assert_eq!(run.code, 0);
    // Each of the two in its six forms.
    assert!(run.err.contains("taken away: 12"), "{}", run.err);
    assert!(gone.iter().all(|file| !workshop.path(file).exists()));
    assert_eq!(workshop.run(&["status", "--check"]).code, 0);
}

#[test]
fn a_document_that_fails_keeps_its_file_and_is_tried_again() {
    let workshop = made();
    let before = workshop.pdf("ttchan/annex-502");
    let right = std::fs::read_to_string(workshop.path(TTCHAN)).expect("text");
    workshop.change(TTCHAN, |project| {
        project["period"]["end"] = "2018-02-30".into()
    });
    for _ in 0..2 {
        let run = workshop.run(&["build"]);
        assert_eq!(run.code, 1);
        assert!(
            run.err.contains("ttchan/annex-502: record/impossible-date"),
            "{}",
            run.err
        );
    }
    assert_eq!(state(&workshop, "ttchan/annex-502")["state"], "failed");
    assert_eq!(workshop.pdf("ttchan/annex-502"), before);
    workshop.write(TTCHAN, right);
    assert_eq!(written(&workshop, &[]), [""; 0]);
    assert_eq!(workshop.run(&["status", "--check"]).code, 0);
}

#[test]
fn a_part_of_the_documents_leaves_the_others_to_the_next_build() {
    let workshop = made();
    workshop.change(TTCHAN, |project| {
        project["titles"]["acronym"] = "TTCH".into()
    });
    assert_eq!(
        written(&workshop, &["ttchan/annex-502"]),
        ["ttchan/annex-502"]
    );
    assert_eq!(state(&workshop, "ttchan/release-start")["state"], "stale");
    assert_eq!(written(&workshop, &[]), ["ttchan/release-start"]);
}

#[test]
fn a_ledger_that_cannot_be_read_is_told_and_written_anew() {
    let workshop = made();
    workshop.write("out/ledger.json", "{ typed by hand");
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("out/broken-ledger"), "{}", run.err);
    assert!(
        run.err.contains("written: 0; as they should be: 5"),
        "{}",
        run.err
    );
    let run = workshop.run(&["build"]);
    assert!(!run.err.contains("out/broken-ledger"), "{}", run.err);
}

#[test]
fn what_the_ledger_needs_besides_may_be_deleted_and_is_made_again() {
    let workshop = made();
    std::fs::remove_dir_all(workshop.path("out/.pielikums")).expect("removed");
    let run = workshop.run(&["diff"]);
    assert!(
        run.out.is_empty() && run.err.contains("the same: 5"),
        "the words are asked of nobody: {}{}",
        run.out,
        run.err
    );
    assert_eq!(written(&workshop, &[]), [""; 0]);
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    let why = workshop.run(&["build", "--why", "ttchan/annex-502"]);
    assert!(why.out.contains("/budget/total"), "{}", why.out);
}

#[test]
fn what_was_doubted_is_weighed_anew_when_the_house_weighs_otherwise() {
    let workshop = made();
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("text");
    let weigh = |weight: &str| {
        let severity = format!("\n[severity]\n\"record/no-headline\" = \"{weight}\"\n");
        workshop.write("pielikums.toml", format!("{settings}{severity}"));
        workshop.run(&["build"])
    };
    assert!(!weigh("off").err.contains("no-headline"));
    assert_eq!(weigh("error").code, 1);
    let run = weigh("warning");
    assert_eq!(run.code, 0);
    assert!(run.err.contains("record/no-headline"), "{}", run.err);
}

#[test]
fn what_was_doubted_is_not_forgotten_when_it_stops_a_document() {
    let workshop = Workshop::smallest();
    workshop.write(
        "registry/places.json",
        r#"{"places": {"nujorka": {"name": "Mazā Ņujorka", "country": "LV"}}}"#,
    );
    workshop.change("projects/p.json", |project| {
        project["partners"] = json!({"list": [{"place": "nujorka"}]});
        project["objective"] = "Tikšanās notika {{loc partners.list.0.place}}.".into();
        project["documents"][0]["rows"] = json!(["objective-and-activities"]);
    });
    let weigh = |weight: &str| {
        let severity = format!("[severity]\n\"record/guessed-form\" = \"{weight}\"\n");
        workshop.write("pielikums.toml", severity);
    };
    let doubted = || {
        let run = workshop.run(&["build"]);
        (run.code, run.err.contains("record/guessed-form"))
    };
    assert_eq!(doubted(), (0, true));
    weigh("error");
    // However often it is asked.
    for _ in 0..3 {
        assert_eq!(doubted(), (1, true));
    }
    weigh("warning");
    assert_eq!(doubted(), (0, true));
    // An error that comes and goes takes nothing with it.
    workshop.change("projects/p.json", |project| {
        project["objektive"] = "".into();
    });
    assert_eq!(workshop.run(&["build"]).code, 1);
    workshop.change("projects/p.json", |project| {
        project
            .as_object_mut()
            .expect("a record")
            .remove("objektive");
    });
    assert_eq!(doubted(), (0, true));
}

#[test]
fn nothing_is_taken_away_while_a_record_cannot_be_read() {
    let workshop = made();
    let text = std::fs::read_to_string(workshop.path(TTCHAN)).expect("text");
    std::fs::remove_file(workshop.path(TTCHAN)).expect("removed");
    // Under another name, and broken: nobody knows whose record it is.
    workshop.write("fixtures/projects/zz.json", &text[..text.len() / 2]);
    assert_eq!(workshop.run(&["build", "--prune"]).code, 1);
    assert!(workshop.path("out/ttchan/annex-502.pdf").exists());
    workshop.write("fixtures/projects/zz.json", &text);
    assert_eq!(written(&workshop, &[]), [""; 0]);
}

#[test]
fn nothing_is_taken_away_because_of_a_slip_in_a_record_or_a_pack() {
    let slips: [(&str, &str, &str); 5] = [
        ("projects/p.json", "\"id\": \"p\"", "\"id\": \"P\""),
        ("projects/p.json", "\"id\": \"p\"", "\"id\": \"q\""),
        ("projects/p.json", "\"id\": \"annex\"", "\"id\": \"Annex\""),
        ("projects/p.json", "\"documents\"", "\"documnts\""),
        ("templates/annex/pack.toml", "kind =", "knd ="),
    ];
    for (file, right, wrong) in slips {
        let workshop = Workshop::smallest();
        let pack = include_str!("../../templates/annex/pack.toml");
        workshop.write("templates/annex/pack.toml", pack);
        let record = read(&workshop.path("projects/p.json"));
        workshop.write(
            "projects/q.json",
            record.replace("\"id\": \"p\"", "\"id\": \"q\""),
        );
        assert_eq!(workshop.run(&["build"]).code, 0);
        let names = || {
            let folder = std::fs::read_dir(workshop.path("out/p")).expect("a folder");
            let mut names: Vec<_> = folder
                .map(|file| file.expect("a file").file_name())
                .collect();
            names.sort();
            names
        };
        let before = names();
        let text = read(&workshop.path(file));
        assert!(text.contains(right));
        workshop.write(file, text.replace(right, wrong));
        let run = workshop.run(&["build", "--prune"]);
        assert_eq!(run.code, 1, "{wrong}");
        assert!(!run.err.contains("out/orphan"), "{wrong}: {}", run.err);
        assert_eq!(names(), before, "{wrong}");
    }
}

#[test]
fn what_was_left_over_while_something_was_wrong_is_told_of_later() {
    let workshop = Workshop::smallest();
    let record = read(&workshop.path("projects/p.json"));
    workshop.write(
        "projects/q.json",
        record.replace("\"id\": \"p\"", "\"id\": \"q\""),
    );
    assert_eq!(workshop.run(&["build"]).code, 0);
    workshop.write("pielikums.toml", "[outputs]\nannex = [\"pdf\"]\n");
    workshop.write("projects/q.json", "{");
    assert_eq!(workshop.run(&["build"]).code, 1);
    workshop.write(
        "projects/q.json",
        record.replace("\"id\": \"p\"", "\"id\": \"q\""),
    );
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("out/p/annex.html"), "{}", run.err);
}

#[test]
fn only_what_the_program_made_is_taken_away() {
    let workshop = made();
    workshop.write("out/mine/notes.pdf", "somebody's own");
    std::fs::remove_file(workshop.path(TTCHAN)).expect("removed");
    let run = workshop.run(&["build", "--prune"]);
    assert!(
        run.err.contains("taken away: out/ttchan/annex-502.pdf"),
        "{}",
        run.err
    );
    assert!(workshop.path("out/mine/notes.pdf").exists());
    assert!(!workshop.path("out/ttchan/annex-502.pdf").exists());
}

#[test]
fn a_library_file_that_is_imported_by_a_computed_path_is_known_too() {
    let workshop = made();
    let library = include_str!("../../templates/lib/release.typ");
    workshop.write(
        "templates/lib/release.typ",
        format!(
            "#let name = \"hue\"\n#import \"/lib/\" + name + \".typ\": hue\n{}",
            library.replace("rgb(\"#12456b\")", "hue")
        ),
    );
    workshop.write("templates/lib/hue.typ", "#let hue = rgb(\"#12456c\")\n");
    assert!(written(&workshop, &[]).contains(&"ttchan/release-start".to_owned()));
    workshop.write("templates/lib/hue.typ", "#let hue = rgb(\"#12456d\")\n");
    assert!(written(&workshop, &[]).contains(&"ttchan/release-start".to_owned()));
}

#[test]
fn what_was_doubted_is_told_where_it_stands_now() {
    let workshop = Workshop::smallest();
    let event = |id: &str, kind: &str| json!({"id": id, "kind": kind, "start": "2024-05-06"});
    workshop.change("projects/p.json", |project| {
        project["objective"] = "Tas notika {{loc event.kind}}.".into();
        project["events"] = json!([event("e", "Mazā Ņujorka")]);
        project["documents"][0]["event"] = "e".into();
        project["documents"][0]["rows"] = json!(["objective-and-activities"]);
    });
    let run = workshop.run(&["build"]);
    assert!(run.err.contains("field: /events/0/kind"), "{}", run.err);
    // The document prints the same words, but of the second event.
    workshop.change("projects/p.json", |project| {
        project["events"] = json!([event("a", "sanāksme"), event("e", "Mazā Ņujorka")]);
    });
    for _ in 0..2 {
        let run = workshop.run(&["build"]);
        assert!(run.err.contains("as they should be: 1"), "{}", run.err);
        assert!(run.err.contains("field: /events/1/kind"), "{}", run.err);
    }
    workshop.change("projects/p.json", |project| {
        project["accepted"] = json!([
            {"code": "record/guessed-form", "field": "/events/1/kind", "because": "Tā saka."}
        ]);
    });
    let run = workshop.run(&["build"]);
    assert!(
        run.code == 0 && !run.err.contains("guessed-form"),
        "{}",
        run.err
    );
}

#[test]
fn the_form_that_is_missing_is_named_and_so_is_that_others_are_wanted() {
    let workshop = made();
    std::fs::remove_file(workshop.path("out/ttchan/release-start.html")).expect("removed");
    let missing = state(&workshop, "ttchan/release-start");
    assert_eq!(
        (&missing["state"], &missing["reasons"][0]["form"]),
        (&"missing".into(), &"html".into())
    );
    let run = workshop.run(&["status", "ttchan/release-start"]);
    assert!(
        run.out.contains("its file is not there: .html"),
        "{}",
        run.out
    );
    assert_eq!(written(&workshop, &[]), ["ttchan/release-start"]);
    let settings = read(&workshop.path("pielikums.toml"));
    workshop.write(
        "pielikums.toml",
        format!("{settings}\n[outputs]\npress-release = [\"html\"]\n"),
    );
    let why = workshop.run(&["build", "--why", "ttchan/release-start"]);
    assert!(
        why.out.contains("it is wanted in other forms"),
        "{}",
        why.out
    );
    assert!(!why.out.contains("library"), "{}", why.out);
}

#[test]
#[cfg(unix)]
fn what_could_not_be_taken_away_is_told_of_until_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let workshop = made();
    let folder = workshop.path("out/ttchan");
    let permit = |mode: u32| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&folder, permissions).expect("permitted");
    };
    std::fs::remove_file(workshop.path(TTCHAN)).expect("removed");
    permit(0o555);
    let all_powerful = std::fs::write(folder.join("x"), "").is_ok();
    if !all_powerful {
        let run = workshop.run(&["build", "--prune"]);
        assert!(run.err.contains("disk/unwritable"), "{}", run.err);
        let run = workshop.run(&["build"]);
        assert!(run.err.contains("out/orphan"), "{}", run.err);
    }
    permit(0o755);
    let run = workshop.run(&["build", "--prune"]);
    assert!(
        run.err.contains("taken away: out/ttchan/annex-502.pdf"),
        "{}",
        run.err
    );
}

#[test]
fn records_that_have_no_folder_of_their_own_are_not_taken_for_others() {
    let workshop = Workshop::smallest();
    workshop.write("pielikums.toml", "projects = \".\"\n");
    assert_eq!(written(&workshop, &[]), ["p/annex"]);
    let run = workshop.run(&["build"]);
    assert!(
        run.code == 0 && run.err.contains("as they should be: 1"),
        "{}",
        run.err
    );
}

#[test]
#[cfg(unix)]
fn a_file_from_before_1970_is_a_file() {
    let workshop = made();
    let old = std::time::UNIX_EPOCH - std::time::Duration::from_secs(86_400);
    let path = workshop.path("out/ttchan/annex-502.pdf");
    let file = std::fs::File::options().write(true).open(path);
    file.and_then(|file| file.set_modified(old)).expect("dated");
    assert_eq!(state(&workshop, "ttchan/annex-502")["state"], "current");
}

#[test]
#[cfg(unix)]
fn links_that_lead_in_a_circle_come_to_an_end() {
    let workshop = Workshop::smallest();
    let projects = workshop.path("projects");
    std::os::unix::fs::symlink(&projects, projects.join("again")).expect("a link");
    assert_eq!(written(&workshop, &[]), ["p/annex"]);
}

#[test]
fn a_ledger_that_cannot_be_read_is_told_in_the_language_that_was_asked_for() {
    let workshop = Workshop::smallest();
    workshop.write("out/ledger.json", "{ typed by hand");
    let run = workshop.run_in("lv", &["build"]);
    assert!(
        run.err
            .contains("lauka nosaukumam jābūt pēdiņās (1. rinda, 3. zīme)"),
        "{}",
        run.err
    );
}
