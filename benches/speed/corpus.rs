//! A generated corpus: projects of realistic length that share programmes, organisations and places.
//!
//! Seeded: the same number of projects is always the same corpus. Invented content.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A small generator (SplitMix64): the corpus must be the same on every machine and in every year.
struct Seed(u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, list: &'a [&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WORDS: &[&str] = &[
    "pašvaldība",
    "sadarbība",
    "partneri",
    "iedzīvotāji",
    "attīstība",
    "pieredze",
    "apmaiņa",
    "jauniešu",
    "kultūras",
    "mantojums",
    "ilgtspējīga",
    "vide",
    "izglītība",
    "uzņēmējdarbība",
    "reģiona",
    "pilsētas",
    "starptautiska",
    "pasākums",
    "seminārs",
    "mācības",
    "stratēģija",
    "plānošana",
    "līdzdalība",
    "solidaritāte",
    "un",
    "par",
    "ar",
    "lai",
    "kas",
    "tiek",
    "veicinātu",
    "stiprinātu",
    "īstenotu",
    "nodrošinātu",
    "jaunu",
    "kopīgu",
    "labāku",
    "esošo",
    "dažādu",
    "projekta",
    "laikā",
    "ietvaros",
    "Eiropas",
    "Latvijas",
];

const COUNTRIES: &[&str] = &[
    "LV", "LT", "EE", "PL", "DE", "SE", "FI", "IT", "FR", "ES", "CZ", "SK", "RO", "BG",
];

const PLACES: &[&str] = &[
    "Priedaine",
    "Kalnciems",
    "Liepupe",
    "Ezermala",
    "Upmala",
    "Bērzaune",
    "Ozolnieki",
    "Vītolkalne",
    "Smilgava",
    "Jūrkalne",
    "Salaspils",
    "Dzirnava",
    "Akmeņupe",
    "Zilupe",
    "Rudzāte",
    "Mežotne",
    "Lauciena",
    "Kļavupe",
];

fn sentence(seed: &mut Seed, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words {
        let word = seed.pick(WORDS);
        if at == 0 {
            let mut chars = word.chars();
            text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(chars.as_str());
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.push('.');
    text
}

fn paragraph(seed: &mut Seed, sentences: usize) -> String {
    let sentences: Vec<String> = (0..sentences)
        .map(|_| {
            let words = 8 + seed.below(14);
            sentence(seed, words)
        })
        .collect();
    sentences.join(" ")
}

/// How many projects share a programme in a large corpus.
pub const OF_ONE_PROGRAMME: usize = 300;

/// Lays out a workspace of `projects` projects, each with an annex of about two pages and, if they are asked
/// for, a press release.
pub fn write(folder: &Path, projects: usize, releases: bool) {
    let file = |name: &str, value: &Value| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, format!("{value:#}\n")).expect("written");
    };
    fs::create_dir_all(folder).expect("a folder");
    // Pages of paper only: that is what the others make, too.
    let settings = "[outputs]\nannex = [\"pdf\"]\npress-release = [\"pdf\"]\n";
    fs::write(folder.join("pielikums.toml"), settings).expect("written");
    let mut seed = Seed(502);
    let places: serde_json::Map<String, Value> = (0..60)
        .map(|n| {
            let name = PLACES[n % PLACES.len()];
            let country = COUNTRIES[n % COUNTRIES.len()];
            (
                format!("place-{n}"),
                json!({"name": name, "country": country}),
            )
        })
        .collect();
    file("registry/places.json", &json!({"places": places}));
    let organisations: serde_json::Map<String, Value> = (0..40)
        .map(|n| {
            let name = format!(
                "{}s novada dome",
                PLACES[n % PLACES.len()].trim_end_matches(['e', 'a'])
            );
            let place = format!("place-{n}");
            (
                format!("council-{n}"),
                json!({"names": [{"name": name}], "place": place}),
            )
        })
        .collect();
    file(
        "registry/organisations.json",
        &json!({"organisations": organisations}),
    );
    let count = (projects / OF_ONE_PROGRAMME).max(10);
    let programmes: serde_json::Map<String, Value> = (0..count)
        .map(|n| {
            let levels = json!([
                {"number": "1", "kind": "darbība", "name": sentence(&mut seed, 5).trim_end_matches('.')},
                {"number": "1.2", "kind": "apakšpasākums", "name": sentence(&mut seed, 3).trim_end_matches('.')}
            ]);
            (format!("programme-{n}"), json!({"name": format!("Programma {n}"), "levels": levels}))
        })
        .collect();
    file(
        "registry/programmes.json",
        &json!({"programmes": programmes}),
    );
    for number in 0..projects {
        let id = format!("project-{number:05}");
        let mut project = project(&id, number, count, &mut seed);
        if let (true, Some(documents)) = (releases, project["documents"].as_array_mut()) {
            documents.push(release(&mut seed));
        }
        file(&format!("projects/{id}.json"), &project);
    }
}

