//! The command that shows what changed, to people, to machines, and as a list to be signed.

use super::arguments::{Diff, Format};
use super::commands::Desk;
use super::{print, words};
use crate::adopted::Register;
use crate::batch::{
    Comparison, Earlier, Selection, Then, called_from_outside, compare, has_ledger, report,
};
use crate::disk;
use crate::document::Maker;
use crate::finding::{Finding, Matter};
use crate::record::{SETTINGS, Workspace};
use crate::typeset::in_worker;
use serde_json::json;
use std::io::Result;
use std::path::{Path, PathBuf};

impl Desk<'_> {
    pub fn diff(&mut self, diff: &Diff) -> Result<u8> {
        let (workspace, maker) = match self.open_all()? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(diff.selectors.clone());
        let unknown = selection.check_projects(&workspace);
        if !unknown.is_empty() {
            return self.tell(&unknown);
        }
        for path in [&diff.pdf, &diff.html].into_iter().flatten() {
            let told = || path.display().to_string();
            let among = disk::is_within(path, &workspace.out());
            let document = || among.then(|| Finding::new(Matter::OwnPlace { path: told() }));
            if let Some(forbidden) = self.forbidden(&workspace, path).or_else(document) {
                return self.tell(&[forbidden]);
            }
        }
        // What cannot be compared is not told as a list without changes.
        let register = match Register::open(&workspace.root) {
            Ok(register) => register,
            Err(findings) => return self.tell(&findings),
        };
        // Kept until the comparison is done.
        let revision = match disk::temporary_folder() {
            Ok(folder) => folder,
            Err(failure) => return self.tell(&[failure.into()]),
        };
        let earlier = match earlier(&workspace, &diff.against, revision.path()) {
            Ok(earlier) => earlier,
            Err(findings) => return self.tell(&findings),
        };
        let jobs = std::thread::available_parallelism().map_or(1, usize::from);
        let comparison = compare(&workspace, &maker, &register, &selection, &earlier, jobs);
        let code = self.tell(&comparison.findings)?;
        match self.format {
            Format::Json => self.diff_for_machines(&comparison)?,
            _ => self.diff_for_people(&comparison, diff.against == "last")?,
        }
        let against = match diff.against.as_str() {
            "last" => "pēdējoreiz izveidotajiem dokumentiem".to_owned(),
            other if disk::is_folder(Path::new(other)) => format!("mapi {other}"),
            other => format!("versiju {other}"),
        };
        match written(&maker, &against, &comparison, diff) {
            Ok(()) => Ok(code),
            Err(findings) => self.tell(&findings),
        }
    }

    fn diff_for_machines(&mut self, comparison: &Comparison) -> Result<()> {
        for changed in &comparison.changed {
            let line = json!({
                "document": changed.id, "title": changed.title,
                "facts": changed.difference.facts, "passages": changed.difference.passages,
                "machines": changed.difference.machines,
            });
            writeln!(self.out, "{line}")?;
        }
        let summary = json!({"summary": {
            "changed": comparison.changed.len(), "same": comparison.same,
            "new": comparison.new, "unknown": comparison.unknown, "gone": comparison.gone, "stopped": comparison.stopped,
        }});
        writeln!(self.out, "{summary}")
    }

    fn diff_for_people(&mut self, comparison: &Comparison, with_last: bool) -> Result<()> {
        let colourful = print::Stream::Out.is_colourful();
        let paint = |text: &str, colour: &str| match colourful {
            true => format!("\u{1b}[{colour}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        };
        for changed in &comparison.changed {
            writeln!(self.out, "{} – {}", paint(&changed.id, "1"), changed.title)?;
            for fact in &changed.difference.facts {
                writeln!(self.out, "  {}", words::fact(fact, self.language()))?;
            }
            for passage in &changed.difference.passages {
                if let Some(under) = &passage.under {
                    writeln!(self.out, "  [{under}]")?;
                }
                if passage.words.is_empty() {
                    for (text, sign, colour) in
                        [(&passage.before, "−", "31"), (&passage.after, "+", "32")]
                    {
                        if let Some(text) = text {
                            writeln!(self.out, "    {}", paint(&format!("{sign} {text}"), colour))?;
                        }
                    }
                }
                for words in &passage.words {
                    let mut line = String::from("   ");
                    for part in [
                        words.lead.clone(),
                        bracketed(&words.before, "[−", "−]", colourful, "31"),
                        bracketed(&words.after, "[+", "+]", colourful, "32"),
                        words.tail.clone(),
                    ] {
                        if !part.is_empty() {
                            line.push(' ');
                            line.push_str(&part);
                        }
                    }
                    writeln!(self.out, "{line}")?;
                }
            }
            for change in &changed.difference.machines {
                writeln!(self.out, "  {}", change.short())?;
            }
            if changed.difference.is_empty() {
                let line = self.tongue(
                    "the words are the same; it looks otherwise",
                    "vārdi tie paši; mainījies izskats",
                );
                let line = line.to_owned();
                writeln!(self.out, "  {line}")?;
            }
        }
        // What was adopted and lies elsewhere is not known by building, nor is an earlier state.
        let (unknown, unknown_lv) = match with_last {
            true => (
                "not known what they said (build them once)",
                "nav zināms, kas tajos bija (vienreiz izveidojiet tos)",
            ),
            false => ("not known what they said", "nav zināms, kas tajos bija"),
        };
        for (documents, english, latvian) in [
            (&comparison.new, "new", "jauni"),
            (&comparison.unknown, unknown, unknown_lv),
            (&comparison.gone, "gone", "vairs nav"),
            (&comparison.stopped, "cannot be made", "nevar izveidot"),
        ] {
            if !documents.is_empty() {
                let label = self.tongue(english, latvian).to_owned();
                writeln!(self.out, "{label}: {}", documents.join(", "))?;
            }
        }
        let differences = comparison.changed.iter().map(|changed| &changed.difference);
        if comparison.changed.len() > 1 {
            self.changed_facts(differences)?;
        }
        let (changed, same) = (comparison.changed.len(), comparison.same);
        let line = format!(
            "{}: {changed}; {}: {same}",
            self.tongue("changed", "mainījušies"),
            self.tongue("the same", "nemainīti")
        );
        writeln!(self.err, "{line}")
    }
}

/// Words between marks that are seen without colours, too.
fn bracketed(words: &str, open: &str, close: &str, colourful: bool, colour: &str) -> String {
    match (words.is_empty(), colourful) {
        (true, _) => String::new(),
        (_, true) => format!("\u{1b}[{colour}m{open}{words}{close}\u{1b}[0m"),
        _ => format!("{open}{words}{close}"),
    }
}

/// The earlier state that was asked for.
fn earlier(
    workspace: &Workspace,
    against: &str,
    room: &Path,
) -> std::result::Result<Earlier, Vec<Finding>> {
    let nothing = |reason: String| {
        let against = against.to_owned();
        vec![Finding::new(Matter::NothingToCompare { against, reason })]
    };
    if against == "last" {
        return match has_ledger(&workspace.out()) {
            true => Ok(Earlier::Made(workspace.out())),
            false => Err(nothing("no documents were made yet".into())),
        };
    }
    let folder = PathBuf::from(against);
    let opened = |root: &Path, called: String| -> std::result::Result<Earlier, Vec<Finding>> {
        let named = |findings| called_from_outside(&called, findings);
        let workspace = Workspace::open(root).map_err(named)?;
        let maker = Maker::load(&workspace).map_err(named)?;
        Ok(Earlier::Workspace(Box::new(Then {
            workspace,
            maker,
            called,
        })))
    };
    if disk::is_folder(&folder) {
        return match (disk::is_file(&folder.join(SETTINGS)), has_ledger(&folder)) {
            (true, _) => {
                let called = folder.display().to_string().replace('\\', "/");
                opened(&folder, format!("{}/", called.trim_end_matches('/')))
            }
            (_, true) => Ok(Earlier::Made(folder)),
            _ => Err(nothing(
                "there is neither `pielikums.toml` nor `ledger.json`".into(),
            )),
        };
    }
    let settings = &workspace.settings;
    let paths = [
        PathBuf::from(SETTINGS),
        settings.projects.clone(),
        settings.registry().to_owned(),
        settings.templates().to_owned(),
        settings.assets.clone(),
    ];
    disk::checked_out(&workspace.root, against, &paths, room).map_err(nothing)?;
    // As git calls a file of a revision.
    let called = format!("{against}:");
    opened(room, called).map_err(|then| {
        let reason = "its settings, registry or templates were not in order";
        nothing(reason.into()).into_iter().chain(then).collect()
    })
}

/// Writes the lists that were asked for.
fn written(
    maker: &Maker,
    against: &str,
    comparison: &Comparison,
    diff: &Diff,
) -> std::result::Result<(), Vec<Finding>> {
    if diff.pdf.is_none() && diff.html.is_none() {
        return Ok(());
    }
    let facts = report(against, comparison);
    // There is no clock: the list has the day of the latest of its documents.
    let changed = comparison.changed.iter();
    let date = changed
        .map(|changed| changed.date)
        .max()
        .unwrap_or((2000, 1, 1));
    let write = |path: &Path, bytes: &[u8]| {
        disk::write_whole(path, bytes).map_err(|failure| vec![failure.into()])
    };
    let work = || {
        let mut press = maker.press();
        if let Some(path) = &diff.html {
            let prepared = maker.prepare_own("report", &facts, "report", date)?;
            write(path, maker.web(&prepared, &mut press)?.page.as_bytes())?;
        }
        if let Some(path) = &diff.pdf {
            let prepared = maker.prepare_own("report", &facts, "report", date)?;
            write(path, &maker.make(prepared, &mut press)?.pdf)?;
        }
        Ok(())
    };
    let broke_off = |reason| vec![Finding::new(Matter::BrokeOff { reason })];
    in_worker(work).map_err(broke_off)?
}
