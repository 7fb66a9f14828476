//! Many documents: which are asked for and which need be made, made by several workers, written one after
//! the other; what they were made from is remembered, and what changed is told.

mod aim;
mod book;
mod compare;
mod corrections;
mod crew;
mod difference;
mod ledger;
mod lock;
mod made_files;
mod merge;
mod orphans;
mod plan;
mod reasons;
mod report;
mod run;
mod selection;
mod settle;
mod shard;
mod stamps;
mod threads;
mod worker;
mod writer;

pub use aim::{Aim, Event, Options, Outcome, Reason, Stopped, Summary};
pub use compare::{Comparison, Earlier, Then, called_from_outside, compare, has_ledger};
pub use corrections::{Decided, correction, discard, drafted, listed};
pub use crew::serve;
pub use difference::{Difference, FactChange, MachineChange, PassageChange, WordChange};
pub use ledger::{Entry, Filed, LEDGER, Ledger, Seen};
pub use lock::lock;
pub use merge::merge;
pub use report::{Changed, changed_facts, report};
pub use run::{Memory, run, without_record};
pub use selection::Selection;
pub use settle::stopping;
pub use shard::Shard;
