//! Documents and what belongs to them alone: the decision, the signatory, the release's own text.

use super::text::{Block, Label, Prose};
use crate::language::Language;
use crate::record::leaf::{Count, Day, Id, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Dokuments: one document made from the project's facts. Which of the fields it prints is its kind's affair.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Dokumenta identifikators: names the file.
    pub id: Id,
    /// Dokumenta veids: the pack of templates that makes it, `annex` or `press-release`.
    pub kind: Id,
    /// Valoda: the language of the document, `lv` or `en`; Latvian if nothing is said.
    #[serde(default)]
    pub language: Spoken,
    /// Kura dokumenta tulkojums: the document of this project that this one says in another language, by its
    /// id. All else is taken from that one.
    #[schemars(with = "Option<Text>")]
    pub translation_of: Option<Id>,
    /// Datums: the day of the document. An annex has its decision's.
    pub date: Option<Day>,
    /// Posms: whether the project is ahead, under way or done when the document speaks.
    pub phase: Option<Phase>,
    /// Pielikuma numurs: which annex of its decision it is, where there are several.
    #[schemars(range(min = 1))]
    pub annex_number: Option<Count>,
    /// Galvas veids: how the head of an annex names its decision.
    #[serde(default)]
    pub head: Head,
    /// Projekta nosaukumu secība: which of the project's names this document prints, in this order; the
    /// Latvian, the original and the acronym if nothing is said.
    #[serde(default)]
    pub names: Vec<TitleName>,
    /// Vārds starp nosaukumiem: what stands between two names, such as `jeb`; left out, the second stands
    /// in brackets.
    pub joiner: Option<Text>,
    /// Nosaukums: the title of an annex.
    pub title: Option<Prose>,
    /// Lēmums: the decision that an annex belongs to, by its id in `decisions`.
    #[schemars(with = "Option<Text>")]
    pub decision: Option<Id>,
    /// Tabulas rindas: the rows of an annex, in the order in which they are printed.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub rows: Vec<Row>,
    /// Tabulas: the tables that follow the rows.
    #[serde(default)]
    pub tables: Vec<TableName>,
    /// Parakstītājs: who signs.
    pub signatory: Option<Signatory>,
    /// Eksemplārs: what this rendition is: the original, or a copy that shows the mark of a signature.
    #[serde(default)]
    pub rendition: Rendition,
    /// Līmeņu nosaukumi: what this document calls the levels of the programme, where it differs from the
    /// registry, as an adopted document may: `{"2": "sadaļa"}`.
    #[serde(default)]
    pub level_kinds: BTreeMap<String, Text>,
    /// Pasākums: the event that the document tells of, by its id in `events`.
    #[schemars(with = "Option<Text>")]
    pub event: Option<Id>,
    /// Virsraksts: the headline of a release.
    pub headline: Option<Prose>,
    /// Ievads: the lead of a release, which says the most important in one paragraph.
    pub lead: Option<Prose>,
    /// Teksts: the body of a release, in paragraphs and lists.
    #[serde(default)]
    pub body: Vec<Block>,
    /// Noslēgums: what a release says at its end about term, cost and funding; each is a sentence.
    #[serde(default)]
    pub closing: Vec<Prose>,
    /// Fotogrāfija: the picture, or its caption alone; or up to six pictures, which are set as a gallery.
    pub photo: Option<Photos>,
    /// Publicitāte: whether the document shows the emblem, statement and disclaimer of its programme. If
    /// nothing is said, a release does and an annex does not.
    pub publicity: Option<Shown>,
    /// Informāciju apkopoja: who compiled the release.
    pub compiled_by: Option<Label>,
}

/// Posms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Sākums: the project begins.
    Start,
    /// Norise: something happened in a project that is under way.
    Event,
    /// Noslēgums: the project is done.
    Closing,
}

/// Tabulas rinda: the name of a row that the template words, a row with words of its own, or a row
/// that nobody foresaw.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Row {
    /// A row as the template words it.
    Known(RowName),
    /// A known row with a text of its own.
    Worded {
        /// Rinda: which row it is; its label is the template's.
        row: RowName,
        /// Teksts: what the row says.
        #[schemars(length(min = 1))]
        text: Vec<Block>,
    },
    /// A row of any other kind.
    Other {
        /// Rindas nosaukums, bez kola.
        label: Label,
        /// Teksts: what the row says.
        #[schemars(length(min = 1))]
        text: Vec<Block>,
    },
}

/// Rindas, ko veidne pazīst: the rows that the annex knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RowName {
    /// Projekta iesniedzējs.
    Applicant,
    /// Projekta partneri.
    Partners,
    /// Finansēšanas avots.
    FundingSource,
    /// Projekta īstenošanas termiņš.
    Term,
    /// Projekta kopējās izmaksas.
    TotalCost,
    /// Pašvaldības līdzfinansējums un priekšfinansējums.
    CoFinancing,
    /// Projekta mērķis un aktivitātes.
    ObjectiveAndActivities,
    /// Projekta rezultāti.
    Results,
    /// Projekta numurs un granta līgums.
    GrantAgreement,
    /// Attiecināmās un neattiecināmās izmaksas.
    EligibleCosts,
    /// Pašvaldības (iesniedzēja) budžets projektā.
    OwnBudget,
    /// Maksājumu grafiks.
    Payments,
    /// Aizņēmums.
    Loan,
    /// Pasākumi un mobilitātes.
    Events,
    /// Rādītāji.
    Indicators,
    /// Īstenošanas vieta.
    PlaceOfImplementation,
    /// Atbildīgās personas.
    Persons,
}

impl Row {
    /// The row that the template words, by its name; nothing of one that nobody foresaw.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Row::Known(row) | Row::Worded { row, .. } => Some(row.as_str()),
            Row::Other { .. } => None,
        }
    }
}

