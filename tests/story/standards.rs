//! Every document keeps both standards, carries what a reader who cannot see needs, and is the same on
//! every build.

use crate::workshop::{DOCUMENTS, Workshop, repository};
use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::path::PathBuf;

fn committed() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("out") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "pdf") {
                let bytes = std::fs::read(&path).expect("a PDF");
                found.push((path.display().to_string(), bytes));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_document_is_pdf_a_2a_and_pdf_ua_1() {
    let documents = committed();
    assert!(documents.len() >= 5);
    for (path, bytes) in &documents {
        assert_conforming(path, bytes);
    }
}

/// Both standards, by the validator in process.
pub fn assert_conforming(path: &str, bytes: &[u8]) {
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("a report");
        assert!(
            report.is_compliant,
            "{path}, {profile}: {:#?}",
            report.failures
        );
    }
}

#[test]
fn the_validator_refuses_a_file_that_is_not_conforming() {
    let (path, bytes) = committed().into_iter().next().expect("a document");
    let mut document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference)
        .expect("a root");
    let catalog = document
        .get_object_mut(catalog)
        .and_then(Object::as_dict_mut);
    catalog.expect("a catalog").remove(b"StructTreeRoot");
    let mut broken = Vec::new();
    document.save_to(&mut broken).expect("saved");
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf_bytes(&broken, &options).expect("a report");
    assert!(!report.is_compliant, "{path}");
}

#[test]
fn two_builds_give_the_same_bytes_whatever_the_number_of_workers() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build", "--jobs", "1"]).code, 0);
    let other = workshop.path("other");
    let other = other.to_string_lossy();
    assert_eq!(
        workshop
            .run(&["build", "--jobs", "4", "--out", &other])
            .code,
        0
    );
    for document in DOCUMENTS {
        let file = format!("{document}.pdf");
        let made = workshop.pdf(document);
        let again = std::fs::read(workshop.path("other").join(&file)).expect("a PDF");
        assert!(again == made, "{document} differs with four workers");
        let committed = std::fs::read(repository().join("out").join(&file)).expect("a PDF");
        let frozen = repository().join("adopted").join(document).join("1");
        match std::fs::read(frozen.join(file.rsplit('/').next().expect("a name"))) {
            // What was adopted stays as it looked then.
            Ok(frozen) => assert!(frozen == committed, "{document} is not what was adopted"),
            Err(_) => assert!(made == committed, "{document} differs from out/"),
        }
    }
}

/// A node of the tag tree: its kind, and the scope of a header cell.
#[derive(Debug)]
struct Tag {
    kind: String,
    scope: Option<String>,
    children: Vec<Tag>,
}

fn name(object: &Object) -> Option<String> {
    let name = object.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

fn tags(document: &Document, object: &Object) -> Vec<Tag> {
    let object = match object.as_reference() {
        Ok(id) => document.get_object(id).expect("an object"),
        Err(_) => object,
    };
    match object {
        Object::Array(list) => list.iter().flat_map(|item| tags(document, item)).collect(),
        Object::Dictionary(dictionary) => {
            let children = dictionary
                .get(b"K")
                .map_or(Vec::new(), |k| tags(document, k));
            match dictionary.get(b"S").ok().and_then(name) {
                Some(kind) => vec![Tag {
                    kind,
                    scope: scope(document, dictionary),
                    children,
                }],
                None => children,
            }
        }
        _ => Vec::new(),
    }
}

fn scope(document: &Document, dictionary: &Dictionary) -> Option<String> {
    let attributes = dictionary.get(b"A").ok()?;
    let attributes = match attributes.as_reference() {
        Ok(id) => document.get_object(id).ok()?,
        Err(_) => attributes,
    };
    let list = match attributes {
        Object::Array(list) => list.clone(),
        other => vec![other.clone()],
    };
    list.iter().find_map(|item| {
        let dictionary = item.as_dict().ok()?;
        name(dictionary.get(b"Scope").ok()?)
    })
}

fn tree(path: &str) -> Vec<Tag> {
    let bytes = std::fs::read(repository().join(path)).expect("a PDF");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let root = catalog.get(b"StructTreeRoot").expect("a tag tree");
    tags(&document, root)
}

fn all<'a>(tags: &'a [Tag], kind: &str, found: &mut Vec<&'a Tag>) {
    for tag in tags {
        if tag.kind == kind {
            found.push(tag);
        }
        all(&tag.children, kind, found);
    }
}

fn of_kind<'a>(tags: &'a [Tag], kind: &str) -> Vec<&'a Tag> {
    let mut found = Vec::new();
    all(tags, kind, &mut found);
    found
}

#[test]
fn each_row_of_the_annex_has_a_header_for_those_who_hear_it() {
    let tree = tree("out/ttchan/annex-502.pdf");
    assert_eq!(of_kind(&tree, "H1").len(), 1);
    assert_eq!(of_kind(&tree, "Table").len(), 1);
    let rows = of_kind(&tree, "TR");
    assert_eq!(rows.len(), 8);
    for row in rows {
        let cells: Vec<&str> = row.children.iter().map(|cell| cell.kind.as_str()).collect();
        assert_eq!(cells, ["TH", "TD"]);
        assert_eq!(row.children[0].scope.as_deref(), Some("Row"));
    }
    let lists = of_kind(&tree, "L");
    let items: Vec<usize> = lists
        .iter()
        .map(|list| of_kind(&list.children, "LI").len())
        .collect();
    assert_eq!(items, [5, 6], "the partners and the results");
}

#[test]
fn a_release_has_one_heading_real_lists_and_links() {
    let tree = tree("out/cities-of-change/release-conference.pdf");
    assert_eq!(of_kind(&tree, "H1").len(), 1);
    assert_eq!(of_kind(&tree, "LI").len(), 3);
    let tree = self::tree("out/cities-of-change/release-start.pdf");
    assert_eq!(of_kind(&tree, "Link").len(), 1);
}

#[test]
fn the_language_is_latvian_and_a_foreign_title_has_its_own() {
    for (path, bytes) in committed() {
        let document = Document::load_mem(&bytes).expect("a PDF");
        let lang = document
            .catalog()
            .and_then(|c| c.get(b"Lang"))
            .and_then(Object::as_str);
        let own: &[u8] = if path.ends_with("-en.pdf") {
            b"en-GB"
        } else {
            b"lv-LV"
        };
        assert_eq!(lang.expect("a language"), own, "{path}");
    }
    for path in [
        "out/ttchan/annex-502.pdf",
        "out/cities-of-change/release-start.pdf",
    ] {
        let document = Document::load(repository().join(path)).expect("a PDF");
        let pages = document.get_pages();
        let content = document.get_page_content(pages[&1]);
        let content = String::from_utf8_lossy(&content);
        assert!(content.contains("/Lang(en)"), "{path}: {content:.300}");
    }
}

#[test]
fn a_file_tells_its_title_author_and_day() {
    let bytes = std::fs::read(repository().join("out/ttchan/annex-502.pdf")).expect("a PDF");
    let xmp = String::from_utf8_lossy(&bytes);
    assert!(xmp.contains("Pašvaldību sadarbība kā Eiropas solidaritātes kanāls"));
    assert!(xmp.contains("Daugavpils pilsētas dome"));
    assert!(xmp.contains("2018-09-28"));
}
