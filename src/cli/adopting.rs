//! Commands about what was adopted, and about ledgers.

use super::DONE;
use super::arguments::{Adopt, Format, Ledger as LedgerArguments, LedgerWork};
use super::building::holder;
use super::commands::Desk;
use crate::adopted::{Adoption, Frozen, Register, freeze, verify};
use crate::batch::{
    Decided, Difference, LEDGER, Ledger, Selection, correction, discard, drafted, listed, lock,
    merge, stopping, without_record,
};
use crate::disk;
use crate::document::{Made, Maker, Task};
use crate::finding::{Finding, Matter, Place, Severity, in_order};
use crate::language::lv::Date;
use crate::record::Workspace;
use crate::typeset::in_worker;
use chrono::NaiveDate;
use serde_json::json;
use std::io::Result;

impl Desk<'_> {
    /// Freezes a document.
    pub fn adopt(&mut self, adopt: &Adopt) -> Result<u8> {
        let (workspace, maker) = match self.open_all()? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let adoption = match adopted(&workspace, &maker, adopt) {
            Ok(adoption) => adoption,
            Err(mut findings) => {
                workspace.locate(&mut findings);
                return self.tell(&in_order(findings));
            }
        };
        if self.format == Format::Json {
            let line = serde_json::to_string(&adoption).unwrap_or_default();
            return self.print(&line);
        }
        let word = self.tongue("adopted", "pieņemts").to_owned();
        let line = format!(
            "{word}: {} → adopted/{}/{}  SHA-256 {}",
            adoption.told(),
            adoption.document,
            adoption.version,
            adoption.sha256
        );
        self.print(&line)
    }

    /// Makes every adopted document again from what is frozen, and compares.
    pub fn verify(&mut self) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let register = match Register::open(&workspace.root) {
            Ok(register) => register,
            Err(findings) => return self.tell(&findings),
        };
        let mut done = Vec::new();
        let mut findings = verify(&register, &mut |verified| done.push(verified));
        // What lies in the folder as adopted was, though the register may have been lost with all the rest. (That a
        // ledger cannot be read, a build tells.)
        let ledger = Ledger::read(&workspace.out().join(LEDGER)).unwrap_or_default();
        for (project, entry) in ledger.records() {
            let adopted = entry.documents.iter();
            let adopted = adopted.filter_map(|(own, filed)| Some((own, filed.adopted?)));
            findings.extend(adopted.filter_map(|(own, version)| {
                register.missed(&format!("{project}/{own}"), version)
            }));
        }
        let (mut same, count) = (0, done.len());
        for verified in done {
            let told = verified.adoption.told();
            same += usize::from(verified.reproduced);
            let word = match (
                verified.reproduced,
                verified.findings.iter().any(Finding::stops),
            ) {
                (true, _) => self.tongue(
                    "made again, the same bytes",
                    "izveidots no jauna, datnes pilnīgi sakrīt",
                ),
                (_, true) => self.tongue("NOT as it was adopted", "NAV tāds, kāds pieņemts"),
                _ => self.tongue("whole; another engine", "neskarts; cits salicējs"),
            };
            let line = match self.format {
                Format::Json => json!({
                    "document": verified.adoption.document, "version": verified.adoption.version,
                    "reproduced": verified.reproduced,
                })
                .to_string(),
                _ => format!("{told}: {word}"),
            };
            writeln!(self.out, "{line}")?;
            findings.extend(verified.findings);
        }
        let code = self.tell(&in_order(findings))?;
        if self.format != Format::Json {
            let label = self.tongue(
                "adopted documents made again",
                "no jauna izveidoti pieņemtie dokumenti",
            );
            let line = format!("{label}: {same}/{count}");
            writeln!(self.err, "{line}")?;
        }
        Ok(code)
    }

    /// Joins the ledgers of shares.
    pub fn ledger(&mut self, ledger: &LedgerArguments) -> Result<u8> {
        let LedgerWork::Merge { folders, out } = &ledger.what;
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let out = out.clone().unwrap_or_else(|| workspace.out());
        if let Some(forbidden) = self.forbidden(&workspace, &out) {
            return self.tell(&[forbidden]);
        }
        match merge(&out, folders, &holder()) {
            Ok(records) => {
                let line = format!("{}: {records}", self.tongue("records", "ieraksti"));
                writeln!(self.err, "{line}")?;
                Ok(DONE)
            }
            Err(findings) => self.tell(&findings),
        }
    }
}