impl RowName {
    /// The name as records and templates write it.
    pub fn as_str(self) -> &'static str {
        match self {
            RowName::Applicant => "applicant",
            RowName::Partners => "partners",
            RowName::FundingSource => "funding-source",
            RowName::Term => "term",
            RowName::TotalCost => "total-cost",
            RowName::CoFinancing => "co-financing",
            RowName::ObjectiveAndActivities => "objective-and-activities",
            RowName::Results => "results",
            RowName::GrantAgreement => "grant-agreement",
            RowName::EligibleCosts => "eligible-costs",
            RowName::OwnBudget => "own-budget",
            RowName::Payments => "payments",
            RowName::Loan => "loan",
            RowName::Events => "events",
            RowName::Indicators => "indicators",
            RowName::PlaceOfImplementation => "place-of-implementation",
            RowName::Persons => "persons",
        }
    }
}

/// Tabulas, ko veidne pazīst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableName {
    /// Izmaksas pa pozīcijām.
    Costs,
    /// Pašvaldības izmaksas pa pozīcijām.
    OwnCosts,
    /// Partneru budžeti.
    PartnerBudgets,
}

/// Parakstītājs.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// Amats: the full title of the position.
    pub position: Prose,
    /// Paraksta atšifrējums: initial and surname.
    pub name: Text,
    /// Pienākumu izpildītājs: whether the signatory acts for the holder of the position (p. i.).
    #[serde(default)]
    pub acting: bool,
}

/// Galvas veids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Head {
    /// Pielikums … lēmumam Nr. 502.
    #[default]
    ToDecision,
    /// Pielikums apstiprināts ar … lēmumu Nr. 202 (protokols Nr. 7, 1. punkts).
    ApprovedBy,
}

/// Dokumenta valoda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spoken {
    /// Latviešu.
    #[default]
    Lv,
    /// Angļu.
    En,
}

impl Document {
    /// The language of the document.
    pub fn language(&self) -> Language {
        match self.language {
            Spoken::Lv => Language::Latvian,
            Spoken::En => Language::English,
        }
    }
}

/// Projekta nosaukuma veids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TitleName {
    /// Latviski.
    Lv,
    /// Angliski.
    En,
    /// Oriģinālvalodā.
    Original,
    /// Akronīms.
    Acronym,
    /// Sarunvalodā lietotais.
    Colloquial,
}

/// Eksemplārs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rendition {
    /// Oriģināls: there is room for a signature.
    #[default]
    Original,
    /// Kopija: "(personiskais paraksts)" stands where the original is signed.
    Copy,
    /// Elektroniski parakstīts: a note at the end says so.
    ElectronicallySigned,
}

/// Fotogrāfija vai galerija.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Photos {
    /// One picture.
    One(Box<Photo>),
    /// A gallery.
    Many(#[schemars(length(min = 2, max = 6))] Vec<Photo>),
}

impl Photos {
    /// Each picture, with what the pointer to it goes on with.
    pub fn each(&self) -> Vec<(&Photo, String)> {
        match self {
            Photos::One(photo) => vec![(photo, String::new())],
            Photos::Many(photos) => {
                let photos = photos.iter().enumerate();
                photos
                    .map(|(at, photo)| (photo, format!("/{at}")))
                    .collect()
            }
        }
    }
}

/// Vai rāda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// It is shown.
    Shown,
    /// It is not.
    None,
}

impl Document {
    /// Whether it is for the public to read: a release.
    pub fn is_release(&self) -> bool {
        self.lead.is_some() || !self.body.is_empty()
    }

    /// Whether it shows what the programme demands.
    pub fn shows_publicity(&self) -> bool {
        match self.publicity {
            Some(shown) => shown == Shown::Shown,
            None => self.is_release(),
        }
    }

    /// Its pictures, with what the pointers to them go on with.
    pub fn photos(&self) -> Vec<(&Photo, String)> {
        self.photo.as_ref().map(Photos::each).unwrap_or_default()
    }
}

/// Fotogrāfija.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// Datne: the picture in the assets; without it, the caption alone is printed.
    pub file: Option<Text>,
    /// Paraksts zem attēla.
    pub caption: Option<Prose>,
    /// Autors: who took it.
    pub author: Option<Text>,
    /// Alternatīvais teksts: what can be seen, for those who cannot see it.
    pub alt: Option<Prose>,
}

/// Lēmums: a decision of the council.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Identifikators, to which documents refer.
    pub id: Id,
    /// Lēmējinstitūcija: the body that decided, by its id in the registry.
    #[schemars(with = "Text")]
    pub body: Id,
    /// Datums: the day of the decision.
    pub date: Day,
    /// Numurs, bez "Nr.".
    pub number: Text,
    /// Pieņemšanas vieta, by its id in the registry.
    #[schemars(with = "Option<Text>")]
    pub place: Option<Id>,
    /// Sēdes protokols.
    pub protocol: Option<Protocol>,
    /// Lēmuma nosaukums, "Par …".
    pub title: Option<Prose>,
    /// Juridiskais pamatojums: the law that the decision rests on; each a clause ("likuma … pantu").
    #[serde(default)]
    pub legal_basis: Vec<Prose>,
    /// Nolemj: the operative points.
    #[serde(default)]
    pub points: Vec<Prose>,
    /// Kuru lēmumu groza: the decision that this one amends, by its id in `decisions`.
    #[schemars(with = "Option<Text>")]
    pub amends: Option<Id>,
}

/// Protokols.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Protokola numurs, bez "Nr.".
    pub number: Text,
    /// Punkts, bez punkta beigās.
    pub item: Option<Text>,
}
