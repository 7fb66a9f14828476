//! The command line as somebody uses it.

use crate::workshop::Workshop;

#[test]
fn a_second_build_writes_nothing_and_a_check_agrees() {
    let workshop = Workshop::fixtures();
    let first = workshop.run(&["build"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.out.lines().count(), 5);
    assert!(
        first.out.contains("WORKSPACE/out/ttchan/annex-502.pdf"),
        "{}",
        first.out
    );
    let second = workshop.run(&["build"]);
    assert_eq!((second.code, second.out.as_str()), (0, ""));
    assert!(
        second.err.contains("as they should be: 5"),
        "{}",
        second.err
    );
    assert_eq!(workshop.run(&["build", "--check"]).code, 0);
}

#[test]
fn check_tells_what_is_missing_differs_or_belongs_to_nobody_and_writes_nothing() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build"]).code, 0);
    std::fs::remove_file(workshop.path("out/ttchan/annex-502.pdf")).expect("removed");
    workshop.write("out/ttchan/release-start.pdf", "mended by hand");
    workshop.write("out/gone/old.pdf", "left over");
    let run = workshop.run(&["build", "--check", "--format", "short"]);
    assert_eq!(run.code, 1);
    for expected in [
        "out/ttchan/annex-502.pdf: error[out/missing]",
        "out/ttchan/release-start.pdf: error[out/differs]",
        "out/gone/old.pdf: error[out/orphan]",
    ] {
        assert!(run.err.contains(expected), "{expected} in {}", run.err);
    }
    assert!(!workshop.path("out/ttchan/annex-502.pdf").exists());
    let kept = std::fs::read(workshop.path("out/ttchan/release-start.pdf")).expect("there");
    assert_eq!(kept, b"mended by hand");
}

#[test]
fn nothing_is_written_over_peoples_own_files() {
    let workshop = Workshop::smallest();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let path = |file: &str| workshop.path(file).to_string_lossy().into_owned();
    let root = path("");
    let (record, annex) = (path("projects/p.json"), path("out/p/annex.pdf"));
    let (projects, settings) = (path("projects"), path("pielikums.toml"));
    let around = path("none/../projects/q.json");
    let kept = [&record, &annex].map(|file| std::fs::read(file).expect("a file"));
    for command in [
        ["diff", "--html", &record],
        ["diff", "--pdf", &annex],
        ["diff", "--pdf", &settings],
        ["diff", "--pdf", &around],
        ["build", "--out", &projects],
        ["build", "--out", &root],
        ["status", "--out", &projects],
    ] {
        let run = workshop.run(&command);
        assert_eq!(run.code, 2, "{command:?}");
        assert!(
            run.err.contains("out/own-place"),
            "{command:?}: {}",
            run.err
        );
    }
    assert!(kept == [&record, &annex].map(|file| std::fs::read(file).expect("a file")));
    assert!(!workshop.path("projects/ledger.json").exists());
}

