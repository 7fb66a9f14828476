//! The smallest things a record holds: ids, texts, dates, amounts, rates, addresses.
//!
//! Each is a string in JSON with a form of its own (see `form`).

use super::form::{ADDRESS, COUNTRY, DAY, ID, INSTANT, LANGUAGE, MONEY, RATE, TEXT};
use crate::finding::Matter;
use crate::language::lv::{Currency, Date, PartKind, YearPart};
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Declares a string of a form as a type of its own.
macro_rules! leaf {
    ($(#[$doc:meta])* $name:ident, $form:ident) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "description": $form.description,
                    "format": $form.name,
                    "pattern": $form.pattern,
                })
            }
        }
    };
}

/// Declares a leaf that is nothing but its string.
macro_rules! text_leaf {
    ($(#[$doc:meta])* $name:ident, $form:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The string.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        leaf!($name, $form);
    };
}

text_leaf!(
    /// Teksts: a text that is not empty, printed as it stands.
    Text, TEXT
);
text_leaf!(
    /// Teksts ar izteiksmēm: a text that may name facts, `{{money budget.total}}`.
    Sentences, TEXT
);
text_leaf!(
    /// Identifikators: the id of a project, a document, or an entry of the registry.
    Id, ID
);
text_leaf!(
    /// Tīmekļa adrese: a web address.
    Address, ADDRESS
);
text_leaf!(
    /// Valsts kods: an ISO 3166 code.
    CountryCode, COUNTRY
);
text_leaf!(
    /// Valodas kods: an ISO 639 code.
    LanguageCode, LANGUAGE
);

/// Datums: a date as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Day(pub Date);

leaf!(Day, DAY);

/// Gads vai tā daļa: a year, half-year or quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Instant {
    /// A whole year.
    Year(Date),
    /// A half or quarter.
    Part(YearPart),
}

leaf!(Instant, INSTANT);

impl FromStr for Instant {
    type Err = Matter;

    fn from_str(text: &str) -> Result<Instant, Matter> {
        let wrong = || Matter::NotADate {
            value: text.to_owned(),
        };
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let date = Date::parse(year).map_err(|_| wrong())?;
        let kind = match part.get(..1) {
            None if part.is_empty() => return Ok(Instant::Year(date)),
            Some("H") => PartKind::Half,
            Some("Q") => PartKind::Quarter,
            _ => return Err(wrong()),
        };
        let number = part[1..].parse().map_err(|_| wrong())?;
        let part = YearPart::new(date.year(), kind, number).ok_or_else(wrong)?;
        Ok(Instant::Part(part))
    }
}

/// Naudas summa: an amount with its currency; the decimals are kept as decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Money {
    /// The amount, in whole units of the currency.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
}

leaf!(Money, MONEY);

impl fmt::Display for Money {
    /// As records write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency.code())
    }
}

impl Money {
    /// A share of the amount, rounded half up to the cent as invoices and grant agreements are; the
    /// whole keeps its decimals.
    #[must_use]
    pub fn share(self, rate: Rate) -> Money {
        if rate.0 == Decimal::ONE_HUNDRED {
            return self;
        }
        let exact = self.amount * rate.0 / Decimal::ONE_HUNDRED;
        let mut amount = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        // 1008 and not 1008.00 where the total was decided without cents and the share needs none.
        if self.amount.scale() == 0 && amount.fract().is_zero() {
            amount = amount.trunc();
        } else {
            amount.rescale(2);
        }
        Money { amount, ..self }
    }
}

/// The largest whole part of an amount.
const LARGEST: &str = "999999999999999";

impl FromStr for Money {
    type Err = Matter;

