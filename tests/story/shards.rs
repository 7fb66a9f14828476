//! A corpus in shares: runners that do not talk make together what one run makes.

use crate::regeneration::written;
use crate::surviving::{documents, many, program};

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
