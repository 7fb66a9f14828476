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
        /// The term in more words than two days: how long, and what it was before it was extended.
        term_details: Option<Term>,
        /// The budget.
        budget: Option<Budget>,
        /// The author's own budget in a project of many.
        own_budget: Option<Budget>,
        /// The partners.
        partners: Option<Partners>,
        /// The objective, a paragraph of prose.
        objective: Option<Fact>,
        /// The activities, in paragraphs and lists.
        activities: Vec<Block>,
        /// The results, items of a list.
        results: Vec<Fact>,
        /// What can be counted when the project is done.
        indicators: Vec<Indicator>,
        /// Where the project is carried out.
        place_of_implementation: Option<Site>,
        /// Who manages, answers, controls; only what may be published.
        persons: Vec<Person>,
        /// All events of the project.
        events: Vec<Event>,
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
        /// What a correction changes in an adopted document.
        correction: Option<Correction>,
        /// What changed in many documents.
        report: Option<Report>,
    }
}

group! {
    /// Names of a project.
    Titles {
        /// In Latvian.
        lv: Option<Fact>,
        /// In English; the original, where that is English.
        en: Option<Fact>,
        /// In the original language, tagged with it.
        original: Option<Fact>,
        /// The name by which everybody knows it.
        colloquial: Option<Fact>,
    }
}

group! {
    /// A term in more words than two days.
    Term {
        /// How many months it takes.
        months: Option<Fact>,
        /// What the months are counted from, in the genitive.
        from: Option<Fact>,
        /// The former last day, where the term was extended.
        extended_from: Option<Fact>,
    }
}

group! {
    /// Something that can be counted.
    Indicator {
        /// What is counted.
        label: Option<Fact>,
        /// How many.
        quantity: Option<Fact>,
        /// In what unit.
        unit: Option<Fact>,
    }
}

group! {
    /// Where a project is carried out.
    Site {
        /// The address.
        address: Option<Fact>,
        /// The number of the land in the cadastre.
        cadastral_number: Option<Fact>,
    }
}

group! {
    /// A person in charge; what may not be published is absent.
    Person {
        /// `project-manager`, `contact`, `control` or `compiler`.
        role: Option<Fact>,
        /// Name and surname.
        name: Option<Fact>,
        /// Position.
        position: Option<Fact>,
        /// Telephone.
        phone: Option<Fact>,
        /// E-mail.
        email: Option<Fact>,
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
        /// Its name as its own country writes it, tagged with the language.
        original: Option<Fact>,
        /// The council that it is subordinate to, a name in all cases.
        parent: Option<Fact>,
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
        /// The years that it spans: a period.
        period: Option<Fact>,
        /// The number of the project in it.
        project_number: Option<Fact>,
        /// The grant agreement.
        grant_agreement: Option<GrantAgreement>,
    }
}

group! {
    /// The contract by which the grant is given.
    GrantAgreement {
        /// Its number.
        number: Option<Fact>,
        /// The day on which it was signed.
        date: Option<Fact>,
        /// Who gives the grant: a name in all cases.
        authority: Option<Fact>,
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
        /// The numbers of each country that the record names.
        countries: Vec<CallCountry>,
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
        /// Present when none was funded.
        none_funded: Option<Fact>,
        /// Whose projects were funded: names in all cases.
        applicants: Vec<Fact>,
    }
}

group! {
    /// A budget.
    Budget {
        /// The total costs.
        total: Option<Fact>,
        /// The eligible costs.
        eligible: Option<Fact>,
        /// The eligible costs, a rate of the total.
        eligible_rate: Option<Fact>,
        /// The ineligible costs.
        ineligible: Option<Fact>,
        /// Who pays.
        sources: Vec<Source>,
        /// Municipal money on top of the sources.
        municipal_extra: Option<Fact>,
        /// What the municipality pays itself (līdzfinansējums).
        co_financing: Option<Contribution>,
        /// What the municipality pays in advance.
        pre_financing: Option<Contribution>,
        /// The payments of the grant.
        payments: Vec<Payment>,
        /// The loan taken for the project.
        loan: Option<Loan>,
        /// The costs by lines and periods.
        table: Option<CostTable>,
    }
}

group! {
    /// A source of funding.
    Source {
        /// `programme`, `eu-fund`, `state-budget`, `municipality`, `private` or `loan`.
        kind: Option<Fact>,
        /// Its name, in all cases.
        name: Option<Fact>,
        /// The programme's name, where the source is the programme and has no name of its own.
        programme: Option<Fact>,
        /// Present when the name is what is given, such as "pašvaldības līdzfinansējums", and not who gives.
        labelled: Option<Fact>,
        /// Its share.
        rate: Option<Fact>,
        /// Its amount; computed from the rate where only that is known.
        amount: Option<Fact>,
        /// Present when the rate is of the eligible costs.
        of_eligible: Option<Fact>,
    }
}

