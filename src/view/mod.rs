//! The facts of one document, ready to be said: resolved, counted, added up, each with the fields it
//! comes from. Templates and prose can name these and nothing else.
//!
//! All arithmetic and all looking-up is done here; no wording, no grammar, no looks.

mod budget;
mod build;
mod document;
mod partners;
mod people;
mod programme;
mod shape;

pub use build::facts;
pub use shape::*;
