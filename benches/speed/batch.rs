//! Batch regeneration of a large corpus, each measurement a whole process: all documents, none, one record,
//! one programme. Every figure is a ratio or a time of one run.

use super::corpus::{self, OF_ONE_PROGRAMME};
use super::{beside, measured, median};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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
    eprintln!(
        "bare engine loop of {documents} documents, and a whole build with one job beside it"
    );
    let [bare, one] = beside(&["bare", &name], &["pipeline", &name, "1"]);
    let bare = bare[0];
    eprintln!("whole build, two jobs");
    let two = measured(&["pipeline", &name, "2"]);
    println!(
        "| what ({documents} documents of {projects} projects) | measured | ratio | to reach |"
    );
    println!("|---|---:|---:|---:|");
    println!("| bare engine loop, one thread | {bare:.1} documents/s | 1.00 | |");
    println!(
        "| full build, one job, beside it | {:.1} documents/s | {:.2} of the bare loop | 0.9 |",
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
        largest(&one[2..]),
        largest(&two[2..])
    );
    regenerated(&root, documents, bare);
}

/// The rows of what changed by themselves, beside a bare loop of a part of the corpus.
pub fn changes(projects: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, part) = (folder.path().join("corpus"), folder.path().join("part"));
    corpus::write(&root, projects, true);
    corpus::write(&part, projects.min(500), true);
    let bare = measured(&["bare", &part.to_string_lossy()])[0];
    regenerated(&root, projects * 2, bare);
}

/// The rows of a corpus that is built once and then changed.
fn regenerated(root: &Path, documents: usize, bare: f64) {
    eprintln!("what changed");
    let first = build(root, &[]);
    assert_eq!(first.written + first.current, documents as u64);
    // Stamps are believed when they are a little older than what they are stamps of.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let _ = build(root, &[]);
    let nothing: Vec<Build> = (0..ROUNDS).map(|_| build(root, &[])).collect();
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
        let run = build(root, &[]);
        assert_eq!(run.written, 2);
        one_record.push(run.milliseconds);
    }
    let one_record = median(one_record);
    // Its own documents, by a process that has nothing else to do.
    let small = root.join("small");
    for file in [
        "pielikums.toml",
        "registry/places.json",
        "registry/organisations.json",
        "registry/programmes.json",
        "projects/project-00007.json",
    ] {
        let to = small.join(file);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        std::fs::copy(root.join(file), to).expect("copied");
    }
    let alone = (0..ROUNDS).map(|round| {
        let out = root.join(format!("alone-{round}"));
        build(&small, &["--out", &out.to_string_lossy()]).milliseconds
    });
    let alone = median(alone.collect());
    println!(
        "| one record changed (its 2 documents, built alone by a process: {alone:.0} ms) | {one_record:.0} ms | | {:.0} ms |",
        nothing + alone
    );
    let path = root.join("registry/programmes.json");
    let text = std::fs::read_to_string(&path).expect("a registry");
    std::fs::write(&path, text.replace("\"Programma 3\"", "\"Programma trīs\"")).expect("written");
    let run = build(root, &[]);
    println!(
        "| one programme renamed, of {} projects: written {} documents, no others | {:.1} s | {:.2} of the bare loop on two threads | |",
        run.written / 2,
        run.written,
        run.milliseconds / 1000.0,
        run.written as f64 / (run.milliseconds / 1000.0) / (bare * 2.0)
    );
    let projects = documents / 2;
    let sharing = projects.div_ceil((projects / OF_ONE_PROGRAMME).max(10)) as u64 * 2;
    assert!(
        run.written <= sharing && run.written + 2 >= sharing,
        "{} of {sharing}",
        run.written
    );
    assert_eq!(run.written + run.current, documents as u64);
}

/// A build of a large corpus, killed ten times at random moments, finished, and compared byte for byte with an
/// undisturbed one.
pub fn killed(projects: usize) {
    const TIMES: u32 = 10;
    let folder = tempfile::tempdir().expect("a folder");
    let (calm, rough) = (folder.path().join("calm"), folder.path().join("rough"));
    corpus::write(&calm, projects, true);
    corpus::write(&rough, projects, true);
    let start = Instant::now();
    let undisturbed = build(&calm, &[]);
    let whole = start.elapsed();
    assert_eq!(undisturbed.written, projects as u64 * 2);
    // No generator is needed: whoever wants other moments runs it at another moment.
    let mut chance = std::process::id();
    let mut before = 0;
    for time in 1..=TIMES {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let share = f64::from(chance >> 8) / f64::from(1_u32 << 24);
        let moment = whole.mul_f64(share / f64::from(TIMES));
        let mut child = Command::new(env!("CARGO_BIN_EXE_pielikums"))
            .arg("--workspace")
            .arg(&rough)
            .args(["--format", "json", "build"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a build");
        std::thread::sleep(moment);
        child.kill().expect("killed");
        let _ = child.wait();
        let there = files(&rough.join("out"));
        println!(
            "killed {time}: after {:.2} s, {} documents there, {} new",
            moment.as_secs_f64(),
            there.len(),
            there.len() - before
        );
        before = there.len();
    }
    let rest = build(&rough, &[]);
    println!(
        "the last run wrote {} documents and found {} as they should be",
        rest.written, rest.current
    );
    let (one, other) = (files(&calm.join("out")), files(&rough.join("out")));
    assert_eq!(one.len(), projects * 2);
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(&other) {
        let same = std::fs::read(a).expect("a file") == std::fs::read(b).expect("a file");
        assert!(same, "{} differs", b.display());
    }
    let ledger = |root: &Path| std::fs::read(root.join("out/ledger.json")).expect("a ledger");
    assert!(ledger(&calm) == ledger(&rough), "the ledgers differ");
    println!(
        "{} documents and the ledger are the same, byte for byte.",
        one.len()
    );
}

/// All PDFs below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "pdf") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
