//! Partners: numbers against lists, and each partner known by something.

use super::Report;
use crate::finding::Matter;
use crate::record::model::{Project, Role};
use crate::record::registry::Registry;

pub(super) fn check(project: &Project, registry: &Registry, report: &mut Report) {
    let Some(partners) = &project.partners else {
        return;
    };
    for (list, entries) in [("list", &partners.list), ("guests", &partners.guests)] {
        for (i, partner) in entries.iter().enumerate() {
            if partner.organisation.is_none()
                && partner.place.is_none()
                && partner.country.is_none()
            {
                let field = "organisation".to_owned();
                report.tell(
                    format!("/partners/{list}/{i}"),
                    Matter::MissingField { field },
                );
            }
        }
    }
    let listed = partners.list.len() as u64;
    let complete = partners.is_complete();
    if let Some(declared) = partners.count
        && (complete && declared != listed || declared < listed)
    {
        report.tell(
            "/partners/count",
            Matter::CountsDisagree { declared, listed },
        );
    }
    let leads = partners
        .list
        .iter()
        .enumerate()
        .filter(|(_, p)| p.role == Role::Lead);
    for (i, _) in leads.skip(1) {
        let id = "lead".to_owned();
        let other = "`/partners/list`".to_owned();
        report.tell(
            format!("/partners/list/{i}/role"),
            Matter::DuplicateId { id, other },
        );
    }
    let declared = partners.country_count;
    let counted = match complete {
        false => partners.countries.len() as u64,
        true => registry.countries_of(&partners.list).len() as u64,
    };
    if let Some(declared) = declared
        && counted > 0
        && declared != counted
    {
        let listed = counted;
        report.tell(
            "/partners/country_count",
            Matter::CountsDisagree { declared, listed },
        );
    }
    if complete {
        let found = registry.countries_of(&partners.list);
        for (i, country) in partners.country_order.iter().enumerate() {
            if !found.iter().any(|code| code == country.as_str()) {
                let country = country.0.clone();
                let pointer = format!("/partners/country_order/{i}");
                report.tell(pointer, Matter::OrderNamesAbsent { country });
            }
        }
    }
}
