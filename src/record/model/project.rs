//! The project: its names, programme, call, term and events.

use super::document::{Decision, Document};
use super::funding::Budget;
use super::partners::Partners;
use super::text::{Block, Foreign, Label, Name, Prose};
use crate::finding::Finding;
use crate::record::leaf::{Address, Count, CountryCode, Day, Id, Text};
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
    /// Pašvaldības daļa: the author's own budget in a project of many, with sources of its own.
    pub own_budget: Option<Budget>,
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
    /// Rādītāji: what can be counted when the project is done.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// Īstenošanas vieta: where the project is carried out.
    pub place_of_implementation: Option<Site>,
    /// Atbildīgās personas: who manages, answers, controls.
    #[serde(default)]
    pub persons: Vec<Person>,
    /// Projekta tīmekļa vietne.
    pub website: Option<Address>,
    /// Lēmumi: the council's decisions about the project.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Dokumenti: the documents that are made from these facts.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Pieņemtās pretrunas: warnings that were looked at and stay, each with its reason.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

/// Pieņemta pretruna: a warning that this record acknowledges.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Kods: the code of the warning, such as `record/rate-disagrees`.
    pub code: Text,
    /// Kur: the field, as the warning names it; left out, all of this code in the record.
    pub field: Option<String>,
    /// Kāpēc: the reason.
    pub because: Text,
}

impl Project {
    /// Which of the accepted warnings a finding is, if it is one of them. Only warnings can be accepted.
    pub fn acceptance(&self, finding: &Finding) -> Option<usize> {
        let pointer = finding
            .place
            .as_ref()
            .and_then(|place| place.pointer.as_deref());
        self.accepted.iter().position(|accepted| {
            let here = accepted
                .field
                .as_deref()
                .is_none_or(|field| pointer == Some(field));
            !finding.stops() && accepted.code.as_str() == finding.code() && here
        })
    }
}

/// Projekta nosaukumi, bez pēdiņām: the names of a project, without quotation marks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// Nosaukums latviski.
    pub lv: Option<Text>,
    /// Nosaukums angliski, where the original is in another language.
    pub en: Option<Text>,
    /// Nosaukums oriģinālvalodā, with its language.
    pub original: Option<Foreign>,
    /// Akronīms, such as TTChan.
    pub acronym: Option<Text>,
    /// Sarunvalodā: the name by which everybody knows it.
    pub colloquial: Option<Text>,
}

impl Titles {
    /// The title in English with its field: the original is, where that is English.
    pub fn english(&self) -> Option<(&str, &'static str)> {
        let own = self.en.as_ref().map(|text| (text.as_str(), "/titles/en"));
        own.or_else(|| {
            let original = self.original.as_ref()?;
            let is_english = original.lang.as_str() == "en";
            is_english.then(|| (original.text.as_str(), "/titles/original/text"))
        })
    }
}

impl Project {
    /// Which of its documents one says in its own language: itself, or the one that it translates.
    pub fn original_of(&self, index: usize) -> usize {
        let Some(id) = &self.documents[index].translation_of else {
            return index;
        };
        let found = self
            .documents
            .iter()
            .position(|document| document.id == *id);
        found.unwrap_or(index)
    }
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
    /// Granta līgums.
    pub grant_agreement: Option<GrantAgreement>,
}

/// Granta līgums: the contract by which the grant is given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantAgreement {
    /// Numurs, bez "Nr.".
    pub number: Option<Text>,
    /// Noslēgšanas datums.
    pub date: Option<Day>,
    /// Piešķīrēja iestāde, by its id in the registry.
    #[schemars(with = "Option<Text>")]
    pub authority: Option<Id>,
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
    /// Ilgums: how long it takes, where the days are not fixed.
    pub duration: Option<Duration>,
    /// Agrākais beigu datums: the former last day of a term that was extended to `end`.
    pub extended_from: Option<Day>,
}

/// Ilgums: months, counted from what.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Mēnešu skaits.
    pub months: Count,
    /// No kā: "granta līguma parakstīšanas", in the genitive.
    pub from: Option<Label>,
}

/// Rādītājs: something that can be counted.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Nosaukums.
    pub label: Label,
    /// Daudzums: a number, a comma before decimals: `1,2`.
    pub quantity: Text,
    /// Mērvienība: `km`, `gab.`.
    pub unit: Option<Label>,
}

/// Īstenošanas vieta.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Adrese.
    pub address: Text,
    /// Kadastra numurs.
    pub cadastral_number: Option<Text>,
}

/// Atbildīgā persona.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Loma.
    pub role: PersonRole,
    /// Vārds un uzvārds.
    pub name: Text,
    /// Amats.
    pub position: Option<Label>,
    /// Tālrunis.
    pub phone: Option<Text>,
    /// E-pasts.
    pub email: Option<Text>,
    /// Ko drīkst publicēt: which of these may be printed; only the position if nothing is said.
    #[serde(default)]
    pub publish: Vec<PersonField>,
}

/// Personas loma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PersonRole {
    /// Projekta vadītājs.
    ProjectManager,
    /// Kontaktpersona.
    Contact,
    /// Kas kontrolē lēmuma izpildi.
    Control,
    /// Kas sagatavoja informāciju.
    Compiler,
}

/// Personas dati, ko drīkst publicēt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PersonField {
    /// Vārds un uzvārds.
    Name,
    /// Tālrunis.
    Phone,
    /// E-pasts.
    Email,
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
    /// Veids: what it is, `konference`, `mobilitāte`, in the nominative.
    pub kind: Option<Name>,
    /// Dalībnieki: how many delegates take part.
    pub delegates: Option<Count>,
    /// Stāvoklis: `planned` if nothing is said.
    #[serde(default)]
    pub status: EventStatus,
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

/// Pasākuma stāvoklis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventStatus {
    /// Plānots.
    #[default]
    Planned,
    /// Noticis.
    Held,
    /// Atcelts.
    Cancelled,
}
