//! What people author: a project, with its facts and its documents.
//!
//! The types are the form of the record: the JSON Schema that editors read and the loader checks is
//! made from them, and their first doc lines are what an editor shows. A fact stands once; what can be
//! counted, added up or derived is not a field.

mod document;
mod funding;
mod partners;
mod project;
mod text;

pub use document::{Decision, Document, Phase, Photo, Rendition, Row, RowName, Signatory};
pub use funding::{Budget, Prefinancing, Source, SourceKind};
pub use partners::{Partner, Partners, Role};
pub use project::{Call, CallCountry, Event, Participation, Period, Project, Titles};
pub use text::{Block, Foreign, Name, NameForms};
