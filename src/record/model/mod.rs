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

pub use document::{
    Decision, Document, Head, Phase, Photo, Photos, Protocol, Rendition, Row, RowName, Shown,
    Signatory, Spoken, TableName, TitleName,
};
pub use funding::{
    Base, Budget, Contribution, CostLine, CostTable, Instalment, Loan, Payment, PaymentKind,
    Source, SourceKind,
};
pub use partners::{Partner, Partners, Role};
pub use project::{
    Accepted, Call, CallCountry, Duration, Event, EventStatus, GrantAgreement, Indicator,
    Participation, Period, Person, PersonField, PersonRole, Project, Site, Titles,
};
pub use text::{Block, Foreign, Label, Name, NameForms, Prose};
