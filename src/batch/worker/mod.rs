//! What a worker does with a record: reads it, checks it, and makes those of its documents that are not as
//! they should be.

mod adopted;

use super::aim::{Aim, Event, Outcome, Reason};
use super::ledger::{Entry, Filed, Line};
use super::made_files;
use super::plan::path;
use super::reasons::{Known, reasons};
use super::run::{Run, stopped_line};
use super::settle::{Settling, concerns};
use super::threads::guarded;
use super::writer::{Done, Finished};
use crate::disk;
use crate::document::{Made, Prepared, Product, Task, id, in_document};
use crate::finding::{Finding, Matter, Place, Severity};
use crate::record::{Part, Project, ProjectFile, noting};
use crate::typeset::{Press, forget};
use adopted::missed;
use std::path::Path;
use std::sync::atomic::Ordering;

pub(super) struct Worker<'a> {
    run: &'a Run<'a>,
    hand: &'a dyn Fn(Done),
    /// Had when the first document is made; not after something broke off in it.
    press: Option<Press>,
}

/// A record of which all that was asked for was looked at.
struct Looked {
    project: Project,
    findings: Vec<Finding>,
    /// Its pictures, as the ledger keeps them.
    pictures: Vec<String>,
    /// Whether all of its documents were looked at.
    complete: bool,
}

/// A document in hand.
struct Hand<'a> {
    task: Task<'a>,
    id: &'a str,
    own: &'a str,
    path: &'a Path,
    filed: Option<&'a Filed>,
}

