//! The lexicon: which noun belongs to which declension; the endings are in `declension`.

use super::declension::Declension as D;
use super::noun::Noun;

const fn word(head: &'static str, class: D) -> Noun {
    phrase("", "", head, class)
}

const fn phrase(
    adjective: &'static str,
    fixed: &'static str,
    head: &'static str,
    class: D,
) -> Noun {
    Noun {
        adjective,
        fixed,
        head,
        class,
    }
}

/// Every noun that documents count or name, by subject. A row is `word(lemma, class)` or
/// `phrase(adjective stem, unchanging words, head, class)`.
pub(crate) const LEXICON: &[Noun] = &[
    // People and roles.
    word("iedzīvotājs", D::First),
    word("dalībnieks", D::First),
    word("delegāts", D::First),
    word("cilvēks", D::First),
    word("eksperts", D::First),
    word("speciālists", D::First),
    word("darbinieks", D::First),
    word("vadītājs", D::First),
    word("koordinators", D::First),
    word("iesniedzējs", D::First),
    word("students", D::First),
    word("skolēns", D::First),
    word("bērns", D::First),
    word("biedrs", D::First),
    word("deputāts", D::First),
    word("priekšsēdētājs", D::First),
    word("vietnieks", D::First),
    word("direktors", D::First),
    word("izpilddirektors", D::First),
    word("mērs", D::First),
    word("skolotājs", D::First),
    word("uzņēmējs", D::First),
    word("organizators", D::First),
    word("partneris", D::Second),
    word("pārstāvis", D::Second),
    word("pilsonis", D::Second),
    word("loceklis", D::Second),
    word("jaunietis", D::Second),
    word("viesis", D::SecondPlain),
    word("iedzīvotāja", D::Fourth),
    word("priekšsēdētāja", D::Fourth),
    word("vadītāja", D::Fourth),
    word("skolotāja", D::Fourth),
    word("dalībniece", D::Fifth),
    word("vietniece", D::Fifth),
    word("darbiniece", D::Fifth),
    word("koordinatore", D::Fifth),
    word("direktore", D::Fifth),
    word("pārstāve", D::Fifth),
    word("deputāte", D::Fifth),
    phrase("vadoš", "", "partneris", D::Second),
    phrase("asociēt", "", "partneris", D::Second),
    phrase("", "projekta", "partneris", D::Second),
    phrase("", "sadarbības", "partneris", D::Second),
    phrase("", "projekta", "iesniedzējs", D::First),
    phrase("brīvprātīg", "", "darbinieks", D::First),
    // Bodies and places.
    word("valsts", D::SixthPlain),
    word("dalībvalsts", D::SixthPlain),
    word("partnervalsts", D::SixthPlain),
    word("kandidātvalsts", D::SixthPlain),
    word("pašvaldība", D::Fourth),
    word("pilsēta", D::Fourth),
    word("dalībpilsēta", D::Fourth),
    word("partnerpilsēta", D::Fourth),
    word("organizācija", D::Fourth),
    word("institūcija", D::Fourth),
    word("komisija", D::Fourth),
    word("komiteja", D::Fourth),
    word("nodaļa", D::Fourth),
    word("skola", D::Fourth),
    word("biedrība", D::Fourth),
    word("asociācija", D::Fourth),
    word("aģentūra", D::Fourth),
    word("ministrija", D::Fourth),
    word("bibliotēka", D::Fourth),
    word("vieta", D::Fourth),
    word("teritorija", D::Fourth),
    word("valstspilsēta", D::Fourth),
    word("kopiena", D::Fourth),
    word("grupa", D::Fourth),
    word("iestāde", D::Fifth),
    word("dome", D::Fifth),
    word("padome", D::Fifth),
    word("universitāte", D::Fifth),
    word("pārvalde", D::Fifth),
    word("province", D::Fifth),
    word("apkaime", D::Fifth),
    word("valde", D::Fifth),
    word("sabiedrība", D::Fourth),
    word("savienība", D::Fourth),
    word("federācija", D::Fourth),
    word("partnerorganizācija", D::Fourth),
    word("ēka", D::Fourth),
    word("iela", D::Fourth),
    word("novads", D::First),
    word("pagasts", D::First),
    word("reģions", D::First),
    word("centrs", D::First),
    word("departaments", D::First),
    word("institūts", D::First),
    word("uzņēmums", D::First),
    word("muzejs", D::First),
    word("ciems", D::First),
    word("apgabals", D::First),
    word("rajons", D::First),
    word("objekts", D::First),
    word("teātris", D::Second),
    phrase("treš", "", "valsts", D::SixthPlain),
    phrase("", "sadraudzības", "pilsēta", D::Fourth),
    phrase("", "darba", "grupa", D::Fourth),
    phrase("", "plānošanas", "reģions", D::First),
    // Programmes and their levels.
    word("projekts", D::First),
    word("pasākums", D::First),
    word("apakšpasākums", D::First),
    word("atbalsts", D::First),
    word("virziens", D::First),
    word("uzsaukums", D::First),
    word("konkurss", D::First),
    word("pieteikums", D::First),
    word("iesniegums", D::First),
    word("komponents", D::First),
    word("posms", D::First),
    word("uzdevums", D::First),
    word("rezultāts", D::First),
    word("rādītājs", D::First),
    word("nodevums", D::First),
    word("fonds", D::First),
    word("instruments", D::First),
    word("finansējums", D::First),
    word("līdzfinansējums", D::First),
    word("priekšfinansējums", D::First),
    word("grants", D::First),
    word("budžets", D::First),
    word("avanss", D::First),
    word("maksājums", D::First),
    word("līgums", D::First),
    word("tīkls", D::First),
    word("plāns", D::First),
    word("tīklojums", D::First),
    word("pakalpojums", D::First),
    word("līmenis", D::Second),
    word("mērķis", D::Second),
    word("modulis", D::Second),
    word("programma", D::Fourth),
    word("apakšprogramma", D::Fourth),
    word("darbība", D::Fourth),
    word("apakšdarbība", D::Fourth),
    word("sadaļa", D::Fourth),
    word("apakšsadaļa", D::Fourth),
    word("kārta", D::Fourth),
    word("iniciatīva", D::Fourth),
    word("stratēģija", D::Fourth),
    word("daļa", D::Fourth),
    word("summa", D::Fourth),
    word("partnerība", D::Fourth),
    word("dotācija", D::Fourth),
    word("rīcība", D::Fourth),
    word("joma", D::Fourth),
    word("platforma", D::Fourth),
    word("aktivitāte", D::Fifth),
    word("apakšaktivitāte", D::Fifth),
    word("prioritāte", D::Fifth),
    word("komponente", D::Fifth),
    word("likme", D::Fifth),
    word("pakotne", D::Fifth),
    word("ass", D::SixthPlain),
    phrase("prioritār", "", "virziens", D::First),
    phrase("prioritār", "", "ass", D::SixthPlain),
    phrase("specifisk", "atbalsta", "mērķis", D::Second),
    phrase("specifisk", "", "mērķis", D::Second),
    phrase("tematisk", "", "mērķis", D::Second),
    phrase("stratēģisk", "", "mērķis", D::Second),
    phrase("", "rīcības", "virziens", D::First),
    phrase("", "atbalsta", "darbība", D::Fourth),
    phrase("", "ieguldījumu", "prioritāte", D::Fifth),
    phrase("", "darba", "pakotne", D::Fifth),
    phrase("", "projekta", "pieteikums", D::First),
    phrase("", "projektu", "konkurss", D::First),
    phrase("", "granta", "līgums", D::First),
    phrase("galven", "", "mērķis", D::Second),
    phrase("", "investīciju", "prioritāte", D::Fifth),
    phrase("", "atbalsta", "programma", D::Fourth),
    word("struktūrfonds", D::First),
    word("izmaksas", D::PluralOnAs),
    phrase("attiecinām", "", "izmaksas", D::PluralOnAs),
    phrase("neattiecinām", "", "izmaksas", D::PluralOnAs),
    phrase("kopēj", "", "izmaksas", D::PluralOnAs),
    word("fondi", D::PluralMasc),
    word("līdzekļi", D::PluralMasc),
    // Events.
    word("ekskursija", D::Fourth),
    word("lekcija", D::Fourth),
    word("prezentācija", D::Fourth),
    word("darbnīca", D::Fourth),
    word("kampaņa", D::Fourth),
    word("apmācība", D::Fourth),
    word("diskusija", D::Fourth),
    word("konsultācija", D::Fourth),
    word("intervija", D::Fourth),
    word("aptauja", D::Fourth),
    word("konference", D::Fifth),
    word("sanāksme", D::Fifth),
    word("sēde", D::Fifth),
    word("izstāde", D::Fifth),
    word("vizīte", D::Fifth),
    word("debate", D::Fifth),
    word("meistarklase", D::Fifth),
    word("nometne", D::Fifth),
    word("reize", D::Fifth),
    word("publikācija", D::Fourth),
    word("seminārs", D::First),
    word("forums", D::First),
    word("festivāls", D::First),
    word("koncerts", D::First),
    word("brauciens", D::First),
    word("vebinārs", D::First),
    word("pētījums", D::First),
    word("ziņojums", D::First),
    word("kurss", D::First),
    word("svētki", D::PluralMasc),
    word("tikšanās", D::Reflexive),
    word("apspriešanās", D::Reflexive),
    phrase("", "pieredzes", "apmaiņa", D::Fourth),
    // Decisions and their parts.
    word("lēmums", D::First),
    word("pielikums", D::First),
    word("punkts", D::First),
    word("apakšpunkts", D::First),
    word("pants", D::First),
    word("protokols", D::First),
    word("dokuments", D::First),
    word("noteikums", D::First),
    word("eksemplārs", D::First),
    word("paraksts", D::First),
    word("lappuse", D::Fifth),
    word("lapa", D::Fourth),
    word("tabula", D::Fourth),
    word("attēls", D::First),
    word("materiāls", D::First),
    // Time and measure.
    word("gads", D::First),
    word("pusgads", D::First),
    word("kilometrs", D::First),
    word("metrs", D::First),
    word("hektārs", D::First),
    word("kvadrātmetrs", D::First),
    word("procents", D::First),
    word("miljons", D::First),
    word("simts", D::First),
    word("cents", D::First),
    word("lats", D::First),
    word("santīms", D::First),
    word("mēnesis", D::Second),
    word("ceturksnis", D::Second),
    word("tūkstotis", D::Second),
    word("diena", D::Fourth),
    word("nedēļa", D::Fourth),
    word("stunda", D::Fourth),
    word("tonna", D::Fourth),
    word("minūte", D::Fifth),
    word("nakts", D::Sixth),
    word("diennakts", D::Sixth),
    word("euro", D::Indeclinable),
    word("eiro", D::Indeclinable),
];

