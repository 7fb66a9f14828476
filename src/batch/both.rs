//! Two pieces of work at once.

use std::thread;

/// Does both, the second on a thread of its own. Where that cannot be had, or breaks off, it is done here.
pub(super) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let started = thread::Builder::new().spawn_scoped(scope, &beside);
        let here = here();
        let joined = started.ok().and_then(|started| started.join().ok());
        (here, joined.unwrap_or_else(&beside))
    })
}
