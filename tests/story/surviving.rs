//! A run survives anything: what is written is whole, the ledger never lies, the next run finishes the rest.
//! Each story runs the program itself as a process of its own.

use crate::regeneration::written;
use crate::workshop::Workshop;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A workspace of many small projects.
pub fn many(projects: usize) -> Workshop {
    let workshop = Workshop::smallest();
    let record = std::fs::read_to_string(workshop.path("projects/p.json")).expect("a record");
    for number in 0..projects {
        let id = format!("p{number:03}");
        let text = record.replace("\"id\": \"p\"", &format!("\"id\": \"{id}\""));
        workshop.write(
            &format!("projects/{id}.json"),
            text.replace("Paraugs", &format!("Paraugs {number}")),
        );
    }
    workshop
}

/// The program, to be run on a workspace.
pub fn program(workshop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pielikums"));
    command
        .args(["--language", "en", "--workspace"])
        .arg(workshop.path(""))
        .args(arguments);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn finished(child: Child) -> Output {
    child.wait_with_output().expect("an end")
}

/// The documents of a workspace, by name.
pub fn documents(workshop: &Workshop) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![workshop.path("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(workshop.path(""))
                .expect("inside")
                .display()
                .to_string();
            if path.is_dir() && !name.contains(".pielikums") {
                folders.push(path);
            } else if name.ends_with(".pdf") {
                found.push((name, std::fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

/// Every PDF that is there is whole, and what the ledger says of a file is true of it.
fn nothing_is_broken(workshop: &Workshop) {
    for (name, bytes) in documents(workshop) {
        assert!(
            bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
            "{name}"
        );
    }
    let ledger = workshop.path("out/ledger.json");
    let Ok(text) = std::fs::read_to_string(ledger) else {
        return;
    };
    let ledger: serde_json::Value = serde_json::from_str(&text).expect("a whole ledger");
    for (project, entry) in ledger.as_object().expect("records") {
        for (document, filed) in entry["documents"].as_object().expect("documents") {
            let file = workshop.path(&format!("out/{project}/{document}.pdf"));
            let bytes = std::fs::read(&file).unwrap_or_default();
            assert_eq!(
                filed["sha256"],
                pielikums::disk::sha256(&bytes),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_is_finished_by_the_next() {
    let undisturbed = many(60);
    assert!(
        program(&undisturbed, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    let workshop = many(60);
    let mut unfinished = 0;
    // Each is killed a little later than the one before.
    for round in 0..8_u64 {
        let mut child = program(&workshop, &["build", "--jobs", "2"])
            .spawn()
            .expect("a run");
        std::thread::sleep(Duration::from_millis(40 + round * 37 % 200));
        unfinished += usize::from(child.try_wait().expect("a state").is_none());
        child.kill().expect("killed");
        finished(child);
        nothing_is_broken(&workshop);
    }
    assert!(unfinished > 0, "the machine is too fast for this story");
    let last = program(&workshop, &["build"]).output().expect("a run");
    assert!(
        last.status.success(),
        "{}",
        String::from_utf8_lossy(&last.stderr)
    );
    nothing_is_broken(&workshop);
    assert!(
        documents(&workshop) == documents(&undisturbed),
        "the same as an undisturbed run"
    );
    assert_eq!(written(&workshop, &[]), [""; 0]);
    let ledger =
        |workshop: &Workshop| std::fs::read(workshop.path("out/ledger.json")).expect("a ledger");
    assert!(
        ledger(&workshop) == ledger(&undisturbed),
        "and so is the ledger"
    );
}

#[test]
fn a_run_that_nobody_listens_to_comes_to_its_end() {
    let workshop = many(3);
    // More to tell than may wait to be told.
    for number in 0..1500 {
        workshop.write(&format!("projects/zz-{number}.json"), "{}");
    }
    let mut child = program(&workshop, &["--format", "json", "build"])
        .spawn()
        .expect("a run");
    drop(child.stdout.take());
    drop(child.stderr.take());
    let begun = Instant::now();
    while child.try_wait().expect("a state").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(documents(&workshop).len(), 4);
}

#[test]
fn what_a_killed_run_has_made_is_not_made_again() {
    let workshop = many(60);
    let mut child = program(&workshop, &["build", "--jobs", "1"])
        .spawn()
        .expect("a run");
    let journal = workshop.path("out/.pielikums/journal");
    let lines = || {
        std::fs::read_to_string(&journal)
            .unwrap_or_default()
            .lines()
            .count()
    };
    while lines() < 30 && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("killed");
    finished(child);
    let there = forms(&workshop);
    // What was being written when it was killed is left behind under another name.
    let left = workshop.path("out/p/.pielikums-left.part");
    std::fs::write(&left, "%PDF-1.7 half").expect("written");
    let rest = written(&workshop, &[]).len();
    // The document in hand may have some of its forms and not all: that one is finished. It may have all of them
    // and no line in the journal yet: it is found to be the same.
    let whole = forms(&workshop)["p"];
    let made = there.values().filter(|forms| **forms == whole).count();
    assert!((10..61).contains(&made), "{made}");
    assert_eq!(made + rest, 61);
    assert!(!left.exists(), "the next run takes it away");
}

#[test]
fn what_was_begun_by_a_run_that_was_killed_at_once_is_taken_away() {
    let workshop = many(60);
    let mut child = program(&workshop, &["build", "--jobs", "1"])
        .spawn()
        .expect("a run");
    let holder = workshop.path("out/.pielikums/build.holder");
    while !holder.exists() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    finished(child);
    // Whether or not it came to note anything.
    let _ = std::fs::remove_file(workshop.path("out/.pielikums/journal"));
    let left = workshop.path("out/p/.pielikums-left.part");
    std::fs::create_dir_all(workshop.path("out/p")).expect("a folder");
    std::fs::write(&left, "%PDF-1.7 half").expect("written");
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert!(!left.exists() && !holder.exists());
    // A run that came to its end leaves nothing; what is there by now is somebody else's affair.
    std::fs::write(&left, "%PDF-1.7 half").expect("written");
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert!(left.exists());
}

/// How many files each project has.
fn forms(workshop: &Workshop) -> BTreeMap<String, usize> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| !name.starts_with('.')).collect()
    };
    let out = workshop.path("out");
    let projects = names(&out).into_iter();
    projects
        .map(|project| (project.clone(), names(&out.join(project)).len()))
        .collect()
}

#[test]
#[cfg(unix)]
fn ctrl_c_finishes_the_documents_in_hand() {
    let workshop = many(120);
    let mut child = program(&workshop, &["build", "--jobs", "1"])
        .spawn()
        .expect("a run");
    while documents(&workshop).len() < 5 && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("kill")
            .success()
    );
    let run = finished(child);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(130), "{told}");
    assert!(told.contains("ended before its time"), "{told}");
    nothing_is_broken(&workshop);
    let made = documents(&workshop).len();
    assert!(made < 121);
    assert!(
        !workshop.path("out/.pielikums/journal").exists(),
        "the ledger is written"
    );
    assert_eq!(written(&workshop, &[]).len() + made, 121);
}

#[test]
fn two_runs_at_once_are_kept_apart_by_a_lock_that_tells_who_has_it() {
    let workshop = many(200);
    let mut first = program(&workshop, &["build", "--jobs", "1"])
        .spawn()
        .expect("a run");
    while documents(&workshop).is_empty() && first.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let second = program(&workshop, &["build"]).output().expect("a run");
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(2), "{told}");
    assert!(
        told.contains("out/locked") && told.contains(&first.id().to_string()),
        "{told}"
    );
    // Whoever only looks is not kept out.
    assert!(
        program(&workshop, &["status"])
            .output()
            .expect("a run")
            .status
            .success()
    );
    first.kill().expect("killed");
    finished(first);
    // The lock went with its holder, however it ended.
    assert!(
        program(&workshop, &["build"])
            .output()
            .expect("a run")
            .status
            .success()
    );
}

#[test]
fn workers_call_files_as_the_run_does_so_that_none_is_taken_for_an_orphan() {
    let workshop = many(60);
    for workspace in [".", ""] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pielikums"));
        command.current_dir(workshop.path(""));
        if !workspace.is_empty() {
            command.args(["--workspace", workspace]);
        }
        let run = command
            .args([
                "--language",
                "en",
                "build",
                "--force",
                "--prune",
                "--jobs",
                "2",
            ])
            .output()
            .expect("a run");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            run.status.success() && !told.contains("taken away"),
            "{told}"
        );
        assert_eq!(documents(&workshop).len(), 61);
    }
}

/// Kills one of the workers of a run.
#[cfg(target_os = "linux")]
fn a_worker_goes_down(run: &Child) {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", run.id()));
    let of = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("children"));
    let children = tasks
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|task| of(task).ok());
    let all = children.collect::<Vec<String>>().join(" ");
    let worker = all.split_whitespace().next().expect("a worker");
    assert!(
        Command::new("kill")
            .args(["-KILL", worker])
            .status()
            .expect("kill")
            .success()
    );
}

#[test]
#[cfg(target_os = "linux")]
fn templates_that_are_saved_during_a_run_wait_for_the_next() {
    let undisturbed = many(120);
    assert!(
        program(&undisturbed, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    let workshop = many(120);
    let child = program(&workshop, &["build", "--jobs", "2"])
        .spawn()
        .expect("a run");
    while documents(&workshop).len() < 10 {
        std::thread::sleep(Duration::from_millis(2));
    }
    let row = include_str!("../../templates/annex/row.typ.hbs");
    workshop.write(
        "templates/annex/row.typ.hbs",
        row.replace("Projekta iesniedzējs", "Projekta autors"),
    );
    // Another is started, which would make something else than the run has made so far.
    a_worker_goes_down(&child);
    let run = finished(child);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(told.contains("not made: 1 ("), "{told}");
    // The editor thinks better of it.
    std::fs::remove_dir_all(workshop.path("templates")).expect("removed");
    assert!(
        program(&workshop, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    assert!(documents(&workshop) == documents(&undisturbed));
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_that_goes_down_takes_only_its_document_with_it() {
    let workshop = many(300);
    let child = program(&workshop, &["build", "--jobs", "2"])
        .spawn()
        .expect("a run");
    while documents(&workshop).len() < 20 {
        std::thread::sleep(Duration::from_millis(2));
    }
    a_worker_goes_down(&child);
    let run = finished(child);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{told}");
    assert!(told.contains("document/broke-off"), "{told}");
    assert!(told.contains("not made: 1 ("), "{told}");
    nothing_is_broken(&workshop);
    assert!(documents(&workshop).len() >= 300, "the others are made");
    assert!(
        program(&workshop, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    assert_eq!(documents(&workshop).len(), 301);
    assert_eq!(written(&workshop, &[]), [""; 0]);
}

#[test]
#[cfg(unix)]
fn a_full_disk_stops_what_it_must_and_breaks_nothing() {
    let workshop = many(6);
    assert!(
        program(&workshop, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    let before = documents(&workshop);
    workshop.change("registry/organisations.json", |registry| {
        registry["organisations"]["dome"]["names"][0]["name"] = "Cita novada dome".into();
    });
    // No file may be longer than eight kilobytes, as on a disk that is nearly full.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_pielikums"))
        .args(["--language", "en", "--workspace"])
        .arg(workshop.path(""))
        .arg("build")
        .output()
        .expect("a run");
    let told = String::from_utf8_lossy(&limited.stderr).into_owned();
    assert_eq!(limited.status.code(), Some(2), "{told}");
    assert!(told.contains("disk/unwritable"), "{told}");
    assert!(told.contains("not made: 7"), "each is named: {told}");
    assert!(
        documents(&workshop) == before,
        "the old files are there, whole"
    );
    nothing_left_beside(&workshop.path("out"));
    let run = program(&workshop, &["build"]).output().expect("a run");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(documents(&workshop) != before);
    nothing_is_broken(&workshop);
}

/// No part of a file stays beside the files.
fn nothing_left_beside(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            nothing_left_beside(&path);
        } else {
            assert!(
                !path.display().to_string().ends_with(".part"),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn machines_are_told_of_each_document_as_it_is_done() {
    let workshop = many(3);
    let run = program(&workshop, &["build", "--format", "json"])
        .output()
        .expect("a run");
    let text = String::from_utf8(run.stdout).expect("UTF-8");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        lines
            .iter()
            .filter(|line| line["state"] == "written")
            .count(),
        4
    );
    assert_eq!(lines.last().expect("a summary")["summary"]["written"], 4);
}
