//! What a template may say: the names of the facts, as types. The JSON Schema of [`Facts`] is what the
//! lint checks a template's paths against.

use crate::fact::Fact;
use schemars::JsonSchema;
use serde::Serialize;

/// Declares a group of facts; what a record does not know is absent.
macro_rules! group {
    ($(#[$doc:meta])* $name:ident { $( $(#[$field_doc:meta])* $field:ident : $type:ty ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Serialize, JsonSchema)]
        pub struct $name {
            $( $(#[$field_doc])* #[serde(skip_serializing_if = "absent")] pub $field: $type, )*
        }
    };
}

/// Whether there is nothing to say.
fn absent<T: Absence>(value: &T) -> bool {
    value.is_absent()
}

trait Absence {
    fn is_absent(&self) -> bool;
}

impl<T> Absence for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absence for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

group! {
    /// All facts of one document.
    Facts {
        /// Project's names, at hand without `titles`.
        acronym: Option<Fact>,
        /// Names of the project.
        titles: Option<Titles>,
        /// The organisation whose document this is.
        author: Option<Organisation>,
        /// The programme that funds the project.
        programme: Option<Programme>,
        /// The call for proposals.
        call: Option<Call>,
        /// The term of the project: a period.
        term: Option<Fact>,
        /// The budget.
        budget: Option<Budget>,
        /// The partners.
        partners: Option<Partners>,
        /// The objective, a paragraph of prose.
        objective: Option<Fact>,
        /// The activities, in paragraphs and lists.
        activities: Vec<Block>,
        /// The results, items of a list.
        results: Vec<Fact>,
        /// The project's website.
        website: Option<Fact>,
        /// The event that the document tells of.
        event: Option<Event>,
        /// How many events came before it, and they themselves.
        earlier_events: Option<Events>,
        /// The decision that the document belongs to.
        decision: Option<Decision>,
        /// The document itself.
        document: Option<Document>,
    }
}

group! {
    /// Names of a project.
    Titles {
        /// In Latvian.
        lv: Option<Fact>,
        /// In the original language, tagged with it.
        original: Option<Fact>,
    }
}

group! {
    /// An organisation on the day of the document.
    Organisation {
        /// Its name, in all cases.
        name: Option<Fact>,
        /// Its town or region.
        place: Option<Fact>,
        /// Its country.
        country: Option<Fact>,
        /// Its website.
        website: Option<Fact>,
    }
}

group! {
    /// A town or region.
    Place {
        /// Its name, in all cases.
        name: Option<Fact>,
        /// Its country, in all cases.
        country: Option<Fact>,
    }
}

group! {
    /// A programme, with the part of it that funds the project.
    Programme {
        /// Whose programme it is: a name in all cases.
        owner: Option<Fact>,
        /// Its name, without quotation marks.
        name: Option<Fact>,
        /// Its website.
        website: Option<Fact>,
        /// Its levels, from the widest to the narrowest.
        levels: Vec<Level>,
        /// The number of the project in it.
        project_number: Option<Fact>,
    }
}

group! {
    /// A level of a programme.
    Level {
        /// Its number, without a point.
        number: Option<Fact>,
        /// What such a level is called: a name in all cases.
        kind: Option<Fact>,
        /// Its name, without quotation marks.
        name: Option<Fact>,
        /// Its name in the original language.
        original: Option<Fact>,
    }
}

group! {
    /// A call for proposals.
    Call {
        /// Its date.
        date: Option<Fact>,
        /// How many projects were submitted.
        submitted: Option<Fact>,
        /// How many were funded.
        funded: Option<Fact>,
        /// The numbers of the author's own country.
        own: Option<CallCountry>,
    }
}

group! {
    /// A call's numbers in one country.
    CallCountry {
        /// The country.
        country: Option<Fact>,
        /// How many projects were submitted.
        submitted: Option<Fact>,
        /// How many were funded.
        funded: Option<Fact>,
        /// Present when all that were submitted were funded.
        all_funded: Option<Fact>,
        /// Whose projects were funded: names in all cases.
        applicants: Vec<Fact>,
    }
}

group! {
    /// The budget.
    Budget {
        /// The total costs.
        total: Option<Fact>,
        /// The eligible costs, a rate of the total.
        eligible_rate: Option<Fact>,
        /// Who pays.
        sources: Vec<Source>,
        /// What the municipality pays itself (līdzfinansējums).
        co_financing: Option<Source>,
        /// What the municipality pays in advance.
        pre_financing: Option<Prefinancing>,
    }
}

group! {
    /// A source of funding.
    Source {
        /// Its name, in all cases.
        name: Option<Fact>,
        /// Its share of the total.
        rate: Option<Fact>,
        /// Its amount; computed from the rate where only that is known.
        amount: Option<Fact>,
    }
}

group! {
    /// Money paid in advance.
    Prefinancing {
        /// Its share of the total.
        rate: Option<Fact>,
        /// Its amount; computed from the rate where only that is known.
        amount: Option<Fact>,
        /// The year in which it is paid.
        year: Option<Fact>,
        /// Present when it is recovered after the project.
        recovered: Option<Fact>,
    }
}

group! {
    /// The partners.
    Partners {
        /// How many there are, the lead partner among them.
        count: Option<Fact>,
        /// From how many countries.
        country_count: Option<Fact>,
        /// The countries in the record's order, names in all cases.
        countries: Vec<Fact>,
        /// All that are known, in the record's order.
        list: Vec<Partner>,
        /// All that are known but the lead partner.
        others: Vec<Partner>,
        /// The lead partner.
        lead: Option<Partner>,
        /// Present when the author is the lead partner.
        author_leads: Option<Fact>,
        /// The countries of the guests, who are not partners.
        guest_countries: Vec<Fact>,
    }
}

group! {
    /// A partner.
    Partner {
        /// The organisation's name, in all cases.
        organisation: Option<Fact>,
        /// The town or region.
        place: Option<Fact>,
        /// The country.
        country: Option<Fact>,
    }
}

group! {
    /// Events in a row.
    Events {
        /// How many.
        count: Option<Fact>,
        /// Where they were held, in their order, each place once.
        places: Vec<Place>,
    }
}

group! {
    /// An event.
    Event {
        /// Which it is in the row of the project's events, counted from 1.
        ordinal: Option<Fact>,
        /// When it is held: a period.
        term: Option<Fact>,
        /// Where it is held.
        places: Vec<Fact>,
        /// The country of its places, where it is one.
        country: Option<Fact>,
        /// Who organises it.
        organiser: Option<Organisation>,
        /// Its topic, in the original language.
        topic: Option<Fact>,
        /// What the author presented.
        contribution: Option<Fact>,
        /// Whose practice was presented.
        examples: Vec<Place>,
    }
}

group! {
    /// A decision.
    Decision {
        /// The body that decided, a name in all cases.
        body: Option<Fact>,
        /// Its date.
        date: Option<Fact>,
        /// Its number.
        number: Option<Fact>,
    }
}

group! {
    /// The document itself.
    Document {
        /// Its date.
        date: Option<Fact>,
        /// Its phase: `start`, `event` or `closing`.
        phase: Option<Fact>,
        /// The title of an annex.
        title: Option<Fact>,
        /// The headline of a release.
        headline: Option<Fact>,
        /// The lead of a release.
        lead: Option<Fact>,
        /// The body, in paragraphs and lists.
        body: Vec<Block>,
        /// What stands at the end about term, cost and funding.
        closing: Vec<Fact>,
        /// The picture.
        photo: Option<Photo>,
        /// Who compiled it.
        compiled_by: Option<Fact>,
        /// The rows of an annex.
        rows: Vec<Row>,
        /// Who signs.
        signatory: Option<Signatory>,
        /// Present when this is a copy of a signed original.
        copy: Option<Fact>,
    }
}

group! {
    /// A paragraph or a list: one of the two is present.
    Block {
        /// A paragraph.
        paragraph: Option<Fact>,
        /// The items of a list.
        list: Vec<Fact>,
    }
}

group! {
    /// A row of an annex.
    Row {
        /// Which of the known rows it is.
        name: Option<Fact>,
        /// Its label, where it is not a known row.
        label: Option<Fact>,
        /// Its own text, where the record words it.
        text: Vec<Block>,
    }
}

group! {
    /// Who signs.
    Signatory {
        /// The position.
        position: Option<Fact>,
        /// Initial and surname.
        name: Option<Fact>,
    }
}

group! {
    /// A picture, or its caption alone.
    Photo {
        /// The file in the assets.
        file: Option<Fact>,
        /// The caption.
        caption: Option<Fact>,
        /// What can be seen in it.
        alt: Option<Fact>,
    }
}
