//! A corpus in shares: runners that do not talk make together what one run makes.

use crate::regeneration::written;
use crate::surviving::{documents, many, program};
use pielikums::batch::{Shard, lock};

#[test]
fn four_shares_as_processes_make_what_one_run_makes() {
    let whole = many(40);
    assert!(
        program(&whole, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    let shared = many(40);
    // All at once, in one folder.
    let runners: Vec<_> = (1..=4)
        .map(|number| {
            program(&shared, &["build", "--shard", &format!("{number}/4")])
                .spawn()
                .expect("a run")
        })
        .collect();
    for runner in runners {
        let run = runner.wait_with_output().expect("an end");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
    assert!(documents(&shared) == documents(&whole));
    let merged = program(&shared, &["ledger", "merge"])
        .output()
        .expect("a run");
    assert!(
        merged.status.success(),
        "{}",
        String::from_utf8_lossy(&merged.stderr)
    );
    let ledger = |workshop: &crate::workshop::Workshop| {
        std::fs::read(workshop.path("out/ledger.json")).expect("a ledger")
    };
    assert!(ledger(&shared) == ledger(&whole), "byte for byte");
    assert_eq!(written(&shared, &[]), [""; 0]);
    assert!(!shared.path("out/ledger-1-of-4.json").exists());
}

#[test]
fn shares_made_on_other_machines_are_joined_from_their_folders() {
    let whole = many(12);
    assert!(
        program(&whole, &["build"])
            .status()
            .expect("a run")
            .success()
    );
    let shared = many(12);
    for number in ["1", "2", "3"] {
        let out = shared.path(&format!("out-{number}")).display().to_string();
        let share = format!("{number}/3");
        let run = program(&shared, &["build", "--shard", &share, "--out", &out]).output();
        assert!(run.expect("a run").status.success());
    }
    let folders: Vec<String> = (1..=3)
        .map(|n| shared.path(&format!("out-{n}")).display().to_string())
        .collect();
    let mut arguments = vec!["ledger", "merge"];
    arguments.extend(folders.iter().map(String::as_str));
    assert!(
        program(&shared, &arguments)
            .status()
            .expect("a run")
            .success()
    );
    let ledger = |workshop: &crate::workshop::Workshop| {
        std::fs::read(workshop.path("out/ledger.json")).expect("a ledger")
    };
    assert!(ledger(&shared) == ledger(&whole));
}

#[test]
fn a_share_that_is_missing_is_named_and_nothing_is_joined() {
    let shared = many(8);
    for share in ["1/4", "3/4"] {
        assert!(
            program(&shared, &["build", "--shard", share])
                .status()
                .expect("a run")
                .success()
        );
    }
    let run = program(&shared, &["ledger", "merge"])
        .output()
        .expect("a run");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1), "{told}");
    assert!(
        told.contains("out/shards-missing") && told.contains("2/4, 4/4"),
        "{told}"
    );
    assert!(!shared.path("out/ledger.json").exists());
    let wrong = program(&shared, &["build", "--shard", "5/4"])
        .output()
        .expect("a run");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_share_that_is_there_twice_is_named_and_nothing_is_joined() {
    let shared = many(8);
    let elsewhere = shared.path("elsewhere").display().to_string();
    for arguments in [
        &["build", "--shard", "1/2"][..],
        &["build", "--shard", "2/2"],
        &["build", "--shard", "2/2", "--out", &elsewhere],
    ] {
        assert_eq!(shared.run(arguments).code, 0);
    }
    let run = shared.run(&["ledger", "merge", &elsewhere]);
    assert_eq!(run.code, 1, "{}", run.err);
    for told in [
        "out/shards-twice",
        "2/2",
        "out/ledger-2-of-2.json",
        "elsewhere/ledger-2-of-2.json",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    assert!(!shared.path("out/ledger.json").exists());
    // A folder that is named twice is one folder.
    let out = shared.path("out").display().to_string();
    assert_eq!(shared.run(&["ledger", "merge", &out]).code, 0);
}

#[test]
fn what_cannot_be_joined_is_told() {
    let shared = many(4);
    assert_eq!(shared.run(&["build"]).code, 0);
    assert_eq!(shared.run(&["ledger", "merge"]).code, 0);
    let nowhere = shared.path("nowhere").display().to_string();
    let run = shared.run(&["ledger", "merge", &nowhere]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("nowhere") && run.err.contains("there is no such folder"),
        "{}",
        run.err
    );
    shared.write("out/ledger.json", "{ typed by hand");
    let run = shared.run(&["ledger", "merge"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("out/broken-ledger"), "{}", run.err);
}

#[test]
fn shares_are_made_beside_one_another_and_nothing_else_is_made_meanwhile() {
    let shared = many(8);
    let out = shared.path("out");
    let share = |text: &str| text.parse::<Shard>().ok();
    let refused = |arguments: &[&str], holder: &str| {
        let run = shared.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        let told = run.err.contains("out/locked") && run.err.contains(holder);
        assert!(told, "{arguments:?}: {}", run.err);
    };
    let held = lock(&out, share("1/4"), "anna").expect("free");
    for arguments in [
        &["build"][..],
        &["build", "--shard", "1/4"],
        &["ledger", "merge"],
        &["adopt", "p/annex", "--date", "2024-05-06"],
    ] {
        refused(arguments, "anna");
    }
    assert_eq!(shared.run(&["build", "--shard", "2/4"]).code, 0);
    drop(held);
    assert_eq!(shared.run(&["build", "--shard", "1/4"]).code, 0);
    let held = lock(&out, None, "juris").expect("free");
    refused(&["build", "--shard", "3/4"], "juris");
    drop(held);
    assert_eq!(shared.run(&["build"]).code, 0);
}

#[test]
fn a_share_that_is_made_again_leaves_what_others_are_writing() {
    let shared = many(60);
    let mut child = program(&shared, &["build", "--shard", "1/2", "--jobs", "1"])
        .spawn()
        .expect("a run");
    while documents(&shared).is_empty() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().expect("killed");
    child.wait().expect("an end");
    let part = shared.path("out/p/.pielikums-theirs.part");
    shared.write("out/p/.pielikums-theirs.part", "%PDF-1.7 half");
    for share in ["1/2", "2/2"] {
        assert_eq!(shared.run(&["build", "--shard", share]).code, 0);
        assert!(part.exists(), "{share}");
    }
    // When the shares are joined, nobody is writing.
    assert_eq!(shared.run(&["ledger", "merge"]).code, 0);
    assert!(!part.exists());
}

#[test]
fn the_manifest_for_a_cluster_asks_for_all_shares() {
    let manifest =
        crate::workshop::read(&crate::workshop::repository().join("deploy/kubernetes-job.yaml"));
    let number = |name: &str| -> u32 {
        let line = manifest
            .lines()
            .find(|line| line.trim().starts_with(name))
            .expect("a line");
        let digits = line
            .split(':')
            .nth(1)
            .unwrap_or_default()
            .trim()
            .trim_matches('"');
        digits.parse().expect("a number")
    };
    assert_eq!(number("completions:"), number("parallelism:"));
    let share = format!("$((JOB_COMPLETION_INDEX + 1))/{}", number("completions:"));
    assert!(manifest.contains(&share), "{share}");
    assert!(manifest.contains("completionMode: Indexed"));
}