    fn from_str(text: &str) -> Result<Money, Matter> {
        let value = || text.to_owned();
        let not_money = || Matter::NotMoney { value: value() };
        let (amount, currency) = text.split_once(' ').ok_or_else(not_money)?;
        let currency = match currency {
            "EUR" => Currency::Eur,
            "LVL" => Currency::Lvl,
            _ => return Err(not_money()),
        };
        let (negative, digits) = match amount.strip_prefix(['-', '−']) {
            Some(digits) => (true, digits),
            None => (false, amount),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "00"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return Err(not_money());
        }
        if negative {
            return Err(Matter::NegativeMoney { value: value() });
        }
        if decimals.len() > 2 {
            return Err(Matter::OverPreciseMoney { value: value() });
        }
        if whole.trim_start_matches('0').len() > LARGEST.len() {
            let (value, limit) = (amount.to_owned(), LARGEST.to_owned());
            return Err(Matter::OutOfRange { value, limit });
        }
        let amount = Decimal::from_str_exact(digits).map_err(|_| not_money())?;
        Ok(Money { amount, currency })
    }
}

/// Likme procentos: a rate in per cent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Rate(pub Decimal);

leaf!(Rate, RATE);

impl FromStr for Rate {
    type Err = Matter;

    fn from_str(text: &str) -> Result<Rate, Matter> {
        let wrong = || Matter::NotARate {
            value: text.to_owned(),
        };
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.len() > 12 {
            return Err(wrong());
        }
        let rate = Decimal::from_str_exact(text).map_err(|_| wrong())?;
        if rate > Decimal::ONE_HUNDRED {
            return Err(wrong());
        }
        Ok(Rate(rate))
    }
}

/// Skaits: a whole number, 0 to a thousand million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(pub u64);

impl JsonSchema for Count {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer",
            "description": "A whole number.",
            "minimum": 0,
            "maximum": 1_000_000_000,
        })
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Count, D::Error> {
        // `5.0` is a whole number to JSON Schema, and so it is here.
        let number = f64::deserialize(deserializer)?;
        let whole = number.fract() == 0.0 && (0.0..=1e9).contains(&number);
        match whole {
            true => Ok(Count(number as u64)),
            false => Err(serde::de::Error::custom("not a whole number")),
        }
    }
}

/// The loader has told of every wrong form before a type is made; this is for the compiler only.
impl TryFrom<String> for Money {
    type Error = String;

    fn try_from(text: String) -> Result<Money, String> {
        text.parse()
            .map_err(|matter: Matter| matter.code().to_owned())
    }
}

impl TryFrom<String> for Instant {
    type Error = String;

    fn try_from(text: String) -> Result<Instant, String> {
        text.parse()
            .map_err(|matter: Matter| matter.code().to_owned())
    }
}

impl TryFrom<String> for Rate {
    type Error = String;

    fn try_from(text: String) -> Result<Rate, String> {
        text.parse()
            .map_err(|matter: Matter| matter.code().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_keeps_its_decimals_and_says_what_is_wrong() {
        let money: Money = "10080.50 EUR".parse().expect("money");
        assert_eq!(money.amount.to_string(), "10080.50");
        let code = |text: &str| text.parse::<Money>().expect_err("wrong").code();
        assert_eq!(code("10080"), "record/not-money");
        assert_eq!(code("10 080 EUR"), "record/not-money");
        assert_eq!(code("10080,50 EUR"), "record/not-money");
        assert_eq!(code("10080 USD"), "record/not-money");
        assert_eq!(code("-5 EUR"), "record/negative-money");
        assert_eq!(code("5.001 EUR"), "record/over-precise-money");
        assert_eq!(code("1. EUR"), "record/not-money");
    }

    #[test]
    fn a_rate_is_a_number_from_nought_to_a_hundred() {
        for good in ["0", "100", "4.5", "33.333"] {
            assert!((RATE.check)(good).is_ok(), "{good}");
        }
        for bad in ["", "100.1", "-1", "4,5", "4.5%", "1e2", "."] {
            assert!((RATE.check)(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_share_is_rounded_half_up_to_the_cent() {
        let share_of = |total: &str, rate: &str| {
            let total: Money = total.parse().expect("money");
            total.share(rate.parse().expect("a rate")).to_string()
        };
        assert_eq!(share_of("10080 EUR", "100"), "10080 EUR");
        assert_eq!(share_of("10080 EUR", "10"), "1008 EUR");
        assert_eq!(share_of("10085 EUR", "4.5"), "453.83 EUR");
        assert_eq!(share_of("0.10 EUR", "5"), "0.01 EUR");
        assert_eq!(share_of("100.00 EUR", "50"), "50.00 EUR");
    }
}
