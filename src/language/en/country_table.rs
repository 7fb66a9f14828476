//! The table of country names; lookup is in `country`.
//!
//! Source: member states, ISG 7.1.1; candidates, EFTA and neighbours, Eurostat's list of country
//! codes, which follows ISG Annex A5; all others are general knowledge that no source here confirms
//! yet. Days of change: *Czechia*, Annex A5, 18.9.2018; *North Macedonia*, 12.2.2019 as in Latvian
//! (Annex A5 followed on 15.2.2019); *Türkiye*, Annex A5, 7.10.2022.

use super::country::{Country, Day, Name};

const fn bare(text: &'static str) -> Name {
    Name {
        text,
        article: false,
    }
}

const fn the(text: &'static str) -> Name {
    Name {
        text,
        article: true,
    }
}

const fn row(code: &'static str, name: Name) -> Country {
    Country {
        code,
        name,
        earlier: None,
    }
}

/// A country that had another name before the day `since`.
const fn renamed(code: &'static str, name: Name, earlier: Name, since: Day) -> Country {
    Country {
        code,
        name,
        earlier: Some((earlier, since)),
    }
}

/// Sorted by code.
#[rustfmt::skip]
pub(crate) const COUNTRIES: &[Country] = &[
    row("AD", bare("Andorra")),
    row("AL", bare("Albania")),
    row("AM", bare("Armenia")),
    row("AT", bare("Austria")),
    row("AU", bare("Australia")),
    row("AZ", bare("Azerbaijan")),
    row("BA", bare("Bosnia and Herzegovina")),
    row("BE", bare("Belgium")),
    row("BG", bare("Bulgaria")),
    row("BR", bare("Brazil")),
    row("BY", bare("Belarus")),
    row("CA", bare("Canada")),
    row("CH", bare("Switzerland")),
    row("CN", bare("China")),
    row("CY", bare("Cyprus")),
    renamed("CZ", bare("Czechia"), the("Czech Republic"), (2018, 9, 18)),
    row("DE", bare("Germany")),
    row("DK", bare("Denmark")),
    row("DZ", bare("Algeria")),
    row("EE", bare("Estonia")),
    row("EG", bare("Egypt")),
    row("ES", bare("Spain")),
    row("FI", bare("Finland")),
    row("FO", the("Faroes")),
    row("FR", bare("France")),
    row("GB", the("United Kingdom")),
    row("GE", bare("Georgia")),
    row("GI", bare("Gibraltar")),
    row("GL", bare("Greenland")),
    row("GR", bare("Greece")),
    row("HR", bare("Croatia")),
    row("HU", bare("Hungary")),
    row("IE", bare("Ireland")),
    row("IL", bare("Israel")),
    row("IN", bare("India")),
    row("IS", bare("Iceland")),
    row("IT", bare("Italy")),
    row("JO", bare("Jordan")),
    row("JP", bare("Japan")),
    row("KG", bare("Kyrgyzstan")),
    row("KR", bare("South Korea")),
    row("KZ", bare("Kazakhstan")),
    row("LB", bare("Lebanon")),
    row("LI", bare("Liechtenstein")),
    row("LT", bare("Lithuania")),
    row("LU", bare("Luxembourg")),
    row("LV", bare("Latvia")),
    row("LY", bare("Libya")),
    row("MA", bare("Morocco")),
    row("MC", bare("Monaco")),
    row("MD", bare("Moldova")),
    row("ME", bare("Montenegro")),
    renamed("MK", bare("North Macedonia"), the("former Yugoslav Republic of Macedonia"), (2019, 2, 12)),
    row("MN", bare("Mongolia")),
    row("MT", bare("Malta")),
    row("MX", bare("Mexico")),
    row("NL", the("Netherlands")),
    row("NO", bare("Norway")),
    row("NZ", bare("New Zealand")),
    row("PL", bare("Poland")),
    row("PS", bare("Palestine")),
    row("PT", bare("Portugal")),
    row("RO", bare("Romania")),
    row("RS", bare("Serbia")),
    row("RU", bare("Russia")),
    row("SE", bare("Sweden")),
    row("SI", bare("Slovenia")),
    row("SK", bare("Slovakia")),
    row("SM", bare("San Marino")),
    row("SY", bare("Syria")),
    row("TJ", bare("Tajikistan")),
    row("TM", bare("Turkmenistan")),
    row("TN", bare("Tunisia")),
    renamed("TR", bare("Türkiye"), bare("Turkey"), (2022, 10, 7)),
    row("UA", bare("Ukraine")),
    row("US", the("United States")),
    row("UZ", bare("Uzbekistan")),
    row("VA", the("Vatican City State")),
    row("XK", bare("Kosovo")),
    row("ZA", bare("South Africa")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_no_two_countries_share_a_name() {
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].code < pair[1].code));
        let earlier = COUNTRIES.iter().filter_map(|row| row.earlier);
        let mut names: Vec<&str> = COUNTRIES.iter().map(|row| row.name.text).collect();
        names.extend(earlier.map(|(name, _)| name.text));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
