//! What became of documents, and why, in words.

use crate::batch::{FactChange, Outcome, Reason};
use crate::finding::Tongue;

/// The word for what became of a document, as machines read it.
pub(super) fn state(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Written { .. } => "written",
        Outcome::Current => "current",
        Outcome::Sound => "sound",
        Outcome::Stale { reasons } => match reasons.as_slice() {
            [Reason::Missing { .. } | Reason::New, ..] => "missing",
            [Reason::Stopped, ..] => "failed",
            _ => "stale",
        },
        Outcome::Adopted { .. } => "adopted",
        Outcome::WouldChange { .. } => "adopted-but-would-change",
        Outcome::Stopped { .. } => "failed",
    }
}

/// The word of a state in a language.
pub(super) fn told_state(state: &str, tongue: Tongue) -> &str {
    match (state, tongue) {
        (state, Tongue::English) => state,
        ("written", _) => "ierakstīts",
        ("current", _) => "aktuāls",
        ("sound", _) => "izveidojams",
        ("missing", _) => "trūkst",
        ("stale", _) => "novecojis",
        ("adopted", _) => "pieņemts",
        ("adopted-but-would-change", _) => "pieņemts, bet mainītos",
        ("adopted-without-record", _) => "pieņemts, bet bez ieraksta",
        ("orphan", _) => "bez ieraksta",
        ("failed", _) => "neizdevās",
        (state, _) => state,
    }
}

/// A fact that changed: `projects/ttchan.json /period/end: 30.06.2020. → 31.12.2020.` One that came or went
/// may stand where it stood: it is only used now, or no more.
pub(super) fn fact(change: &FactChange, tongue: Tongue) -> String {
    let FactChange { file, pointer, .. } = change;
    let (used, unused) = match tongue {
        Tongue::English => ("newly used", "no longer used"),
        Tongue::Latvian => ("tagad lietots", "vairs netiek lietots"),
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{file} {pointer}: {before} → {after}"),
        (None, Some(after)) => format!("{file} {pointer}: {used}: {after}"),
        (Some(before), None) => format!("{file} {pointer}: {unused}: {before}"),
        (None, None) => format!("{file} {pointer}"),
    }
}

/// Why a document is made again.
pub(super) fn reason(reason: &Reason, tongue: Tongue) -> String {
    let english = tongue == Tongue::English;
    let say = |en: &str, lv: &str| {
        if english {
            en.to_owned()
        } else {
            lv.to_owned()
        }
    };
    match reason {
        Reason::New => say("it was never made", "tas vēl nav veidots"),
        Reason::Missing { form: None } => say("its file is not there", "tā datnes nav"),
        Reason::Missing { form: Some(form) } => {
            say("its file is not there: .", "tā datnes nav: .") + form
        }
        Reason::Edited => say(
            "its file is not the one that was written",
            "tā datne nav tā, kas tika ierakstīta",
        ),
        Reason::Unknown => say(
            "it is not known what its file was made from",
            "nav zināms, no kā tā datne veidota",
        ),
        Reason::Fact { change } => fact(change, tongue),
        Reason::Template { file } => say("template ", "veidne ") + file,
        Reason::Library { file } => say("library ", "bibliotēka ") + file,
        Reason::Font { file } => say("font ", "fonts ") + file,
        Reason::Picture => say("its picture", "tā attēls"),
        Reason::Imprint => say(
            "title, author, date or standards of the file",
            "datnes virsraksts, autors, datums vai standarti",
        ),
        Reason::Forms => say("it is wanted in other forms", "tas vajadzīgs citās formās"),
        Reason::OtherForms => say(
            "not the PDF, but its card or what machines are told of it (names in other languages, addresses, sums)",
            "mainījies nevis PDF, bet kartīte vai mašīnlasāmie dati (nosaukumi citās valodās, adreses, summas)",
        ),
        Reason::Wording => say(
            "the order or choice of facts, the house style, or how the program words them",
            "faktu secība vai izvēle, nama stils vai programmas formulējums",
        ),
        Reason::Engine { before, after } => {
            say("engine ", "salicējs ") + &format!("{before} → {after}")
        }
        Reason::Program { before, after } => {
            say("program ", "programma ") + &format!("{before} → {after}")
        }
        Reason::Stopped => say("it could not be made", "to nevarēja izveidot"),
    }
}
