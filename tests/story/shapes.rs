//! Every shape of project builds: the records of `fixtures/shapes`, each of which is there for a reason.

use crate::standards::assert_conforming;
use crate::workshop::{Workshop, read, repository};

fn shapes() -> Workshop {
    Workshop::copy_of(&repository().join("fixtures/shapes"))
}

#[test]
fn every_shape_builds_without_a_finding_and_keeps_both_standards() {
    let workshop = shapes();
    let run = workshop.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let checked = workshop.run(&["check"]);
    assert!(!checked.err.contains('['), "{}", checked.err);
    let listed = workshop.run(&["list"]).out;
    assert!(listed.lines().count() >= 25, "{listed}");
    for line in listed.lines() {
        let id = line.split_whitespace().next().expect("an id");
        assert_conforming(id, &workshop.pdf(id));
    }
}

#[test]
fn every_shape_is_told_of_with_its_reason() {
    let readme = read(&repository().join("fixtures/shapes/README.md"));
    for entry in std::fs::read_dir(repository().join("fixtures/shapes/projects")).expect("shapes") {
        let path = entry.expect("a shape").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
}
