//! Latvian grammar and typography for council documents; not wording (templates) and not arithmetic (view).
//!
//! Sources are named at each item. Two house habits hold everywhere:
//! a number and the word it belongs to are joined by U+00A0, and every result of this
//! module is a fixed point of [`typography::tie`].

pub mod adjective;
pub mod agreement;
pub mod case;
pub mod country;
mod country_table;
pub mod date;
pub mod declension;
mod head;
pub mod hyphenation;
mod hyphenation_parts;
mod lexicon;
#[cfg(test)]
mod lexicon_forms;
pub mod list;
pub mod money;
pub mod month;
pub mod name;
pub mod noun;
pub mod numeral;
pub mod ordinal;
pub mod period;
mod place;
pub mod preposition;
pub mod quotes;
pub mod typography;
pub mod year_part;

pub use agreement::{agree, agree_decimal, is_one, is_one_decimal, participle};
pub use case::{Case, Forms, Gender};
pub use country::{Country, codes, country, eu_member_on, suggest};
pub use date::{Date, DateError, YEARS};
pub use hyphenation::divisions;
pub use list::list;
pub use money::{Currency, EuroWord};
pub use month::month_name;
pub use name::{Declined, decline};
pub use noun::{
    Noun, after_no, counted, counted_decimal, counted_in_words, counted_small_in_words, noun, nouns,
};
pub use numeral::{cardinal, small_in_words};
pub use ordinal::{ordinal, ordinal_digits};
pub use period::{Period, PeriodForm, period};
pub use preposition::{Preposition, after, preposition, prepositions};
pub use quotes::{Quotes, requote};
pub use typography::{House, NBSP, tie};
pub use year_part::{PartKind, YearPart};
