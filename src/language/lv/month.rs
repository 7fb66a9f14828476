//! The names of the months and the word *gads* in all cases; not dates.

use super::case::Case;

const MONTHS: [[&str; 5]; 12] = [
    ["janvāris", "janvāra", "janvārim", "janvāri", "janvārī"],
    ["februāris", "februāra", "februārim", "februāri", "februārī"],
    ["marts", "marta", "martam", "martu", "martā"],
    ["aprīlis", "aprīļa", "aprīlim", "aprīli", "aprīlī"],
    ["maijs", "maija", "maijam", "maiju", "maijā"],
    ["jūnijs", "jūnija", "jūnijam", "jūniju", "jūnijā"],
    ["jūlijs", "jūlija", "jūlijam", "jūliju", "jūlijā"],
    ["augusts", "augusta", "augustam", "augustu", "augustā"],
    [
        "septembris",
        "septembra",
        "septembrim",
        "septembri",
        "septembrī",
    ],
    ["oktobris", "oktobra", "oktobrim", "oktobri", "oktobrī"],
    ["novembris", "novembra", "novembrim", "novembri", "novembrī"],
    ["decembris", "decembra", "decembrim", "decembri", "decembrī"],
];

const GADS: [&str; 5] = ["gads", "gada", "gadam", "gadu", "gadā"];

/// Mēneša nosaukums in a case; `month` is 1–12, a number outside is taken to the nearest.
#[must_use]
pub fn month_name(month: u32, case: Case) -> &'static str {
    let at = usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0);
    MONTHS[at][case.index()]
}

/// *gads* in a case, singular.
pub(crate) fn year_word(case: Case) -> &'static str {
    GADS[case.index()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_twelve_months_have_five_different_cells() {
        for month in 1..=12 {
            for case in Case::ALL {
                let name = month_name(month, case);
                for other in Case::ALL.into_iter().filter(|other| *other != case) {
                    assert_ne!(name, month_name(month, other), "{month}");
                }
            }
        }
    }

    #[test]
    fn a_month_outside_the_year_is_taken_to_the_nearest() {
        assert_eq!(month_name(0, Case::Nom), "janvāris");
        assert_eq!(month_name(13, Case::Nom), "decembris");
    }
}
