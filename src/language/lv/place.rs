//! Place names whose class the ending does not show; names that follow the rule are not listed.

use super::declension::Declension as D;

/// Vietvārdi ar īpašu locīšanu: plural-only names, -us, -is, -i and indeclinable ones in and
/// near Latvia and among the usual partners, from general knowledge. Alphabetical within a class.
#[rustfmt::skip]
pub(crate) const PLACES: &[(&str, D)] = &[
    // Daudzskaitļa nosaukumi, vīriešu dzimte.
    ("Ādaži", D::PluralMasc), ("Ainaži", D::PluralMasc), ("Balvi", D::PluralMasc),
    ("Birži", D::PluralMasc), ("Brocēni", D::PluralMasc), ("Druskininki", D::PluralMasc),
    ("Ērgļi", D::PluralMasc), ("Helsinki", D::PluralMasc), ("Limbaži", D::PluralMasc),
    ("Līvāni", D::PluralMasc), ("Naukšēni", D::PluralMasc), ("Preiļi", D::PluralMasc),
    ("Rokišķi", D::PluralMasc), ("Rugāji", D::PluralMasc), ("Saloniki", D::PluralMasc),
    ("Saulkrasti", D::PluralMasc), ("Skrīveri", D::PluralMasc), ("Strenči", D::PluralMasc),
    ("Šauļi", D::PluralMasc), ("Talsi", D::PluralMasc), ("Telši", D::PluralMasc),
    ("Vangaži", D::PluralMasc), ("Varakļāni", D::PluralMasc), ("Vecumnieki", D::PluralMasc),
    ("Viļāni", D::PluralMasc), ("Zarasi", D::PluralMasc),
    // Daudzskaitļa nosaukumi, sieviešu dzimte.
    ("Atēnas", D::PluralOnAs), ("Kannas", D::PluralOnAs), ("Pļaviņas", D::PluralOnAs),
    ("Cēsis", D::PluralOnIs),
    // III deklinācija.
    ("Saldus", D::Third),
    // Nelokāmi nosaukumi.
    ("Baku", D::Indeclinable), ("Batumi", D::Indeclinable), ("Kutaisi", D::Indeclinable),
    ("Oulu", D::Indeclinable), ("Rimini", D::Indeclinable), ("Soči", D::Indeclinable),
    ("Tartu", D::Indeclinable), ("Tbilisi", D::Indeclinable), ("Turku", D::Indeclinable),
];

#[cfg(test)]
mod tests {
    use super::PLACES;

    #[test]
    fn every_place_stands_once() {
        for (at, (name, _)) in PLACES.iter().enumerate() {
            assert!(
                PLACES[at + 1..].iter().all(|(other, _)| other != name),
                "{name}"
            );
        }
    }
}