group! {
    /// Money that the municipality pays.
    Contribution {
        /// Its share.
        rate: Option<Fact>,
        /// Its amount; computed from the rate where only that is known.
        amount: Option<Fact>,
        /// Present when the rate is of the eligible costs.
        of_eligible: Option<Fact>,
        /// The year in which all of it is paid.
        year: Option<Fact>,
        /// How much is paid when.
        by_period: Vec<Instalment>,
        /// Present when it is recovered after the project.
        recovered: Option<Fact>,
    }
}

group! {
    /// What is paid in a year, half-year or quarter.
    Instalment {
        /// When.
        when: Option<Fact>,
        /// How much.
        amount: Option<Fact>,
    }
}

group! {
    /// A payment of the grant.
    Payment {
        /// `advance`, `interim` or `final`.
        kind: Option<Fact>,
        /// Its share of the grant.
        rate: Option<Fact>,
        /// Its amount.
        amount: Option<Fact>,
        /// Its date.
        date: Option<Fact>,
    }
}

group! {
    /// A loan.
    Loan {
        /// Who lends: a name in all cases.
        lender: Option<Fact>,
        /// How much.
        amount: Option<Fact>,
        /// For how many years.
        years: Option<Fact>,
        /// The day by which it is paid back.
        until: Option<Fact>,
    }
}

group! {
    /// Costs by lines and periods.
    CostTable {
        /// What the columns are.
        columns: Vec<Fact>,
        /// The lines.
        lines: Vec<CostLine>,
        /// The sums of the columns.
        totals: Vec<Fact>,
        /// The sum of all, where there are several columns.
        total: Option<Fact>,
        /// Present when the table has a landscape page of its own.
        landscape: Option<Fact>,
    }
}

group! {
    /// A line of costs.
    CostLine {
        /// What it is for.
        label: Option<Fact>,
        /// An amount for each column.
        amounts: Vec<Fact>,
        /// Their sum, where there are several.
        total: Option<Fact>,
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
        /// The body that applied in its own name, subordinate to the council.
        applicant: Option<Partner>,
        /// Those who take part without a budget of the grant; they are not among `others`.
        associated: Vec<Partner>,
        /// Present when the author is the lead partner.
        author_leads: Option<Fact>,
        /// Present when all countries were members of the European Union on the document's day.
        all_eu: Option<Fact>,
        /// The partners whose own budgets are known.
        with_budgets: Vec<Partner>,
        /// The sum of those budgets.
        budgets_total: Option<Fact>,
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
        /// The organisation's or place's name as its own country writes it.
        original: Option<Fact>,
        /// The organisation's website.
        website: Option<Fact>,
        /// The council that the organisation is subordinate to, a name in all cases.
        parent: Option<Fact>,
        /// How many partners the entry stands for, where it is more than one.
        times: Option<Fact>,
        /// Its own part of the costs.
        budget: Option<Fact>,
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
        /// What it is: a name in all cases.
        kind: Option<Fact>,
        /// How many delegates take part.
        delegates: Option<Fact>,
        /// Present when it was held.
        held: Option<Fact>,
        /// Present when it was cancelled.
        cancelled: Option<Fact>,
        /// When it is held: a period.
        term: Option<Fact>,
        /// Where it is held.
        places: Vec<Fact>,
        /// The same with their countries.
        sites: Vec<Place>,
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
        /// Where it was taken: a name in all cases.
        place: Option<Fact>,
        /// The number of the protocol.
        protocol: Option<Fact>,
        /// The item of the protocol, without a point.
        protocol_item: Option<Fact>,
        /// Its title, "Par …".
        title: Option<Fact>,
        /// The law that it rests on.
        legal_basis: Vec<Fact>,
        /// Its operative points.
        points: Vec<Fact>,
        /// The date of the decision that it amends.
        amends_date: Option<Fact>,
        /// The number of the decision that it amends.
        amends_number: Option<Fact>,
    }
}

