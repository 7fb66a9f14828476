//! Many documents: which are asked for, made by several workers, written one after the other.

mod run;
mod selection;

pub use run::{Event, Options, Outcome, Summary, Writing, run};
pub use selection::Selection;
