//! Batch regeneration of a large corpus, each measurement a whole process: all documents, none, one record,
//! one programme. Every figure is a ratio or a time of one run.

use super::corpus::{self, OF_ONE_PROGRAMME};
use super::{measured, median};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// How often a build that has little to do is repeated.
const ROUNDS: usize = 7;

/// What a build said of itself, and how long it took, in milliseconds.
struct Build {
    milliseconds: f64,
    written: u64,
    current: u64,
}

fn build(corpus: &Path, arguments: &[&str]) -> Build {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_pielikums"))
        .arg("--workspace")
        .arg(corpus)
        .args(["--format", "json", "build"])
        .args(arguments)
        .output()
        .expect("a build");
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = said.lines().last().unwrap_or_default();
    let summary: Value = serde_json::from_str(last).expect("a summary");
    assert_eq!(summary["summary"]["stopped"], Value::Array(Vec::new()));
    let count = |name: &str| summary["summary"][name].as_u64().unwrap_or_default();
    Build {
        milliseconds,
        written: count("written"),
        current: count("current"),
    }
}

/// The table of a corpus of `projects` projects, two documents each.
pub fn table(projects: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("corpus");
    corpus::write(&root, projects, true);
    let documents = projects * 2;
    let name = root.to_string_lossy().into_owned();
    eprintln!("bare engine loop of {documents} documents");
    let bare = measured(&["bare", &name])[0];
    eprintln!("whole build, one job");
    let one = measured(&["pipeline", &name, "1"]);
    eprintln!("whole build, two jobs");
    let two = measured(&["pipeline", &name, "2"]);
    println!(
        "| what ({documents} documents of {projects} projects) | measured | ratio | to reach |"
    );
    println!("|---|---:|---:|---:|");
    println!("| bare engine loop, one thread | {bare:.1} documents/s | 1.00 | |");
    println!(
        "| full build, one job | {:.1} documents/s | {:.2} of the bare loop | 0.9 |",
        one[0],
        one[0] / bare
    );
    println!(
        "| full build, two jobs | {:.1} documents/s | {:.2} times one job | 1.8 |",
        two[0],
        two[0] / one[0]
    );
    let largest = |memory: &[f64]| memory.iter().copied().fold(0.0, f64::max);
    println!(
        "| resident memory, largest of four samples, one and two jobs | {:.0} and {:.0} MiB | | 200 MB, flat |",
        largest(&one[1..]),
        largest(&two[1..])
    );
    eprintln!("what changed");
    let first = build(&root, &[]);
    assert_eq!(first.written + first.current, documents as u64);
    // Stamps are believed when they are a little older than what they are stamps of.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let _ = build(&root, &[]);
    let nothing: Vec<Build> = (0..ROUNDS).map(|_| build(&root, &[])).collect();
    assert!(
        nothing
            .iter()
            .all(|run| run.written == 0 && run.current == documents as u64)
    );
    let nothing = median(nothing.iter().map(|run| run.milliseconds).collect());
    println!("| nothing changed | {nothing:.0} ms | | 300 ms |");
    let mut one_record = Vec::new();
    for round in 0..ROUNDS {
        let path = root.join("projects/project-00007.json");
        let text = std::fs::read_to_string(&path).expect("a record");
        let mut record: Value = serde_json::from_str(&text).expect("JSON");
        record["budget"]["total"] = format!("{} EUR", 20_000 + 20 * round).into();
        std::fs::write(&path, format!("{record:#}\n")).expect("written");
        let run = build(&root, &[]);
        assert_eq!(run.written, 2);
        one_record.push(run.milliseconds);
    }
    let two_alone = 2000.0 / bare;
    let one_record = median(one_record);
    println!(
        "| one record changed (2 documents, {two_alone:.0} ms in the bare loop) | {one_record:.0} ms | | {:.0} ms |",
        nothing + two_alone
    );
    let path = root.join("registry/programmes.json");
    let text = std::fs::read_to_string(&path).expect("a registry");
    std::fs::write(&path, text.replace("\"Programma 3\"", "\"Programma trīs\"")).expect("written");
    let run = build(&root, &[]);
    println!(
        "| one programme renamed, of {} projects: written {} documents, no others | {:.1} s | {:.2} of the bare loop on two threads | |",
        run.written / 2,
        run.written,
        run.milliseconds / 1000.0,
        run.written as f64 / (run.milliseconds / 1000.0) / (bare * 2.0)
    );
    let sharing = projects.div_ceil((projects / OF_ONE_PROGRAMME).max(10)) as u64 * 2;
    assert!(
        run.written <= sharing && run.written + 2 >= sharing,
        "{} of {sharing}",
        run.written
    );
    assert_eq!(run.written + run.current, documents as u64);
}
