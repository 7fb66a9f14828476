//! Two pieces of work at once, or both halves of one.

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
