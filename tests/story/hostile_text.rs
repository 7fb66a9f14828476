//! Any text in any field comes out exactly in the text layer, or is refused by name; it never becomes
//! code. Whole documents are driven, with the fields of all kinds at once.

use crate::workshop::{Workshop, text_layer};
use pielikums::fact::normalise;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use std::cell::Cell;

/// Pieces that mean something to Typst, Handlebars, JSON or a reader, and can be printed.
const HOSTILE: &[&str] = &[
    "#",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "$",
    "*",
    "_",
    "`",
    "@",
    "<",
    ">",
    "=",
    "~",
    "//",
    "/*",
    "*/",
    "#panic()",
    "#read(\"/main.typ\")",
    "\\u{1F600}",
    "\";",
    ");",
    "1. ",
    "- ",
    "+ ",
    "/ a: b",
    "= ",
    "https://a.lv/#x",
    "'",
    "„x”",
    "“",
    "&amp;",
    "%",
    "\u{a0}",
    "\t",
    "\n",
    "  ",
    "ā",
    "Ķ",
    "–",
    "…",
    "Ж",
    "ł",
];

/// Pieces that are expressions, or that cannot be printed, or that no font has.
const REFUSED: &[&str] = &[
    "{{",
    "}}",
    "{{{x}}}",
    "{{money budget.total}}",
    "{{#if x}}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{e000}",
    "\u{2c00}0\u{2c00}",
    "漢",
    "😀",
    "\u{ad}",
    "٣",
    "\u{304}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        60 => proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        60 => "[a-zā-ž0-9 .,;:!?()-]{1,6}",
        1 => proptest::sample::select(REFUSED).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    // Something must stand in a field.
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| format!("x{}", pieces.concat()))
}

/// Which of the eight texts stand in fields that may name facts.
const PROSE: &[usize] = &[4, 5, 6];

/// What can be seen of a text: line breaks may stand where the page breaks a line.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn any_text_in_any_field_comes_out_exactly_or_is_refused_by_name() {
    let workshop = Workshop::smallest();
    let mut runner = TestRunner::new(Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let (printed, refused) = (Cell::new(0), Cell::new(0));
    let fields = proptest::collection::vec(text(), 8);
    runner
        .run(&fields, |texts| {
            let [name, title, acronym, label, paragraph, item, position, signatory] = texts.as_slice() else {
                unreachable!("eight texts");
            };
            workshop.write(
                "registry/organisations.json",
                json!({"organisations": {"dome": {"names": [{"name": {
                    "nom": name, "gen": name, "dat": name, "acc": name, "loc": name}}]}}})
                .to_string(),
            );
            workshop.write(
                "projects/p.json",
                json!({
                    "id": "p", "author": "dome", "titles": {"lv": title, "acronym": acronym},
                    "decisions": [{"id": "1", "body": "dome", "date": "2024-05-06", "number": label}],
                    "documents": [{"id": "annex", "kind": "annex", "decision": "1",
                        "rows": ["applicant", {"label": label, "text": [paragraph, {"list": [item]}]}],
                        "signatory": {"position": position, "name": signatory}}]
                })
                .to_string(),
            );
            let _ = std::fs::remove_file(workshop.path("out/p/annex.pdf"));
            let run = workshop.run(&["build", "--format", "json"]);
            if run.code == 0 {
                printed.set(printed.get() + 1);
                let layer = seen(&text_layer(&workshop.pdf("p/annex")));
                for (at, text) in texts.iter().enumerate() {
                    let expected = normalise(text).expect("what is printed can be printed");
                    // Prose that holds expressions says what they say; everything else is compared.
                    let is_prose = PROSE.contains(&at);
                    if !is_prose || !expected.contains("{{") && !expected.contains('\\') {
                        prop_assert!(
                            layer.contains(&seen(&expected)),
                            "{expected:?} is not in {layer:?}"
                        );
                    }
                }
            } else {
                refused.set(refused.get() + 1);
                prop_assert_eq!(run.code, 1, "{}", run.out);
                for line in run.out.lines() {
                    let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
                    let code = finding["code"].as_str().unwrap_or_default();
                    let expected = code.is_empty()
                        || code == "typeset/no-glyph"
                        || ["record/", "template/"].iter().any(|stage| code.starts_with(stage));
                    prop_assert!(expected, "{}", line);
                }
            }
            Ok(())
        })
        .expect("no counterexample");
    let (printed, refused) = (printed.get(), refused.get());
    assert!(
        printed >= 10 && refused >= 10,
        "{printed} printed, {refused} refused"
    );
}

#[test]
fn each_hostile_piece_alone_comes_out_or_is_refused() {
    let workshop = Workshop::smallest();
    for piece in HOSTILE.iter().chain(REFUSED) {
        let text = format!("a{piece}b");
        workshop.change("projects/p.json", |project| {
            project["titles"]["lv"] = text.as_str().into();
        });
        let run = workshop.run(&["build", "--format", "short"]);
        match normalise(&text) {
            Ok(expected) if run.code == 0 => {
                let layer = seen(&text_layer(&workshop.pdf("p/annex")));
                assert!(layer.contains(&seen(&expected)), "{text:?}: {layer}");
            }
            Ok(_) => assert!(
                run.err.contains("typeset/no-glyph"),
                "{text:?}: {}",
                run.err
            ),
            Err(_) => assert!(
                run.err.contains("record/unprintable-character"),
                "{text:?}: {}",
                run.err
            ),
        }
    }
}

#[test]
fn no_record_and_no_template_can_forge_what_stands_for_a_value() {
    let workshop = Workshop::smallest();
    for (text, code) in [
        (
            "{{quote \"\\ue0000\\ue001\"}}",
            "record/unprintable-character",
        ),
        (
            "{{link website text='x\\u202egpj'}}",
            "record/unprintable-character",
        ),
        ("{{link website text=titles.lv}}", "template/not-allowed"),
        ("{{quote titles.lv author.name}}", "template/not-allowed"),
        (
            "{{agree partners.count (quote titles.lv) 'x'}}",
            "template/wrong-kind",
        ),
    ] {
        workshop.change("projects/p.json", |project| {
            project["website"] = "https://example.lv".into();
            project["partners"] = json!({"count": 3});
            project["documents"][0]["rows"] = json!([{"label": "Rinda", "text": [text]}]);
        });
        let run = workshop.run(&["build", "--format", "short"]);
        assert_eq!(run.code, 1, "{text}");
        assert!(run.err.contains(code), "{text}: {}", run.err);
    }
}

#[test]
fn no_function_makes_code_of_a_value() {
    let workshop = Workshop::smallest();
    for call in [
        "eval({{titles.lv}})",
        "f({{titles.lv}})",
        "std.eval({{titles.lv}})",
    ] {
        let start = "#import \"/lib/annex.typ\": annex\n#show: annex\n#let f(x) = eval(x)\n= {{annex_title}}\n";
        workshop.write("templates/annex/main.typ.hbs", format!("{start}#{call}\n"));
        workshop.change("projects/p.json", |project| {
            project["titles"]["lv"] = "1+41".into()
        });
        let run = workshop.run(&["check", "--format", "short"]);
        assert_eq!(run.code, 1, "{call}: {}", run.err);
        assert!(run.err.contains("typeset/engine"), "{call}: {}", run.err);
    }
}
