//! What was adopted stays: frozen, never replaced, verified, corrected in the open.

use crate::regeneration::{made, written};
use crate::standards::assert_conforming;
use crate::workshop::{Workshop, read, repository, text_layer};
use serde_json::Value;
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
            .contains("ttchan/annex-502                     adopted: 1"),
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
    let frozen = workshop.path(&format!("adopted/{ANNEX}/2/correction.pdf"));
    assert!(std::fs::read(frozen).expect("frozen") == correction);
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
            .contains("adopted/out-of-order")
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
