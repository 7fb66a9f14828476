//! What a lawyer would want of the checks: contradictions stay visible until somebody answers for them,
//! the house decides how much a warning weighs, and mending touches nothing else.

use crate::workshop::{Workshop, read};
use serde_json::json;

fn contradicting() -> Workshop {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |record| {
        record["budget"] =
            json!({"total": "1000 EUR", "pre_financing": {"rate": "50", "amount": "600 EUR"}});
    });
    workshop
}

#[test]
fn a_contradiction_is_told_until_the_record_accepts_it() {
    let workshop = contradicting();
    assert!(
        workshop
            .run(&["check"])
            .err
            .contains("[record/rate-disagrees]")
    );
    workshop.change("projects/p.json", |record| {
        record["accepted"] = json!([{
            "code": "record/rate-disagrees",
            "field": "/budget/pre_financing/amount",
            "because": "Tā nolemts."
        }]);
    });
    let run = workshop.run(&["check"]);
    assert!(!run.err.contains("warning"), "{}", run.err);
    // Once it is mended, the acceptance has nothing to accept, and says so.
    workshop.change("projects/p.json", |record| {
        record["budget"]["pre_financing"]["amount"] = json!("500 EUR");
    });
    let run = workshop.run(&["check"]);
    assert!(run.err.contains("[record/nothing-accepted]"), "{}", run.err);
}

