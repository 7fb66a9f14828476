//! The catalogue of findings in Latvian (ziņojumi latviešu valodā).

use super::reasons::reason as told;
use super::{Said, character, cut, field_behind, in_brackets, is_below, listed, meant};
use crate::finding::Matter::{self, *};
use crate::finding::{BadId, LONGEST_ID, nearest};

pub(super) fn say(matter: &Matter) -> Said {
    let did_you_mean = |s: &str| format!("vai bija domāts `{s}`?");
    match matter {
        Unreadable { path, reason } => Said::new(
            format!("`{path}` nevar nolasīt: {}", told(reason)),
            "pārbaudiet, vai mape vai datne pastāv un vai jums ir tiesības to lasīt",
        ),
        Unwritable { path, reason } => Said::new(
            format!("`{path}` nevar ierakstīt: {}", told(reason)),
            "pārbaudiet, vai mape pastāv, vai jums ir tiesības tajā rakstīt un vai diskā ir vieta; \
             nekas no tā, kas tur bija, nav zaudēts",
        ),
        NoWorkspace { start } => Said::new(
            format!("ne mapē `{start}`, ne virs tās nav datnes `pielikums.toml`"),
            "pārejiet uz ierakstu mapi vai norādiet to: `--workspace MAPE`",
        ),
        BrokenSettings { reason } => Said::new(
            format!("iestatījumu rinda nav saprotama: {}", told(reason)),
            "rindā ir nosaukums, `=` un vērtība; tekstu raksta pēdiņās, starp mapēm – `/`, nevis `\\`: `projects = \"dati/projects\"`",
        ),
        UnknownSeverity {
            code,
            is_error,
            suggestion,
        } => match is_error {
            true => Said::new(
                format!("`{code}` ir kļūda; to izslēgt nevar"),
                "`[severity]` nosaka tikai brīdinājumu svaru; visus kodus parāda `pielikums explain`",
            ),
            false => Said::new(
                format!("nav brīdinājuma ar kodu `{code}`"),
                meant(
                    suggestion,
                    did_you_mean,
                    "visus kodus parāda `pielikums explain`; svars ir \"off\", \"warning\" vai \"error\"",
                ),
            ),
        },
        AlreadyThere { path } => Said::new(
            format!("`{path}` jau pastāv"),
            "nekas netika rakstīts; izvēlieties citu nosaukumu vai pārvietojiet datni",
        ),
        UnknownSelector {
            selector,
            suggestion,
        } => Said::new(
            format!("nav ne projekta, ne dokumenta ar nosaukumu `{selector}`"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums list` parāda visus dokumentus; projektu vai dokumentu norāda šādi: `ttchan`, `ttchan/annex-502`",
            ),
        ),
        NotUtf8 { byte } => Said::new(
            format!("datne nav UTF-8 teksts: {byte}. baits nepieder nevienai rakstzīmei"),
            "saglabājiet datni no jauna UTF-8 kodējumā (programmā Notepad: Saglabāt kā, kodējums: UTF-8)",
        ),
        TooLarge { bytes, limit } => Said::new(
            format!("datnes apjoms ir {bytes} B, bet ieraksts drīkst būt ne lielāks par {limit} B"),
            "ierakstā ir viena projekta fakti; attēli un pielikumi glabājas blakus",
        ),
        TooDeep {} => Said::new(
            "datnē ir vairāk ligzdotu līmeņu, nekā ierakstā var būt",
            "meklējiet iekavas, kas atvērtas, bet nav aizvērtas",
        ),
        BrokenJson { reason } => Said::new(
            format!("tas nav JSON: {}", told(reason)),
            match reason.as_str() {
                "the file is empty" => "uzrakstiet ierakstu vai izdzēsiet datni; ierakstu, ar ko sākt, sagatavo `pielikums new`",
                "expected comma" | "unexpected word" | "unexpected token" => {
                    "aplūkojiet arī iepriekšējās rindas beigas; tekstā pēdiņas ir “ ” vai `\\\"`, izteiksmē `{{ }}` – `'`, ap tekstu vienmēr `\"`"
                }
                reason if reason.starts_with("unterminated") => {
                    "datnes beigās vēl ir atvērta iekava; redaktors parāda, kuras iekavas sader kopā"
                }
                "comments are not allowed" => "izņemiet piezīmi: JSON tādu nav",
                reason if reason.contains("unicode") => "ierakstiet pašu rakstzīmi",
                reason if reason.contains("escape") => {
                    "starp mapēm raksta `/`; pašu `\\` raksta `\\\\`"
                }
                _ => {
                    "aplūkojiet arī iepriekšējās rindas beigas: var trūkt komata, pēdiņas vai iekavas, vai arī kāda no tām ir lieka"
                }
            },
        ),
        DuplicateField { field } => Said::new(
            format!("lauks `{field}` šeit ir divreiz"),
            "atstājiet vienu no abiem: faktu raksta vienreiz",
        ),
        UnknownField { field, suggestion } => Said::new(
            format!("lauka `{field}` šeit nav"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums schema` apraksta visus laukus; redaktors, kas lasa `$schema`, tos piedāvā",
            ),
        ),
        MissingField { field } => Said::new(
            format!("trūkst lauka `{}`", field.replace("` or `", "` vai `")),
            match field.contains("` or `") {
                true => "pievienojiet šim objektam vienu no tiem".to_owned(),
                false => format!("pievienojiet šim objektam `\"{field}\": …`"),
            },
        ),
        WrongType { expected, found } => Said::new(
            format!(
                "šeit jābūt: {}; ierakstīts: {}",
                kind(expected),
                kind(found)
            ),
            match found.as_str() {
                "null" => "ierakstiet, kas šeit jānorāda; ko nezina, to izlaiž kopā ar lauka nosaukumu",
                _ => {
                    "tekstu, arī likmi, raksta pēdiņās, skaitli un `true`/`false` (jā/nē) – bez tām, sarakstu – `[ ]`, objektu – `{ }`"
                }
            },
        ),
        UnknownChoice {
            value,
            choices,
            suggestion,
        } => Said::new(
            format!("`{value}` šeit nav atļauta vērtība"),
            format!(
                "{}: {}",
                meant(
                    suggestion,
                    |s| format!("vai bija domāts `{s}`? Atļautās vērtības"),
                    "atļautās vērtības"
                ),
                choices.join(", ")
            ),
        ),
        Empty {} => Said::new(
            "šeit nekas nav ierakstīts",
            "ierakstiet, kas šeit jānorāda, vai izlaidiet visu lauku: kas nav zināms, to neraksta",
        ),
        OutOfRange { value, limit } => Said::new(
            format!("`{value}` ir ārpus atļautajām robežām"),
            match is_below(value, limit) {
                true => format!("te var būt ne mazāk kā {limit}"),
                false => format!("te var būt ne vairāk kā {limit}"),
            },
        ),
        TooMany { count, limit } => Said::new(
            format!("šeit ir {count}, bet var būt ne vairāk kā {limit}"),
            "izņemiet liekos",
        ),
        NotADate { value } => Said::new(
            format!("`{value}` nav datums"),
            "rakstiet datumu šādi: gads-mēnesis-diena, vai tikai to, kas zināms: `2018-09-28`, `2018-09`, `2018`",
        ),
        ImpossibleDate { value } => Said::new(
            format!("tāda datuma nav: `{value}`"),
            "pārbaudiet mēnesi (01–12) un dienu",
        ),
        NotMoney { value } => Said::new(
            format!("`{value}` nav naudas summa"),
            "rakstiet summu bez atstarpēm tajā, ar punktu centu priekšā, tad atstarpi un valūtu (EUR vai LVL): `10080 EUR`, `1337958.37 EUR`",
        ),
        NegativeMoney { value } => Said::new(
            format!("summa `{value}` ir mazāka par nulli"),
            "summas raksta bez mīnusa vai plusa zīmes",
        ),
        OverPreciseMoney { value } => Said::new(
            format!("summai `{value}` ir vairāk nekā divi decimālcipari"),
            "tūkstošus raksta bez atdalītāja (`10080 EUR`); citādi noapaļojiet līdz centiem, kā nolemts",
        ),
        NotARate { value } => Said::new(
            format!("`{value}` nav likme procentos"),
            "rakstiet tikai skaitli no 0 līdz 100, bez procentu zīmes, decimāldaļas atdalot ar punktu: `100`, `4.5`",
        ),
        NotAnAddress { value } => Said::new(
            format!("`{value}` nav tīmekļa adrese"),
            "rakstiet to pilnībā, bez atstarpēm: `https://www.example.lv/lapa`",
        ),
        UnsafeId { value, why } => Said::new(
            format!(
                "`{}` neder par identifikatoru, jo pēc tā nosauc mapi vai datni",
                cut(value)
            ),
            match why {
                BadId::Letters => {
                    "lietojiet mazos latīņu burtus bez garumzīmēm, ciparus un defises: `ttchan`, `annex-502`"
                        .to_owned()
                }
                BadId::Length => format!("tajā var būt ne vairāk kā {LONGEST_ID} rakstzīmes"),
                BadId::Taken => {
                    "šādu nosaukumu Windows vai šī programma patur citām datnēm: izvēlieties citu"
                        .to_owned()
                }
            },
        ),
        DuplicateId { id, other } => Said::new(
            format!("identifikators `{id}` lietots divreiz; tas ir arī šeit: {other}"),
            "dodiet vienam no tiem citu identifikatoru",
        ),
        UnknownReference {
            kind,
            value,
            suggestion,
        } => Said::new(
            match kind.as_str() {
                "decision" | "event" => format!("šajā ierakstā nav {} `{value}`", reference(kind)),
                "country" => format!("nav valsts ar kodu `{value}`"),
                "warning" => format!("nav brīdinājuma ar kodu `{value}`"),
                "code" => format!("nav koda `{value}`"),
                _ => format!("reģistrā nav {} `{value}`", reference(kind)),
            },
            meant(
                suggestion,
                did_you_mean,
                match kind.as_str() {
                    "country" => "rakstiet valsts ISO kodu ar lielajiem burtiem: `LV`, `GB`",
                    "code" => "visus kodus parāda `pielikums explain`",
                    "warning" => "kods ir kvadrātiekavās brīdinājuma priekšā; kļūdas nevar pieņemt",
                    "decision" | "event" => {
                        "izlabojiet identifikatoru vai pievienojiet to ierakstam"
                    }
                    _ => "pievienojiet to reģistram vai izlabojiet identifikatoru",
                },
            ),
        ),
        UnprintableCharacter { code_point } => Said::new(
            format!(
                "tekstā ir rakstzīme {code_point}{}, ko nevar nodrukāt vai kas maldinātu lasītāju",
                in_brackets(character(code_point).map(|names| names.1))
            ),
            "izdzēsiet to; tā bieži ieviešas, kopējot tekstu no tīmekļa lapas vai PDF datnes",
        ),
        EndBeforeStart { start, end } => Said::new(
            format!("beigas ({end}) ir pirms sākuma ({start})"),
            "pārbaudiet abus datumus",
        ),
        SumsDisagree {
            what,
            stated,
            computed,
        } => Said::new(
            format!("{} kopā ir {computed}, bet jābūt {stated}", parts(what)),
            "izlabojiet kļūdaino summu vai likmi",
        ),
        RateDisagrees {
            rate,
            amount,
            computed,
        } => Said::new(
            format!("{rate} % būtu {computed}, bet ierakstā ir {amount}"),
            "izlabojiet likmi vai summu, ja kāda no tām nav tāda, kā nolemts",
        ),
        CountsDisagree { declared, listed } => Said::new(
            format!("ierakstā norādīts skaits {declared}, bet sarakstā ir {listed}"),
            "izlabojiet skaitu vai sarakstu; ja saraksts ir pilns, skaitu nerakstiet: to saskaita programma",
        ),
        IncompleteList { declared, listed } => Said::new(
            format!(
                "dokumentā uzskaitīti {listed} no {declared} partneriem tā, it kā tie būtu visi"
            ),
            "papildiniet sarakstu vai uzrakstiet rindas tekstu: `{\"row\": \"partners\", \"text\": [\"…\"]}`",
        ),
        GuessedForm { name, case, form } => Said::new(
            format!("`{form}` ({case}) no `{name}` atvasināts pēc nedrošas kārtulas"),
            "aplūkojiet to un norādiet formas: `{\"nom\": \"…\", \"gen\": \"…\", \"dat\": \"…\", \"acc\": \"…\", \"loc\": \"…\"}`",
        ),
        ListedTwice { value } => Said::new(
            format!("`{value}` sarakstā ir divreiz"),
            "ja tas ir viens un tas pats, vienu izņemiet",
        ),
        CountryDisagrees { country, other } => Said::new(
            format!(
                "valsts ir {country}, bet blakus minētā vieta vai organizācija atrodas valstī {other}"
            ),
            "valsti nerakstiet: to nosaka vieta",
        ),
        MoreThanWhole { part, whole } => Said::new(
            format!("{part} pārsniedz kopsummu {whole}"),
            "pārbaudiet abus skaitļus",
        ),
        MixedPrecision { start, end } => Said::new(
            format!("termiņš ir no {start} līdz {end}, bet šie datumi nav vienlīdz precīzi"),
            "norādiet abus ar dienu, ar mēnesi vai ar gadu",
        ),
        NotADay { value } => Said::new(
            format!("`{value}` nav pilns datums"),
            "lēmumam norāda pilnu datumu: `2018-09-28`",
        ),
        TwoLeads {} => Said::new(
            "loma `lead` ir arī otram partnerim",
            "vadošais partneris ir tikai viens: lomu izlaidiet",
        ),
        OrderNamesAbsent { country } => Said::new(
            format!("secībā minēta valsts {country}, bet neviens partneris nav no turienes"),
            "izņemiet to no secības vai pievienojiet partneri",
        ),
        NoDate {} => Said::new(
            "dokumentam nav datuma, un projektam nav lauka `revised`",
            "ierakstiet dokumenta laukā `date` datumu vai projektam `\"revised\": \"2026-11-20\"`: ilgstoši glabājamai PDF datnei vajag datumu",
        ),
        IgnoredField { field } => Said::new(
            format!("tulkojumam nav sava lauka `{field}`"),
            format!("izņemiet to šeit; oriģināla `{field}` ierakstiet abās valodās"),
        ),
        NoPublicity { programme } => Said::new(
            format!("paziņojumā nav emblēmas, norādes un atrunas, ko prasa `{programme}`"),
            "izlaidiet `publicity`, un tās būs; ja programma pieļauj, pieņemiet šo brīdinājumu, norādot iemeslu",
        ),
        UnknownPublicity { programme } => Said::new(
            format!("reģistrā nav ierakstīts, ko prasa norādīt programma `{programme}`"),
            format!(
                "pievienojiet `publicity` programmai `{programme}` datnē `programmes.json`: emblēmu, norādi, atrunu, avotu"
            ),
        ),
        UnconfirmedPublicity { programme } => Said::new(
            format!(
                "programmas `{programme}` norāde vai atruna nav salīdzināta ar oficiālu tekstu"
            ),
            "salīdziniet ar granta līgumu un datnē `programmes.json` ierakstiet `\"confirmed\": true`",
        ),
        LogoTooLarge {
            file,
            height,
            emblem,
        } => Said::new(
            format!(
                "logotips `{file}` ir {height} mm augsts, augstāks par Eiropas Savienības emblēmu ({emblem} mm)"
            ),
            format!(
                "datnē `programmes.json` vai `organisations.json`, kur tas nosaukts, norādiet `height`, ne lielāku par {emblem}"
            ),
        ),
        NotTranslated { text, language } => Said::new(
            match language.as_str() {
                "en" => format!("tulkojuma angļu valodā šeit nav: “{}”", cut(text)),
                _ => format!("teksta latviešu valodā šeit nav: “{}”", cut(text)),
            },
            "ierakstiet abās valodās: `{\"lv\": \"…\", \"en\": \"…\"}`; nosaukumu: `{\"nom\": \"…\", \"en\": \"…\"}`",
        ),
        UnknownOriginal { id, suggestion } => Said::new(
            format!("`{id}` nav tāda paša veida dokuments, ko varētu tulkot"),
            match suggestion {
                Some(suggestion) => format!("vai bija domāts `{suggestion}`?"),
                None => {
                    "nosauciet tā paša projekta un veida dokumentu, kas pats nav tulkojums".into()
                }
            },
        ),
        NoHeadline {} => Said::new(
            "paziņojumam nav virsraksta; tā vietā būs projekta nosaukums",
            "ierakstiet virsrakstu: `\"headline\": \"…\"`",
        ),
        NoAlternativeText { file } => Said::new(
            format!("attēlam `{file}` nav alternatīvā teksta"),
            "laukā `alt` pasakiet, kas attēlā redzams, tiem, kuri to neredz",
        ),
        MissingPicture {
            file,
            folder,
            is_there,
            suggestion,
        } => match is_there {
            true => Said::new(
                format!("attēla `{file}` nav mapē `{folder}`"),
                meant(
                    suggestion,
                    did_you_mean,
                    "ielieciet datni mapē vai izlabojiet nosaukumu; fotogrāfijai bez `file` iespiež tikai parakstu",
                ),
            ),
            false => Said::new(
                format!("attēlu `{file}` nevar atrast: nav mapes `{folder}`"),
                "attēlu mapi norāda iestatījums `assets` datnē `pielikums.toml`",
            ),
        },
        BrokenPicture { file, reason } => Said::new(
            format!("attēlu `{file}` nevar nolasīt: {}", told(reason)),
            "atveriet to attēlu skatītājā un saglabājiet no jauna kā JPEG, PNG, WebP vai SVG",
        ),
        RoundedShares { stated, computed } => Said::new(
            format!("daļas, katra noapaļota līdz centam, kopā ir {computed}, bet viss ir {stated}"),
            "blakus likmēm ierakstiet nolemtās summas (`amount`)",
        ),
        NotExtended { former, end } => Said::new(
            format!("termiņš pagarināts no {former} līdz {end}, bet tas nav vēlāk"),
            "`extended_from` ir agrākā pēdējā diena, `end` – jaunā",
        ),
        DurationDisagrees { stated, computed } => Said::new(
            format!("ilgums mēnešos ir {stated}, bet no sākuma līdz beigām – {computed}"),
            "izlabojiet vienu no abiem vai mēnešus nerakstiet",
        ),
        AnnexesNotNumbered { decision, number } => Said::new(
            match number {
                Some(number) => format!("lēmumam Nr. {decision} ir divi {number}. pielikumi"),
                None => format!("lēmumam Nr. {decision} ir vairāki pielikumi, bet šim nav numura"),
            },
            "numurējiet tos: `\"annex_number\": 1`, `\"annex_number\": 2`",
        ),
        QuotedTitle { text } => Said::new(
            format!("nosaukums ierakstīts ar pēdiņām: `{text}`"),
            "izņemiet tās: dokumentos iestādes pēdiņas ieliek programma",
        ),
        CoFinancingDisagrees { stated, computed } => Said::new(
            format!("līdzfinansējums ir {computed}, bet pašvaldības avots maksā {stated}"),
            "izlabojiet vienu no abiem vai summu nerakstiet: tā izriet no avota",
        ),
        PaymentsDisagree { stated, computed } => Said::new(
            format!("maksājumi kopā ir {computed}, bet finansējums ir {stated}"),
            "izlabojiet maksājumu vai avotu; ja tā nolemts, pieņemiet brīdinājumu sarakstā `accepted`",
        ),
        OutOfOrder {} => Said::new(
            "šis nav laika secībā",
            "pārbaudiet datumu vai sakārtojiet laika secībā",
        ),
        ColumnsDisagree { columns, amounts } => Said::new(
            format!("aiļu skaits tabulā ir {columns}, bet summu skaits šajā rindā – {amounts}"),
            "katrai ailei ierakstiet vienu summu; kur nekā nav, rakstiet `0 EUR`",
        ),
        MixedCurrencies { value, expected } => Said::new(
            format!("`{value}` ir budžetā, kura valūta ir {expected}"),
            "visas viena budžeta summas rakstiet vienā valūtā",
        ),
        NotEu { country, day } => Said::new(
            format!("tekstā rakstīts par ES valstīm, bet {country} {day} nebija ES dalībvalsts"),
            "rakstiet “dažādām valstīm” vai šo valsti neminiet",
        ),
        GuestIsPartner { value } => Said::new(
            format!("`{value}` ir gan viesis, gan partneris"),
            "atstājiet vienā no abiem sarakstiem: viesus neskaita",
        ),
        DecisionAfterTerm { decision, end } => Said::new(
            format!("lēmuma datums ir {decision}, bet projekts beidzās {end}"),
            "pārbaudiet abus datumus; ja tā bija, pieņemiet brīdinājumu sarakstā `accepted`",
        ),
        OutsideTerm {
            event,
            weekday,
            term,
        } => Said::new(
            format!(
                "pasākums ({event}{}) ir ārpus projekta termiņa ({term})",
                on(*weekday)
            ),
            "pārbaudiet pasākuma un lauka `period` datumus",
        ),
        TypedFact { text, expression } => Said::new(
            format!("te ierakstīts `{text}`, bet tas ir ieraksta fakts"),
            format!("rakstiet `{{{{{expression}}}}}`: tad tas mainīsies līdz ar ierakstu"),
        ),
        ContradictsFact {
            text,
            fact,
            expression,
        } => Said::new(
            format!("tekstā ir `{text}`, bet ierakstā – `{fact}`"),
            format!(
                "izlabojiet vienu no abiem; `{{{{{expression}}}}}` vienmēr raksta to, kas ir ierakstā"
            ),
        ),
        DoubleSpace {} => Said::new(
            "te ir divas atstarpes vienas vietā",
            "to izlabo `pielikums check --fix`; dokumentā jebkurā gadījumā būs viena",
        ),
        UnbalancedQuotes { text } => Said::new(
            format!("pēdiņām nav pāra: `{text}`"),
            "pievienojiet trūkstošās pēdiņas vai izņemiet liekās",
        ),
        MixedQuotes { text } => Said::new(
            format!("vienā tekstā ir divu veidu pēdiņas: `{text}`"),
            "lietojiet iestādes pēdiņas; `{{quote …}}` tās ieliek pats",
        ),
        StraightQuotes { text } => Said::new(
            format!("taisnās pēdiņas: `{text}`"),
            "`pielikums check --fix` ieliks “ un ”",
        ),
        HyphenForDash { text, mended } => Said::new(
            format!("domuzīmes vietā ir defise: `{text}`"),
            format!("rakstiet `{mended}`; to izlabo `pielikums check --fix`"),
        ),
        FromWithDash { text } => Said::new(
            format!("“no” kopā ar domuzīmi: `{text}`"),
            "rakstiet “no … līdz …” vai domuzīmi bez “no”; to prot `{{period term form=\"from-to\"}}`",
        ),
        OrdinalSpace { text, mended } => Said::new(
            format!("aiz punkta trūkst atstarpes: `{text}`"),
            format!("rakstiet `{mended}`; to izlabo `pielikums check --fix`"),
        ),
        Untranslated { text } => Said::new(
            format!("tas neizskatās pēc latviešu valodas: `{text}`"),
            "iztulkojiet; svešvalodas nosaukumam ir savs lauks: `{\"lang\": \"en\", \"text\": \"…\"}`",
        ),
        Unfinished { text } => Said::new(
            format!("tas nav pabeigts: `{text}`"),
            "ierakstiet, kas te jāraksta, vai izņemiet",
        ),
        PersonalData { what, text } => Said::new(
            format!("publicējamā dokumentā ir {}: `{text}`", data(what)),
            "izņemiet, ja persona tam nav piekritusi; ja ir, pieņemiet brīdinājumu sarakstā `accepted`",
        ),
        NothingAccepted { code } => Said::new(
            format!("te pieņemts `{code}`, bet tāda brīdinājuma nav"),
            "izņemiet šo ierakstu no saraksta `accepted` vai izlabojiet `field`",
        ),
        NothingSaid { foreign } => Said::new(
            "šajā paziņojumā nav teksta: nav ne `lead`, ne `body`, ne `closing`",
            match foreign {
                true => "ja tas ir tulkojums, norādiet oriģinālu: `\"translation_of\": \"release-start\"`",
                false => "uzrakstiet, kas tajā jāsaka, vai izņemiet dokumentu no ieraksta",
            },
        ),
        UnknownPack { kind, packs } => Said::new(
            format!("nav veidņu kopas, kas veidotu `{kind}` veida dokumentus"),
            format!(
                "{}ir šādas: {}",
                meant(
                    &nearest(kind, packs.iter().map(String::as_str)),
                    |near| format!("vai bija domāts `{near}`? "),
                    ""
                ),
                packs.join(", ")
            ),
        ),
        BrokenPack { reason } => Said::new(
            format!("veidņu kopa nav lietojama: {}", told(reason)),
            "`pack.toml` pazīst `kind`, `language`, `title`, `author`, `main`, `fonts`, `standards`, `outputs`, `card`, `needs` un `for_records`",
        ),
        BrokenFont {} => Said::new(
            "šī datne nav lasāms fonts",
            "atjaunojiet fonta datni vai izņemiet to: tad lietos programmas fontu",
        ),
        DoesNotParse { reason } => Said::new(
            format!(
                "izteiksme nav saprotama: {}",
                match reason.starts_with("invalid handlebars syntax") {
                    true => "šeit tādas nav",
                    false => reason.as_str(),
                }
                    .replace(
                        "a `{{` and its `}}` do not both stand there",
                        "trūkst `{{` vai tai atbilstošās `}}`"
                    )
                    .replace("the block `", "bloks `")
                    .replace("` is not closed", "` nav aizvērts")
                    .replace("the phrase `", "frāze `")
                    .replace("` does not parse", "` nav saprotama")
            ),
            "izteiksme ir `{{fakts}}` vai `{{palīgs fakts}}`; katrai `{{#…}}` vajag savu `{{/…}}`; divas figūriekavas kā tekstu raksta `\\{{`",
        ),
        UnknownPath { path, suggestion } => Said::new(
            format!("fakta `{path}` nav"),
            meant(
                suggestion,
                did_you_mean,
                "`pielikums show PROJEKTS/DOKUMENTS --stage facts` parāda, ko var pateikt",
            ),
        ),
        UnknownHelper { name, suggestion } => Said::new(
            format!("nav palīga `{name}`"),
            meant(
                suggestion,
                did_you_mean,
                "palīgi uzskaitīti datnē `templates/README.md`",
            ),
        ),
        UnknownPart { name, suggestion } => Said::new(
            format!("nav daļas `{name}`"),
            meant(
                suggestion,
                did_you_mean,
                "daļa ir datne: `{{> shared/block}}` ir `shared/block.typ.hbs`",
            ),
        ),
        Unused {} => Said::new(
            "šo datni neizmanto neviena veidne",
            "pārbaudiet, vai tās nosaukums ir tas, ko veidnes sauc, vai izdzēsiet to",
        ),
        LoneBrace {} => Said::new(
            "tekstā ir figūriekavas, kas nepieder nevienai izteiksmei; tās tiks iespiestas, kā rakstītas",
            "izteiksmi raksta dubultās figūriekavās: `{{author.name}}`",
        ),
        NotAllowed { what } => Said::new(
            format!("šeit nav atļauts: {}", kind(what)),
            "tekstā var būt tikai `{{fakts}}` un `{{palīgs fakts}}`; veidnēs arī `if`, `unless`, `each`, `with` un savas daļas",
        ),
        UnsafePosition { inside } => Said::new(
            format!(
                "vērtība ir vietā, kur tā varētu kļūt par kodu ({})",
                kind(inside)
            ),
            "ievietojiet vērtību tekstā vai dodiet to funkcijai kā atsevišķu argumentu",
        ),
        AbsentFact { path } => Said::new(
            format!("šajā ierakstā nav fakta `{path}`"),
            format!(
                "pievienojiet faktu ierakstam{} vai izņemiet rindu, tabulu vai izteiksmi, kas to min; veidnē vispirms var pārbaudīt ar `{{{{#if …}}}}`",
                in_brackets(field_behind(path).map(|f| format!("lauks `{f}`")).as_deref())
            ),
        ),
        WrongKind {
            helper,
            expected,
            found,
        } => match helper.as_str() {
            // Tāda palīga neviens neraksta: tas ir nosaukums pats par sevi.
            "say" => Said::new(
                format!("to tieši iespiest nevar: {}", kind(found)),
                "nosauciet kādu no tās faktiem, piemēram, `{{author.name}}`; tos parāda `pielikums show … --stage facts`",
            ),
            _ => Said::new(
                format!(
                    "palīgam `{helper}` vajag: {}; dots: {}",
                    kind(expected),
                    kind(found)
                ),
                "lietojiet faktam piemērotu palīgu vai iztieciet bez tā",
            ),
        },
        BadArgument {
            helper,
            argument,
            expected,
        } => Said::new(
            format!("palīgs `{helper}` nepazīst `{argument}`"),
            format!("tas pazīst: {}", kind(expected)),
        ),
        TooMuch {} => Said::new(
            "teksti cits citu min tik bieži, ka dokumentam nebūtu gala",
            "meklējiet tekstus, kas vairākos soļos citus min vairāk nekā vienreiz",
        ),
        Circular { path } => Said::new(
            format!("teksts `{path}` ved atpakaļ pie sevis"),
            "izņemiet no ķēdes vienu izteiksmi",
        ),
        NoGlyph {
            character,
            code_point,
        } => Said::new(
            format!("nevienā šī dokumenta fontā nav rakstzīmes “{character}” ({code_point})"),
            "uzrakstiet to citādi vai pievienojiet kopai fontu, kurā tā ir",
        ),
        TooWide { text } => Said::new(
            format!(
                "`{}` neietilpst: iziet ārpus lapas vai pāri citiem vārdiem",
                cut(text)
            ),
            "vārdam jāietilpst rindā: sadaliet, saīsiniet to vai ielieciet atstarpi; garu tīmekļa adresi aizstājiet ar vārdiem: `{{link … text=\"…\"}}`",
        ),
        Engine { message, hint } => Said::new(
            format!("lappusi nevar salikt: {}", told(message)),
            hint.clone().unwrap_or_else(|| {
                "aplūkojiet veidni šeit un iepriekšējās rindās: iekavas un pēdiņas sader pa pāriem, un nosaukumi ir mapē `templates/lib`".into()
            }),
        ),
        EngineWarning { message, hint } => Said::new(
            format!("lappuse var nebūt tāda, kā domāts: {message}"),
            hint.clone().unwrap_or_default(),
        ),
        Standard { message, hint } => Said::new(
            format!(
                "datne neatbilstu ilglaicīgas glabāšanas un piekļūstamības prasībām: {message}"
            ),
            hint.clone().unwrap_or_default(),
        ),
        BrokeOff { reason } => Said::new(
            format!("dokumenta veidošana pārtrūka: {}", told(reason)),
            "pārējie dokumenti ir izveidoti; lūdzu, ziņojiet par to kopā ar ierakstu",
        ),
        OutMissing { path } => Said::new(
            format!("nav datnes `{path}`"),
            "izpildiet `pielikums build`",
        ),
        OutDiffers { path } => Said::new(
            format!("`{path}` nav tas, ko šodien dod ieraksti un veidnes"),
            "izpildiet `pielikums build` un aplūkojiet, kas mainījies",
        ),
        Locked { holder } => Said::new(
            format!("šajā mapē pašlaik raksta kāds cits: {holder}"),
            "pagaidiet, līdz tas pabeigs; slēdzene pazūd, kad tā programma beidzas",
        ),
        BrokenLedger { path, reason } => Said::new(
            format!("uzskaiti “{path}” nevar nolasīt: {}", told(reason)),
            "“pielikums build” izveidos visus dokumentus no jauna un uzrakstīs jaunu uzskaiti",
        ),
        ShardsMissing { missing } => Said::new(
            format!("trūkst šo daļu uzskaites: {}", missing.join(", ")),
            "katrai no tām izpildiet “pielikums build --shard” vai norādiet mapes, kurās tās ir",
        ),
        ShardsTwice { share, paths } => Said::new(
            format!("daļai {share} ir vairākas uzskaites: {}", paths.join(", ")),
            "norādiet tikai to mapi, kurā tā veidota pēdējoreiz, vai izņemiet vecāko uzskaiti",
        ),
        NothingToCompare { against, reason } => Said::new(
            format!("ar “{against}” nav ko salīdzināt: {}", told(reason)),
            "“--against” var būt “last”, git versija, mape ar “pielikums.toml” vai agrāka dokumentu mape ar tās “ledger.json”",
        ),
        WouldChange { adopted, changes } => Said::new(
            format!(
                "ieraksts tagad dotu citu tekstu nekā pieņemtais ({adopted}): {}",
                listed(changes)
            ),
            "pieņemtais dokuments paliek; “pielikums build --corrections” sagatavo precizējuma projektu, bet pieņemtu precizējumu reģistrē “pielikums adopt”",
        ),
        TranslationWaits { adopted } => Said::new(
            format!(
                "tulkojums netiek veidots: ieraksts tagad dotu citu tekstu nekā pieņemtais ({adopted})"
            ),
            "tulkojuma datne paliek, kāda tā ir; to izveidos, kad būs pieņemts precizējums vai kad ieraksts atkal atbildīs pieņemtajam",
        ),
        BreaksStandard { standard, rules } => Said::new(
            format!(
                "dokuments neatbilst standartam “{standard}”: {}",
                rules.join("; ")
            ),
            "šādu dokumentu nevar pieņemt; iemesls var būt veidnē vai attēlā",
        ),
        AlreadyAdopted { adopted } => Said::new(
            format!("dokuments ar šādu saturu jau ir pieņemts: {adopted}"),
            "nekas nav ierakstīts, un nav arī ko precizēt; pieņemto parāda “pielikums status”",
        ),
        AdoptedAnotherDay { day, decided, date } => Said::new(
            format!("lēmuma diena ir {decided}, nevis {day}"),
            format!(
                "norādiet “--date {date}”; ja ierakstā ir nepareiza diena, labojiet to, izveidojiet dokumentu, izlasiet to un tad pieņemiet"
            ),
        ),
        AdoptedOutOfOrder { day, before } => Said::new(
            format!(
                "datums {day} ir agrāks par dokumenta vai tā iepriekšējās redakcijas datumu: {before}"
            ),
            "redakcijas pieņem secīgi; pārbaudiet gadu",
        ),
        FrozenChanged { path } => Said::new(
            format!("“{path}” vairs nav tāds, kāds tika nodots glabāšanā"),
            "atjaunojiet to no rezerves kopijas vai versiju kontroles: pieņemto nemaina",
        ),
        FrozenMissing { path } => Said::new(
            format!("“{path}” bija nodots glabāšanā, bet tur tā vairs nav"),
            "atjaunojiet to no rezerves kopijas vai versiju kontroles; ja pieņemšana atsaukta apzināti, izdzēsiet “out/ledger.json” un “out/.pielikums”: tad visi dokumenti tiks pārbaudīti no jauna",
        ),
        Unregistered { path } => Said::new(
            format!("“{path}” ir pieņemts, bet reģistrā tā nav"),
            "atjaunojiet “adopted/register.json” no versiju kontroles vai rezerves kopijas; līdz tam nekas netiek ne veidots, ne pieņemts",
        ),
        NoRecord { adopted } => Said::new(
            format!("“{adopted}” ir pieņemts, bet ierakstos tā nav"),
            "pieņemtais paliek; ja mainīts identifikators, atjaunojiet to: pieņemtu dokumentu pazīst pēc tā",
        ),
        OtherName { adopted } => Said::new(
            format!(
                "šī lēmuma pielikums jau ir pieņemts kā {adopted}, bet tāda dokumenta ierakstos vairs nav"
            ),
            "atjaunojiet projekta vai dokumenta identifikatoru: pieņemtais saglabā savu nosaukumu; ja šis ir cits lēmuma pielikums, numurējiet to (“annex_number”)",
        ),
        NotCurrent { path } => Said::new(
            format!(
                "“{path}” nav tāds, kādu to pieņemtu: mainījies ieraksts, veidne vai pati datne, vai tā vēl nav izveidota"
            ),
            "izveidojiet dokumentu (nākamajai redakcijai: “pielikums build --corrections”), izlasiet to un tad pieņemiet",
        ),
        NotDecided { document, original } => match original {
            Some(original) => Said::new(
                format!("`{document}` ir tulkojums; dome to nepieņem"),
                format!("pieņemiet `{original}`"),
            ),
            None => Said::new(
                format!("`{document}` nepieder nevienam domes lēmumam"),
                "pieņem tikai lēmumu un tā pielikumus; paziņojumu presei vienkārši izveido no jauna",
            ),
        },
        OwnPlace { path } => Said::new(
            format!(
                "“{path}” ir vieta, kur glabājas ieraksti, reģistrs, veidnes, attēli vai izveidotie dokumenti"
            ),
            "izvēlieties citu vietu: to, kas tur ir, nepārraksta",
        ),
        Guarded { path } => Said::new(
            format!("“{path}” ir vieta, kur glabājas pieņemtie dokumenti"),
            "izvēlieties citu vietu; tur raksta tikai “pielikums adopt”",
        ),
        NotFrozen { path } => Said::new(
            format!("“{path}” atrodas starp pieņemtajiem dokumentiem, bet nav nodots glabāšanā"),
            "ja tas nav pieņemts, pārvietojiet to citur; šeit raksta tikai “pielikums adopt”",
        ),
        NotReproduced { document } => Said::new(
            format!("no glabātā ({document}) vairs neiznāk tas pats dokuments"),
            "pats glabātais dokuments ir neskarts; iemesls var būt cita programma vai cits dators",
        ),
        OtherEngine {
            document,
            then,
            now,
        } => Said::new(
            format!("{document}: salikts ar {then}; {now} saliek citādos baitos"),
            "nekas glabātais nav mainīts: spēkā ir glabātais dokuments",
        ),
        OutOrphan { path } => Said::new(
            format!("`{path}` nepieder nevienam ierakstu dokumentam"),
            "izdzēsiet to, ja tas vairs nav vajadzīgs",
        ),
    }
}

