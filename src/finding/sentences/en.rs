//! The catalogue of findings in English.

use super::{Said, character, cut, field_behind, in_brackets, is_below, listed, meant};
use crate::finding::Matter::{self, *};
use crate::finding::{BadId, LONGEST_ID, nearest};

pub(super) fn say(matter: &Matter) -> Said {
    let did_you_mean = |s: &str| format!("did you mean `{s}`?");
    match matter {
        Unreadable { path, reason } => Said::new(
            format!("`{path}` cannot be read: {reason}"),
            "check that the file or folder exists and that you may read it",
        ),
        Unwritable { path, reason } => Said::new(
            format!("`{path}` cannot be written: {reason}"),
            "check that the folder exists, that you may write in it and that the disk has room; \
             nothing that stood there was lost",
        ),
        NoWorkspace { start } => Said::new(
            format!("there is no `pielikums.toml` in `{start}` or in any folder above it"),
            "go to the folder of your records, or name it: `--workspace FOLDER`",
        ),
        BrokenSettings { reason } => Said::new(
            format!("the settings are not TOML: {reason}"),
            "a line has a name, `=` and a value; text stands in quotation marks, and between folders stands `/`, never `\\`: `projects = \"dati/projects\"`",
        ),
        UnknownSeverity {
            code,
            is_error,
            suggestion,
        } => match is_error {
            true => Said::new(
                format!("`{code}` is an error, which cannot be turned off"),
                "`[severity]` weighs warnings only; `pielikums explain` lists all codes",
            ),
            false => Said::new(
                format!("`{code}` is the code of no warning"),
                meant(
                    suggestion,
                    did_you_mean,
                    "`pielikums explain` lists all codes; the weights are \"off\", \"warning\" and \"error\"",
                ),
            ),
        },
        AlreadyThere { path } => Said::new(
            format!("`{path}` is there already"),
            "nothing was written; choose another name, or move the file away",
        ),
        UnknownSelector {
            selector,
            suggestion,
        } => Said::new(
            format!("no project and no document is called `{selector}`"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums list` shows every document; a selector is `ttchan` or `ttchan/annex-502`",
            ),
        ),
        NotUtf8 { byte } => Said::new(
            format!("the file is not UTF-8 text: byte {byte} belongs to no character"),
            "save the file again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        ),
        TooLarge { bytes, limit } => Said::new(
            format!("the file has {bytes} bytes; a record may have {limit}"),
            "a record holds the facts of one project; pictures and annexed files stand beside it",
        ),
        TooDeep {} => Said::new(
            "the file is nested deeper than any record can be",
            "look for brackets that were opened and never closed",
        ),
        BrokenJson { reason } => Said::new(
            format!("this is not JSON: {reason}"),
            match reason.as_str() {
                "the file is empty" => {
                    "write the record, or delete the file: `pielikums new` lays out a record to begin with"
                }
                "expected comma" | "unexpected word" | "unexpected token" => {
                    "look at the end of the line before, too; within a text quotation marks are “ ” or `\\\"`, within `{{ }}` they are `'`, around a text always `\"`"
                }
                reason if reason.starts_with("unterminated") => {
                    "a bracket is still open where the file ends: an editor shows which brackets belong together"
                }
                "comments are not allowed" => "take the comment out: JSON has none",
                reason if reason.contains("unicode") => "write the character itself",
                reason if reason.contains("escape") => {
                    "between folders stands `/`; a `\\` itself is written `\\\\`"
                }
                _ => {
                    "look at the end of the line before, too: a comma, a quotation mark or a bracket may be missing or one too many"
                }
            },
        ),
        DuplicateField { field } => Said::new(
            format!("the field `{field}` stands here twice"),
            "keep one of the two: a fact is typed once",
        ),
        UnknownField { field, suggestion } => Said::new(
            format!("there is no field `{field}` here"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums schema` describes every field; an editor that reads `$schema` offers them",
            ),
        ),
        MissingField { field } => Said::new(
            format!("the field `{field}` is missing"),
            match field.contains("` or `") {
                true => "add one of them to this object".to_owned(),
                false => format!("add `\"{field}\": …` to this object"),
            },
        ),
        WrongType { expected, found } => Said::new(
            format!("expected {expected}, found {found}"),
            match found.as_str() {
                "null" => {
                    "write what belongs here; what is unknown is left out, with the name of its field"
                }
                _ => {
                    "a text stands between quotation marks, a number and `true`/`false` without them, a list in `[ ]`, an object in `{ }`"
                }
            },
        ),
        UnknownChoice {
            value,
            choices,
            suggestion,
        } => Said::new(
            format!("`{value}` is not one of the words that can stand here"),
            format!(
                "{}one of: {}",
                meant(
                    suggestion,
                    |s| format!("did you mean `{s}`? It can be "),
                    ""
                ),
                choices.join(", ")
            ),
        ),
        Empty {} => Said::new(
            "this is empty",
            "write what belongs here, or leave the whole field out: what is unknown is absent",
        ),
        OutOfRange { value, limit } => Said::new(
            format!("`{value}` is outside what can stand here"),
            match is_below(value, limit) {
                true => format!("it is at least {limit}"),
                false => format!("it is at most {limit}"),
            },
        ),
        TooMany { count, limit } => Said::new(
            format!("there are {count} here, and at most {limit} are possible"),
            "take some out",
        ),
        NotADate { value } => Said::new(
            format!("`{value}` is not a date"),
            "write year-month-day, or only as much as is known: `2018-09-28`, `2018-09`, `2018`",
        ),
        ImpossibleDate { value } => Said::new(
            format!("there is no day `{value}` in the calendar"),
            "check the month (01–12) and the day",
        ),
        NotMoney { value } => Said::new(
            format!("`{value}` is not an amount of money"),
            "write the amount without spaces in it, with a point before the cents, then a space and the currency, EUR or LVL: `10080 EUR`, `1337958.37 EUR`",
        ),
        NegativeMoney { value } => Said::new(
            format!("the amount `{value}` is below zero"),
            "amounts are written without a sign",
        ),
        OverPreciseMoney { value } => Said::new(
            format!("the amount `{value}` has more than two decimals"),
            "thousands are written without a sign between them (`10080 EUR`); otherwise round to cents as it was decided",
        ),
        NotARate { value } => Said::new(
            format!("`{value}` is not a rate in per cent"),
            "write the number alone, from 0 to 100, without a per cent sign, with a point before decimals: `100`, `4.5`",
        ),
        NotAnAddress { value } => Said::new(
            format!("`{value}` is not a web address"),
            "write it whole, without spaces: `https://www.example.lv/page`",
        ),
        UnsafeId { value, why } => Said::new(
            format!(
                "`{}` cannot be an id: it names folders and files",
                cut(value)
            ),
            match why {
                BadId::Letters => {
                    "use small Latin letters, digits and single hyphens: `ttchan`, `annex-502`"
                        .to_owned()
                }
                BadId::Length => format!("it may have {LONGEST_ID} letters at most"),
                BadId::Taken => {
                    "Windows, or this program, keeps this name for other files: choose another"
                        .to_owned()
                }
            },
        ),
        DuplicateId { id, other } => Said::new(
            format!("the id `{id}` is used twice; it also stands in {other}"),
            "give one of the two another id",
        ),
        UnknownReference {
            kind,
            value,
            suggestion,
        } => Said::new(
            format!("`{value}` names no {kind}"),
            meant(
                suggestion,
                did_you_mean,
                match kind.as_str() {
                    "country" => "write its ISO code in capitals: `LV`, `GB`",
                    "code" => "`pielikums explain` lists all codes",
                    "warning" => {
                        "the code stands in brackets before a warning; errors cannot be accepted"
                    }
                    "decision" | "event" => "correct the name, or add it to this record",
                    _ => "add it to the registry, or correct the name",
                },
            ),
        ),
        UnprintableCharacter { code_point } => Said::new(
            format!(
                "the text has the character {code_point}{}, which cannot be printed or would mislead a reader",
                in_brackets(character(code_point).map(|names| names.0))
            ),
            "delete it; it is often brought in when text is copied from a web page or a PDF",
        ),
        EndBeforeStart { start, end } => Said::new(
            format!("the period ends on {end}, before it starts on {start}"),
            "check both dates",
        ),
        SumsDisagree {
            what,
            stated,
            computed,
        } => Said::new(
            format!(
                "{} are {computed} together, but should be {stated}",
                parts(what)
            ),
            "correct the amount or the rate that is wrong",
        ),
        RateDisagrees {
            rate,
            amount,
            computed,
        } => Said::new(
            format!("{rate} % would be {computed}, the record says {amount}"),
            "correct the rate or the amount, if one of them is not what was decided",
        ),
        CountsDisagree { declared, listed } => Said::new(
            format!("the record declares {declared}, the list has {listed}"),
            "correct the number or the list; where there is a complete list, leave the number out: it is counted",
        ),
        IncompleteList { declared, listed } => Said::new(
            format!("the document lists {listed} of {declared} partners as if they were all"),
            "complete the list, or word the row: `{\"row\": \"partners\", \"text\": [\"…\"]}`",
        ),
        GuessedForm { name, case, form } => Said::new(
            format!("`{form}` ({case}) was made of `{name}` by a rule that is not sure"),
            "look at it, and give the forms: `{\"nom\": \"…\", \"gen\": \"…\", \"dat\": \"…\", \"acc\": \"…\", \"loc\": \"…\"}`",
        ),
        ListedTwice { value } => Said::new(
            format!("`{value}` stands twice in the list"),
            "take one of the two out, if they are the same",
        ),
        CountryDisagrees { country, other } => Said::new(
            format!(
                "the country is {country}, but the place or organisation beside it is in {other}"
            ),
            "leave the country out: it comes with the place",
        ),
        MoreThanWhole { part, whole } => Said::new(
            format!("{part} is more than the whole, {whole}"),
            "check both numbers",
        ),
        MixedPrecision { start, end } => Said::new(
            format!("the period runs from {start} to {end}, which are not equally precise"),
            "give both to the day, to the month or to the year",
        ),
        NotADay { value } => Said::new(
            format!("`{value}` is not a whole date"),
            "a decision is of a day: `2018-09-28`",
        ),
        TwoLeads {} => Said::new(
            "a second partner has the role `lead`",
            "only one partner can be the lead partner: leave the role out",
        ),
        OrderNamesAbsent { country } => Said::new(
            format!("the order names the country {country}, but no partner is from there"),
            "take it out of the order, or add the partner",
        ),
        NoDate {} => Said::new(
            "the document has no date, and the project has no `revised`",
            "give the document its `date`, or the project `\"revised\": \"2026-11-20\"`: a lasting PDF must bear a date",
        ),
        IgnoredField { field } => Said::new(
            format!("a translation has no `{field}` of its own"),
            format!("take it out here; give `{field}` of the original in both languages"),
        ),
        NoPublicity { programme } => Said::new(
            format!(
                "the release does not show the emblem, statement and disclaimer that `{programme}` demands"
            ),
            "leave `publicity` out, and it does; where the programme allows it, accept this warning with the reason",
        ),
        UnknownPublicity { programme } => Said::new(
            format!("the registry does not say what `{programme}` demands to be shown"),
            format!(
                "add `publicity` to `{programme}` in `programmes.json`: emblem, statement, disclaimer, source"
            ),
        ),
        UnconfirmedPublicity { programme } => Said::new(
            format!(
                "the statement or disclaimer of `{programme}` has not been compared with an official text"
            ),
            "compare it with the grant agreement, and write `\"confirmed\": true` in `programmes.json`",
        ),
        LogoTooLarge {
            file,
            height,
            emblem,
        } => Said::new(
            format!(
                "the logo `{file}` is {height} mm high, higher than the emblem of the European Union ({emblem} mm)"
            ),
            format!(
                "in `programmes.json` or `organisations.json`, where it is named, give it a `height` of at most {emblem}"
            ),
        ),
        NotTranslated { text, language } => Said::new(
            format!("there is no text in `{language}` here: “{}”", cut(text)),
            "give it in both languages: `{\"lv\": \"…\", \"en\": \"…\"}`; a name: `{\"nom\": \"…\", \"en\": \"…\"}`",
        ),
        UnknownOriginal { id, suggestion } => Said::new(
            format!("`{id}` is no document of this kind that could be translated"),
            match suggestion {
                Some(suggestion) => format!("did you mean `{suggestion}`?"),
                None => {
                    "name a document of the same project and kind that is no translation itself"
                        .into()
                }
            },
        ),
        NoHeadline {} => Said::new(
            "the release has no headline; the project's name stands in its place",
            "write one: `\"headline\": \"…\"`",
        ),
        NoAlternativeText { file } => Said::new(
            format!("the picture `{file}` has no alternative text"),
            "say in `alt` what can be seen in it, for those who cannot see it",
        ),
        MissingPicture {
            file,
            folder,
            is_there,
            suggestion,
        } => match is_there {
            true => Said::new(
                format!("there is no picture `{file}` in the folder `{folder}`"),
                meant(
                    suggestion,
                    did_you_mean,
                    "put the file there, or correct the name; a photo without `file` prints only its caption",
                ),
            ),
            false => Said::new(
                format!("the picture `{file}` cannot be found: there is no folder `{folder}`"),
                "`assets` in `pielikums.toml` names the folder of pictures",
            ),
        },
        BrokenPicture { file, reason } => Said::new(
            format!("the picture `{file}` cannot be read: {reason}"),
            "open it in a picture viewer and save it again as JPEG, PNG, WebP or SVG",
        ),
        RoundedShares { stated, computed } => Said::new(
            format!(
                "the shares, each rounded to the cent, are {computed} together, but the whole is {stated}"
            ),
            "write the amounts that were decided (`amount`) beside the rates",
        ),
        NotExtended { former, end } => Said::new(
            format!("the term is extended from {former} to {end}, which is not later"),
            "`extended_from` is the former last day, `end` the new one",
        ),
        DurationDisagrees { stated, computed } => Said::new(
            format!("the duration is {stated} months, but from start to end it is {computed}"),
            "correct one of the two, or leave the months out",
        ),
        AnnexesNotNumbered { decision, number } => Said::new(
            match number {
                Some(number) => {
                    format!("two annexes to decision No. {decision} are annex {number}")
                }
                None => format!(
                    "decision No. {decision} has several annexes, but this one has no number"
                ),
            },
            "number them: `\"annex_number\": 1`, `\"annex_number\": 2`",
        ),
        QuotedTitle { text } => Said::new(
            format!("the name is typed with quotation marks: `{text}`"),
            "take them out: the documents put the marks of the house",
        ),
        CoFinancingDisagrees { stated, computed } => Said::new(
            format!("the co-financing is {computed}, but the municipality's source pays {stated}"),
            "correct one of the two, or leave the amount out: it follows from the source",
        ),
        PaymentsDisagree { stated, computed } => Said::new(
            format!("the payments are {computed} together, but the grant is {stated}"),
            "correct the payment or the source; if it was decided so, accept the warning in `accepted`",
        ),
        OutOfOrder {} => Said::new(
            "this does not come in the order of time",
            "check the date, or put them in the order of time",
        ),
        ColumnsDisagree { columns, amounts } => Said::new(
            format!("the table has {columns} columns, but this line {amounts} amounts"),
            "write one amount for each column, `0 EUR` where there is none",
        ),
        MixedCurrencies { value, expected } => Said::new(
            format!("`{value}` stands in a budget in {expected}"),
            "write all amounts of a budget in one currency",
        ),
        NotEu { country, day } => Said::new(
            format!(
                "the text says that these are EU countries, but {country} was no member on {day}"
            ),
            "write `dažādām valstīm` or leave the country out",
        ),
        GuestIsPartner { value } => Said::new(
            format!("`{value}` is a guest and a partner at once"),
            "leave it in one of the two lists: guests are not counted",
        ),
        DecisionAfterTerm { decision, end } => Said::new(
            format!("the decision is of {decision}, but the project ended on {end}"),
            "check both dates; if it was so, accept the warning in `accepted`",
        ),
        OutsideTerm {
            event,
            weekday,
            term,
        } => Said::new(
            format!(
                "the event ({event}{}) is outside the term of the project ({term})",
                on(*weekday)
            ),
            "check the dates of the event and of `period`",
        ),
        TypedFact { text, expression } => Said::new(
            format!("`{text}` is typed here, but it is a fact of the record"),
            format!("write `{{{{{expression}}}}}`, so that it changes with the record"),
        ),
        ContradictsFact {
            text,
            fact,
            expression,
        } => Said::new(
            format!("the text says `{text}`, but the record `{fact}`"),
            format!(
                "correct one of the two; `{{{{{expression}}}}}` always says what the record says"
            ),
        ),
        DoubleSpace {} => Said::new(
            "there are two spaces where one is meant",
            "`pielikums check --fix` mends it; one space is printed in any case",
        ),
        UnbalancedQuotes { text } => Said::new(
            format!("a quotation mark has no counterpart: `{text}`"),
            "add the missing mark, or take the other out",
        ),
        MixedQuotes { text } => Said::new(
            format!("there are two styles of quotation marks in one text: `{text}`"),
            "use the marks of the house; `{{quote …}}` puts them by itself",
        ),
        StraightQuotes { text } => Said::new(
            format!("straight quotation marks: `{text}`"),
            "`pielikums check --fix` puts “ and ”",
        ),
        HyphenForDash { text, mended } => Said::new(
            format!("a hyphen stands where a dash is meant: `{text}`"),
            format!("write `{mended}`; `pielikums check --fix` does it"),
        ),
        FromWithDash { text } => Said::new(
            format!("`no` stands with a dash: `{text}`"),
            "write `no … līdz …`, or the dash without `no`; `{{period term form=\"from-to\"}}` does it",
        ),
        OrdinalSpace { text, mended } => Said::new(
            format!("a space is missing after the point: `{text}`"),
            format!("write `{mended}`; `pielikums check --fix` does it"),
        ),
        Untranslated { text } => Said::new(
            format!("this does not look like Latvian: `{text}`"),
            "translate it; a foreign title has a field of its own, `{\"lang\": \"en\", \"text\": \"…\"}`",
        ),
        Unfinished { text } => Said::new(
            format!("this is not finished: `{text}`"),
            "write what is to stand here, or take it out",
        ),
        PersonalData { what, text } => Said::new(
            format!("{} in a document that is published: `{text}`", data(what)),
            "take it out unless the person agreed; then accept the warning in `accepted`",
        ),
        NothingAccepted { code } => Said::new(
            format!("`{code}` was accepted here, but there is no such warning"),
            "take the entry out of `accepted`, or correct `field`",
        ),
        NothingSaid { foreign } => Said::new(
            "this release says nothing: it has no `lead`, no `body` and no `closing`",
            match foreign {
                true => {
                    "if it is a translation, name its original: `\"translation_of\": \"release-start\"`"
                }
                false => "write what it is to say, or take the document out of the record",
            },
        ),
        UnknownPack { kind, packs } => Said::new(
            format!("no pack of templates makes documents of the kind `{kind}`"),
            format!(
                "{}there are: {}",
                meant(
                    &nearest(kind, packs.iter().map(String::as_str)),
                    |near| format!("did you mean `{near}`? "),
                    ""
                ),
                packs.join(", ")
            ),
        ),
        BrokenPack { reason } => Said::new(
            format!("the pack cannot be used: {reason}"),
            "`pack.toml` knows `kind`, `language`, `title`, `author`, `main`, `fonts`, `standards`, `outputs`, `card`, `needs` and `for_records`",
        ),
        BrokenFont {} => Said::new(
            "this file is no font that can be read",
            "put the font back, or take the file away: then the font of the program is used",
        ),
        DoesNotParse { reason } => Said::new(
            format!(
                "the expression does not parse: {}",
                match reason.starts_with("invalid handlebars syntax") {
                    true => "what stands here is none",
                    false => reason,
                }
            ),
            "an expression is `{{fact}}` or `{{helper fact}}`; each `{{#…}}` needs its `{{/…}}`; write `\\{{` for two braces as text",
        ),
        UnknownPath { path, suggestion } => Said::new(
            format!("no record can have a fact called `{path}`"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums show PROJECT/DOCUMENT --stage facts` lists what can be said",
            ),
        ),
        UnknownHelper { name, suggestion } => Said::new(
            format!("there is no helper `{name}`"),
            meant(
                suggestion,
                did_you_mean,
                "`templates/README.md` lists the helpers",
            ),
        ),
        UnknownPart { name, suggestion } => Said::new(
            format!("there is no part `{name}`"),
            meant(
                suggestion,
                did_you_mean,
                "a part is a file: `{{> shared/block}}` is `shared/block.typ.hbs`",
            ),
        ),
        Unused {} => Said::new(
            "no template uses this file",
            "look whether its name is what the templates call, or delete it",
        ),
        LoneBrace {} => Said::new(
            "the text has braces that belong to no expression; they are printed as they stand",
            "an expression stands between double braces: `{{author.name}}`",
        ),
        NotAllowed { what } => Said::new(
            format!("{what} is not allowed here"),
            "only `{{fact}}` and `{{helper fact}}` can stand in prose; templates may use `if`, `unless`, `each`, `with` and their own partials too",
        ),
        UnsafePosition { inside } => Said::new(
            format!("a value stands {inside}, where it could become code"),
            "put the value into running text or give it to a function as a whole argument",
        ),
        AbsentFact { path } => Said::new(
            format!("this record does not have `{path}`"),
            format!(
                "add the fact to the record{}, or take out the row, table or expression that says it; a template can ask first with `{{{{#if …}}}}`",
                in_brackets(
                    field_behind(path)
                        .map(|f| format!("field `{f}`"))
                        .as_deref()
                )
            ),
        ),
        WrongKind {
            helper,
            expected,
            found,
        } => match helper.as_str() {
            // Nobody writes this helper: it is what a name by itself is.
            "say" => Said::new(
                format!("{found} cannot be said as it is"),
                "name one of its facts, such as `{{author.name}}`; `pielikums show … --stage facts` lists them",
            ),
            _ => Said::new(
                format!("`{helper}` wants {expected}, but was given {found}"),
                "use the helper that fits the fact, or none",
            ),
        },
        BadArgument {
            helper,
            argument,
            expected,
        } => Said::new(
            format!("`{helper}` does not know `{argument}`"),
            format!("it knows {expected}"),
        ),
        TooMuch {} => Said::new(
            "the texts name one another so often that the document would never end",
            "look for texts that name others more than once, in several steps",
        ),
        Circular { path } => Said::new(
            format!("the text `{path}` leads back to itself"),
            "take one of the expressions out of the chain",
        ),
        NoGlyph {
            character,
            code_point,
        } => Said::new(
            format!("no font of this document has the character “{character}” ({code_point})"),
            "write it another way, or add a font that has it to the pack",
        ),
        TooWide { text } => Said::new(
            format!(
                "`{}` does not fit: it runs off the page or over other words",
                cut(text)
            ),
            "a word must fit a line: divide it, shorten it or put a space; say a long web address with words: `{{link … text=\"…\"}}`",
        ),
        Engine { message, hint } => Said::new(
            format!("the page cannot be set: {message}"),
            hint.clone().unwrap_or_else(|| {
                "look at the template here and in the lines before: brackets and quotation marks come in pairs, and names are those of `templates/lib`".into()
            }),
        ),
        EngineWarning { message, hint } => Said::new(
            format!("the page may not be as meant: {message}"),
            hint.clone().unwrap_or_default(),
        ),
        Standard { message, hint } => Said::new(
            format!("the file would not be lasting and accessible PDF: {message}"),
            hint.clone().unwrap_or_default(),
        ),
        BrokeOff { reason } => Said::new(
            format!("making this document broke off: {reason}"),
            "the other documents were made; please report this with the record",
        ),
        OutMissing { path } => Said::new(format!("`{path}` is not there"), "run `pielikums build`"),
        OutDiffers { path } => Said::new(
            format!("`{path}` is not what the records and templates give today"),
            "run `pielikums build`, and look at what changed",
        ),
        Locked { holder } => Said::new(
            format!("somebody else is writing in this folder: {holder}"),
            "wait until they are done; the lock goes when their program ends, however it ends",
        ),
        BrokenLedger { path, reason } => Said::new(
            format!("the ledger `{path}` cannot be read: {reason}"),
            "`pielikums build` makes every document again and writes the ledger anew",
        ),
        ShardsMissing { missing } => Said::new(
            format!(
                "the ledgers of these shares are not there: {}",
                missing.join(", ")
            ),
            "run `pielikums build --shard` for each of them, or name the folders that they are in",
        ),
        ShardsTwice { share, paths } => Said::new(
            format!(
                "the share {share} has several ledgers: {}",
                paths.join(", ")
            ),
            "name only the folder in which it was made last, or take the older ledger away",
        ),
        NothingToCompare { against, reason } => Said::new(
            format!("there is nothing to compare with in `{against}`: {reason}"),
            "`--against` takes `last`, a revision of git, a folder with `pielikums.toml`, or an earlier folder of documents with its `ledger.json`",
        ),
        WouldChange { adopted, changes } => Said::new(
            format!(
                "the record would now print otherwise what was adopted as {adopted}: {}",
                listed(changes)
            ),
            "the adopted file stays; `pielikums build --corrections` drafts a correction, `pielikums adopt` takes it over when it is adopted",
        ),
        TranslationWaits { adopted } => Said::new(
            format!(
                "the translation is not made: the record would now print otherwise what was adopted as {adopted}"
            ),
            "its file stays as it is; it is made when the correction is adopted, or when the record says again what was adopted",
        ),
        BreaksStandard { standard, rules } => Said::new(
            format!("the file does not keep `{standard}`: {}", rules.join("; ")),
            "such a file cannot be adopted; the templates or a picture may be the cause",
        ),
        AlreadyAdopted { adopted } => Said::new(
            format!("what it says is adopted already: {adopted}"),
            "nothing was written, and there is nothing to correct; `pielikums status` shows what is adopted",
        ),
        AdoptedAnotherDay { day, decided, date } => Said::new(
            format!("the decision is of {decided}, and not of {day}"),
            format!(
                "adopt it with `--date {date}`; if the record has the wrong day, mend that, build, read it, then adopt it"
            ),
        ),
        AdoptedOutOfOrder { day, before } => Said::new(
            format!(
                "the day {day} is before that of the document or of its version before: {before}"
            ),
            "versions are adopted in their order; look at the year",
        ),
        FrozenChanged { path } => Said::new(
            format!("`{path}` is not what was frozen"),
            "fetch it from a backup or from version control: what was adopted is not to be changed",
        ),
        FrozenMissing { path } => Said::new(
            format!("`{path}` was frozen and is gone"),
            "fetch it from a backup or from version control; if its adoption was undone on purpose, delete `out/ledger.json` and `out/.pielikums`: then every document is looked at anew",
        ),
        Unregistered { path } => Said::new(
            format!("`{path}` was adopted, but the register does not know it"),
            "fetch `adopted/register.json` from version control or a backup; until then nothing is built or adopted",
        ),
        NoRecord { adopted } => Said::new(
            format!("“{adopted}” is adopted, but no record has it"),
            "what was adopted stays; if its id was changed, change it back: an adopted document is known by it",
        ),
        OtherName { adopted } => Said::new(
            format!(
                "the annex of this decision was adopted as {adopted}, and no record has that any more"
            ),
            "give the project or the document its id back: what was adopted keeps its name; if this is another annex of the decision, number it (`annex_number`)",
        ),
        NotCurrent { path } => Said::new(
            format!(
                "`{path}` is not what would be adopted: the record, a template or the file has changed, or it was never made"
            ),
            "build (for a next version: `pielikums build --corrections`), read the file, then adopt it",
        ),
        NotDecided { document, original } => match original {
            Some(original) => Said::new(
                format!("`{document}` is a translation, which no council adopts"),
                format!("adopt `{original}`"),
            ),
            None => Said::new(
                format!("`{document}` belongs to no decision of a council"),
                "only a decision and its annexes are adopted; a press release is simply built again",
            ),
        },
        OwnPlace { path } => Said::new(
            format!(
                "`{path}` is where records, registry, templates, pictures or documents of this workspace are"
            ),
            "choose another place: nothing that is there is written over",
        ),
        Guarded { path } => Said::new(
            format!("`{path}` is where adopted documents are kept"),
            "choose another place; only `pielikums adopt` writes there",
        ),
        NotFrozen { path } => Said::new(
            format!("`{path}` stands among what was adopted, but was not frozen"),
            "if it was never adopted, move it elsewhere; only `pielikums adopt` writes here",
        ),
        NotReproduced { document } => Said::new(
            format!("what is frozen of {document} does not give the frozen file again"),
            "the frozen file itself is whole; another program or another machine may be the cause",
        ),
        OtherEngine {
            document,
            then,
            now,
        } => Said::new(
            format!("{document} was set by {then}; {now} sets it in other bytes"),
            "nothing frozen was changed: the frozen file is the one that counts",
        ),
        OutOrphan { path } => Said::new(
            format!("`{path}` belongs to no document of the records"),
            "delete it if it is no longer wanted",
        ),
    }
}

/// What kind of personal data it is.
fn data(what: &str) -> &'static str {
    match what {
        "phone" => "a telephone number",
        "email" => "an e-mail address",
        "account" => "a bank account",
        _ => "a personal code",
    }
}

/// What was added up.
fn parts(what: &str) -> &'static str {
    match what {
        "periods" => "the amounts by period",
        "lines" => "the amounts of the table",
        "partners" => "the budgets of the partners",
        "eligible" => "the eligible and ineligible costs",
        _ => "the sources",
    }
}

/// ", Monday": the day of the week, counted from 1, if it is known.
fn on(weekday: Option<u8>) -> String {
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let name = weekday.and_then(|n| names.get(usize::from(n).checked_sub(1)?));
    name.map(|name| format!(", {name}")).unwrap_or_default()
}
