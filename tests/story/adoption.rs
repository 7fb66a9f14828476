//! What was adopted stays: frozen, never replaced, verified, corrected in the open.

use crate::regeneration::{made, written};
use crate::standards::assert_conforming;
use crate::workshop::{Workshop, read, repository, text_layer};
use serde_json::{Value, json};
use std::path::Path;

const TTCHAN: &str = "fixtures/projects/ttchan.json";
const ANNEX: &str = "ttchan/annex-502";

/// A workspace in which decision No. 502's annex is adopted.
fn adopted() -> Workshop {
    let workshop = made();
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-09-28"]);
    assert_eq!(run.code, 0, "{}", run.err);
    workshop
}

fn mend(workshop: &Workshop) {
    workshop.change(TTCHAN, |project| {
        project["period"]["end"] = "2018-11-13".into()
    });
}

/// Writes over a frozen file as somebody would who means it.
fn tamper(path: &Path, bytes: &[u8]) {
    let mut permissions = path.metadata().expect("a file").permissions();
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions).expect("writable");
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn what_was_adopted_stays_though_its_record_is_mended() {
    let workshop = adopted();
    let frozen = workshop.pdf(ANNEX);
    let run = workshop.run(&["status"]);
    assert!(
        run.out
            .contains("ttchan/annex-502                     adopted: version 1"),
        "{}",
        run.out
    );
    assert_eq!(workshop.run(&["build"]).code, 0);
    mend(&workshop);
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/would-change"), "{}", run.err);
    assert!(
        run.err
            .contains("08.11.2018.–12.11.2018. → 08.11.2018.–13.11.2018."),
        "{}",
        run.err
    );
    assert_eq!(workshop.pdf(ANNEX), frozen, "the adopted file stays");
    assert!(
        run.out.contains("release-start.pdf"),
        "the release follows: {}",
        run.out
    );
    let run = workshop.run(&["status", "--check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("adopted-but-would-change: Projekta īstenošanas termiņš"),
        "{}",
        run.out
    );
    // Somebody types over the file in the folder: the adopted one is put there again.
    workshop.write("out/ttchan/annex-502.pdf", "typed over");
    assert_eq!(workshop.run(&["build", "--force"]).code, 1);
    assert_eq!(workshop.pdf(ANNEX), frozen);
    // Nobody takes it away, though its document is gone from the record.
    workshop.change(TTCHAN, |project| {
        project["documents"]
            .as_array_mut()
            .expect("documents")
            .remove(0);
    });
    assert_eq!(workshop.run(&["build", "--prune"]).code, 0);
    assert_eq!(workshop.pdf(ANNEX), frozen);
}

#[test]
fn a_correction_is_drafted_and_adopted_as_the_next_version() {
    let workshop = adopted();
    mend(&workshop);
    let run = workshop.run(&["build", "--corrections"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains("out/corrections/ttchan/annex-502-correction.pdf"),
        "{}",
        run.out
    );
    let draft = workshop.pdf("corrections/ttchan/annex-502");
    let correction = workshop.pdf("corrections/ttchan/annex-502-correction");
    assert_conforming("the draft", &draft);
    assert_conforming("the correction", &correction);
    let text = text_layer(&correction)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for said in [
        "Izteikt",
        "Projekta īstenošanas termiņš",
        "šādā redakcijā",
        "08.11.2018.–13.11.2018.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let pages = lopdf::Document::load_mem(&correction)
        .expect("a PDF")
        .get_pages()
        .len();
    assert_eq!(pages, 1);
    assert_eq!(
        workshop.run(&["status", "--check"]).code,
        1,
        "it is a draft"
    );
    assert_eq!(
        workshop.run(&["adopt", ANNEX, "--date", "2018-10-25"]).code,
        0
    );
    assert_eq!(workshop.pdf(ANNEX), draft);
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert_eq!(workshop.run(&["verify"]).code, 0);
    assert!(
        !workshop
            .path("out/corrections/ttchan/annex-502.pdf")
            .exists(),
        "no draft is left"
    );
    // What was approved is no draft any more, and says the same.
    let frozen = workshop.path(&format!("adopted/{ANNEX}/2/correction.pdf"));
    let frozen = std::fs::read(frozen).expect("frozen");
    assert_conforming("the adopted correction", &frozen);
    let adopted = text_layer(&frozen);
    let adopted = adopted.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("PROJEKTS") && !adopted.contains("PROJEKTS"));
    assert_eq!(
        text.replace("PROJEKTS", "").trim(),
        adopted.trim(),
        "the same words"
    );
    for version in ["1", "2"] {
        let kept = workshop.path(&format!("adopted/{ANNEX}/{version}/annex-502.pdf"));
        assert!(kept.exists(), "{version}");
    }
}

#[test]
fn a_correction_is_adopted_only_with_the_page_that_was_drafted_for_it() {
    let workshop = adopted();
    mend(&workshop);
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    let page = "out/corrections/ttchan/annex-502-correction.pdf";
    let drafted = std::fs::read(workshop.path(page)).expect("a draft");
    for other in [Some(workshop.pdf("ttchan/release-start")), None] {
        match other {
            Some(other) => workshop.write(page, other),
            None => std::fs::remove_file(workshop.path(page)).expect("removed"),
        }
        let run = workshop.run(&["adopt", ANNEX, "--date", "2018-10-25"]);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("adopted/not-current"), "{}", run.err);
        assert!(run.err.contains(page), "{}", run.err);
        assert!(!workshop.path(&format!("adopted/{ANNEX}/2")).exists());
    }
    workshop.write(page, drafted);
    assert_eq!(
        workshop.run(&["adopt", ANNEX, "--date", "2018-10-25"]).code,
        0
    );
}

#[test]
fn a_draft_keeps_up_with_the_record_and_goes_when_there_is_nothing_to_correct() {
    let workshop = adopted();
    let record = std::fs::read(workshop.path(TTCHAN)).expect("a record");
    mend(&workshop);
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    let page = "corrections/ttchan/annex-502-correction";
    let said = || text_layer(&workshop.pdf(page)).replace('\n', " ");
    assert!(said().contains("13.11.2018."), "{}", said());
    workshop.change(TTCHAN, |project| {
        project["period"]["end"] = "2018-11-14".into()
    });
    assert_eq!(workshop.run(&["build"]).code, 1);
    assert!(said().contains("14.11.2018."), "{}", said());
    workshop.write(TTCHAN, record);
    assert_eq!(workshop.run(&["build"]).code, 0);
    for draft in [page, "corrections/ttchan/annex-502"] {
        assert!(!workshop.path(&format!("out/{draft}.pdf")).exists());
    }
}

#[test]
fn a_translation_of_what_was_adopted_says_nothing_that_was_not() {
    const COPY: &str = "ttchan/annex-502-en";
    let workshop = Workshop::in_both_languages();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let adopt = ["adopt", ANNEX, "--date", "2018-09-28"];
    assert_eq!(workshop.run(&adopt).code, 0);
    let copy = workshop.pdf(COPY);
    workshop.change(TTCHAN, |project| {
        project["budget"]["total"] = "12080 EUR".into()
    });
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("adopted/translation-waits") && run.err.contains(COPY),
        "{}",
        run.err
    );
    assert!(workshop.pdf(COPY) == copy, "it says what was adopted");
    let run = workshop.run(&["build", "--corrections"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(workshop.pdf(COPY) == copy);
    let adopt = ["adopt", ANNEX, "--date", "2018-10-25"];
    assert_eq!(workshop.run(&adopt).code, 0);
    assert_eq!(workshop.run(&["build"]).code, 0);
    let words = workshop.words(COPY).join(" ");
    assert!(words.contains("EUR 12 080"), "{words}");
}

#[test]
fn what_was_adopted_and_is_gone_with_all_its_folder_is_missed() {
    let workshop = adopted();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let frozen = workshop.pdf(ANNEX);
    let (there, away) = (workshop.path("adopted"), workshop.path("away"));
    std::fs::rename(&there, &away).expect("moved");
    mend(&workshop);
    for command in [["build", "--force"], ["status", "--check"]] {
        let run = workshop.run(&command);
        assert_eq!(run.code, 1, "{command:?}");
        let told = run.out + &run.err;
        assert!(told.contains("adopted/missing"), "{command:?}: {told}");
        assert!(workshop.pdf(ANNEX) == frozen);
    }
    std::fs::rename(&away, &there).expect("moved back");
    let run = workshop.run(&["build"]);
    assert!(run.err.contains("adopted/would-change"), "{}", run.err);
}

#[test]
fn what_cannot_be_compared_with_what_was_frozen_is_not_told_as_the_same() {
    let workshop = adopted();
    mend(&workshop);
    let facts = workshop.path(&format!("adopted/{ANNEX}/1/facts.json"));
    tamper(&facts, b"{}");
    let run = workshop.run(&["diff"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("adopted/changed"), "{}", run.err);
    assert!(
        run.out.contains("cannot be made: ttchan/annex-502"),
        "{}",
        run.out
    );
    // Why, is said in words where the states are listed, too.
    let run = workshop.run(&["status", ANNEX]);
    assert!(run.out.contains("facts.json"), "{}", run.out);
    assert!(run.out.contains("[adopted/changed]"), "{}", run.out);
}

#[test]
fn who_asks_how_things_stand_is_told_of_a_frozen_file_that_was_altered() {
    let workshop = adopted();
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert_eq!(workshop.run(&["status", "--check"]).code, 0);
    let frozen = workshop.path(&format!("adopted/{ANNEX}/1/annex-502.pdf"));
    let mut bytes = std::fs::read(&frozen).expect("frozen");
    bytes.push(b'x');
    tamper(&frozen, &bytes);
    for command in [["status", "--check"], ["build", "--check"]] {
        let run = workshop.run(&command);
        assert_eq!(run.code, 1, "{command:?}");
        let told = run.out + &run.err;
        assert!(told.contains("[adopted/changed]"), "{command:?}: {told}");
    }
}

/// The only line of a register.
fn the_entry(register: &str) -> &str {
    register.trim_start_matches("[\n").trim_end_matches("\n]\n")
}

/// A workspace in which the adoption was killed when its folder stood and the register was not written yet; and
/// the register as it would have been.
fn cut_short() -> (Workshop, String) {
    let workshop = adopted();
    let register = workshop.path("adopted/register.json");
    let whole = read(&register);
    workshop.write("adopted/.entering.json", the_entry(&whole));
    std::fs::remove_file(&register).expect("not written yet");
    (workshop, whole)
}

#[test]
fn an_adoption_that_was_cut_short_when_its_folder_stood_is_one() {
    let (workshop, whole) = cut_short();
    let run = workshop.run(&["status", ANNEX]);
    assert!(run.out.contains("adopted: version 1"), "{}", run.out);
    assert_eq!(workshop.run(&["verify"]).code, 0);
    // Whoever adopts it again is told that it was, and the register has it.
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-09-28"]);
    assert!(run.err.contains("adopted/already-adopted"), "{}", run.err);
    assert_eq!(read(&workshop.path("adopted/register.json")), whole);
    assert!(!workshop.path("adopted/.entering.json").exists());
    // One whose folder never got its name is none.
    let next = the_entry(&whole).replace("\"version\":1", "\"version\":2");
    workshop.write("adopted/.entering.json", next);
    let run = workshop.run(&["status", ANNEX]);
    assert!(run.out.contains("adopted: version 1"), "{}", run.out);
}

#[test]
fn what_was_adopted_is_not_adopted_anew_under_another_name() {
    let workshop = adopted();
    workshop.change(TTCHAN, |project| {
        project["id"] = "ttchan2".into();
        project["budget"]["total"] = "12080 EUR".into();
    });
    workshop.run(&["build"]);
    let run = workshop.run(&["adopt", "ttchan2/annex-502", "--date", "2018-09-28"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/other-name"), "{}", run.err);
    assert!(
        run.err.contains("ttchan/annex-502, 1 (28.09.2018.)"),
        "{}",
        run.err
    );
    assert!(!workshop.path("adopted/ttchan2").exists());
}

#[test]
fn a_renamed_project_is_not_adopted_anew_beside_frozen_facts_that_cannot_be_read() {
    let workshop = adopted();
    tamper(
        &workshop.path(&format!("adopted/{ANNEX}/1/facts.json")),
        b"{}",
    );
    workshop.change(TTCHAN, |project| project["id"] = "ttchan2".into());
    workshop.run(&["build"]);
    let run = workshop.run(&["adopt", "ttchan2/annex-502", "--date", "2018-09-28"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/changed"), "{}", run.err);
    assert!(!workshop.path("adopted/ttchan2").exists());
}

#[test]
fn a_line_that_stands_twice_in_the_register_loses_nothing() {
    let workshop = adopted();
    let register = read(&workshop.path("adopted/register.json"));
    let entry = the_entry(&register);
    workshop.write(
        "adopted/register.json",
        format!("[\n{entry},\n{entry}\n]\n"),
    );
    for command in ["build", "status", "verify"] {
        let run = workshop.run(&[command]);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
    }
}

#[test]
fn a_build_completes_the_register_after_an_adoption_that_was_cut_short() {
    let (workshop, whole) = cut_short();
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert_eq!(read(&workshop.path("adopted/register.json")), whole);
    assert!(!workshop.path("adopted/.entering.json").exists());
}

#[test]
fn what_only_looks_otherwise_is_adopted_already() {
    let workshop = adopted();
    let library = include_str!("../../templates/lib/annex.typ");
    let wider = library.replace("label-width = 49mm", "label-width = 51mm");
    assert_ne!(wider, library);
    workshop.write("templates/lib/annex.typ", wider);
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-10-25"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/already-adopted"), "{}", run.err);
}

#[test]
fn a_version_that_is_gone_is_missed_and_nothing_of_it_is_taken_away() {
    let workshop = adopted();
    mend(&workshop);
    let before = read(&workshop.path("adopted/register.json"));
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    let adopt = ["adopt", ANNEX, "--date", "2018-10-25"];
    assert_eq!(workshop.run(&adopt).code, 0);
    assert_eq!(workshop.run(&["build"]).code, 0);
    let second = workshop.pdf(ANNEX);
    // As an older copy of the folder has it.
    std::fs::remove_dir_all(workshop.path(&format!("adopted/{ANNEX}/2"))).expect("removed");
    workshop.write("adopted/register.json", before);
    let run = workshop.run(&["build", "--force"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/missing"), "{}", run.err);
    assert!(
        workshop.pdf(ANNEX) == second,
        "the first does not take its place"
    );
    // Nor is it taken away when its document, or its record, is gone, too.
    workshop.change(TTCHAN, |project| {
        let documents = project["documents"].as_array_mut().expect("documents");
        documents.remove(0);
    });
    let run = workshop.run(&["build", "--prune"]);
    assert!(run.err.contains("adopted/missing"), "{}", run.err);
    assert!(workshop.pdf(ANNEX) == second);
    std::fs::remove_dir_all(workshop.path("adopted")).expect("removed");
    std::fs::remove_file(workshop.path(TTCHAN)).expect("removed");
    workshop.run(&["build", "--prune"]);
    assert!(workshop.pdf(ANNEX) == second);
}

#[test]
fn an_adopted_document_that_lost_its_record_is_told_of_until_it_has_one_again() {
    let workshop = adopted();
    assert_eq!(workshop.run(&["build"]).code, 0);
    let id = |id: &str| workshop.change(TTCHAN, |project| project["id"] = id.into());
    id("ttchan2");
    for _ in 0..2 {
        let run = workshop.run(&["build"]);
        assert!(run.err.contains("adopted/no-record"), "{}", run.err);
        assert!(run.err.contains("“ttchan/annex-502”"), "{}", run.err);
    }
    id("ttchan");
    let run = workshop.run(&["build"]);
    assert!(!run.err.contains("adopted/no-record"), "{}", run.err);
    workshop.change(TTCHAN, |project| {
        let documents = project["documents"].as_array_mut().expect("documents");
        documents.remove(0);
    });
    for _ in 0..2 {
        let run = workshop.run(&["build"]);
        assert!(run.err.contains("adopted/no-record"), "{}", run.err);
    }
}

#[test]
fn versions_are_kept_in_order() {
    let workshop = adopted();
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-09-28"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/already-adopted"), "{}", run.err);
    mend(&workshop);
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    let run = workshop.run(&["adopt", ANNEX, "--date", "2017-10-25"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/out-of-order"), "{}", run.err);
    assert!(!workshop.path(&format!("adopted/{ANNEX}/2")).exists());
    for wrong in ["ttchan", "ttchan/annex", "nothing"] {
        let run = workshop.run(&["adopt", wrong, "--date", "2018-09-28"]);
        assert_eq!(run.code, 2, "{wrong}");
        assert!(
            run.err.contains("workspace/unknown-selector"),
            "{}",
            run.err
        );
    }
}

#[test]
fn what_breaks_a_standard_cannot_be_adopted() {
    let workshop = made();
    let pack = include_str!("../../templates/annex/pack.toml");
    // A pack that does not ask for lasting files: the validator is asked for both standards all the same.
    workshop.write("templates/annex/pack.toml", pack.replace("\"a-2a\", ", ""));
    assert_eq!(workshop.run(&["build"]).code, 0);
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-09-28"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.err.contains("adopted/breaks-standard") && run.err.contains("a-2a"),
        "{}",
        run.err
    );
    assert!(!workshop.path("adopted").exists());
}

#[test]
fn what_was_frozen_is_verified_file_by_file() {
    let workshop = adopted();
    let run = workshop.run(&["verify"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("made again, the same bytes"),
        "{}",
        run.out
    );
    let folder = format!("adopted/{ANNEX}/1");
    for file in [
        "annex-502.pdf",
        "facts.json",
        "source.typ",
        "lib/annex.typ",
        "receipt.json",
    ] {
        let path = workshop.path(&format!("{folder}/{file}"));
        assert!(
            path.metadata().expect("frozen").permissions().readonly(),
            "{file}"
        );
        let right = std::fs::read(&path).expect("frozen");
        let mut wrong = right.clone();
        let middle = wrong.len() / 2;
        wrong[middle] ^= 1;
        tamper(&path, &wrong);
        let run = workshop.run(&["verify"]);
        assert_eq!(run.code, 1, "{file}");
        assert!(run.err.contains("adopted/changed"), "{file}: {}", run.err);
        std::fs::remove_file(&path).expect("removed");
        let run = workshop.run(&["verify"]);
        assert!(run.err.contains("adopted/missing"), "{file}: {}", run.err);
        std::fs::write(&path, right).expect("put back");
    }
    assert_eq!(workshop.run(&["verify"]).code, 0);
    workshop.write(&format!("{folder}/note.txt"), "typed later");
    workshop.write("adopted/ttchan/annex-503/1/annex-503.pdf", "never adopted");
    let run = workshop.run(&["verify"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err.matches("adopted/not-frozen").count(),
        2,
        "{}",
        run.err
    );
}

#[test]
fn another_engine_is_told_of_plainly_and_another_source_is_an_error() {
    // What a frozen source does not give can only be feigned: everything is entered anew but the file.
    for (engine, code, expected) in [
        ("typst 0.1.0", 0, "adopted/other-engine"),
        ("", 1, "adopted/not-reproduced"),
    ] {
        let workshop = adopted();
        let folder = format!("adopted/{ANNEX}/1");
        let source = workshop.path(&format!("{folder}/source.typ"));
        let text = std::fs::read_to_string(&source).expect("a source");
        let other = text.replace("Daugavpils", "Rēzekne");
        tamper(&source, other.as_bytes());
        let receipt = workshop.path(&format!("{folder}/receipt.json"));
        let mut json: Value =
            serde_json::from_slice(&std::fs::read(&receipt).expect("a receipt")).expect("JSON");
        json["files"]["source.typ"] = pielikums::disk::sha256(other.as_bytes()).into();
        if !engine.is_empty() {
            json["engine"] = engine.into();
        }
        let bytes = serde_json::to_vec(&json).expect("JSON");
        tamper(&receipt, &bytes);
        workshop.change("adopted/register.json", |register| {
            register[0]["receipt"] = pielikums::disk::sha256(&bytes).into();
        });
        let run = workshop.run(&["verify"]);
        assert_eq!(run.code, code, "{}", run.err);
        assert!(run.err.contains(expected), "{}", run.err);
    }
}

#[test]
fn the_adopted_annex_of_the_fixtures_is_whole() {
    let run = Workshop::run_at(repository(), &["verify"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("ttchan/annex-502, 1 (28.09.2018.)"),
        "{}",
        run.out
    );
    let frozen = repository().join(format!("adopted/{ANNEX}/1/annex-502.pdf"));
    let built = repository().join("out/ttchan/annex-502.pdf");
    assert!(std::fs::read(frozen).expect("frozen") == std::fs::read(built).expect("built"));
}

#[test]
fn a_changed_look_leaves_what_was_adopted_and_is_no_finding() {
    let workshop = adopted();
    let frozen = workshop.pdf(ANNEX);
    let library = include_str!("../../templates/lib/annex.typ");
    workshop.write(
        "templates/lib/annex.typ",
        library.replace("label-width = 49mm", "label-width = 60mm"),
    );
    assert_eq!(written(&workshop, &[]), [""; 0]);
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert_eq!(workshop.pdf(ANNEX), frozen);
}

#[test]
fn a_register_that_lost_a_line_makes_nobody_forget_what_was_adopted() {
    let workshop = adopted();
    let frozen = workshop.path(&format!("adopted/{ANNEX}/1/annex-502.pdf"));
    let before = std::fs::read(&frozen).expect("frozen");
    mend(&workshop);
    for register in ["[]", ""] {
        match register {
            "" => std::fs::remove_file(workshop.path("adopted/register.json")).expect("removed"),
            text => workshop.write("adopted/register.json", text),
        }
        for command in [
            vec!["build", "--corrections"],
            vec!["build", "--prune", "--force"],
            vec!["adopt", ANNEX, "--date", "2018-10-25"],
            vec!["verify"],
            vec!["status", "--check"],
            vec!["build", "--why"],
            vec!["diff"],
        ] {
            let run = workshop.run(&command);
            assert_eq!(run.code, 1, "{command:?}");
            assert!(
                run.err.contains("adopted/unregistered"),
                "{command:?}: {}",
                run.err
            );
        }
    }
    let list = workshop.path("list.pdf");
    let run = workshop.run(&["diff", "--pdf", &list.to_string_lossy()]);
    assert_eq!(run.code, 1);
    assert!(!list.exists(), "no list that says that nothing changed");
    assert!(std::fs::read(&frozen).expect("frozen") == before);
    assert!(workshop.pdf(ANNEX) == before);
}

#[test]
fn a_register_that_says_something_else_than_the_receipt_is_told() {
    let workshop = adopted();
    workshop.change("adopted/register.json", |register| {
        register[0]["date"] = "2019-09-28".into()
    });
    let run = workshop.run(&["verify"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("adopted/changed"), "{}", run.err);
}

#[test]
fn only_what_was_read_is_adopted() {
    let workshop = made();
    mend(&workshop);
    let adopt = ["adopt", ANNEX, "--date", "2018-09-28"];
    let run = workshop.run(&adopt);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("adopted/not-current"),
        "the record changed: {}",
        run.err
    );
    assert_eq!(workshop.run(&["build"]).code, 0);
    workshop.write("out/ttchan/annex-502.pdf", "typed over");
    assert!(workshop.run(&adopt).err.contains("adopted/not-current"));
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert!(
        workshop
            .run(&["adopt", ANNEX, "--date", "2018-09-27"])
            .err
            .contains("adopted/another-day")
    );
    assert_eq!(workshop.run(&adopt).code, 0);
    // The next version is what was drafted.
    workshop.change(TTCHAN, |project| {
        project["period"]["end"] = "2018-11-14".into()
    });
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-10-25"]);
    assert!(run.err.contains("adopted/not-current"), "{}", run.err);
}

#[test]
fn what_the_house_has_made_an_error_is_not_adopted() {
    let workshop = made();
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("text");
    workshop.write(
        "pielikums.toml",
        format!(
            "{settings}\n[severity]\n\"record/no-headline\" = \"error\"\n\"record/quoted-title\" = \"error\"\n"
        ),
    );
    // A fault of its sister (a release without a headline) is no concern of the annex.
    let adopt = ["adopt", ANNEX, "--date", "2018-09-28"];
    assert_eq!(workshop.run(&adopt).code, 0);
    workshop.change(TTCHAN, |project| {
        let title = project["titles"]["lv"].as_str().expect("a title");
        project["titles"]["lv"] = format!("“{title}”").into();
    });
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-10-28"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("record/quoted-title"), "{}", run.err);
}

#[test]
fn only_what_belongs_to_a_decision_is_adopted() {
    let workshop = Workshop::in_both_languages();
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    for (document, told) in [
        ("ttchan/release-start", "belongs to no decision"),
        ("ttchan/annex-502-en", "adopt `ttchan/annex-502`"),
    ] {
        // That a release names a decision makes it none.
        workshop.change(TTCHAN, |project| {
            project["documents"][1]["decision"] = "502".into();
        });
        let run = workshop.run(&["adopt", document, "--date", "2026-11-20"]);
        assert_eq!(run.code, 1, "{document}");
        assert!(
            run.err.contains("adopted/not-decided") && run.err.contains(told),
            "{}",
            run.err
        );
    }
    assert!(!workshop.path("adopted").exists());
}

#[test]
fn nothing_else_is_written_where_adopted_documents_are() {
    let workshop = adopted();
    let frozen = workshop.path(&format!("adopted/{ANNEX}/1/annex-502.pdf"));
    let before = std::fs::read(&frozen).expect("frozen");
    let inside = frozen.to_string_lossy().into_owned();
    let folder = workshop.path("adopted").to_string_lossy().into_owned();
    for command in [
        vec!["diff", "--pdf", &inside],
        vec!["build", "--out", &folder],
    ] {
        let run = workshop.run(&command);
        assert_eq!(run.code, 2, "{command:?}");
        assert!(run.err.contains("adopted/guarded"), "{}", run.err);
    }
    assert!(std::fs::read(&frozen).expect("frozen") == before);
}

#[test]
fn a_correction_orders_a_whole_row_as_one_and_says_where_an_item_comes() {
    let workshop = adopted();
    workshop.change(TTCHAN, |project| {
        project["documents"][0]["rows"]
            .as_array_mut()
            .expect("rows")
            .remove(4);
        let partners = project["partners"]["list"]
            .as_array_mut()
            .expect("partners");
        partners.insert(2, serde_json::json!({"place": "klaipeda"}));
    });
    assert_eq!(workshop.run(&["build", "--corrections"]).code, 0);
    let text = text_layer(&workshop.pdf("corrections/ttchan/annex-502-correction"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("Svītrot sadaļu “Projekta kopējās izmaksas”."),
        "{text}"
    );
    assert_eq!(text.matches("Svītrot").count(), 1, "{text}");
    assert!(
        text.contains("aiz vārdiem “Paņeveža, Lietuva” ar šādu uzskaitījuma vienību:"),
        "{text}"
    );
}

/// What the drafted correction says, in one line.
fn correction(workshop: &Workshop) -> String {
    let run = workshop.run(&["build", "--corrections"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = text_layer(&workshop.pdf("corrections/ttchan/annex-502-correction"));
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The reader of the text layer parts what is set on its own.
    words
        .replace(" ,", ",")
        .replace("( ", "(")
        .replace(" )", ")")
}

/// Makes the annex so much longer that its last rows but one are divided by the end of the page.
fn lengthen(project: &mut Value) {
    let partners = project["partners"]["list"].as_array_mut();
    partners
        .expect("partners")
        .insert(2, json!({"place": "klaipeda"}));
    let rows = project["documents"][0]["rows"].as_array_mut();
    let row = json!({"label": "Atbildīgais", "text": ["Projekta vadītājs ir atbildīgs par visu."]});
    rows.expect("rows").insert(5, row);
}

#[test]
fn a_correction_knows_the_section_of_what_a_page_break_divides_and_says_where_the_new_comes() {
    let workshop = adopted();
    workshop.change(TTCHAN, |project| {
        lengthen(project);
        let activity = project["activities"][1].as_str().expect("a text");
        project["activities"][1] = activity.replace("naktsmītnēs", "naktsmītnes").into();
        let results = project["results"].as_array_mut().expect("results");
        results.insert(1, "Radīts jauns draugu loks;".into());
        results.insert(0, "Iegūta pieredze;".into());
    });
    let said = correction(&workshop);
    for order in [
        "Izteikt sadaļā “Projekta mērķis un aktivitātes” tekstu “Pašvaldība organizē",
        "Papildināt dokumentu aiz sadaļas “Projekta kopējās izmaksas” ar šādu sadaļu: “Atbildīgais: Projekta vadītājs ir atbildīgs par visu.”",
        "Papildināt sadaļas “Projekta rezultāti” sākumu ar šādu uzskaitījuma vienību: “Iegūta pieredze;”",
        "Papildināt sadaļu “Projekta rezultāti” aiz vārdiem “Dibināti jauni kontakti pašvaldību sadarbībai” ar šādu uzskaitījuma vienību: “Radīts jauns draugu loks;”",
    ] {
        assert!(said.contains(order), "{order}: {said}");
    }
    let told = workshop.run(&["diff"]).out;
    assert!(told.contains("[Projekta mērķis un aktivitātes]"), "{told}");
}

#[test]
fn a_row_that_moved_goes_as_one_and_comes_as_one() {
    let workshop = adopted();
    workshop.change(TTCHAN, |project| {
        project["documents"][0]["rows"]
            .as_array_mut()
            .expect("rows")
            .swap(6, 7);
    });
    let said = correction(&workshop);
    assert_eq!(said.matches("Svītrot").count(), 1, "{said}");
    assert_eq!(said.matches("Papildināt").count(), 1, "{said}");
    assert_eq!(said.matches("ar šādu sadaļu:").count(), 1, "{said}");
    // A row that comes first has none to come after.
    workshop.change(TTCHAN, |project| {
        let rows = project["documents"][0]["rows"].as_array_mut();
        let rows = rows.expect("rows");
        rows.swap(6, 7);
        rows.insert(0, json!({"label": "Kopsavilkums", "text": ["Īss."]}));
    });
    let said = correction(&workshop);
    assert!(
        said.contains("Papildināt dokumentu pirms sadaļas “Projekta iesniedzējs (vadošais partneris)” ar šādu sadaļu: “Kopsavilkums: Īss.”"),
        "{said}"
    );
}

#[test]
fn words_that_two_sections_share_do_not_make_one_the_other() {
    let row = |label: &str, text: &str| json!({"label": label, "text": [text]});
    let workshop = made();
    let rows = |rows: Value| {
        workshop.change(TTCHAN, |project| project["documents"][0]["rows"] = rows);
    };
    rows(json!([
        row("Pirmais posms", "Maksā projekts."),
        row("Otrais posms", "Maksā projekts.")
    ]));
    assert_eq!(workshop.run(&["build"]).code, 0);
    let run = workshop.run(&["adopt", ANNEX, "--date", "2018-09-28"]);
    assert_eq!(run.code, 0, "{}", run.err);
    rows(json!([row("Pirmais posms", "Maksā projekts.")]));
    let said = correction(&workshop);
    assert!(said.contains("Svītrot sadaļu “Otrais posms”."), "{said}");
    assert_eq!(said.matches("Svītrot").count(), 1, "{said}");
}

#[test]
fn the_head_of_a_correction_names_what_was_adopted_and_each_correction_since() {
    let workshop = adopted();
    let ends = |day: &str| {
        workshop.change(TTCHAN, |project| project["period"]["end"] = day.into());
        correction(&workshop)
    };
    let first = ends("2018-11-13");
    assert!(
        first.contains("kas pieņemts 2018. gada 28. septembrī, šādus"),
        "{first}"
    );
    let adopt = |day: &str| {
        let run = workshop.run(&["adopt", ANNEX, "--date", day]);
        assert_eq!(run.code, 0, "{}", run.err);
    };
    adopt("2019-01-24");
    // The decision itself may be what was mended.
    workshop.change(TTCHAN, |project| {
        project["decisions"][0]["number"] = "503".into();
        project["decisions"][0]["date"] = "2018-10-01".into();
    });
    let second = ends("2018-11-14");
    for said in [
        "domes 2018. gada 28. septembra lēmuma Nr. 502 pielikumā",
        "kas pieņemts 2018. gada 28. septembrī (ar 2019. gada 24. janvāra precizējumu), šādus",
    ] {
        assert!(second.contains(said), "{said}: {second}");
    }
    adopt("2019-05-03");
    let third = ends("2018-11-15");
    let said = "(ar 2019. gada 24. janvāra un 2019. gada 3. maija precizējumiem), šādus";
    assert!(third.contains(said), "{third}");
}

#[test]
fn a_document_is_adopted_on_the_day_of_its_decision() {
    let workshop = made();
    for day in ["2018-09-27", "2018-09-29", "2081-09-28"] {
        let run = workshop.run(&["adopt", ANNEX, "--date", day]);
        assert_eq!(run.code, 1, "{day}");
        assert!(run.err.contains("adopted/another-day"), "{}", run.err);
        assert!(run.err.contains("`--date 2018-09-28`"), "{}", run.err);
    }
    assert!(!workshop.path("adopted").exists());
}

#[test]
fn no_form_of_a_document_is_adopted_that_nobody_has_read() {
    let workshop = made();
    let page = "out/ttchan/annex-502.html";
    let refused = |day: &str, file: &str| {
        let run = workshop.run(&["adopt", ANNEX, "--date", day]);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("adopted/not-current"), "{}", run.err);
        assert!(run.err.contains(file), "{}", run.err);
    };
    workshop.write(page, "typed over");
    refused("2018-09-28", page);
    assert_eq!(read(&workshop.path(page)), "typed over");
    assert_eq!(workshop.run(&["build"]).code, 0);
    let data = "out/ttchan/annex-502.jsonld";
    std::fs::remove_file(workshop.path(data)).expect("removed");
    refused("2018-09-28", data);
    assert_eq!(workshop.run(&["build"]).code, 0);
    let adopt = ["adopt", ANNEX, "--date", "2018-09-28"];
    assert_eq!(workshop.run(&adopt).code, 0);
    // Nor does a next version write over what somebody typed.
    mend(&workshop);
    correction(&workshop);
    workshop.write(page, "typed over");
    refused("2018-10-25", page);
    assert!(!workshop.path(&format!("adopted/{ANNEX}/2")).exists());
}

#[test]
fn what_is_yet_to_be_filled_in_is_not_adopted() {
    let workshop = made();
    let adopt = ["adopt", ANNEX, "--date", "2018-09-28"];
    workshop.change(TTCHAN, |project| {
        project["objective"] = "Mērķis: XXX.".into()
    });
    assert_eq!(workshop.run(&["build"]).code, 0);
    let run = workshop.run(&adopt);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("error[record/unfinished]"), "{}", run.err);
    assert!(!workshop.path("adopted").exists());
    // What another document says is no concern of this one, nor is what somebody answers for.
    workshop.change(TTCHAN, |project| {
        project["documents"][1]["headline"] = "XXX".into();
        let accepted = project["accepted"].as_array_mut().expect("a list");
        accepted.push(json!({
            "code": "record/unfinished", "field": "/objective", "because": "Tā nolemts."
        }));
    });
    assert_eq!(workshop.run(&["build"]).code, 0);
    let run = workshop.run(&adopt);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn no_document_is_called_as_corrections_are() {
    let workshop = Workshop::smallest();
    for id in ["correction", "annex-correction"] {
        workshop.change("projects/p.json", |project| {
            project["documents"][0]["id"] = id.into();
        });
        let run = workshop.run(&["build"]);
        assert_eq!(run.code, 1, "{id}");
        assert!(run.err.contains("record/unsafe-id"), "{}", run.err);
    }
}

#[test]
fn facts_that_were_changed_after_they_were_frozen_are_not_believed() {
    let workshop = adopted();
    mend(&workshop);
    let path = workshop.path(&format!("adopted/{ANNEX}/1/facts.json"));
    let feigned = read(&path).replace("08.11.2018.–12.11.2018.", "08.11.2018.–13.11.2018.");
    assert_ne!(feigned, read(&path));
    for bytes in [feigned.as_str(), "{"] {
        tamper(&path, bytes.as_bytes());
        let run = workshop.run(&["build"]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("adopted/changed"), "{}", run.err);
        assert!(run.err.contains("facts.json"), "{}", run.err);
        assert!(!run.err.contains("adopted/missing"), "{}", run.err);
    }
}

#[test]
fn the_highest_version_counts_wherever_its_line_stands() {
    let workshop = adopted();
    mend(&workshop);
    correction(&workshop);
    let adopt = ["adopt", ANNEX, "--date", "2018-10-25"];
    assert_eq!(workshop.run(&adopt).code, 0);
    let second = workshop.pdf(ANNEX);
    workshop.change("adopted/register.json", |register| {
        register.as_array_mut().expect("lines").reverse();
    });
    let run = workshop.run(&["build", "--force"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(workshop.pdf(ANNEX) == second);
    assert_eq!(workshop.run(&["verify"]).code, 0);
}

#[test]
fn what_the_folder_knows_to_be_adopted_is_missed_by_verify_and_by_a_build_with_nothing_to_do() {
    let workshop = adopted();
    mend(&workshop);
    correction(&workshop);
    let adopt = ["adopt", ANNEX, "--date", "2018-10-25"];
    assert_eq!(workshop.run(&adopt).code, 0);
    assert_eq!(workshop.run(&["build"]).code, 0);
    // Of each version, not only of the last.
    for version in ["2", "1"] {
        let there = workshop.path(&format!("adopted/{ANNEX}/{version}"));
        let away = workshop.path("away");
        std::fs::rename(&there, &away).expect("moved");
        for command in ["build", "verify"] {
            let run = workshop.run(&[command]);
            assert_eq!(run.code, 1, "{command} {version}");
            let told = format!("adopted/{ANNEX}/{version}/receipt.json");
            assert!(run.err.contains("adopted/missing"), "{}", run.err);
            assert!(run.err.contains(&told), "{}", run.err);
        }
        std::fs::rename(&away, &there).expect("moved back");
    }
    assert_eq!(workshop.run(&["build"]).code, 0);
    std::fs::remove_dir_all(workshop.path("adopted")).expect("removed");
    let run = workshop.run(&["verify"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("adopted/missing"), "{}", run.err);
}

#[test]
fn an_adoption_that_was_undone_on_purpose_is_forgotten_as_the_hint_says() {
    let workshop = adopted();
    let first = workshop.pdf(ANNEX);
    let register = read(&workshop.path("adopted/register.json"));
    mend(&workshop);
    correction(&workshop);
    let adopt = ["adopt", ANNEX, "--date", "2018-10-25"];
    assert_eq!(workshop.run(&adopt).code, 0);
    assert_eq!(workshop.run(&["build"]).code, 0);
    std::fs::remove_dir_all(workshop.path(&format!("adopted/{ANNEX}/2"))).expect("removed");
    workshop.write("adopted/register.json", register);
    let run = workshop.run(&["build"]);
    assert!(
        run.err.contains("adopted/missing")
            && run
                .err
                .contains("delete `out/ledger.json` and `out/.pielikums`"),
        "{}",
        run.err
    );
    std::fs::remove_file(workshop.path("out/ledger.json")).expect("removed");
    std::fs::remove_dir_all(workshop.path("out/.pielikums")).expect("removed");
    let run = workshop.run(&["build"]);
    assert!(!run.err.contains("adopted/missing"), "{}", run.err);
    assert!(run.err.contains("adopted/would-change"), "{}", run.err);
    assert!(workshop.pdf(ANNEX) == first, "the first is the last again");
}
