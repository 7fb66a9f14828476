//! Typst in process: a closed world of library files, fonts and one source, compiled to PDF.
//!
//! No clock, no network, no packages, no system fonts: the same source gives the same bytes anywhere.
//! Knows no record and no template; its diagnostics point into the source that it was given.

mod press;
mod stock;
mod text;

pub use press::{Complaint, Imprint, Press, Sheet, forget, own_pool};
pub use stock::Stock;