#[test]
fn a_selector_takes_a_project_or_a_document() {
    let workshop = Workshop::fixtures();
    let run = workshop.run(&["build", "ttchan/annex-502", "european-regions"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    let run = workshop.run(&["build", "ttchn", "ttchan/annex-503"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `ttchan`?"), "{}", run.err);
    let run = workshop.run(&["build", "ttchan/annex-503"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("did you mean `ttchan/annex-502`?"),
        "{}",
        run.err
    );
}

#[test]
fn json_is_one_line_for_each_document_and_each_finding() {
    let workshop = Workshop::fixtures();
    let run = workshop.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let documents = lines
        .iter()
        .filter(|line| line.get("document").is_some() && line.get("outcome").is_some());
    assert_eq!(documents.count(), 5);
    let warning = lines
        .iter()
        .find(|line| line["code"] == "record/no-headline")
        .expect("a warning");
    assert_eq!(warning["place"]["file"], "fixtures/projects/ttchan.json");
    assert_eq!(lines.last().expect("a summary")["summary"]["written"], 5);
}

#[test]
fn list_shows_every_document_with_its_kind_and_title() {
    let workshop = Workshop::fixtures();
    let run = workshop.run(&["list"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.lines().count(), 5);
    assert!(
        run.out
            .contains("annex          Projekta “Pašvaldību sadarbība"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("Daugavpils\u{a0}– viena no četrpadsmit “pārmaiņu pilsētām” Eiropā")
    );
}

#[test]
fn show_lets_one_look_at_each_stage() {
    let workshop = Workshop::fixtures();
    let facts = workshop.run(&["show", "ttchan/annex-502", "--stage", "facts"]);
    let facts: serde_json::Value = serde_json::from_str(&facts.out).expect("JSON");
    assert_eq!(facts["partners"]["count"]["count"], 6);
    assert_eq!(
        facts["partners"]["count"]["from"][0]["pointer"],
        "/partners/list"
    );
    let source = workshop.run(&["show", "ttchan/annex-502", "--stage", "source"]);
    assert!(source.out.contains("#import \"/lib/annex.typ\""));
    assert!(
        source.out.contains("#\"10\\u{a0}080\\u{a0}EUR\";"),
        "{}",
        source.out
    );
    let text = workshop.run(&["show", "ttchan/annex-502"]);
    assert!(text.out.contains("(personiskais paraksts)"), "{}", text.out);
    let unknown = workshop.run(&["show", "ttchan/nothing"]);
    assert_eq!(unknown.code, 2);
}

#[test]
fn help_has_examples_and_wrong_arguments_are_a_fault() {
    let workshop = Workshop::fixtures();
    for command in ["build", "check", "list", "show", "schema", "completions"] {
        let run = workshop.run(&[command, "--help"]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("Examples:"), "{command}");
    }
    assert_eq!(workshop.run(&["biuld"]).code, 2);
    let run = workshop.run(&["completions", "bash"]);
    assert!(run.out.contains("pielikums"));
}

#[test]
fn messages_speak_latvian_when_asked() {
    let workshop = Workshop::fixtures();
    let run = workshop.run_in("lv", &["check", "--format", "short"]);
    assert!(
        run.err
            .contains("brīdinājums[record/no-headline]: paziņojumam nav virsraksta"),
        "{}",
        run.err
    );
}

#[test]
fn an_empty_pipe_gets_no_progress_bar() {
    let workshop = Workshop::fixtures();
    let run = workshop.run(&["build"]);
    assert!(
        !run.err.contains('\u{1b}') && !run.err.contains('█'),
        "{}",
        run.err
    );
}

#[test]
fn a_document_of_a_record_that_cannot_be_read_is_no_orphan() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build"]).code, 0);
    workshop.write("fixtures/projects/ttchan.json", "{");
    let run = workshop.run(&["build", "--check", "--format", "short"]);
    assert_eq!(run.code, 1);
    assert!(!run.err.contains("out/orphan"), "{}", run.err);
}

#[test]
fn list_and_show_tell_what_is_wrong_with_what_they_show() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["period"]["end"] = "2018-02-30".into();
    });
    for command in [&["list"][..], &["show", "ttchan/release-start"][..]] {
        let run = workshop.run(command);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("record/impossible-date"), "{}", run.err);
    }
}

#[test]
fn an_output_that_cannot_be_written_is_a_fault_and_a_closed_one_is_not() {
    struct Broken(std::io::ErrorKind);
    impl std::io::Write for Broken {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let workshop = Workshop::fixtures();
    let folder = workshop.path("");
    let run = |kind, command: &str| {
        let arguments = [
            "pielikums",
            "--workspace",
            &folder.to_string_lossy(),
            command,
        ];
        let arguments = arguments.map(std::ffi::OsString::from);
        pielikums::cli::run(arguments, &mut Broken(kind), &mut std::io::sink())
    };
    assert_eq!(run(std::io::ErrorKind::StorageFull, "list"), 2);
    assert_eq!(run(std::io::ErrorKind::BrokenPipe, "list"), 0);
    workshop.write("fixtures/projects/ttchan.json", "{");
    assert_eq!(run(std::io::ErrorKind::BrokenPipe, "build"), 1);
}
