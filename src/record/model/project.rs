//! The project: its names, programme, call, term and events.

use super::document::{Decision, Document};
use super::funding::Budget;
use super::partners::Partners;
use super::text::{Block, Foreign};
use crate::record::leaf::{Address, Count, CountryCode, Day, Id, Prose, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Projekts: one project of the council, with its facts and its documents.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Project")]
pub struct Project {
    /// The schema that an editor reads to complete and check this file.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// Projekta identifikators: names the folder of its documents.
    pub id: Id,
    /// Pēdējās izmaiņas: the day on which this record was last revised. Dates a file whose document has no
    /// date of its own; it is not printed.
    pub revised: Option<Day>,
    /// Autors: the organisation whose documents these are, by its id in the registry.
    #[schemars(with = "Text")]
    pub author: Id,
    /// Nosaukumi: what the project is called.
    #[serde(default)]
    pub titles: Titles,
    /// Programma: the programme that funds it.
    pub programme: Option<Participation>,
    /// Uzsaukums: the call for proposals, and how many were funded.
    pub call: Option<Call>,
    /// Īstenošanas termiņš: when the project runs.
    pub period: Option<Period>,
    /// Budžets: what it costs and who pays.
    pub budget: Option<Budget>,
    /// Partneri: who takes part.
    pub partners: Option<Partners>,
    /// Mērķis: what the project is for, in one paragraph.
    pub objective: Option<Prose>,
    /// Aktivitātes: what is done, in paragraphs and lists.
    #[serde(default)]
    pub activities: Vec<Block>,
    /// Rezultāti: what will be there afterwards; each is an item of a list.
    #[serde(default)]
    pub results: Vec<Prose>,
    /// Pasākumi: meetings and conferences, in the order in which they are held.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Projekta tīmekļa vietne.
    pub website: Option<Address>,
    /// Lēmumi: the council's decisions about the project.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Dokumenti: the documents that are made from these facts.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// Projekta nosaukumi, bez pēdiņām: the names of a project, without quotation marks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// Nosaukums latviski.
    pub lv: Option<Text>,
    /// Nosaukums oriģinālvalodā, with its language.
    pub original: Option<Foreign>,
    /// Akronīms, such as TTChan.
    pub acronym: Option<Text>,
}

/// Dalība programmā: the programme and the part of it that funds this project.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// Programma: its id in the registry.
    #[schemars(with = "Text")]
    pub id: Id,
    /// Programmas līmeņi: the numbers of its levels, from the widest to the narrowest.
    #[serde(default)]
    pub levels: Vec<Text>,
    /// Projekta numurs: the number of the project or the grant agreement in the programme, in any shape.
    pub project_number: Option<Text>,
}

/// Uzsaukums: a call for proposals.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Uzsaukuma datums.
    pub date: Option<Day>,
    /// Iesniegto projektu skaits.
    pub submitted: Option<Count>,
    /// Atbalstīto projektu skaits.
    pub funded: Option<Count>,
    /// Skaitļi pa valstīm: the same by country.
    #[serde(default)]
    pub countries: Vec<CallCountry>,
}

/// Uzsaukuma rezultāti vienā valstī.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallCountry {
    /// Valsts.
    pub country: CountryCode,
    /// Iesniegto projektu skaits.
    pub submitted: Option<Count>,
    /// Atbalstīto projektu skaits; where the funded applicants are listed, they are counted.
    pub funded: Option<Count>,
    /// Atbalstītie iesniedzēji: whose projects were funded, by their ids in the registry.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub applicants: Vec<Id>,
}

/// Termiņš: when something starts and ends; either end may be unknown.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Sākums: the first day.
    pub start: Option<Day>,
    /// Beigas: the last day.
    pub end: Option<Day>,
}

/// Pasākums: a meeting or conference of the project.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Pasākuma identifikators, to which documents refer.
    pub id: Id,
    /// Sākums: the first day.
    pub start: Option<Day>,
    /// Beigas: the last day.
    pub end: Option<Day>,
    /// Norises vietas: the ids of the places in the registry.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub places: Vec<Id>,
    /// Rīkotājs: the organiser, by its id in the registry.
    #[schemars(with = "Option<Text>")]
    pub organiser: Option<Id>,
    /// Temats vai nosaukums oriģinālvalodā.
    pub topic: Option<Foreign>,
    /// Paša ieguldījums: what the author presented there.
    pub contribution: Option<Prose>,
    /// Piemēri: the places whose practice was presented, by their ids in the registry.
    #[serde(default)]
    #[schemars(with = "Vec<Text>")]
    pub examples: Vec<Id>,
}
