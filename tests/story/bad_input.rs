//! Nothing is lost: one bad record stops only its own documents, no failure leaves a part of a file or
//! takes away a good one, and everything that is wrong is told in one run.

use crate::workshop::Workshop;
use pielikums::batch::{self, Aim, Event, Memory, Options, Selection};
use pielikums::document::Maker;
use pielikums::record::Workspace;
use std::sync::atomic::AtomicBool;

#[test]
fn one_bad_record_stops_only_its_own_documents_and_their_old_files_stay() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let before = workshop.pdf("ttchan/annex-502");
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["period"]["end"] = "2018-02-30".into();
    });
    workshop.change("fixtures/projects/cities-of-change.json", |project| {
        project["budget"]["total"] = "99001 EUR".into();
    });
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .contains("fixtures/projects/ttchan.json:39:12: error[record/impossible-date]"),
        "{}",
        run.err
    );
    let written: Vec<&str> = run.out.lines().filter(|l| !l.starts_with(' ')).collect();
    assert_eq!(
        written,
        [
            // It does not print the sum, but its web page tells it to machines.
            "WORKSPACE/out/cities-of-change/release-conference.html",
            "WORKSPACE/out/cities-of-change/release-start.pdf",
        ]
    );
    assert!(
        run.out
            .contains("99\u{a0}000\u{a0}EUR. → 99\u{a0}001\u{a0}EUR."),
        "{}",
        run.out
    );
    assert!(
        run.err
            .contains("not made: 2 (ttchan/annex-502: record/impossible-date; ttchan/release-start: record/impossible-date)"),
        "{}",
        run.err
    );
    assert_eq!(workshop.pdf("ttchan/annex-502"), before);
}

#[test]
fn an_error_in_one_document_does_not_stop_its_sister() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["documents"][1]["lead"] = "{{money budget.nothing}}".into();
    });
    let run = workshop.run(&["build", "ttchan"]);
    assert_eq!(run.code, 1);
    assert!(workshop.path("out/ttchan/annex-502.pdf").exists());
    assert!(!workshop.path("out/ttchan/release-start.pdf").exists());
    assert!(
        run.err
            .contains("not made: 1 (ttchan/release-start: template/unknown-path)"),
        "{}",
        run.err
    );
}

#[test]
fn of_two_documents_with_one_id_neither_is_made_or_adopted() {
    let workshop = Workshop::smallest();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let before = workshop.pdf("p/annex");
    workshop.change("projects/p.json", |project| {
        let documents = project["documents"].as_array_mut().expect("documents");
        let mut other = documents[0].clone();
        other["title"] = "Cits".into();
        let copy = serde_json::json!({
            "id": "annex-en", "kind": "annex", "language": "en", "translation_of": "annex",
            "title": {"lv": "Cits", "en": "Other"}
        });
        documents.insert(0, other);
        documents.push(copy);
    });
    for command in [
        vec!["build"],
        vec!["build", "--force"],
        vec!["adopt", "p/annex", "--date", "2024-05-06"],
    ] {
        let run = workshop.run(&command);
        assert_eq!(run.code, 1, "{command:?}: {}", run.out);
        assert!(run.err.contains("record/duplicate-id"), "{}", run.err);
        assert!(workshop.pdf("p/annex") == before, "the good file stays");
        assert!(!workshop.path("out/p/annex-en.pdf").exists());
    }
}

#[test]
fn all_that_is_wrong_is_told_in_one_run_in_the_order_of_its_places() {
    let workshop = Workshop::fixtures();
    workshop.write("fixtures/projects/aaa.json", "{");
    workshop.change("fixtures/projects/european-regions.json", |project| {
        project["author"] = "daugavpils-counsil".into();
        project["documents"][0]["lead"] = "{{autor.name}}".into();
    });
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["colour"] = "red".into();
    });
    let run = workshop.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 1);
    let codes: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.split_once("error[")?.1.split(']').next())
        .collect();
    assert_eq!(
        codes,
        [
            "record/broken-json",
            "record/unknown-reference",
            "template/unknown-path",
            "record/unknown-field"
        ],
        "{}",
        run.err
    );
}

