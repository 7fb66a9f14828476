//! Records: what people author, read with its places, and checked across its fields.
//!
//! Knows what a project is and what is wrong with one. Knows nothing of templates or pages.

mod append;
mod check;
mod form;
mod json_file;
mod leaf;
mod model;
mod privacy;
mod registry;
mod schema;
mod settings;
mod shelf;
pub mod tidy;
mod workspace;

pub use append::append;
pub use check::{check, is_inside};
pub use form::{check_project_id, web_address};
pub use json_file::{JsonFile, LARGEST, member};
pub use leaf::{Address, Count, CountryCode, Day, Id, Instant, Money, Rate, Sentences, Text};
pub use model::*;
pub use registry::{
    DisclaimerPlace, Level, Logo, Organisation, Place, Programme, Publicity, Registry,
};
pub use schema::{Gaps, ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, Shape};
pub use settings::{EmblemVersion, SETTINGS, Settings, Weight};
pub use shelf::{Shelf, noting};
pub use workspace::{FILES, Files, Known, Part, ProjectFile, Workspace};
