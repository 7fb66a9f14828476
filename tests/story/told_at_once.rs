//! Everything wrong is told in one run, where it stands, and in words by which it can be mended.

use crate::workshop::{Workshop, repository};
use serde_json::json;

/// The findings of `check`, a line each, sorted by place as they are told.
fn checked(workshop: &Workshop) -> Vec<String> {
    let run = workshop.run(&["check", "--format", "short"]);
    run.err.lines().map(str::to_owned).collect()
}

fn tells(lines: &[String], code: &str, words: &str) -> bool {
    let mut lines = lines.iter();
    lines.any(|line| line.contains(&format!("[{code}]")) && line.contains(words))
}

#[test]
fn what_handlebars_would_swallow_is_refused() {
    for swallowed in [
        "A {{! piezīme }} B",
        "A {{!-- piezīme --}} B",
        "{{! x }}",
        "A {{~author.name~}} B",
    ] {
        let workshop = Workshop::smallest();
        workshop.change("projects/p.json", |p| {
            p["documents"][0]["rows"] = json!([{"label": "Mērķis", "text": [swallowed]}]);
        });
        let told = checked(&workshop);
        assert!(
            tells(&told, "template/not-allowed", ""),
            "{swallowed}: {told:#?}"
        );
    }
}

#[test]
fn every_wrong_expression_of_a_text_is_told_at_its_own_column() {
    let workshop = Workshop::smallest();
    workshop.write(
        "projects/p.json",
        r#"{
  "id": "p", "author": "dome", "titles": {"lv": "Paraugs"},
  "decisions": [{"id": "1", "body": "dome", "date": "2024-05-06", "number": "1"}],
  "objective": "Te ir {{autor.name}}, {{monney budget.total}} un {{gen author.place.nme}}.",
  "documents": [{"id": "annex", "kind": "annex", "decision": "1", "rows": ["applicant"]}]
}"#,
    );
    let told = checked(&workshop);
    for (column, code, words) in [
        (23, "template/unknown-path", "autor.name"),
        (39, "template/unknown-helper", "monney"),
        (66, "template/unknown-path", "author.place.nme"),
    ] {
        let at = format!("projects/p.json:4:{column}: error[{code}]");
        assert!(
            told.iter()
                .any(|line| line.starts_with(&at) && line.contains(words)),
            "{at} {words}: {told:#?}"
        );
    }
    // The suggestion is the whole path, as it can be typed.
    assert!(
        told.iter().any(|l| l.contains("`author.name`")),
        "{told:#?}"
    );
}

#[test]
fn a_phrase_that_is_misspelt_is_found() {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |p| {
        p["objective"] = "{{partner_sentense}}".into();
    });
    let told = checked(&workshop);
    assert!(
        tells(&told, "template/unknown-path", "partner_sentence`"),
        "{told:#?}"
    );
}

#[test]
fn a_field_that_cannot_be_understood_hides_nothing_else_of_its_record() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |p| {
        p["decisions"][0]["date"] = "28.09.2018".into();
        p["period"]["end"] = "2017-11-12".into();
        p["budget"]["sources"] = json!([
            {"kind": "programme", "amount": "9000 EUR"},
            {"kind": "municipality", "amount": "1000 EUR"}
        ]);
        p["partners"]["list"][1] = json!({"place": "radomm"});
        p["gests"] = json!([]);
        p["objective"] = "{{acc autors.name}}".into();
        p["documents"][0]["rows"][0] = "aplicant".into();
    });
    let told = checked(&workshop);
    for (code, words) in [
        ("record/not-a-date", "28.09.2018"),
        ("record/end-before-start", "2017-11-12"),
        ("record/sums-disagree", ""),
        ("record/unknown-reference", "radomm"),
        ("record/unknown-field", "gests"),
        ("record/unknown-choice", "aplicant"),
        ("template/unknown-path", "autors.name"),
    ] {
        assert!(tells(&told, code, words), "{code} {words}: {told:#?}");
    }
    // Nothing is told that the wrong fields only seem to cause.
    assert!(
        !tells(&told, "record/unknown-reference", "502"),
        "{told:#?}"
    );
    assert!(!tells(&told, "record/no-date", ""), "{told:#?}");
    assert!(!tells(&told, "template/absent-fact", ""), "{told:#?}");
}