/// Makes a document and freezes it; its file in the folder of the documents is the frozen one.
fn adopted(
    workspace: &Workspace,
    maker: &Maker,
    adopt: &Adopt,
) -> std::result::Result<Adoption, Vec<Finding>> {
    let selection = Selection::new(vec![adopt.document.clone()]);
    let unknown = selection.check_projects(workspace);
    let found = workspace.projects.iter().find(|p| selection.touches(&p.id));
    let Some(file) = found.filter(|_| unknown.is_empty()) else {
        return Err(unknown);
    };
    let out = workspace.out();
    let _lock = lock(&out, None, &holder())?;
    let (project, findings) = workspace.load(file);
    let Some(project) = project else {
        return Err(findings);
    };
    let ids: Vec<&str> = project.documents.iter().map(|d| d.id.as_str()).collect();
    let own = adopt.document.split_once('/').map_or("", |(_, own)| own);
    let Some(index) = ids.iter().position(|id| *id == own) else {
        let mut unknown = selection.check_ids(&file.id, &ids);
        if unknown.is_empty() {
            let selector = adopt.document.clone();
            let suggestion = ids.first().map(|id| format!("{}/{id}", file.id));
            unknown.push(Finding::new(Matter::UnknownSelector {
                selector,
                suggestion,
            }));
        }
        return Err(unknown);
    };
    let task = Task {
        workspace,
        file,
        project: &project,
        index,
    };
    let document = task.document();
    let pack = maker.packs.of(document.kind.as_str(), document.language());
    let needs_decision = |fact: &String| fact.split('.').next() == Some("decision");
    let is_decided = pack.is_some_and(|pack| pack.needs.iter().any(needs_decision));
    let is_release = document.is_release() && !is_decided;
    if is_release || document.decision.is_none() || document.translation_of.is_some() {
        let original = document.translation_of.as_ref();
        let matter = Matter::NotDecided {
            document: task.id(),
            original: original.map(|original| format!("{}/{}", file.id, original.as_str())),
        };
        let place = Place::field(&file.file, format!("/documents/{index}"));
        return Err(vec![Finding::new(matter).at(place)]);
    }
    let stop = |findings: Vec<Finding>| {
        let stopping = stopping(workspace, file, &project, index, findings);
        match stopping.is_empty() {
            true => Ok(()),
            false => Err(stopping),
        }
    };
    stop(findings.clone())?;
    if workspace.settings.is_strict() {
        stop(maker.wrong_prose(task))?;
    }
    let mut register = Register::open(&workspace.root)?;
    let completed = register.complete();
    completed.map_err(|failure| vec![failure.into()])?;
    if register.latest(&adopt.document).is_none() {
        on_its_day(task, adopt.date)?;
    }
    let work = || {
        let prepared = maker.prepare(task)?;
        let source = prepared.rendered.source.text().to_owned();
        let pictures = prepared.pictures()?;
        let mut press = maker.press();
        let product = maker.make(prepared, &mut press)?;
        // A next version comes with the page that lists what changes.
        let latest = register.latest(&adopt.document);
        let changed = latest.filter(|latest| latest.sha256 != disk::sha256(&product.pdf));
        let correction = changed.map(|latest| {
            let frozen = register.made(latest).map_err(|finding| vec![finding])?;
            // What only looks otherwise corrects nothing.
            if Difference::between(&frozen, &product.made)
                .passages
                .is_empty()
            {
                let adopted = latest.told();
                let matter = Matter::AlreadyAdopted { adopted };
                return Err(vec![Finding::new(matter).in_document(&adopt.document)]);
            }
            let mut page = |is_draft| {
                let adopted = (&register, &frozen);
                correction(maker, task, adopted, &product, is_draft, &mut press)
            };
            Ok::<_, Vec<Finding>>((page(true)?, page(false)?))
        });
        Ok((source, pictures, product, correction.transpose()?))
    };
    let broke_off = |reason| vec![Finding::new(Matter::BrokeOff { reason })];
    let made = in_worker(work).map_err(broke_off)?;
    let (source, pictures, product, correction) = made.map_err(|mut findings: Vec<Finding>| {
        if findings.is_empty() {
            // What is wrong with templates and registry is told once, and here there is no other place.
            findings.extend(maker.packs.findings.iter().cloned());
            findings.extend(workspace.findings.iter().cloned());
        }
        findings
    })?;
    stop(product.doubts.clone())?;
    if register.latest(&adopt.document).is_none() {
        under_its_name(task, &register, &product.made)?;
    }
    let unfinished = unfinished(task, findings, &product.made);
    if !unfinished.is_empty() {
        return Err(unfinished);
    }
    // What is adopted was read: it lies in the folder, or among the drafts beside what was adopted before.
    let path = out.join(format!("{}.pdf", adopt.document));
    let mut read = Vec::new();
    match (register.latest(&adopt.document), &correction) {
        (Some(latest), Some((page, _))) => {
            let drafts = [
                (adopt.document.clone(), &product.pdf),
                (listed(&adopt.document), page),
            ];
            read.extend(drafts.map(|(id, pdf)| (drafted(&out, &id), disk::sha256(pdf))));
            let forms = register.forms(latest).map_err(|finding| vec![finding])?;
            let forms = forms.into_iter();
            read.extend(forms.map(|(ending, sha256)| (path.with_extension(ending), sha256)));
        }
        // The very same document was adopted, which is told.
        (Some(_), None) => {}
        (None, _) => {
            let others = product.others.iter();
            let others = others.map(|(output, bytes)| (output.beside(&path), disk::sha256(bytes)));
            read.push((path.clone(), disk::sha256(&product.pdf)));
            read.extend(others);
        }
    }
    let mut stale = Vec::new();
    for (path, sha256) in read {
        let there = disk::read_if_there(&path).map_err(|failure| vec![failure.into()])?;
        if there.is_none_or(|there| disk::sha256(&there) != sha256) {
            let path = workspace.name(&path);
            stale.push(Finding::new(Matter::NotCurrent { path }));
        }
    }
    if !stale.is_empty() {
        return Err(stale);
    }
    let frozen = Frozen {
        id: task.id(),
        date: adopt.date,
        product,
        source,
        pictures,
        // The same page, which is no draft any more.
        correction: correction.map(|(_, page)| page),
    };
    let adoption = freeze(&mut register, maker, &frozen)?;
    let mut files = frozen.product.others.iter();
    let done = disk::write_whole(&path, &frozen.product.pdf)
        .and_then(|()| {
            files.try_for_each(|(output, bytes)| disk::write_whole(&output.beside(&path), bytes))
        })
        .and_then(|()| discard(&out, &adopt.document));
    done.map_err(|failure| vec![failure.into()])?;
    Ok(adoption)
}