/// The Latvian words for what the checks name in English. Longer ones stand before those they hold.
const WORDS: &[(&str, &str)] = &[
    ("a word in quotation marks", "vārds pēdiņās"),
    ("an expression as a setting", "izteiksme kā iestatījums"),
    ("another number of values", "cits vērtību skaits"),
    ("` with ", "` ar "),
    (" values instead of ", " vērtībām, nevis "),
    (
        "brackets in brackets in brackets",
        "iekavas iekavās iekavās",
    ),
    ("a setting of a block", "bloka iestatījums"),
    (
        "a helper or a block with the phrase",
        "palīgs vai bloks ar frāzi",
    ),
    (
        "a number typed in the template",
        "veidnē ierakstīts skaitlis",
    ),
    ("a whole number", "vesels skaitlis"),
    ("an amount of money", "naudas summa"),
    (
        "amounts below a thousand million",
        "summas, kas mazākas par miljardu",
    ),
    ("a group of facts", "faktu kopa"),
    ("a web address", "tīmekļa adrese"),
    ("a language code such as", "valodas kods, piemēram,"),
    ("true or false", "true vai false"),
    ("something said", "pateikts teksts"),
    ("no settings here", "nekādus iestatījumus"),
    (
        "an expression in three braces or with `&`",
        "izteiksme trīs figūriekavās vai ar `&`",
    ),
    ("a block such as", "bloks, piemēram,"),
    (
        "a block with names of its own",
        "bloks ar saviem nosaukumiem",
    ),
    ("a partial with settings", "daļa ar iestatījumiem"),
    (
        "a decorator or a block partial",
        "dekorators vai bloka daļa",
    ),
    (
        "a name that is made by an expression",
        "nosaukums, ko veido izteiksme",
    ),
    ("an expression of this shape", "šāda izteiksme"),
    ("`is` by itself", "`is` pats par sevi"),
    ("the setting `at`", "iestatījums `at`"),
    ("the letter U+2C00", "burts U+2C00"),
    (
        "`each` over something that is no list",
        "`each` tam, kas nav saraksts",
    ),
    ("where it would be read as text", "kur to lasītu kā tekstu"),
    ("in a Typst string", "Typst virknē"),
    ("in a comment", "komentārā"),
    ("in raw text", "neapstrādātā tekstā"),
    ("in a label", "etiķetē"),
    ("in a bare link", "saitē"),
    ("after a backslash", "aiz atpakaļvērstās slīpsvītras"),
    ("in a formula", "formulā"),
    ("in Typst code", "Typst kodā"),
    ("a partial", "daļa"),
    ("a comment", "komentārs"),
    ("`~` beside a brace", "`~` pie figūriekavas"),
    ("an object", "objekts"),
    ("a period", "termiņš"),
    ("a number", "skaitlis"),
    ("a list", "saraksts"),
    ("a text", "teksts"),
    ("a date", "datums"),
    ("a rate", "likme"),
    ("a name", "nosaukums"),
    ("a fact", "fakts"),
    ("names", "nosaukumi"),
    ("prose", "teksts ar izteiksmēm"),
    ("nothing", "nekas"),
    ("values", "vērtības"),
    (" such as ", ", piemēram, "),
    (" or ", " vai "),
];

