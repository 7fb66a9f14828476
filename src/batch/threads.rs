//! Work on several threads: what breaks off on one of them leaves the others.

use crate::typeset::STACK;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, Scope};

/// Starts threads with room for setting pages, each with work of its own; gives why some could not be started.
pub(super) fn start<'scope, W: FnOnce() + Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    jobs: usize,
    mut work: impl FnMut() -> W,
) -> Vec<String> {
    let start = |number: usize| {
        let thread = thread::Builder::new()
            .name(format!("worker-{number}"))
            .stack_size(STACK);
        thread.spawn_scoped(scope, work()).err()
    };
    let failed = (0..jobs).filter_map(start);
    failed.map(|error| error.to_string()).collect()
}

/// Does some work; where it breaks off, gives what the panic says of itself.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "for an unknown reason".into())
    })
}

/// Does both, the second on a thread of its own. Where that cannot be had, or breaks off, it is done here.
pub(super) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let started = thread::Builder::new().spawn_scoped(scope, &beside);
        let here = here();
        let joined = started.ok().and_then(|started| started.join().ok());
        (here, joined.unwrap_or_else(&beside))
    })
}

/// How many records make it worth while to start a thread for a half of them.
const WORTH_A_THREAD: usize = 500;

/// Does some work with both halves of a list at once; with the whole of a short one.
pub(super) fn in_halves<T: Sync, R: Send>(list: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    if list.len() < WORTH_A_THREAD {
        return vec![work(list)];
    }
    let (first, second) = list.split_at(list.len() / 2);
    let (first, second) = both(|| work(first), || work(second));
    vec![first, second]
}
