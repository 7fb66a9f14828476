//! Commands about what was adopted, and about ledgers.

use super::DONE;
use super::arguments::{Adopt, Format, Ledger, LedgerWork};
use super::building::holder;
use super::commands::Desk;
use crate::adopted::{Adoption, Frozen, Register, freeze, verify};
use crate::batch::{BESIDE, Selection, correction, discard, drafted, listed, merge, stopping};
use crate::disk;
use crate::document::{Maker, Task};
use crate::finding::{Finding, Matter, Place, in_order};
use crate::record::Workspace;
use crate::typeset::in_worker;
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
                    "izveidots no jauna, tie paši baiti",
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
    pub fn ledger(&mut self, ledger: &Ledger) -> Result<u8> {
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
    let lock = disk::lock(&out.join(BESIDE), "build", &holder());
    let _lock = match lock.map_err(|failure| vec![failure.into()])? {
        Ok(lock) => lock,
        Err(holder) => return Err(vec![Finding::new(Matter::Locked { holder })]),
    };
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
    stop(findings)?;
    if workspace.settings.is_strict() {
        stop(maker.wrong_prose(task))?;
    }
    let mut register = Register::open(&workspace.root)?;
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
            correction(maker, task, (latest, &frozen), &product, &mut press)
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
    // What is adopted was read: it lies in the folder, or among the drafts.
    let path = out.join(format!("{}.pdf", adopt.document));
    let draft = drafted(&out, &adopt.document);
    let list = drafted(&out, &listed(&adopt.document));
    let read = match &correction {
        Some(correction) => vec![(&draft, &product.pdf), (&list, correction)],
        None => vec![(&path, &product.pdf)],
    };
    let mut stale = Vec::new();
    for (path, bytes) in read {
        let there = disk::read_if_there(path).map_err(|failure| vec![failure.into()])?;
        if there.as_ref() != Some(bytes) {
            let path = workspace.name(path);
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
        correction,
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