group! {
    /// The document itself.
    Document {
        /// Its date.
        date: Option<Fact>,
        /// Its phase: `start`, `event` or `closing`.
        phase: Option<Fact>,
        /// Which annex of its decision it is.
        annex_number: Option<Fact>,
        /// Present when the head says by which decision the annex was approved.
        approved_by: Option<Fact>,
        /// The names of the project that this document prints, in its order.
        names: Vec<ProjectName>,
        /// What stands between the names; absent, the second stands in brackets.
        joiner: Option<Fact>,
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
        /// The pictures, or a caption alone.
        photos: Vec<Photo>,
        /// Present when there are several pictures.
        gallery: Option<Fact>,
        /// What the programme demands to be shown.
        publicity: Option<Publicity>,
        /// Who compiled it.
        compiled_by: Option<Fact>,
        /// The rows of an annex.
        rows: Vec<Row>,
        /// The tables that follow the rows.
        tables: Vec<Table>,
        /// Who signs.
        signatory: Option<Signatory>,
        /// Present when this is a copy of a signed original.
        copy: Option<Fact>,
        /// Present when it is signed electronically.
        electronic: Option<Fact>,
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
    /// A name of the project.
    ProjectName {
        /// The name.
        text: Option<Fact>,
        /// Present when it is an acronym, which takes no quotation marks.
        acronym: Option<Fact>,
    }
}

group! {
    /// A table that follows the rows.
    Table {
        /// `costs`, `own-costs` or `partner-budgets`.
        name: Option<Fact>,
        /// Present when it has a landscape page of its own.
        landscape: Option<Fact>,
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
        /// Present when the signatory acts for the holder of the position.
        acting: Option<Fact>,
    }
}

group! {
    /// A picture.
    Photo {
        /// The file; absent, the caption stands alone.
        file: Option<Fact>,
        /// What stands under it.
        caption: Option<Fact>,
        /// Who took it.
        author: Option<Fact>,
        /// What can be seen.
        alt: Option<Fact>,
    }
}

group! {
    /// What a programme demands to be shown.
    Publicity {
        /// Present when the emblem of the European Union is shown: `colour`, `mono` or `reversed`.
        emblem: Option<Fact>,
        /// The statement beside it.
        statement: Option<Fact>,
        /// Further lines beside it.
        lines: Vec<Fact>,
        /// The disclaimer.
        disclaimer: Option<Fact>,
        /// Present when the disclaimer stands before the text.
        on_top: Option<Fact>,
        /// The logos beside the emblem.
        logos: Vec<Logo>,
    }
}

group! {
    /// A logo.
    Logo {
        /// The file.
        file: Option<Fact>,
        /// Whose it is.
        alt: Option<Fact>,
        /// Its height in millimetres.
        height: Option<Fact>,
    }
}

group! {
    /// What a correction changes in an adopted document.
    Correction {
        /// The title of the document.
        title: Option<Fact>,
        /// Its kind: `annex`, `decision`, `press-release`.
        kind: Option<Fact>,
        /// Present as long as it is a draft.
        draft: Option<Fact>,
        /// The day on which the document was adopted.
        adopted: Option<Fact>,
        /// The days of the corrections that were adopted since.
        since: Vec<Fact>,
        /// The changes, in the order of the document.
        changes: Vec<Change>,
    }
}

group! {
    /// A passage that is to be worded otherwise.
    Change {
        /// `heading`, `label`, `item` or `text`.
        kind: Option<Fact>,
        /// `replace`, `add` or `remove`.
        action: Option<Fact>,
        /// The label or heading that it stands under.
        under: Option<Fact>,
        /// Words that it follows, where it is added after something in its section.
        follows: Option<Fact>,
        /// The section that it follows, where it is added after one.
        follows_section: Option<Fact>,
        /// The section that it precedes, where it is added before the first.
        precedes_section: Option<Fact>,
        /// Present when it is added at the beginning: of its section, or of the document.
        first: Option<Fact>,
        /// Its words until now.
        before: Option<Fact>,
        /// Its words from now on.
        after: Option<Fact>,
    }
}

group! {
    /// What changed in many documents.
    Report {
        /// What it was compared with.
        against: Option<Fact>,
        /// How many documents changed.
        count: Option<Fact>,
        /// The facts that changed.
        facts: Vec<ReportedFact>,
        /// The documents that changed.
        documents: Vec<ReportedDocument>,
        /// The documents that are new.
        new: Vec<Fact>,
        /// The documents and records that are not there any more.
        gone: Vec<Fact>,
        /// The documents of which it is not known what they said.
        unknown: Vec<Fact>,
        /// The documents and records that cannot be made.
        stopped: Vec<Fact>,
    }
}

group! {
    /// A fact that changed.
    ReportedFact {
        /// The file that it stands in.
        file: Option<Fact>,
        /// JSON pointer of its field.
        pointer: Option<Fact>,
        /// What it stated.
        before: Option<Fact>,
        /// What it states.
        after: Option<Fact>,
        /// How many documents say it.
        documents: Option<Fact>,
    }
}

group! {
    /// A document that changed.
    ReportedDocument {
        /// Its id.
        id: Option<Fact>,
        /// Its title.
        title: Option<Fact>,
        /// The passages that changed.
        passages: Vec<ReportedPassage>,
    }
}

group! {
    /// A passage that changed.
    ReportedPassage {
        /// The label or heading that it stands under.
        under: Option<Fact>,
        /// All its words before, where it came or went as a whole.
        before: Option<Fact>,
        /// All its words now, where it came or went as a whole.
        after: Option<Fact>,
        /// The words that changed.
        words: Vec<ReportedWords>,
        /// The fields behind them.
        fields: Vec<Fact>,
    }
}

group! {
    /// Words that changed, with those around them.
    ReportedWords {
        /// The words before them.
        lead: Option<Fact>,
        /// The words that were there.
        before: Option<Fact>,
        /// The words that are there.
        after: Option<Fact>,
        /// The words after them.
        tail: Option<Fact>,
    }
}