#[test]
fn a_broken_registry_or_setting_hides_no_fault_of_a_record() {
    let break_registry = |workshop: &Workshop| {
        workshop.write("fixtures/registry/places.json", "{");
    };
    let break_settings = |workshop: &Workshop| {
        let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("settings");
        let settings = settings.replace("quotes = \"curly\"", "quotes = \"latvian\"");
        workshop.write("pielikums.toml", settings);
    };
    for (what, code) in [
        (&break_registry as &dyn Fn(&Workshop), "record/broken-json"),
        (&break_settings, "record/unknown-choice"),
    ] {
        let workshop = Workshop::fixtures();
        what(&workshop);
        workshop.change("fixtures/projects/ttchan.json", |p| {
            p["period"]["end"] = "2018-02-30".into();
        });
        let told = checked(&workshop);
        assert!(tells(&told, code, ""), "{told:#?}");
        assert!(
            tells(&told, "record/impossible-date", "2018-02-30"),
            "{told:#?}"
        );
    }
}

#[test]
fn an_entry_of_the_registry_with_a_name_that_no_id_can_be_is_told_so() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/registry/places.json", |places| {
        places["places"]["rēzekne"] = json!({"name": "Rēzekne", "country": "LV"});
    });
    let told = checked(&workshop);
    assert!(tells(&told, "record/unsafe-id", "rēzekne"), "{told:#?}");
    assert!(!tells(&told, "record/unknown-field", ""), "{told:#?}");
}

#[test]
fn a_pack_that_cannot_be_read_does_not_make_its_templates_superfluous() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    for (path, text) in [
        ("own/annex/pack.toml", "kind = annex\n"),
        ("own/annex/main.typ.hbs", "{{> annex/part}}\n"),
        ("own/annex/part.typ.hbs", "x\n"),
    ] {
        workshop.write(path, text);
    }
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("settings");
    workshop.write("pielikums.toml", format!("templates = \"own\"\n{settings}"));
    let told = checked(&workshop);
    assert!(tells(&told, "template/broken-pack", ""), "{told:#?}");
    assert!(!tells(&told, "template/unused", ""), "{told:#?}");
}

#[test]
fn a_library_that_does_not_parse_is_told_in_its_own_line() {
    let workshop = Workshop::smallest();
    let library = std::fs::read_to_string(repository().join("templates/lib/basics.typ"));
    let library = library.expect("a library");
    let line = library.lines().count() + 1;
    workshop.write("templates/lib/basics.typ", format!("{library}#let x = (\n"));
    workshop.write("pielikums.toml", "templates = \"templates\"\n");
    let run = workshop.run(&["build", "--format", "short"]);
    assert!(
        run.err
            .contains(&format!("templates/lib/basics.typ:{line}:")),
        "{}",
        run.err
    );
}

#[test]
fn a_character_that_cannot_be_seen_is_named_and_pointed_at() {
    let workshop = Workshop::smallest();
    workshop.write(
        "projects/p.json",
        "{\n  \"id\": \"p\", \"author\": \"dome\",\n  \"titles\": {\"lv\": \"Parau\u{200b}gs\"}\n}",
    );
    let told = checked(&workshop);
    assert!(
        told.iter()
            .any(|line| line.contains("p.json:3:26: ") && line.contains("a zero-width space")),
        "{told:#?}"
    );
}

#[test]
fn a_name_that_is_unknown_is_pointed_at_and_not_its_value() {
    let workshop = Workshop::smallest();
    workshop.write(
        "projects/p.json",
        "{\n  \"id\": \"p\", \"author\": \"dome\",\n  \"partnres\": {}\n}",
    );
    let told = checked(&workshop);
    assert!(
        told.iter()
            .any(|line| line.contains("p.json:3:3: error[record/unknown-field]")),
        "{told:#?}"
    );
}

#[test]
fn a_file_in_another_encoding_is_pointed_at() {
    let workshop = Workshop::smallest();
    workshop.write("projects/p.json", b"{\n  \"id\": \"p\xe2\"\n}");
    let told = checked(&workshop);
    assert!(
        told.iter()
            .any(|line| line.contains("p.json:2:11: error[record/not-utf8]")),
        "{told:#?}"
    );
}