impl<'a> Worker<'a> {
    pub fn new(run: &'a Run<'a>, hand: &'a dyn Fn(Done)) -> Worker<'a> {
        Worker {
            run,
            hand,
            press: None,
        }
    }

    /// Takes up its work again after something broke off.
    pub fn recover(&mut self) {
        self.press = None;
    }

    fn press(&mut self) -> &mut Press {
        self.press.get_or_insert_with(|| self.run.maker.press())
    }

    /// One record: read, checked, and each of its documents looked at.
    pub fn record(&mut self, file: &ProjectFile) {
        let run = self.run;
        // Taken before it is read: a record that is changed meanwhile is read again next time.
        let digest = match run.options.aim {
            Aim::Build => run.plan.stamps.digest(&file.path),
            _ => None,
        };
        let (done, asked) = noting(|| self.documents(file));
        if let Ok(mut folder) = run.folder.lock() {
            folder.looked.insert(file.file.clone());
        }
        // Of two records with one id, neither is the one that the ledger means.
        let Some(done) = done.filter(|_| file.twin.is_none()) else {
            return;
        };
        let Looked {
            project,
            findings,
            pictures,
            complete,
        } = done;
        let seen = digest.filter(|_| complete);
        let seen = seen.map(|sha256| run.plan.seen(sha256, asked, pictures));
        let ids = project.documents.iter().map(|d| d.id.as_str().to_owned());
        let ids: Vec<String> = ids.collect();
        let before = run.plan.ledger.records().get(&file.id);
        let gone = before.into_iter().flat_map(|entry| entry.documents.keys());
        for document in gone.filter(|document| !ids.contains(document)) {
            let id = format!("{}/{document}", file.id);
            // What was adopted is not forgotten because the adopted file is missing, too.
            if let Some(finding) = missed(run.plan.register, &id, run.plan.ledger.document(&id)) {
                run.found(vec![finding]);
                continue;
            }
            self.note(Line::Gone {
                project: file.id.clone(),
                document: Some(document.clone()),
            });
        }
        self.note(Line::Record {
            project: file.id.clone(),
            file: file.file.clone(),
            seen,
            findings,
        });
    }

    /// The documents of a record.
    fn documents(&mut self, file: &ProjectFile) -> Option<Looked> {
        let run = self.run;
        let (project, findings) = run.workspace.load_or_part(file);
        let project = match project {
            Ok(project) => project,
            Err(part) => {
                run.unread(file);
                let findings = match &part {
                    Some(part) => {
                        let settings = &run.workspace.settings;
                        Settling::new(settings, file, &part.project).settle(findings)
                    }
                    None => findings,
                };
                run.stopped_record(&file.id, findings);
                if let Some(part) = part {
                    run.found(self.also_wrong(file, &part));
                }
                return None;
            }
        };
        let mut settling = Settling::new(&run.workspace.settings, file, &project);
        let findings = settling.settle(findings);
        // Where the list of its documents cannot be understood, it has some that nobody can tell of.
        if project.documents.is_empty() && findings.iter().any(Finding::stops) {
            run.unread(file);
            run.stopped_record(&file.id, findings);
            return None;
        }
        let ids: Vec<&str> = project.documents.iter().map(|d| d.id.as_str()).collect();
        run.found(run.selection.check_ids(&file.id, &ids));
        let mut complete = true;
        let mut pictures = Vec::new();
        for (index, document) in project.documents.iter().enumerate() {
            let id = id(&project, document);
            let path = path(&run.options.out, &file.id, document.id.as_str());
            let endings = match run.plan.register.latest(&id) {
                // What was adopted has the forms that were adopted.
                Some(adoption) => run.plan.register.forms(adoption).ok(),
                None => None,
            };
            match endings {
                Some(forms) => forms
                    .keys()
                    .for_each(|ending| run.expects(&path.with_extension(ending))),
                None => {
                    let outputs = run.maker.outputs_of(document, run.workspace);
                    outputs
                        .iter()
                        .for_each(|output| run.expects(&output.beside(&path)));
                }
            }
            if !run.selection.takes(&file.id, &id) {
                complete = false;
                continue;
            }
            if run.options.stop.load(Ordering::Relaxed) {
                complete = false;
                continue;
            }
            // Taken before it is shown: one that is changed meanwhile is read again next time.
            for file in run
                .workspace
                .pictures_of(&project, project.original_of(index))
            {
                pictures.push(run.plan.picture(&file));
            }
            let hand = Hand {
                task: Task {
                    workspace: run.workspace,
                    file,
                    project: &project,
                    index,
                },
                id: &id,
                own: document.id.as_str(),
                path: &path,
                filed: run.plan.ledger.document(&id),
            };
            complete &= self.document(hand, &findings, &mut settling);
        }
        // What is wrong may well be why a warning was not met.
        let registry = run.workspace.findings.iter();
        let is_sound = !findings.iter().chain(registry).any(Finding::stops);
        if run.options.aim == Aim::Check && is_sound && run.selection.takes_all(&file.id) {
            run.found(settling.unmet());
        }
        run.found(findings.clone());
        Some(Looked {
            project,
            findings,
            pictures,
            complete,
        })
    }

    /// What is wrong with the documents of a record that is understood in part only, beside what that is.
    fn also_wrong(&self, file: &ProjectFile, part: &Part) -> Vec<Finding> {
        let run = self.run;
        let Part {
            project: part,
            gaps,
        } = part;
        let mut settling = Settling::new(&run.workspace.settings, file, part);
        let mut found = Vec::new();
        for (index, document) in part.documents.iter().enumerate() {
            let id = format!("{}/{}", file.id, document.id.as_str());
            if !run.selection.takes(&file.id, &id) {
                continue;
            }
            let task = Task {
                workspace: run.workspace,
                file,
                project: part,
                index,
            };
            let mut wrong = run.maker.also_wrong(task);
            if self.reads_prose() {
                wrong.extend(run.maker.wrong_prose(task));
            }
            wrong.retain(|finding| !gaps.could_cause(finding));
            found.extend(settling.settle(in_document(wrong, &id)));
        }
        found
    }

    /// Whether prose is looked over that no document need say.
    fn reads_prose(&self) -> bool {
        self.run.options.aim == Aim::Check || self.run.workspace.settings.is_strict()
    }

    /// One document; gives whether it is as it should be when the writer has done its part.
    fn document(&mut self, hand: Hand<'_>, found: &[Finding], settling: &mut Settling<'_>) -> bool {
        let run = self.run;
        let stopping = |f: &&Finding| concerns(f, hand.task.project, hand.task.index);
        if found
            .iter()
            .any(|finding| concerns(finding, hand.task.project, hand.task.index))
        {
            let mut all = run.maker.also_wrong(hand.task);
            all.extend(found.iter().filter(stopping).cloned());
            return self.stopped(&hand, all);
        }
        let mut wrong = Vec::new();
        if self.reads_prose() {
            wrong = in_document(run.maker.wrong_prose(hand.task), hand.id);
            wrong = settling.settle(wrong);
            let raised = |f: &Finding| f.stops() && f.matter.severity() == Severity::Warning;
            if wrong.iter().any(raised) {
                return self.stopped(&hand, wrong);
            }
        }
        match guarded(|| self.made(&hand, &wrong, settling)) {
            Ok(Ok(done)) => done,
            Ok(Err(findings)) => {
                run.found(wrong);
                let findings = settling.settle(in_document(findings, hand.id));
                self.stopped(&hand, findings)
            }
            Err(reason) => {
                self.recover();
                let pointer = format!("/documents/{}", hand.task.index);
                let place = Place::field(&hand.task.file.file, pointer);
                let finding = Finding::new(Matter::BrokeOff { reason }).at(place);
                self.stopped(&hand, in_document(vec![finding], hand.id))
            }
        }
    }

    /// Looks whether a document is as it should be, and makes it if it is not. `wrong` is what was found in
    /// its prose.
    fn made(
        &mut self,
        hand: &Hand<'_>,
        wrong: &[Finding],
        settling: &mut Settling<'_>,
    ) -> Result<bool, Vec<Finding>> {
        let run = self.run;
        (run.tell)(Event::Begun { id: hand.id });
        let prepared = run.maker.prepare(hand.task)?;
        let aim = run.options.aim;
        self.is_known(hand.id, hand.filed)?;
        if let (Some(adoption), true) = (run.plan.register.latest(hand.id), aim != Aim::Check) {
            run.found(wrong.to_vec());
            return self.adopted(hand, adoption, prepared, settling);
        }
        if aim == Aim::Compare {
            self.follows(hand)?;
        }
        let mut before = None;
        if aim.trusts() {
            let file = run.plan.stamps.digest(hand.path);
            if let Some(filed) = self.still(hand, file.as_deref(), &prepared)
                && !run.options.force
            {
                // House and record may settle now otherwise what was doubted then, and what the templates doubt may
                // stand elsewhere in the record; what the engine doubted is known from then.
                let mut doubts = prepared.doubts;
                doubts.extend(
                    filed
                        .doubts()
                        .iter()
                        .filter(|doubt| is_of_engine(doubt))
                        .cloned(),
                );
                let mut findings = settling.settle(doubts.clone());
                if findings.iter().any(Finding::stops) {
                    return Err(doubts);
                }
                findings.extend_from_slice(wrong);
                let mut now = filed.clone().with(findings, doubts);
                now.stopped = false;
                run.found(now.findings.clone());
                run.done(hand.id, hand.path, &Outcome::Current);
                if *filed != now {
                    self.note_document(hand, now);
                }
                return Ok(true);
            }
            self.follows(hand)?;
            before = hand
                .filed
                .and_then(|filed| made_files::read(&run.options.out, hand.id, &filed.fingerprint));
            if aim == Aim::Look {
                let known = Known {
                    filed: hand.filed,
                    file: file.as_deref(),
                    others: hand
                        .filed
                        .and_then(|filed| self.wrong_form(hand.path, filed)),
                    before: before.as_ref(),
                };
                let mut reasons = reasons(&known, &prepared.recipe, &prepared.facts());
                if reasons.is_empty() {
                    reasons.push(Reason::Unknown);
                }
                run.done(hand.id, hand.path, &Outcome::Stale { reasons });
                return Ok(true);
            }
        }
        let product = run.maker.make(prepared, self.press());
        forget();
        let mut product = product?;
        let doubts = in_document(std::mem::take(&mut product.doubts), hand.id);
        let mut findings = settling.settle(doubts.clone());
        if findings.iter().any(Finding::stops) {
            return Err(doubts);
        }
        findings.extend_from_slice(wrong);
        self.finish(hand, product, findings, doubts, before);
        Ok(true)
    }

    /// What is wrong with the other forms of a document, if something is: one is missing, or was edited.
    fn wrong_form(&self, pdf: &Path, filed: &Filed) -> Option<Reason> {
        let mut wrong = filed.others.iter().filter_map(|(ending, sha256)| {
            match self.run.plan.stamps.digest(&pdf.with_extension(ending)) {
                None => Some(Reason::missing(ending)),
                Some(there) if there != *sha256 => Some(Reason::Edited),
                Some(_) => None,
            }
        });
        wrong.next()
    }

    /// What the ledger says of a document, if that is what would be made now, and if it is known where in its
    /// record is what the engine doubted.
    fn still<'h>(
        &self,
        hand: &Hand<'h>,
        file: Option<&str>,
        prepared: &Prepared<'_>,
    ) -> Option<&'h Filed> {
        let filed = hand.filed?;
        let entry = self.run.plan.ledger.records().get(&hand.task.file.id)?;
        let same = filed.fingerprint == prepared.recipe.fingerprint()
            && Some(filed.sha256.as_str()) == file
            && self.run.plan.stamps.are(hand.path, &filed.others)
            && filed.adopted.is_none()
            // What was found points into the file as it was called.
            && entry.file == hand.task.file.file
            && (self.run.options.aim == Aim::Look
                || !filed.doubts().iter().any(is_of_engine)
                || self.is_unmoved(entry, hand.task.file))
            // It may be of another state of the ledger, where somebody has put that back.
            && made_files::read(&self.run.options.out, hand.id, &filed.fingerprint).is_some();
        same.then_some(filed)
    }

    /// Whether a record stands as it stood when its documents were looked at.
    fn is_unmoved(&self, entry: &Entry, file: &ProjectFile) -> bool {
        let seen = entry.seen.as_ref();
        seen.is_some_and(|seen| self.run.plan.stamps.is(&file.path, &seen.sha256))
    }

    /// A document that is made goes to the writer, or is only compared.
    fn finish(
        &self,
        hand: &Hand<'_>,
        product: Product,
        findings: Vec<Finding>,
        doubts: Vec<Finding>,
        before: Option<Made>,
    ) {
        let run = self.run;
        run.found(findings.clone());
        let outcome = match run.options.aim {
            Aim::Build => {
                (self.hand)(Done::Made(Box::new(Finished {
                    id: hand.id.to_owned(),
                    project: hand.task.file.id.clone(),
                    document: hand.own.to_owned(),
                    file: hand.task.file.file.clone(),
                    path: hand.path.to_owned(),
                    product,
                    findings,
                    doubts,
                    before,
                })));
                return;
            }
            Aim::Compare => {
                let others = product.others.iter();
                let others = others.map(|(output, bytes)| (output.beside(hand.path), bytes));
                let files = std::iter::once((hand.path.to_owned(), &product.pdf)).chain(others);
                let found: Vec<Finding> = files
                    .filter_map(|(path, bytes)| self.differs(&path, bytes))
                    .collect();
                if !found.is_empty() {
                    return run.stopped(hand.id, hand.path, found);
                }
                Outcome::Current
            }
            Aim::Check | Aim::Look => Outcome::Sound,
        };
        run.done(hand.id, hand.path, &outcome);
    }

    /// What is wrong with a file that should hold some bytes.
    fn differs(&self, path: &Path, bytes: &[u8]) -> Option<Finding> {
        match disk::read_if_there(path) {
            Ok(Some(there)) if there == bytes => None,
            Ok(there) => Some(self.not_there(path, there.is_some())),
            Err(failure) => Some(failure.into()),
        }
    }

    fn not_there(&self, path: &Path, is_file: bool) -> Finding {
        let path = self.run.workspace.name(path);
        let place = Place::file(&path);
        Finding::new(match is_file {
            true => Matter::OutDiffers { path },
            false => Matter::OutMissing { path },
        })
        .at(place)
    }

    fn stopped(&self, hand: &Hand<'_>, findings: Vec<Finding>) -> bool {
        if self.run.options.aim == Aim::Build {
            self.note(stopped_line(hand.filed, hand.task.file, hand.own));
        }
        self.run.stopped(hand.id, hand.path, findings);
        false
    }

    fn note_document(&self, hand: &Hand<'_>, filed: Filed) {
        self.note(Line::Document {
            project: hand.task.file.id.clone(),
            file: hand.task.file.file.clone(),
            id: hand.own.to_owned(),
            filed,
        });
    }

    fn note(&self, line: Line) {
        if self.run.options.aim == Aim::Build {
            (self.hand)(Done::Noted(line));
        }
    }
}

/// Whether it is a doubt of the engine, which it has only while it sets the pages.
fn is_of_engine(doubt: &Finding) -> bool {
    doubt.code().starts_with("typeset/")
}