#[cfg(test)]
mod tests {
    use crate::language::lv::case::Case;
    use crate::language::lv::lexicon_forms::FORMS;
    use crate::language::lv::noun::{Noun, noun, nouns};

    fn row(noun: &Noun) -> String {
        let form = |case, plural| noun.form(case, plural);
        format!(
            "{} | {} | {} | {}",
            form(Case::Nom, false),
            form(Case::Gen, false),
            form(Case::Nom, true),
            form(Case::Gen, true)
        )
    }

    #[test]
    fn every_noun_has_the_forms_on_the_reading_list() {
        let made: Vec<String> = nouns().map(|noun| row(&noun)).collect();
        assert_eq!(made, FORMS);
    }

    #[test]
    fn every_lemma_finds_its_own_noun_and_only_that() {
        for entry in nouns() {
            assert_eq!(noun(&entry.lemma()), Some(entry));
        }
    }

    #[test]
    fn the_dictionary_form_ends_as_its_class_says() {
        for entry in nouns() {
            let lemma = entry.lemma();
            assert!(
                ["s", "š", "a", "e", "i", "o"]
                    .iter()
                    .any(|end| lemma.ends_with(end)),
                "{lemma}"
            );
            assert_ne!(entry.form(Case::Gen, true), "", "{lemma}");
        }
    }
}