#[test]
fn an_error_cannot_be_accepted_and_a_code_must_be_one() {
    let workshop = contradicting();
    workshop.change("projects/p.json", |record| {
        record["accepted"] = json!([{"code": "record/sums-disagree", "because": "x"}, {"code": "x", "because": "x"}]);
    });
    let run = workshop.run(&["check"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err.matches("[record/unknown-reference]").count(),
        2,
        "{}",
        run.err
    );
}

#[test]
fn the_house_turns_a_warning_off_or_makes_it_an_error() {
    let workshop = contradicting();
    workshop.write(
        "pielikums.toml",
        "[severity]\n\"record/rate-disagrees\" = \"off\"\n",
    );
    let run = workshop.run(&["check"]);
    assert_eq!(
        (run.code, run.err.contains("warning")),
        (0, false),
        "{}",
        run.err
    );
    workshop.write(
        "pielikums.toml",
        "[severity]\n\"record/rate-disagrees\" = \"error\"\n",
    );
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(!workshop.path("out/p/annex.pdf").exists());
    for wrong in ["record/sums-disagree", "record/rates-disagree"] {
        workshop.write(
            "pielikums.toml",
            format!("[severity]\n\"{wrong}\" = \"off\"\n"),
        );
        let run = workshop.run(&["check"]);
        assert!(
            run.err.contains("[workspace/unknown-severity]"),
            "{}",
            run.err
        );
    }
}

#[test]
fn fixing_mends_the_slips_and_touches_nothing_else() {
    let workshop = Workshop::smallest();
    let record = |objective: &str| {
        let rest = "\"author\" : \"dome\", \"titles\": {\"lv\": \"P\"},\r\n\t\"decisions\": [{\"id\": \"1\", \"body\": \"dome\", \"date\": \"2024-05-06\", \"number\": \"1\"}],\r\n\"documents\": [{\"id\": \"annex\", \"kind\": \"annex\", \"decision\": \"1\", \"rows\": [\"applicant\"]}]}\r\n";
        format!("{{\"id\": \"p\",\r\n  \"objective\": \"{objective}\",{rest}")
    };
    workshop.write(
        "projects/p.json",
        record("Tikšanās  2024.gada 13.-14. maijā - \\\"Tilts\\\"."),
    );
    let run = workshop.run(&["check", "--fix"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("mended: projects/p.json"), "{}", run.err);
    assert!(!run.err.contains("warning"), "{}", run.err);
    let mended = read(&workshop.path("projects/p.json"));
    assert_eq!(
        mended,
        record("Tikšanās 2024. gada 13.–14. maijā – “Tilts”.")
    );
    assert!(!workshop.run(&["check", "--fix"]).err.contains("mended"));
}

#[test]
fn what_may_not_be_published_is_nowhere_in_the_document() {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |record| {
        record["persons"] = json!([
            {"role": "contact", "name": "Anna Paraudziņa", "position": "projektu vadītāja", "phone": "65400000", "publish": []},
            {"role": "project-manager", "name": "Jānis Piemērs", "email": "janis@example.lv", "publish": ["name"]}
        ]);
        record["documents"][0]["rows"] = json!(["applicant", "persons"]);
    });
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let facts = workshop.run(&["show", "p/annex", "--stage", "facts"]).out;
    let text = workshop.run(&["show", "p/annex"]).out;
    for told in [&facts, &text] {
        assert!(
            told.contains("projektu vadītāja") && told.contains("Jānis Piemērs"),
            "{told}"
        );
        for secret in ["Paraudziņa", "65400000", "janis@example.lv"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
    }
}

#[test]
fn a_record_of_five_megabytes_or_ten_thousand_levels_is_refused() {
    let workshop = Workshop::smallest();
    workshop.write(
        "projects/large.json",
        format!("{{\"id\": \"{}\"}}", "x".repeat(5 << 20)),
    );
    workshop.write("projects/deep.json", "[".repeat(10_000));
    let run = workshop.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("[record/too-large]"), "{}", run.err);
    assert!(run.err.contains("[record/too-deep]"), "{}", run.err);
}

#[test]
fn the_house_chooses_its_style() {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |record| {
        record["budget"] = json!({"total": "1550.50 EUR"});
        record["period"] = json!({"start": "2024-06-01", "end": "2024-12-31"});
        record["documents"][0]["rows"] = json!([
            "term",
            {"label": "Summa", "text": ["{{money budget.total}} ({{money budget.total words='yes'}}), {{quote titles.lv}}"]}
        ]);
    });
    let said = |settings: &str| {
        workshop.write("pielikums.toml", settings);
        let run = workshop.run(&["show", "p/annex"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.replace('\u{a0}', " ")
    };
    let usual = said("");
    for text in [
        "01.06.2024.–31.12.2024.",
        "1 550,50 EUR (viens tūkstotis pieci simti piecdesmit euro",
        "“Paraugs”",
    ] {
        assert!(usual.contains(text), "{text}: {usual}");
    }
    let other = said(
        "[house]\nspaced_ranges = true\ngroup_four_digits = false\nquotes = \"guillemets\"\nitalic_euro = true\n",
    );
    for text in [
        "01.06.2024. – 31.12.2024.",
        "1550,50 EUR (viens tūkstotis pieci simti piecdesmit euro",
        "«Paraugs»",
    ] {
        assert!(other.contains(text), "{text}: {other}");
    }
    let source = workshop.run(&["show", "p/annex", "--stage", "source"]).out;
    assert!(source.contains("#emph(\"euro\");"), "{source}");
}

/// A budget, and the codes that are told of it.
fn told_of(budget: serde_json::Value) -> Vec<String> {
    let workshop = Workshop::smallest();
    workshop.change("projects/p.json", |record| record["budget"] = budget);
    let err = workshop.run(&["check", "--format", "short"]).err;
    let codes = err.lines().filter_map(|line| line.split_once("[record/"));
    codes
        .filter_map(|(_, rest)| Some(rest.split_once(']')?.0.to_owned()))
        .collect()
}

#[test]
fn money_is_added_up_as_a_lawyer_would() {
    let source =
        |kind: &str, amount: &str| json!({"kind": kind, "label": "Avots", "amount": amount});
    let none: [&str; 0] = [];
    // Sources of the eligible costs, and municipal money for the rest.
    let with_extra = json!({
        "total": "120000 EUR", "eligible": "96000 EUR", "municipal_extra": "24000 EUR",
        "sources": [source("eu-fund", "81600 EUR"), source("municipality", "14400 EUR")]
    });
    assert_eq!(told_of(with_extra), none);
    let too_little = json!({
        "total": "120000 EUR", "municipal_extra": "24000 EUR",
        "sources": [source("eu-fund", "81600 EUR"), source("municipality", "14000 EUR")]
    });
    assert_eq!(told_of(too_little), ["sums-disagree"]);
    // Two grants are paid as one.
    let two_grants = json!({
        "total": "1000 EUR",
        "sources": [source("eu-fund", "800 EUR"), source("programme", "200 EUR")],
        "payments": [{"kind": "final", "amount": "1000 EUR"}]
    });
    assert_eq!(told_of(two_grants), none);
    let lats = json!({"co_financing": {"by_period": [
        {"when": "2013", "amount": "50 LVL"}, {"when": "2014", "amount": "100 EUR"}
    ]}});
    assert_eq!(told_of(lats), ["mixed-currencies"]);
    let twice = json!({"total": "100 EUR", "co_financing": {"by_period": [
        {"when": "2027", "amount": "50 EUR"}, {"when": "2027-H1", "amount": "50 EUR"}
    ]}});
    assert_eq!(told_of(twice), ["out-of-order"]);
    let more = json!({"total": "100 EUR", "municipal_extra": "700 EUR"});
    assert_eq!(told_of(more), ["more-than-whole"]);
    let first = json!({
        "total": "1000 EUR", "sources": [source("eu-fund", "1000 EUR")],
        "payments": [{"kind": "advance", "rate": "40"}, {"kind": "final", "rate": "60"}],
        "pre_financing": {"amount": "700 EUR"}
    });
    assert_eq!(told_of(first), ["more-than-whole"]);
}

#[test]
fn the_budgets_of_full_partners_make_up_the_total() {
    let partners = |own: &str| {
        let workshop = Workshop::smallest();
        workshop.change("projects/p.json", |record| {
            record["budget"] = json!({"total": "1000 EUR"});
            record["partners"] = json!({"list": [
                {"organisation": "dome", "role": "lead", "budget": own},
                {"country": "EE", "budget": "400 EUR"},
                {"country": "LT", "role": "associated"}
            ]});
        });
        workshop.run(&["check"]).err
    };
    assert!(
        !partners("600 EUR").contains("[record"),
        "{}",
        partners("600 EUR")
    );
    assert!(partners("500 EUR").contains("the budgets of the partners are 900 EUR together"));
}

#[test]
fn what_is_typed_is_told_apart_from_what_only_looks_like_it() {
    let told = |objective: &str| {
        let workshop = Workshop::smallest();
        workshop.change("projects/p.json", |record| {
            record["budget"] = json!({"total": "500 EUR"});
            record["partners"] =
                json!({"list": [{"organisation": "dome", "role": "lead"}, {"country": "EE"}]});
            record["objective"] = json!(objective);
        });
        let err = workshop.run(&["check", "--format", "short"]).err;
        let codes = ["typed-fact", "contradicts-fact"];
        codes.map(|code| err.matches(&format!("[record/{code}]")).count())
    };
    assert_eq!(told("Projekta kopējās izmaksas ir 500,00 EUR."), [1, 0]);
    assert_eq!(told("Projekta kopējās izmaksas ir 1 500 EUR."), [0, 1]);
    assert_eq!(
        told("Projekta kopējās izmaksas ir {{money budget.total}}, no kurām 400 EUR sedz fonds."),
        [0, 0]
    );
    assert_eq!(told("Projektā ir 2 partneri no 3 valstīm."), [1, 1]);
    assert_eq!(
        told("Projektā ir 10 valstspilsētas, 2 valsts iestādes un 4 partnerorganizācijas."),
        [0, 0]
    );
    assert_eq!(told("Lēmuma datums ir 2024. gada 6. maijs."), [0, 0]);
}
