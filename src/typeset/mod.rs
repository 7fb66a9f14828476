//! Typst in process: a closed world of library files, fonts and one source, compiled to PDF.
//!
//! No clock, no network, no packages, no system fonts: the same source gives the same bytes anywhere.
//! Knows no record and no template; its diagnostics point into the source that it was given.

mod press;
mod printed;
mod stock;
mod text;

pub use press::{Complaint, Imprint, Press, STACK, Sheet, forget, in_worker, own_pool, source};
pub use printed::{Kind, Part, Passage};
pub use stock::Stock;
