//! `pielikums` (Latvian for *annex*) turns structured project records into a council's documents:
//! annexes to decisions and press releases, as PDF that lasts (PDF/A) and can be heard (PDF/UA).
//!
//! # The way of a record
//!
//! ```text
//! projects/ttchan.json ─┐
//! registry/*.json ──────┴ load → check → view → render → compile → export → write ─ out/ttchan/annex-502.pdf
//!                           │      │       │      │         │        │        │
//!                         record findings facts  Typst     pages    PDF     beside, then renamed
//!                         with   all of   ready  source
//!                         places  them    to say
//! ```
//!
//! One verb per stage, the same word in function, message and manual. Data moves one way.
//!
//! # Rooms
//!
//! A room imports only from rooms with a smaller number; rooms with the same number do not know each
//! other. `tests/story/house.rs` reads the sources and holds this table.
//!
//! | n | room | what lives there |
//! |---|---|---|
//! | 0 | [`finding`] | what we tell people: code, values, place, hint; in English and Latvian |
//! | 1 | [`disk`] | reading and writing, with the path in every failure and nothing half-written |
//! | 1 | [`language`] | Latvian and English as pure functions: dates, numerals, amounts, agreement, countries, names, typography, the division of words |
//! | 2 | [`fact`] | a value that can be said, with the field it comes from |
//! | 3 | [`record`] | what people author: the model, its schema, loading with places, the registry, the checks |
//! | 4 | [`view`] | the facts of one document: resolved, counted, added up |
//! | 4 | [`template`] | packs of Handlebars around Typst; the door, the helpers, the lint |
//! | 4 | [`typeset`] | Typst in process: world, compile, export |
//! | 5 | [`twin`] | a document for machines: linked data, Akoma Ntoso, what a web page says of itself |
//! | 6 | [`document`] | the one place where the stages meet |
//! | 7 | [`adopted`] | what a council adopted: frozen, entered in a register, verified |
//! | 8 | [`batch`] | many documents: which, why, workers, writing, the ledger, what changed |
//! | 9 | [`cli`] | the command line; the only room that prints |
//!
//! Foreign crates have a room too: `handlebars` only in `template`; `typst` and its kin, `hypher` and
//! `textwrap` only in `typeset` (the syntax crate in `template`); `quick_xml` only in `twin`; `image` only in
//! `document`; `jsonschema` and `jsonc_parser` only in `record`;
//! `unicode_normalization` only in `fact`;
//! `similar` only in `batch`; `page_validation` only in `adopted`; `clap`, `indicatif`, `ctrlc` and
//! `annotate_snippets` only in `cli`; `std::fs`, `tempfile`, `notify` and `sha2` only in `disk`.
//!
//! # What holds everywhere
//!
//! - *Wording lives in templates and records; grammar lives in `language`; arithmetic lives in `view`;
//!   looks live in Typst.*
//! - Every printed value goes through one door ([`template`]): it becomes a Typst string literal, never
//!   code, and the door writes down which field it came from.
//! - Findings are reported all at once, each with its place; an error stops its document, a warning does
//!   not; a failed document leaves its predecessor in place.
//! - No clock, no network, no system fonts, no hash-map order in anything written: the same records give
//!   the same bytes on every machine.

pub mod adopted;
pub mod batch;
pub mod cli;
pub mod disk;
pub mod document;
pub mod fact;
pub mod finding;
pub mod language;
pub mod record;
pub mod template;
pub mod twin;
pub mod typeset;
pub mod view;
