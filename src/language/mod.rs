//! Natural languages of the documents, as pure functions; no I/O, no templates, no house data.

pub mod lv;
