//! Many documents: which are asked for, made by several workers, written one after the other.

mod run;
mod selection;
mod settle;

pub use run::{Event, Options, Outcome, STACK, Summary, Writing, run};
pub use selection::Selection;
