//! Every code there is, with its typed values and its severity. Sentences stand in `sentences`.
//!
//! A code is `stage/what-is-wrong` and is kept for ever once published: people search for it, and
//! records refer to it.

use super::{Severity, nearest};
use serde::{Deserialize, Serialize};

/// Declares the codes once, so that the enum, the code strings, the severities and the list of all
/// codes cannot disagree.
macro_rules! matters {
    ($( $(#[$doc:meta])* $severity:ident $code:literal $name:ident { $( $field:ident : $type:ty ),* } )*) => {
        /// What a finding is about, with the values it states.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(untagged)]
        pub enum Matter {
            $( $(#[$doc])* #[allow(missing_docs)] $name { $( $field: $type ),* }, )*
        }

        impl Matter {
            /// The code, such as `record/unknown-field`.
            pub fn code(&self) -> &'static str {
                match self { $( Matter::$name { .. } => $code, )* }
            }

            /// A matter from its code and its values, as they were written down.
            pub(super) fn read(code: &str, values: serde_json::Value) -> Option<Matter> {
                match code {
                    $( $code => {
                        // What an earlier program did not write down is as if it were empty.
                        #[derive(Deserialize)]
                        struct Values { $( #[serde(default)] $field: $type ),* }
                        let Values { $( $field ),* } = serde_json::from_value(values).ok()?;
                        Some(Matter::$name { $( $field ),* })
                    } )*
                    _ => None,
                }
            }

            /// How much a finding of this kind stops, unless the workspace says otherwise.
            pub fn severity(&self) -> Severity {
                match self { $( Matter::$name { .. } => Severity::$severity, )* }
            }
        }

        /// Every code with its severity, in the order of the stages.
        pub const CODES: &[(&str, Severity)] = &[ $( ($code, Severity::$severity) ),* ];
    };
}

impl Matter {
    /// Whether it is about the name of a field, and not about its value.
    pub fn is_about_name(&self) -> bool {
        matches!(
            self,
            Matter::UnknownField { .. } | Matter::UnknownSeverity { .. }
        )
    }

    /// A word that is none of those that can stand there, with the one that may be meant.
    pub fn unknown_choice(word: &str, choices: Vec<String>) -> Matter {
        Matter::UnknownChoice {
            value: word.to_owned(),
            suggestion: nearest(word, choices.iter().map(String::as_str)),
            choices,
        }
    }
}

/// Why a text cannot be an id.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum BadId {
    /// It has other letters than an id can have.
    #[default]
    Letters,
    /// It is longer than an id can be.
    Length,
    /// It is well made, but names something else already.
    Taken,
}

matters! {
    /// A file or folder cannot be read.
    Fault "disk/unreadable" Unreadable { path: String, reason: String }
    /// A file or folder cannot be written.
    Fault "disk/unwritable" Unwritable { path: String, reason: String }

    /// No `pielikums.toml` here or above.
    Fault "workspace/none-here" NoWorkspace { start: String }
    /// `pielikums.toml` does not say what it should.
    Error "workspace/broken-settings" BrokenSettings { reason: String }
    /// `[severity]` names no warning.
    Error "workspace/unknown-severity" UnknownSeverity { code: String, is_error: bool, suggestion: Option<String> }
    /// A file that would be written over is there already.
    Fault "workspace/already-there" AlreadyThere { path: String }
    /// A selector names no project and no document.
    Fault "workspace/unknown-selector" UnknownSelector { selector: String, suggestion: Option<String> }

    /// A record is not UTF-8 text.
    Error "record/not-utf8" NotUtf8 { byte: usize }
    /// A record is larger than any record can be.
    Error "record/too-large" TooLarge { bytes: u64, limit: u64 }
    /// A record is nested deeper than any record can be.
    Error "record/too-deep" TooDeep { }
    /// A record is not JSON.
    Error "record/broken-json" BrokenJson { reason: String }
    /// One object names the same field twice.
    Error "record/duplicate-field" DuplicateField { field: String }
    /// A field that no record has.
    Error "record/unknown-field" UnknownField { field: String, suggestion: Option<String> }
    /// A field that must be there is not.
    Error "record/missing-field" MissingField { field: String }
    /// A text where a number should be, and the like.
    Error "record/wrong-type" WrongType { expected: String, found: String }
    /// A word outside a closed list.
    Error "record/unknown-choice" UnknownChoice { value: String, choices: Vec<String>, suggestion: Option<String> }
    /// An empty text or list where something must stand.
    Error "record/empty" Empty { }
    /// A number outside what the field can hold.
    Error "record/out-of-range" OutOfRange { value: String, limit: String }
    /// A list that is longer than it can be.
    Error "record/too-many" TooMany { count: usize, limit: u64 }
    /// A text that is not a date.
    Error "record/not-a-date" NotADate { value: String }
    /// A date that is in no calendar.
    Error "record/impossible-date" ImpossibleDate { value: String }
    /// A text that is not an amount with its currency.
    Error "record/not-money" NotMoney { value: String }
    /// An amount below zero.
    Error "record/negative-money" NegativeMoney { value: String }
    /// An amount with more than two decimals.
    Error "record/over-precise-money" OverPreciseMoney { value: String }
    /// A text that is not a rate in per cent.
    Error "record/not-a-rate" NotARate { value: String }
    /// A text that is not a web address.
    Error "record/not-an-address" NotAnAddress { value: String }
    /// An id that could not be a file's name everywhere, or would leave its folder.
    Error "record/unsafe-id" UnsafeId { value: String, why: BadId }
    /// Two projects, or two documents of one project, with one id.
    Error "record/duplicate-id" DuplicateId { id: String, other: String }
    /// A name that the registry, or the record itself, does not hold.
    Error "record/unknown-reference" UnknownReference { kind: String, value: String, suggestion: Option<String> }
    /// A character that cannot be printed or would mislead a reader.
    Error "record/unprintable-character" UnprintableCharacter { code_point: String }
    /// A period that ends before it starts.
    Error "record/end-before-start" EndBeforeStart { start: String, end: String }
    /// Sources of funding that do not add up to their base.
    Error "record/sums-disagree" SumsDisagree { what: String, stated: String, computed: String }
    /// A rate and an amount of the same thing that do not agree.
    Warning "record/rate-disagrees" RateDisagrees { rate: String, amount: String, computed: String }
    /// A declared number that is not the length of its list.
    Warning "record/counts-disagree" CountsDisagree { declared: u64, listed: u64 }
    /// A list of which a document prints only a part.
    Warning "record/incomplete-list" IncompleteList { declared: u64, listed: u64 }
    /// A name whose form a rule made without being sure.
    Warning "record/guessed-form" GuessedForm { name: String, case: String, form: String }
    /// The same thing twice in a list.
    Warning "record/listed-twice" ListedTwice { value: String }
    /// A country that is not the country of the place or organisation beside it.
    Warning "record/country-disagrees" CountryDisagrees { country: String, other: String }
    /// A part that is more than the whole.
    Warning "record/more-than-whole" MoreThanWhole { part: String, whole: String }
    /// A period whose ends are not known to the same precision.
    Warning "record/mixed-precision" MixedPrecision { start: String, end: String }
    /// A date that must be known to the day.
    Error "record/not-a-day" NotADay { value: String }
    /// More than one lead partner.
    Error "record/two-leads" TwoLeads { }
    /// An order that names a country which is not in the list.
    Warning "record/order-names-absent" OrderNamesAbsent { country: String }
    /// A document with no date of its own in a project that has no day of revision.
    Error "record/no-date" NoDate { }
    /// A release without a headline.
    Warning "record/no-headline" NoHeadline { }
    /// A document that says something of which the record has no wording in its language.
    Error "record/not-translated" NotTranslated { text: String, language: String }
    /// A translation of a document that is not there, is itself a translation, or is of another kind.
    Error "record/unknown-original" UnknownOriginal { id: String, suggestion: Option<String> }
    /// A field of a translation, which says what its original says.
    Error "record/ignored-field" IgnoredField { field: String }
    /// A release without what its programme demands to be shown.
    Warning "record/no-publicity" NoPublicity { programme: String }
    /// A document that is to show what the registry does not know.
    Error "record/unknown-publicity" UnknownPublicity { programme: String }
    /// A statement or disclaimer that nobody has compared with the grant agreement.
    Warning "record/unconfirmed-publicity" UnconfirmedPublicity { programme: String }
    /// A logo that is larger than the emblem of the European Union.
    Error "record/logo-too-large" LogoTooLarge { file: String, height: u64, emblem: u64 }
    /// A picture without a text for those who cannot see it.
    Error "record/no-alternative-text" NoAlternativeText { file: String }
    /// A picture that is not in the assets.
    Error "record/missing-picture" MissingPicture { file: String, folder: String, is_there: bool, suggestion: Option<String> }
    /// A picture that cannot be read as one.
    Error "record/broken-picture" BrokenPicture { file: String, reason: String }

    /// Rounded shares that miss the whole by a cent.
    Warning "record/rounded-shares" RoundedShares { stated: String, computed: String }
    /// A term that was "extended" to an earlier day.
    Warning "record/not-extended" NotExtended { former: String, end: String }
    /// A number of months that is not the time between two days.
    Warning "record/duration-disagrees" DurationDisagrees { stated: u64, computed: u64 }
    /// Several annexes to one decision that are not numbered one by one.
    Warning "record/annexes-not-numbered" AnnexesNotNumbered { decision: String, number: Option<u64> }
    /// A name typed with its quotation marks.
    Warning "record/quoted-title" QuotedTitle { text: String }
    /// A co-financing that is not what the municipality's source pays.
    Warning "record/co-financing-disagrees" CoFinancingDisagrees { stated: String, computed: String }
    /// Payments that are not the whole grant.
    Warning "record/payments-disagree" PaymentsDisagree { stated: String, computed: String }
    /// Years or payments that do not follow one another.
    Warning "record/out-of-order" OutOfOrder { }
    /// A line of a table that has not one amount for each column.
    Error "record/columns-disagree" ColumnsDisagree { columns: u64, amounts: u64 }
    /// Two currencies in one budget.
    Error "record/mixed-currencies" MixedCurrencies { value: String, expected: String }
    /// "ES valstis" said of countries of which one was no member.
    Warning "record/not-eu" NotEu { country: String, day: String }
    /// A guest who is also listed as a partner.
    Warning "record/guest-is-partner" GuestIsPartner { value: String }
    /// A decision taken after the term that it decides about.
    Warning "record/decision-after-term" DecisionAfterTerm { decision: String, end: String }
    /// An event outside the term of the project.
    Warning "record/outside-term" OutsideTerm { event: String, weekday: Option<u8>, term: String }
    /// A fact of the record that is typed in prose.
    Warning "record/typed-fact" TypedFact { text: String, expression: String }
    /// A number in prose that is not the record's.
    Warning "record/contradicts-fact" ContradictsFact { text: String, fact: String, expression: String }
    /// Two spaces where one is meant.
    Warning "record/double-space" DoubleSpace { }
    /// Quotation marks that do not come in pairs.
    Warning "record/unbalanced-quotes" UnbalancedQuotes { text: String }
    /// Quotation marks of two styles in one text.
    Warning "record/mixed-quotes" MixedQuotes { text: String }
    /// Straight quotation marks.
    Warning "record/straight-quotes" StraightQuotes { text: String }
    /// A hyphen where a dash is meant.
    Warning "record/hyphen-for-dash" HyphenForDash { text: String, mended: String }
    /// "no" with a dash: "no 13.–14. novembrim".
    Warning "record/from-with-dash" FromWithDash { text: String }
    /// No space after the point of an ordinal number.
    Warning "record/ordinal-space" OrdinalSpace { text: String, mended: String }
    /// A text in another language where Latvian is meant.
    Warning "record/untranslated" Untranslated { text: String }
    /// A text that breaks off at a colon, or that a starter left to be filled in.
    Warning "record/unfinished" Unfinished { text: String }
    /// A personal code, telephone number or e-mail address in a document to be published.
    Warning "record/personal-data" PersonalData { what: String, text: String }
    /// A warning that was accepted and is not there any more.
    Warning "record/nothing-accepted" NothingAccepted { code: String }

    /// A release without any text.
    Error "record/nothing-said" NothingSaid { foreign: bool }

    /// No pack of templates for this kind of document.
    Error "template/unknown-pack" UnknownPack { kind: String, packs: Vec<String> }
    /// `pack.toml` does not say what it should.
    Error "template/broken-pack" BrokenPack { reason: String }
    /// A file among the fonts that is none.
    Error "template/broken-font" BrokenFont { }
    /// A template, or an expression in prose, that does not parse.
    Error "template/does-not-parse" DoesNotParse { reason: String }
    /// A path that no record can have.
    Error "template/unknown-path" UnknownPath { path: String, suggestion: Option<String> }
    /// A helper that does not exist.
    Error "template/unknown-helper" UnknownHelper { name: String, suggestion: Option<String> }
    /// A part that does not exist.
    Error "template/unknown-part" UnknownPart { name: String, suggestion: Option<String> }
    /// A part or phrase that nothing uses.
    Warning "template/unused" Unused { }
    /// Single braces, which may have been meant as an expression.
    Warning "template/lone-brace" LoneBrace { }
    /// A kind of expression that is not allowed here.
    Error "template/not-allowed" NotAllowed { what: String }
    /// A place in the Typst source where a value could become code.
    Error "template/unsafe-position" UnsafePosition { inside: String }
    /// A fact that this record does not have.
    Error "template/absent-fact" AbsentFact { path: String }
    /// A helper that was given a fact of another kind.
    Error "template/wrong-kind" WrongKind { helper: String, expected: String, found: String }
    /// A helper's setting that it does not know.
    Error "template/bad-argument" BadArgument { helper: String, argument: String, expected: String }
    /// Prose that names itself, directly or by way of other prose.
    Error "template/circular" Circular { path: String }

    /// Texts that name one another so often that a document would never end.
    Error "template/too-much" TooMuch { }

    /// A character that no font of the document covers.
    Error "typeset/no-glyph" NoGlyph { character: String, code_point: String }
    /// Words that run off their page or over other words.
    Error "typeset/too-wide" TooWide { text: String }
    /// The engine refused the source.
    Error "typeset/engine" Engine { message: String, hint: Option<String> }
    /// The engine had a doubt.
    Warning "typeset/engine-warning" EngineWarning { message: String, hint: Option<String> }
    /// The standards for lasting and accessible PDF refused the document.
    Error "typeset/standard" Standard { message: String, hint: Option<String> }

    /// A document's making broke off; the others went on.
    Fault "document/broke-off" BrokeOff { reason: String }

    /// `--check`: a file that is not there.
    Error "out/missing" OutMissing { path: String }
    /// `--check`: a file that is not what records and templates give.
    Error "out/differs" OutDiffers { path: String }
    /// A file that no document of the records is.
    Error "out/orphan" OutOrphan { path: String }
    /// Somebody else is writing in the folder.
    Fault "out/locked" Locked { holder: String }
    /// The ledger cannot be read: what the documents were made from is not known.
    Warning "out/broken-ledger" BrokenLedger { path: String, reason: String }
    /// Ledgers of shards that are not all there, or do not belong together.
    Error "out/shards-missing" ShardsMissing { missing: Vec<String> }
    /// Several ledgers of one shard.
    Error "out/shards-twice" ShardsTwice { share: String, paths: Vec<String> }
    /// A state to compare with that is none.
    Fault "out/nothing-to-compare" NothingToCompare { against: String, reason: String }
    /// A place where people's own files are, or documents.
    Fault "out/own-place" OwnPlace { path: String }

    /// An adopted document that the record would now print otherwise.
    Error "adopted/would-change" WouldChange { adopted: String, changes: Vec<String> }
    /// A translation of an adopted document that the record would now print otherwise.
    Error "adopted/translation-waits" TranslationWaits { adopted: String }
    /// A document that breaks a standard cannot be adopted.
    Error "adopted/breaks-standard" BreaksStandard { standard: String, rules: Vec<String> }
    /// The same document was adopted before, word for word.
    Error "adopted/already-adopted" AlreadyAdopted { adopted: String }
    /// A document that belongs to a decision is adopted on the day of the decision.
    Error "adopted/another-day" AdoptedAnotherDay { day: String, decided: String, date: String }
    /// A day before that of the version before.
    Error "adopted/out-of-order" AdoptedOutOfOrder { day: String, before: String }
    /// A frozen file that is not as it was frozen.
    Error "adopted/changed" FrozenChanged { path: String }
    /// A frozen file that is gone.
    Error "adopted/missing" FrozenMissing { path: String }
    /// A frozen version that the register does not know.
    Error "adopted/unregistered" Unregistered { path: String }
    /// An adopted document whose record, or whose place in its record, is no more.
    Warning "adopted/no-record" NoRecord { adopted: String }
    /// A document whose decision has an adopted annex that no record has any more: the same under another name.
    Error "adopted/other-name" OtherName { adopted: String }
    /// What is to be adopted is not what lies in the folder of the documents.
    Error "adopted/not-current" NotCurrent { path: String }
    /// A document that no council adopts: it names no decision, or is a translation.
    Error "adopted/not-decided" NotDecided { document: String, original: Option<String> }
    /// A place where only adopted documents may stand.
    Fault "adopted/guarded" Guarded { path: String }
    /// A file among the frozen ones that was not frozen.
    Error "adopted/not-frozen" NotFrozen { path: String }
    /// The frozen sources do not give the frozen file.
    Error "adopted/not-reproduced" NotReproduced { document: String }
    /// The frozen sources give another file with another engine; nothing frozen was changed.
    Warning "adopted/other-engine" OtherEngine { document: String, then: String, now: String }
}