fn release(seed: &mut Seed) -> Value {
    json!({
        "id": "release", "kind": "press-release", "date": "2024-05-06",
        "headline": sentence(seed, 9).trim_end_matches('.'),
        "lead": sentence(seed, 18),
        "body": [paragraph(seed, 3), paragraph(seed, 4), {"list": [sentence(seed, 8), sentence(seed, 7)]}, paragraph(seed, 3)],
        "closing": ["{{term_sentence}}", "{{total_sentence}}", "Projekts tiek īstenots programmā {{quote programme.name}}."]
    })
}

fn project(id: &str, number: usize, programmes: usize, seed: &mut Seed) -> Value {
    let author = format!("council-{}", seed.below(40));
    let mut partners = vec![json!({"organisation": author, "role": "lead"})];
    for _ in 0..3 + seed.below(8) {
        partners.push(json!({"place": format!("place-{}", seed.below(60))}));
    }
    let results: Vec<String> = (0..4 + seed.below(5))
        .map(|_| {
            let words = 6 + seed.below(8);
            sentence(seed, words)
        })
        .collect();
    let year = 2015 + seed.below(9);
    json!({
        "id": id,
        "author": author,
        "titles": {
            "lv": sentence(seed, 6).trim_end_matches('.'),
            "original": {"lang": "en", "text": format!("Project of towns number {number}")},
            "acronym": format!("PRJ{number}")
        },
        "programme": {"id": format!("programme-{}", number % programmes), "levels": ["1", "1.2"]},
        "period": {"start": format!("{year}-03-01"), "end": format!("{}-11-30", year + 1)},
        "budget": {
            "total": format!("{} EUR", 10_000 + 20 * seed.below(45_000)),
            "eligible_rate": "100",
            "sources": [
                {"kind": "eu-fund", "label": "Eiropas Reģionālās attīstības fonds", "rate": "85"},
                {"kind": "municipality", "label": "Pašvaldības līdzfinansējums", "rate": "15"}
            ],
            "pre_financing": {"rate": "40", "year": year.to_string(), "recovered": true}
        },
        "partners": {"list": partners},
        "objective": format!("{} Kopējās izmaksas ir {{{{money budget.total}}}}.", paragraph(seed, 2)),
        "activities": [paragraph(seed, 4), paragraph(seed, 5), paragraph(seed, 3)],
        "results": results,
        "decisions": [{"id": "d", "body": author, "date": format!("{year}-02-1{}", seed.below(10)), "number": (100 + number).to_string()}],
        "documents": [{
            "id": "annex", "kind": "annex", "decision": "d",
            "rows": ["applicant", "partners", "funding-source", "term", "total-cost", "co-financing", "objective-and-activities", "results"],
            "signatory": {"position": "Domes priekšsēdētājs", "name": "A. Paraugs"},
            "rendition": "copy"
        }]
    })
}
