//! What an annex is: its names, its dates, and whom and what it refers to.

use crate::fact::{Fact, Value};
use crate::language::lv::Case;
use crate::record::{Decision, Project};
use crate::twin::About;
use crate::twin::xml::{element, leaf, slug};
use crate::typeset::Element;
use crate::view::Facts;
use std::collections::BTreeSet;

/// What an annex is described from.
pub(super) struct Described<'a> {
    pub project: &'a Project,
    pub index: usize,
    pub facts: &'a Facts,
    pub about: &'a About,
}

impl Described<'_> {
    pub fn decision(&self) -> Option<&Decision> {
        let id = self.project.documents[self.index].decision.as_ref()?;
        self.project
            .decisions
            .iter()
            .find(|decision| decision.id == *id)
    }

    /// The IRI of its decision, as a work.
    pub fn work(&self) -> Option<String> {
        let decision = self.decision()?;
        let body = slug(decision.body.as_str());
        let (day, number) = (decision.date.0.first_day(), slug(decision.number.as_str()));
        Some(format!("/akn/lv/act/decision/{body}/{day}/{number}"))
    }

    /// Its name among the parts of the decision.
    fn component(&self) -> String {
        let own = &self.project.documents[self.index];
        let beside = self.project.documents.iter().filter(|other| {
            other.kind == own.kind && other.decision == own.decision && other.annex_number.is_none()
        });
        match &own.annex_number {
            Some(number) => format!("annex_{}", number.0),
            None if beside.count() < 2 => "annex".into(),
            // Two annexes without a number must not share a name.
            None => slug(own.id.as_str()),
        }
    }

    pub fn meta(&self, work: &str) -> Option<Element> {
        let decision = self.decision()?;
        let body = slug(decision.body.as_str());
        let source = format!("#{body}");
        let day = decision.date.0.first_day().to_string();
        let component = self.component();
        let said = match self.about.language.as_str() {
            "en" => "eng",
            _ => "lav",
        };
        let expression = format!("{work}/{said}@{day}");
        let value = |name: &str, value: &str| leaf(name, &[("value", value)]);
        let date = |day: &str, name: &str| leaf("FRBRdate", &[("date", day), ("name", name)]);
        let author = |role: &str| leaf("FRBRauthor", &[("href", &source), ("as", role)]);
        let work_level = element(
            "FRBRWork",
            &[],
            vec![
                value("FRBRthis", &format!("{work}/!{component}")),
                value("FRBRuri", work),
                date(&day, "adoption"),
                author("#author"),
                value("FRBRcountry", "lv"),
                value("FRBRsubtype", "decision"),
                value("FRBRnumber", decision.number.as_str()),
            ],
        );
        let expression_level = element(
            "FRBRExpression",
            &[],
            vec![
                value("FRBRthis", &format!("{expression}/!{component}")),
                value("FRBRuri", &expression),
                date(&day, "adoption"),
                author("#author"),
                // What counts is what was signed.
                value("FRBRauthoritative", "false"),
                leaf("FRBRlanguage", &[("language", said)]),
            ],
        );
        let manifestation = element(
            "FRBRManifestation",
            &[],
            vec![
                value("FRBRthis", &format!("{expression}/!{component}.xml")),
                value("FRBRuri", &format!("{expression}.xml")),
                date(&self.about.day(), "revision"),
                author("#editor"),
                value("FRBRformat", "xml"),
            ],
        );
        let identification = element(
            "identification",
            &[("source", &source)],
            vec![work_level, expression_level, manifestation],
        );
        let references = element("references", &[("source", &source)], self.references(work)?);
        Some(element("meta", &[], vec![identification, references]))
    }

    /// The decision, and who and what the annex names.
    fn references(&self, work: &str) -> Option<Vec<Element>> {
        let decision = self.decision()?;
        let name = self.facts.decision.as_ref();
        let body = name
            .and_then(|d| in_case(&d.body, Case::Gen))
            .unwrap_or_default();
        let shown = format!(
            "{body} {} lēmums Nr. {}",
            decision.date.0.say(Case::Gen),
            decision.number.as_str()
        );
        let attached = [("href", work), ("showAs", shown.trim())];
        let mut references = vec![leaf("attachmentOf", &attached)];
        let mut known = BTreeSet::new();
        let mut refer = |element: &str, id: &str, path: &str, name: &str| {
            if !name.is_empty() && known.insert(id.to_owned()) {
                let named = [("eId", id), ("href", path), ("showAs", name)];
                references.push(leaf(element, &named));
            }
        };
        let ontology = |kind: &str, id: &str| format!("/akn/ontology/{kind}/lv.{id}");
        let nominative = |fact: &Option<Fact>| in_case(fact, Case::Nom).unwrap_or_default();
        let id = slug(decision.body.as_str());
        let body = name.map(|d| nominative(&d.body)).unwrap_or_default();
        refer(
            "TLCOrganization",
            &id,
            &ontology("organization", &id),
            &body,
        );
        let id = slug(self.project.author.as_str());
        let author = self
            .facts
            .author
            .as_ref()
            .map(|author| nominative(&author.name));
        refer(
            "TLCOrganization",
            &id,
            &ontology("organization", &id),
            &author.unwrap_or_default(),
        );
        let partners = self
            .facts
            .partners
            .iter()
            .flat_map(|partners| &partners.list);
        for partner in partners {
            let (organisation, place) = (
                nominative(&partner.organisation),
                nominative(&partner.place),
            );
            let id = |name: &str| format!("partner-{}", slug(name));
            match organisation.is_empty() {
                false => {
                    let id = id(&organisation);
                    refer(
                        "TLCOrganization",
                        &id,
                        &ontology("organization", &id),
                        &organisation,
                    );
                }
                true => refer(
                    "TLCLocation",
                    &id(&place),
                    &ontology("location", &id(&place)),
                    &place,
                ),
            }
        }
        let own = self.project.documents[self.index].signatory.as_ref();
        if let Some(signatory) = own {
            let name = signatory.name.as_str();
            refer(
                "TLCPerson",
                "signatory",
                &ontology("person", &slug(name)),
                name,
            );
        }
        for (id, name) in [("author", "autors"), ("editor", "redaktors")] {
            refer("TLCRole", id, &ontology("role", id), name);
        }
        for (id, name) in [("eur", "EUR"), ("lvl", "LVL"), ("percent", "%")] {
            refer("TLCConcept", id, &ontology("concept", id), name);
        }
        Some(references)
    }
}

fn in_case(fact: &Option<Fact>, case: Case) -> Option<String> {
    match &fact.as_ref()?.value {
        Value::Name { forms, .. } => Some(forms.get(case).to_owned()),
        Value::Untranslated { .. } => None,
        other => Some(other.plain()),
    }
}
