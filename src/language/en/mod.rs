//! English grammar and typography for the English version of a press release; not wording
//! (templates) and not arithmetic (view).
//!
//! Usage is British as the institutions of the EU write it: the Interinstitutional Style Guide
//! (ISG, style-guide.europa.eu) and the English Style Guide of the Commission. Sources are named
//! at each item. What a record holds has one type in all languages, so [`Date`](super::lv::Date),
//! [`YearPart`](super::lv::YearPart), [`PeriodForm`](super::lv::PeriodForm) and
//! [`Currency`](super::lv::Currency) come from `lv`; a case in a form has no meaning here.
//!
//! The two house habits of `lv` hold here too: a number and the word it belongs to are joined by
//! U+00A0, and every result of this module is a fixed point of [`typography::tie`].

pub mod country;
mod country_table;
pub mod date;
pub mod list;
pub mod money;
pub mod noun;
pub mod numeral;
pub mod ordinal;
pub mod period;
pub mod typography;
mod typography_words;

pub use country::{country, in_text, in_text_on, name_on};
pub use date::{month_name, say_year_part};
pub use list::list;
pub use noun::{agree, counted, plural};
pub use numeral::cardinal;
pub use ordinal::{ordinal, ordinal_digits};
pub use period::period;
pub use typography::{NBSP, QUOTES, tie};
