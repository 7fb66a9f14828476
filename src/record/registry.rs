//! The registry: facts that several projects share, each once (programmes, organisations, places).

use super::leaf::{Address, Count, CountryCode, Day, Id, Text};
use super::model::{Foreign, Label, Name, Partner, Period, Role};
use super::shelf::Shelf;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Vietas (`registry/places.json`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The schema that an editor reads to complete and check this file.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// Vietas pēc identifikatora: towns and regions by id.
    pub places: BTreeMap<Id, Place>,
}

/// Organizācijas (`registry/organisations.json`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisations {
    /// The schema that an editor reads to complete and check this file.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// Organizācijas pēc identifikatora: organisations by id.
    pub organisations: BTreeMap<Id, Organisation>,
}

/// Programmas (`registry/programmes.json`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programmes {
    /// The schema that an editor reads to complete and check this file.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// Programmas pēc identifikatora: programmes by id.
    pub programmes: BTreeMap<Id, Programme>,
}

/// The shared facts of a workspace.
#[derive(Debug, Default)]
pub struct Registry {
    /// Towns and regions.
    pub places: Shelf<Place>,
    /// Organisations.
    pub organisations: Shelf<Organisation>,
    /// Programmes.
    pub programmes: Shelf<Programme>,
}

impl Registry {
    /// The country of an organisation: its own, or its place's.
    pub fn country_of(&self, organisation: &Organisation) -> Option<String> {
        let own = organisation.country.as_ref().map(|code| code.0.clone());
        own.or_else(|| {
            let place = self.places.get(organisation.place.as_ref()?)?;
            Some(place.country.0.clone())
        })
    }

    /// The country of a partner: its own, its place's, or its organisation's.
    pub fn country_of_partner(&self, partner: &Partner) -> Option<String> {
        let of_place = |id| self.places.get(id).map(|place| place.country.0.clone());
        let own = partner.country.as_ref().map(|code| code.0.clone());
        own.or_else(|| partner.place.as_ref().and_then(of_place))
            .or_else(|| self.country_of(self.organisations.get(partner.organisation.as_ref()?)?))
    }

    /// The countries of a list of partners, each once, in the list's order; associated partners are not counted.
    pub fn countries_of(&self, list: &[Partner]) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in list
            .iter()
            .filter(|partner| partner.role != Role::Associated)
            .filter_map(|partner| self.country_of_partner(partner))
        {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }
}

/// Vieta: a town or region.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Nosaukums latviski.
    pub name: Name,
    /// Valsts.
    pub country: CountryCode,
    /// Nosaukums oriģinālrakstībā: the name as its own country writes it.
    pub original: Option<Foreign>,
}

/// Organizācija: an organisation; its name may have changed.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Nosaukumi, agrākais pirmais: its names, each with the last day on which it was in use.
    pub names: Vec<DatedName>,
    /// Vieta: where it is, by the id of the place.
    #[schemars(with = "Option<Text>")]
    pub place: Option<Id>,
    /// Valsts: its country, where the place is not in the registry.
    pub country: Option<CountryCode>,
    /// Tīmekļa vietne.
    pub website: Option<Address>,
    /// Nosaukums oriģinālrakstībā: the name as its own country writes it.
    pub original: Option<Foreign>,
    /// Logotips.
    pub logo: Option<Logo>,
    /// Kam tā pakļauta: the council that it is subordinate to, by its id.
    #[schemars(with = "Option<Text>")]
    pub parent: Option<Id>,
}

/// Nosaukums ar lietošanas laiku: a name, and until when it was the name.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatedName {
    /// Nosaukums latviski.
    pub name: Name,
    /// Pēdējā diena: the last day on which it was in use; left out for the name of today.
    pub until: Option<Day>,
}

impl Organisation {
    /// The name on a day, with its index in `names`; without a day, the first.
    pub fn name_on(&self, day: Option<Day>) -> Option<(usize, &Name)> {
        let in_use = |dated: &DatedName| match (day, dated.until) {
            (Some(day), Some(until)) => day.0.first_day() <= until.0.last_day(),
            _ => true,
        };
        let found = self.names.iter().position(in_use)?;
        Some((found, &self.names[found].name))
    }
}

/// Programma: a funding programme.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Kam tā pieder: whose programme it is, `Eiropas Savienība`; left out where it is nobody's that is named.
    pub owner: Option<Name>,
    /// Nosaukums, bez pēdiņām.
    pub name: Label,
    /// Tīmekļa vietne.
    pub website: Option<Address>,
    /// Plānošanas periods: the years that the programme spans.
    pub period: Option<Period>,
    /// Līmeņi: its parts, each with kind, number and name.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Publicitāte: what documents that the public reads must show of this programme.
    pub publicity: Option<Publicity>,
}

/// Publicitāte: the emblem, statement and disclaimer that a programme demands. They go with the programme of
/// the grant and not with the date of the document.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publicity {
    /// ES emblēma: whether the emblem of the European Union is shown.
    #[serde(default)]
    pub emblem: bool,
    /// Norāde pie emblēmas: the statement, such as "Līdzfinansē Eiropas Savienība".
    pub statement: Label,
    /// Rindas pie norādes: further lines beside the emblem, such as the name of the fund.
    #[serde(default)]
    pub lines: Vec<Label>,
    /// Atruna: the disclaimer.
    pub disclaimer: Option<Label>,
    /// Atrunas vieta: before the text or at its end.
    #[serde(default)]
    pub disclaimer_place: DisclaimerPlace,
    /// Logotipi: those of the programme, beside the emblem.
    #[serde(default)]
    pub logos: Vec<Logo>,
    /// Avots: where the texts were taken from.
    pub source: Text,
    /// Vai apstiprināts: whether the texts were read in a rule or an official page; those that were not are
    /// to be compared with the grant agreement.
    #[serde(default)]
    pub confirmed: bool,
}

/// Atrunas vieta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DisclaimerPlace {
    /// Beigās.
    #[default]
    End,
    /// Sākumā.
    Top,
}

/// Logotips.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// Datne: the picture in the assets.
    pub file: Text,
    /// Alternatīvais teksts: whose logo it is.
    pub alt: Label,
    /// Augstums milimetros: as high as the emblem (14) if nothing is said, and never higher.
    #[schemars(range(min = 5, max = 60))]
    pub height: Option<Count>,
}

/// Programmas līmenis: a part of a programme.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Numurs, bez punkta beigās: `2`, `2.1`.
    pub number: Text,
    /// Veids: what such a part is called: `darbība`, `apakšpasākums`.
    pub kind: Name,
    /// Nosaukums, bez pēdiņām.
    pub name: Label,
    /// Nosaukums oriģinālvalodā.
    pub original: Option<Foreign>,
}
