//! The facts of what is counted, where it happens and who answers for it.

use super::build::View;
use super::shape::{Indicator, Person, Site};
use crate::language::Language;
use crate::record::{PersonField, PersonRole};

pub(super) fn indicators(view: &View<'_>) -> Vec<Indicator> {
    let indicators = view.project.indicators.iter().enumerate();
    indicators
        .map(|(at, indicator)| {
            let field = |name: &str| format!("/indicators/{at}/{name}");
            Indicator {
                label: Some(view.label(&indicator.label, view.here(field("label")))),
                quantity: Some(view.text(
                    &quantity(view, indicator.quantity.as_str()),
                    field("quantity"),
                )),
                unit: indicator
                    .unit
                    .as_ref()
                    .map(|unit| view.label(unit, view.here(field("unit")))),
            }
        })
        .collect()
}

pub(super) fn site(view: &View<'_>) -> Option<Site> {
    let site = view.project.place_of_implementation.as_ref()?;
    let field = |name: &str| format!("/place_of_implementation/{name}");
    Some(Site {
        address: Some(view.text(site.address.as_str(), field("address"))),
        cadastral_number: site
            .cadastral_number
            .as_ref()
            .map(|number| view.text(number.as_str(), field("cadastral_number"))),
    })
}

/// A quantity as the document's language writes it: records have a comma before decimals.
fn quantity(view: &View<'_>, text: &str) -> String {
    match view.language {
        Language::Latvian => text.to_owned(),
        Language::English => text.replace(',', "."),
    }
}

/// What may not be published is no fact: no template can print it by mistake.
pub(super) fn persons(view: &View<'_>) -> Vec<Person> {
    let persons = view.project.persons.iter().enumerate();
    persons
        .map(|(at, person)| {
            let field = |name: &str| format!("/persons/{at}/{name}");
            let may = |what: PersonField| person.publish.contains(&what);
            let text = |text: Option<&crate::record::Text>, name: &str| {
                Some(view.text(text?.as_str(), field(name)))
            };
            let role = match person.role {
                PersonRole::ProjectManager => "project-manager",
                PersonRole::Contact => "contact",
                PersonRole::Control => "control",
                PersonRole::Compiler => "compiler",
            };
            Person {
                role: Some(view.text(role, field("role"))),
                name: text(
                    Some(&person.name).filter(|_| may(PersonField::Name)),
                    "name",
                ),
                position: person
                    .position
                    .as_ref()
                    .map(|position| view.label(position, view.here(field("position")))),
                phone: text(
                    person.phone.as_ref().filter(|_| may(PersonField::Phone)),
                    "phone",
                ),
                email: text(
                    person.email.as_ref().filter(|_| may(PersonField::Email)),
                    "email",
                ),
            }
        })
        .collect()
}
