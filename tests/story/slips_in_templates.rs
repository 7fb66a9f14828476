//! A slip in a template is told once and where it was typed, so that whoever made it finds it.

use crate::workshop::{Workshop, repository};

/// The fixtures with templates of their own, one of them changed by a slip.
fn with_slip(template: &str, typed: &str, slip: &str) -> (Workshop, usize) {
    let workshop = Workshop::fixtures();
    let text = std::fs::read_to_string(repository().join("templates").join(template));
    let text = text.expect("a template");
    let at = text.find(typed).expect("what is changed");
    let line = text[..at].matches('\n').count() + 1;
    workshop.write(
        &format!("templates/{template}"),
        text.replacen(typed, slip, 1),
    );
    (workshop, line)
}

/// What is told of all documents with a code, a line each.
fn told(workshop: &Workshop, code: &str) -> Vec<String> {
    let run = workshop.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let lines = run.err.lines().filter(|line| line.contains("error["));
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    let other = lines.iter().find(|line| !line.contains(code));
    assert_eq!(other, None, "told beside {code}");
    lines
}

#[test]
fn a_bracket_that_is_missing_is_told_where_it_is_missing() {
    for (template, typed, slip) in [
        // In the branch of one kind of row.
        (
            "annex/row.typ.hbs",
            "[{{#if text}}{{> shared/blocks}}{{else}}{{> annex/term}}{{/if}}]),",
            "[{{#if text}}{{> shared/blocks}}{{else}}{{> annex/term}}{{/if}}),",
        ),
        // What opens a call that goes over many lines.
        ("annex/main.typ.hbs", "#facts(\n", "#facts((\n"),
        ("press-release/main.typ.hbs", "[{{", "{{"),
        // In the library.
        ("lib/annex.typ", "#let annex(", "#let annex(("),
    ] {
        let (workshop, line) = with_slip(template, typed, slip);
        let told = told(&workshop, "typeset/engine");
        let place = format!("templates/{template}:{line}:");
        assert!(
            !told.is_empty() && told.iter().all(|one| one.contains(&place)),
            "{place} in {told:#?}"
        );
    }
}

#[test]
fn a_slip_in_a_phrase_is_told_once_however_many_documents_say_it() {
    for (typed, slip, code) in [
        (
            "{{period term}}",
            "{{period trem}}",
            "template/unknown-path",
        ),
        ("{{/if}}", "", "template/does-not-parse"),
    ] {
        let phrase = "phrases/term_sentence.hbs";
        let (workshop, _) = with_slip(phrase, typed, slip);
        // Said by a template and by the prose of two records.
        for record in ["ttchan", "european-regions"] {
            let record = format!("fixtures/projects/{record}.json");
            workshop.change(&record, |project| {
                let release = project["documents"].as_array_mut().expect("documents");
                let release = release.last_mut().expect("a release");
                release["lead"] = "{{term_sentence}}".into();
            });
        }
        let told = told(&workshop, code);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].contains(phrase), "{told:#?}");
    }
}

#[test]
fn what_is_wrong_in_a_file_of_the_templates_is_told_there_and_not_of_the_records() {
    for (file, typed, slip, code, line) in [
        // A slip inside a function of the library, which every record calls.
        ("lib/annex.typ", "align(", "algn(", "typeset/engine", None),
        // A fact that no record can have is asked of all of them.
        (
            "press-release/pack.toml",
            "needs = [",
            "needs = [\"budget.totl\", ",
            "template/unknown-path",
            None,
        ),
        // Words that are no fact: they are said by themselves.
        (
            "press-release/main.typ.hbs",
            "= {{release_headline}}",
            "= {{quote release_headline}}",
            "template/not-allowed",
            Some("`release_headline`"),
        ),
    ] {
        let (workshop, _) = with_slip(file, typed, slip);
        let told = told(&workshop, code);
        let place = format!("templates/{file}:");
        let is_there = |one: &String| one.starts_with(&place) && one.contains(line.unwrap_or(""));
        assert!(told.iter().all(is_there), "{place} in {told:#?}");
    }
}

#[test]
fn half_of_an_expression_that_would_be_printed_is_told() {
    for (file, typed, slip) in [
        (
            "press-release/main.typ.hbs",
            "[{{author.name}}]",
            "[author.name}}]",
        ),
        (
            "press-release/main.typ.hbs",
            "[{{author.name}}]",
            "[{author.name}]",
        ),
        (
            "phrases/total_sentence.hbs",
            "{{money budget.total",
            "money budget.total",
        ),
    ] {
        let (workshop, line) = with_slip(file, typed, slip);
        let run = workshop.run(&["check", "--format", "short"]);
        let place = format!("templates/{file}:{line}:");
        let told = run.err.lines().find(|l| l.contains("template/lone-brace"));
        assert!(
            told.is_some_and(|l| l.starts_with(&place)),
            "{place}: {}",
            run.err
        );
    }
}

#[test]
fn a_folder_that_cannot_take_documents_is_told_in_its_line_of_the_settings() {
    let workshop = Workshop::fixtures();
    let settings = std::fs::read_to_string(workshop.path("pielikums.toml")).expect("settings");
    let line = settings.lines().position(|line| line.starts_with("out = "));
    let line = line.expect("a setting") + 1;
    let changed = settings.replace("out = \"out\"", "out = \"fixtures/registry\"");
    workshop.write("pielikums.toml", changed);
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let place = format!("pielikums.toml:{line}:7");
    assert!(
        run.err.contains(&place) && run.err.contains("out/own-place"),
        "{}",
        run.err
    );
}
