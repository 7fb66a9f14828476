//! What must hold on the pages themselves, however long the texts are.

use crate::standards::assert_conforming;
use crate::workshop::{Workshop, text_layer};
use serde_json::json;

/// The text of each page of a document.
fn pages(pdf: &[u8]) -> Vec<String> {
    let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
    let numbers = pdf.get_pages();
    numbers
        .keys()
        .map(|n| pdf.extract_text(&[*n]).expect("text"))
        .collect()
}

#[test]
fn an_annex_runs_over_pages_and_its_signature_is_not_alone() {
    let workshop = Workshop::fixtures();
    for lines in (3..60).step_by(3) {
        workshop.change("fixtures/projects/ttchan.json", |project| {
            let long: Vec<String> = (0..lines)
                .map(|n| format!("Rezultāts ar kārtas numuru {n};"))
                .collect();
            project["results"] = long.into();
        });
        let run = workshop.run(&["build", "ttchan/annex-502"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let text = pages(&workshop.pdf("ttchan/annex-502"))
            .pop()
            .expect("a page");
        let before = text
            .split("Domes priekšsēdētāja")
            .next()
            .expect("text before the signature");
        assert!(
            before.trim().len() > 10,
            "{lines} lines: the signature stands alone: {text}"
        );
    }
}

#[test]
fn a_label_is_never_parted_from_the_start_of_its_text() {
    let workshop = Workshop::smallest();
    let mut broken = 0;
    for filler in 0..24 {
        let lines: Vec<String> = (0..filler).map(|n| format!("Rinda {n}.")).collect();
        let mut rows = vec![json!({"label": "Pildījums", "text": [{"list": lines}]})];
        for n in 0..14 {
            let label = format!(
                "Nosaukums{n} tik garš, ka tas aizņem vairākas rindiņas tabulas kreisajā ailē"
            );
            let text = format!(
                "Sākums{n} {}",
                "un turpinājums līdz pašām beigām ".repeat(n * 4)
            );
            rows.push(json!({"label": label, "text": [text]}));
        }
        if filler == 0 {
            rows.remove(0);
        }
        workshop.change("projects/p.json", |project| {
            project["documents"][0]["rows"] = json!(rows)
        });
        let run = workshop.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let pages = pages(&workshop.pdf("p/annex"));
        for n in 0..14 {
            let on = |word: String| pages.iter().position(|page| page.contains(&word));
            let (label, start) = (on(format!("Nosaukums{n} ")), on(format!("Sākums{n} ")));
            assert!(
                label.is_some() && label == start,
                "filler {filler}, row {n}: {label:?} {start:?}"
            );
        }
        broken += pages.len() - 1;
    }
    assert!(broken > 24, "the rows ran over pages");
}

#[test]
fn a_picture_is_described_and_keeps_both_standards() {
    let workshop = Workshop::smallest();
    // The smallest PNG there is: one grey pixel.
    let png: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
        0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41,
        0x54, 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0,
        0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    workshop.write("assets/skats.png", png);
    workshop.change("projects/p.json", |project| {
        project["documents"] = json!([{
            "id": "release", "kind": "press-release", "date": "2024-05-06", "headline": "Virsraksts",
            "photo": {"file": "skats.png", "alt": "Pelēks punkts", "caption": "Foto: A. Ozola"}
        }]);
    });
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let pdf = workshop.pdf("p/release");
    assert_conforming("release", &pdf);
    let layer = text_layer(&pdf);
    assert!(
        layer.contains("Foto: A.") && layer.contains("2024."),
        "{layer}"
    );
    workshop.write("assets/skats.png", &png[..40]);
    let run = workshop.run(&["build", "--format", "short"]);
    assert_eq!(run.code, 1, "a broken picture is told of: {}", run.err);
    assert!(run.err.contains("projects/p.json:"), "{}", run.err);
    assert_eq!(workshop.pdf("p/release"), pdf, "and the old file stays");
}