/// Refuses another day than that of the decision, if that day is known: with it, the document was adopted.
fn on_its_day(task: Task<'_>, day: NaiveDate) -> std::result::Result<(), Vec<Finding>> {
    let decision = task.document().decision.as_ref();
    let mut decisions = task.project.decisions.iter().enumerate();
    let Some((at, decision)) = decisions.find(|(_, d)| Some(&d.id) == decision) else {
        return Ok(());
    };
    match decision.date.0 {
        Date::Day(decided) if decided != day => {
            let told = |day: NaiveDate| day.format("%d.%m.%Y.").to_string();
            let matter = Matter::AdoptedAnotherDay {
                day: told(day),
                decided: told(decided),
                date: decided.to_string(),
            };
            let place = Place::field(&task.file.file, format!("/decisions/{at}/date"));
            Err(vec![Finding::new(matter).at(place)])
        }
        _ => Ok(()),
    }
}

/// Refuses a document of a decision whose annex was adopted under another name, if no record has that name any
/// more: what was adopted keeps its name, and is not adopted anew beside itself.
fn under_its_name(
    task: Task<'_>,
    register: &Register,
    made: &Made,
) -> std::result::Result<(), Vec<Finding>> {
    let Some(decided) = Decided::of(made) else {
        return Ok(());
    };
    // What is adopted was built, and so the ledger knows the record as it is.
    let ledger = Ledger::read(&task.workspace.out().join(LEDGER)).unwrap_or_default();
    for alone in without_record(task.workspace, register, &ledger) {
        let Some(adoption) = register.latest(alone) else {
            continue;
        };
        let frozen = register.made(adoption).map_err(|finding| vec![finding])?;
        if frozen.recipe.pack != made.recipe.pack || Decided::of(&frozen).as_ref() != Some(&decided)
        {
            continue;
        }
        let adopted = adoption.told();
        let (project, _) = alone.split_once('/').unwrap_or_default();
        let place = match task.project.id.as_str() == project {
            true => Place::field(&task.file.file, format!("/documents/{}/id", task.index)),
            false => Place::field(&task.file.file, "/id"),
        };
        return Err(vec![Finding::new(Matter::OtherName { adopted }).at(place)]);
    }
    Ok(())
}

/// What is not finished of what a document says, and was not accepted: nobody adopts what is yet to be filled in.
fn unfinished(task: Task<'_>, findings: Vec<Finding>, made: &Made) -> Vec<Finding> {
    let own = format!("/documents/{}", task.index);
    let is_said = |finding: &Finding| {
        let place = finding.place.as_ref();
        let Some(at) = place.and_then(|place| place.pointer.as_deref()) else {
            return true;
        };
        let is_in = |above: &str| {
            let rest = at.strip_prefix(above);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let facts = made.facts.iter().filter(|f| f.file == task.file.file);
        is_in(&own) || facts.map(|fact| fact.pointer.as_str()).any(is_in)
    };
    let mut unfinished = findings;
    unfinished.retain(|finding| {
        matches!(finding.matter, Matter::Unfinished { .. })
            && task.project.acceptance(finding).is_none()
            && task.workspace.settings.wants(finding)
            && is_said(finding)
    });
    for finding in &mut unfinished {
        finding.severity = Severity::Error;
    }
    unfinished
}
