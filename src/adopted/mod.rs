//! What was adopted stays: documents that a council adopted, frozen with all that is needed to make them
//! again, and a register of them.
//!
//! ```text
//! adopted/register.json                              one line for each adoption, in their order
//! adopted/ttchan/annex-502/1/annex-502.pdf           the file that was adopted
//!                           /facts.json              the facts that it states, and its words
//!                           /source.typ              the source that it was made from
//!                           /lib/annex.typ …         the library files and pictures that the source uses
//!                           /correction.pdf          from the second version on: what it changes
//!                           /receipt.json            when, with what, and the SHA-256 of each of these
//! adopted/fonts/SHA-256.ttf                          the fonts, each once
//! ```
//!
//! Nothing here is ever written over. Knows documents, not records: a frozen document needs no record.

mod freeze;
mod register;
mod standard;
mod verify;

pub use freeze::{Frozen, freeze};
pub use register::{Adoption, FOLDER, Register};
pub use standard::broken_rules;
pub use verify::{Verified, verify};
