//! Typst in process: a closed world of library files, fonts and one source, compiled to PDF,
//! to a web page, to mail, to pictures.
//!
//! No clock, no network, no packages, no system fonts: the same source gives the same bytes anywhere.
//! Knows no record and no template; its diagnostics point into the source that it was given.

mod fits;
mod mail;
mod press;
mod printed;
mod stock;
mod text;
mod web;

pub use fits::TooWide;
pub use press::{
    Complaint, Imprint, Press, STACK, Sheet, forget, in_worker, on_all_processors, own_pool, source,
};
pub use printed::{Kind, Part, Passage};
pub use stock::Stock;
pub use web::{Element, Machine, Node, Web};