fn kind(english: &str) -> String {
    WORDS.iter().fold(english.to_owned(), |text, (from, to)| {
        text.replace(from, to)
    })
}

/// The Latvian words for what a reference names.
fn reference(kind: &str) -> &str {
    match kind {
        "organisation" => "organizācijas",
        "place" => "vietas",
        "country" => "valsts koda",
        "programme" => "programmas",
        "programme level" => "programmas līmeņa",
        "decision" => "lēmuma",
        "event" => "pasākuma",
        other => other,
    }
}

/// Kādi personas dati.
fn data(what: &str) -> &'static str {
    match what {
        "phone" => "tālruņa numurs",
        "email" => "e-pasta adrese",
        "account" => "bankas konta numurs",
        _ => "personas kods",
    }
}

/// Kas saskaitīts.
fn parts(what: &str) -> &'static str {
    match what {
        "periods" => "summas pa laikposmiem",
        "lines" => "tabulas summas",
        "partners" => "partneru budžeti",
        "eligible" => "attiecināmās un neattiecināmās izmaksas",
        _ => "finansējuma avoti",
    }
}

/// ", pirmdiena": the day of the week, counted from 1, if it is known.
fn on(weekday: Option<u8>) -> String {
    let names = [
        "pirmdiena",
        "otrdiena",
        "trešdiena",
        "ceturtdiena",
        "piektdiena",
        "sestdiena",
        "svētdiena",
    ];
    let name = weekday.and_then(|n| names.get(usize::from(n).checked_sub(1)?));
    name.map(|name| format!(", {name}")).unwrap_or_default()
}