#[test]
fn nothing_half_written_stays_where_a_document_cannot_be_written() {
    let workshop = Workshop::fixtures();
    workshop.write("out/ttchan", "a file where a folder should be");
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("fault[disk/unwritable]"), "{}", run.err);
    assert_eq!(
        run.out.lines().count(),
        3,
        "the others are there: {}",
        run.out
    );
    let kept = std::fs::read(workshop.path("out/ttchan")).expect("there");
    assert_eq!(kept, b"a file where a folder should be");
    for entry in std::fs::read_dir(workshop.path("out")).expect("out") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(!name.ends_with(".part"), "{name}");
    }
}

#[test]
fn records_from_a_windows_office_are_taken() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    let before = workshop.pdf("ttchan/annex-502");
    for file in [
        "fixtures/projects/ttchan.json",
        "fixtures/registry/places.json",
        "pielikums.toml",
    ] {
        let text = std::fs::read_to_string(workshop.path(file)).expect("text");
        workshop.write(file, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    let run = workshop.run(&["build", "ttchan"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(workshop.pdf("ttchan/annex-502"), before);
}

#[test]
fn a_document_that_breaks_off_is_told_of_and_the_others_are_made() {
    let workshop = Workshop::fixtures();
    let workspace = Workspace::open(&workshop.path("")).expect("a workspace");
    let maker = Maker::load(&workspace).expect("packs");
    let stop = AtomicBool::new(false);
    let options = Options {
        jobs: 2,
        ..Options::new(workspace.out(), Aim::Build, &stop)
    };
    // Whoever listens breaks off in the middle of a worker's work.
    let tell = |event: Event<'_>| {
        if let Event::Begun {
            id: "ttchan/annex-502",
        } = event
        {
            panic!("a bug on purpose");
        }
    };
    let summary = batch::run(
        &workspace,
        &maker,
        Memory::open(&options.out, None),
        &Selection::default(),
        &options,
        &tell,
    );
    assert_eq!(summary.written, 4);
    assert_eq!(summary.stopped.len(), 1);
    assert_eq!(summary.stopped[0].id, "ttchan/annex-502");
    assert_eq!(summary.stopped[0].why, ["document/broke-off"]);
    // The next run makes the rest.
    let summary = batch::run(
        &workspace,
        &maker,
        Memory::open(&options.out, None),
        &Selection::default(),
        &options,
        &|_| {},
    );
    assert_eq!((summary.written, summary.current), (1, 4));
}

#[test]
fn a_bad_entry_of_the_registry_stops_only_the_documents_that_say_something_of_it() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/registry/organisations.json", |registry| {
        registry["organisations"]["lodz-region"]["country"] = "ZZ".into();
    });
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["period"]["end"] = "2018-02-30".into();
    });
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("`ZZ` names no country"), "{}", run.err);
    assert!(
        run.err.contains("record/impossible-date"),
        "and in the same run: {}",
        run.err
    );
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert!(run.out.contains("cities-of-change/release-start.pdf"));
}

#[test]
fn a_bad_pack_stops_only_its_own_documents() {
    let workshop = Workshop::fixtures();
    let templates = "templates/annex/results.typ.hbs";
    workshop.write(
        templates,
        "{{nothing.of.the.kind}}\n{{mony budget.total}}\n{{#each results}}\n",
    );
    workshop.write("templates/phrases/term_sentence.hbs", "{{period trem}}\n");
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("annex/results.typ.hbs"), "{}", run.err);
    assert!(
        run.err.contains("did you mean `term`?"),
        "and in the same run: {}",
        run.err
    );
    assert!(
        run.out.contains("european-regions/release-conference.pdf"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("annex-502"), "{}", run.out);
}

#[test]
fn a_record_as_large_and_twisted_as_it_may_be_is_answered_in_a_moment() {
    let workshop = Workshop::smallest();
    let unknown: Vec<String> = (0..20_000).map(|n| format!("\"field{n}\": {n}")).collect();
    workshop.write(
        "projects/q.json",
        format!("{{\"id\": \"q\", {}}}", unknown.join(", ")),
    );
    let items = vec!["\"x\""; 60_000].join(", ");
    workshop.change("projects/p.json", |project| {
        project["results"] = serde_json::from_str(&format!("[{items}]")).expect("a list");
        let brackets = format!(
            "{{{{quote {} acronym{} }}}}",
            "(quote ".repeat(5_000),
            ")".repeat(5_000)
        );
        project["objective"] = brackets.into();
    });
    let run = workshop.run(&["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("record/unknown-field"));
    assert!(run.out.contains("template/not-allowed"));
}
