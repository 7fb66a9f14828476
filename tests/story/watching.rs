//! Building on save.

use crate::surviving::{documents, program};
use crate::workshop::Workshop;
use std::time::{Duration, Instant};

/// Waits until something is so, but not for ever.
fn until(what: &str, mut is: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
    start.elapsed()
}

#[test]
fn a_saved_record_is_built_at_once() {
    let workshop = Workshop::fixtures();
    let mut child = program(&workshop, &["watch"]).spawn().expect("a run");
    until("the first build", || documents(&workshop).len() == 5);
    let stamp = || std::fs::metadata(workshop.path("out/.pielikums/stamps")).is_ok();
    until("its end", stamp);
    std::thread::sleep(Duration::from_millis(300));
    let before = workshop.pdf("ttchan/annex-502");
    let mut times = Vec::new();
    for (round, total) in ["12080 EUR", "13080 EUR", "14080 EUR"].iter().enumerate() {
        let earlier = workshop.pdf("ttchan/annex-502");
        workshop.change("fixtures/projects/ttchan.json", |p| {
            p["budget"]["total"] = (*total).into()
        });
        let changed = || {
            std::fs::read(workshop.path("out/ttchan/annex-502.pdf")).is_ok_and(|now| now != earlier)
        };
        times.push(until(&format!("change {round}"), changed));
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(workshop.pdf("ttchan/annex-502") != before);
    // A half-typed record stops nothing.
    let file = "fixtures/projects/ttchan.json";
    let right = std::fs::read_to_string(workshop.path(file)).expect("text");
    workshop.write(file, "{ \"id\": ");
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("a state").is_none(), "it goes on");
    let earlier = workshop.pdf("ttchan/annex-502");
    workshop.write(file, right.replace("14080 EUR", "15080 EUR"));
    until("the mended record", || {
        workshop.pdf("ttchan/annex-502") != earlier
    });
    child.kill().expect("ended");
    let run = child.wait_with_output().expect("an end");
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        told.contains("→ 13\u{a0}080\u{a0}EUR"),
        "what changed is told: {told}"
    );
    println!("from save to file: {times:?}");
}
