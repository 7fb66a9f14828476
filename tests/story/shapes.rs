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

/// What each shape is there for, in the words of its document.
const SAYS: &[(&str, &[&str])] = &[
    (
        "funding-sources/annex-214",
        &["no attiecināmajām izmaksām", "4,5 %", "valsts budžeta"],
    ),
    (
        "eligible-costs/annex-36",
        &[
            "Attiecināmās un neattiecināmās izmaksas:",
            "ārpus attiecināmajām izmaksām",
        ],
    ),
    (
        "two-budgets/annex-402",
        &[
            "Pašvaldības budžets projektā:",
            "Izmaksas pa pozīcijām, EUR",
            "Kopā",
        ],
    ),
    (
        "by-period/annex-177",
        &[
            "2025. gada 1. pusgadā",
            "starpposma maksājums",
            "Valsts kase",
            "Partneru budžeti, EUR",
            "Izmaksas pa pozīcijām, EUR",
        ],
    ),
    (
        "lats/annex-202",
        &[
            "apstiprināts ar",
            "lēmumu Nr. 202",
            "(protokols Nr. 7, 1. punkts)",
            "LVL",
            "latu piecdesmit santīmi",
        ],
    ),
    (
        "open-term/annex-90",
        &["24 mēneši no granta līguma parakstīšanas"],
    ),
    (
        "extended-term/annex-311",
        &[
            "no 2019. gada marta līdz 2021. gada augustam",
            "termiņš pagarināts; iepriekš – līdz",
        ],
    ),
    ("only-end/annex-15", &["līdz 18.12.2026."]),
    (
        "many-partners/annex-258",
        &["Asociētie partneri:", "Maķedonija", "– 3 partneri"],
    ),
    (
        "subordinate-body/annex-341",
        &["Vējkrasta pilsētas domes padotībā esoša iestāde"],
    ),
    (
        "subordinate-body/annex-87",
        &["Vējkrasta valstspilsētas pašvaldības domes padotībā esoša iestāde"],
    ),
    (
        "deep-programme/annex-128",
        // No line ends within the years.
        &["(2014.–2020. gads)", "Granta līgums Nr.", "LV-RU-002"],
    ),
    (
        "no-programme/release-call",
        &["no kuriem neviens netika atbalstīts"],
    ),
    (
        "titles/annex-7",
        &[
            "“Craft Skills in a Conversation of Generations” jeb “Amatu prasmes paaudžu sarunā” CraftTalk",
        ],
    ),
    (
        "events/annex-266",
        &[
            "(pasākums atcelts)",
            "kadastra Nr.",
            "2025. gada novembrī",
            "Rādītāji:",
        ],
    ),
    (
        "persons/annex-3",
        &["projektu vada –", "lēmuma izpildi kontrolē –"],
    ),
    ("decision/decision-118", &["Pamatojoties uz", "nolemj:"]),
    ("decision/decision-205", &["Par grozījumu"]),
    ("decision/annex-118-2", &["2. pielikums"]),
    (
        "decision/annex-205",
        &["p. i.", "parakstīts ar drošu elektronisko parakstu"],
    ),
    (
        "phases/release-start",
        &["Projekts tiks īstenots", "ir iesaistīti"],
    ),
    ("phases/release-event", &["Projekts tiek īstenots"]),
    (
        "phases/release-closing",
        &["Projekts tika īstenots", "bija iesaistīti"],
    ),
    ("free-rows/annex-44", &["Iepirkumi:"]),
    ("smallest/annex-1", &["900 EUR"]),
];

#[test]
fn every_shape_says_what_it_is_there_for() {
    let workshop = shapes();
    for (id, texts) in SAYS {
        let run = workshop.run(&["show", id]);
        let plain = run.out.replace('\u{a0}', " ");
        let said = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in *texts {
            assert!(said.contains(text), "{id}: `{text}` is not in: {said}");
        }
    }
}
