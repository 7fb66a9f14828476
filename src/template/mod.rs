//! Packs of templates, and the one door through which every value goes on its way to a page.
//!
//! A template is Handlebars around Typst. Whatever an expression says leaves Handlebars as a *mark*, never
//! as text; the marks are turned into Typst string literals at the end, in the rendered source itself,
//! where it can be seen whether a literal may stand there. So a value cannot become code, and every
//! printed byte knows the field it comes from. Knows facts and grammar; knows no record and no page.

mod assemble;
mod desk;
mod door;
mod helper;
mod inline;
mod lint;
mod listing;
mod output;
mod pack;
mod packs;
mod paths;
mod ready;
mod say;
mod slip;
mod tree;
mod wording;

pub use assemble::{Rendered, Span};
pub use desk::{Piece, Style};
pub use helper::HELPERS;
pub use output::Output;
pub use pack::Pack;
pub use packs::{Packs, Said};
pub use tree::Tree;
