//! What a worker does with a document that was adopted: its file stays, and whatever would say otherwise is told.

use super::{Hand, Worker};
use crate::adopted::{Adoption, Register};
use crate::batch::aim::{Aim, Outcome, Reason};
use crate::batch::corrections;
use crate::batch::difference::Difference;
use crate::batch::ledger::Filed;
use crate::batch::settle::Settling;
use crate::disk;
use crate::document::{Made, Prepared, Product, Task, in_document};
use crate::finding::{Finding, Matter, Place, Severity};
use crate::typeset::forget;
use std::path::PathBuf;

impl Worker<'_> {
    /// Refuses a document of which a version was adopted, as the ledger knows, that is not among what is adopted
    /// any more.
    pub(super) fn is_known(&self, id: &str, filed: Option<&Filed>) -> Result<(), Vec<Finding>> {
        match missed(self.run.plan.register, id, filed) {
            None => Ok(()),
            Some(finding) => Err(vec![finding]),
        }
    }

    /// What the record would change of something adopted, and the document as it would be; none where nothing that
    /// it says differs.
    fn since(
        &mut self,
        frozen: &Made,
        prepared: Prepared<'_>,
    ) -> Result<(Difference, Option<Product>), Vec<Finding>> {
        let (now, then) = (&prepared.recipe, &frozen.recipe);
        if now.source == then.source && now.imprint == then.imprint {
            return Ok((Difference::default(), None));
        }
        let product = self.run.maker.make(prepared, self.press());
        forget();
        let product = product?;
        Ok((Difference::between(frozen, &product.made), Some(product)))
    }

    /// Refuses a translation of something adopted that the record would now print otherwise: it would say what
    /// nobody adopted.
    pub(super) fn follows(&mut self, hand: &Hand<'_>) -> Result<(), Vec<Finding>> {
        let run = self.run;
        let index = hand.task.project.original_of(hand.task.index);
        let task = Task { index, ..hand.task };
        if index == hand.task.index {
            return Ok(());
        }
        let id = task.id();
        self.is_known(&id, run.plan.ledger.document(&id))?;
        let Some(adoption) = run.plan.register.latest(&id) else {
            return Ok(());
        };
        let frozen = run.plan.register.made(adoption);
        let frozen = frozen.map_err(|finding| vec![finding])?;
        let (difference, _) = self.since(&frozen, run.maker.prepare(task)?)?;
        if difference.passages.is_empty() {
            return Ok(());
        }
        let place = Place::field(
            &hand.task.file.file,
            format!("/documents/{}", hand.task.index),
        );
        let adopted = adoption.told();
        let mut finding = Finding::new(Matter::TranslationWaits { adopted }).at(place);
        if run.options.corrections {
            finding.severity = Severity::Warning;
        }
        Err(vec![finding])
    }

    /// A document that was adopted: its file stays, and it is told if the record would print it otherwise.
    pub(super) fn adopted(
        &mut self,
        hand: &Hand<'_>,
        adoption: &Adoption,
        prepared: Prepared<'_>,
        settling: &mut Settling<'_>,
    ) -> Result<bool, Vec<Finding>> {
        let run = self.run;
        let register = run.plan.register;
        // Who asks how things stand is told if a frozen file is not as it was; `verify` makes it again, too.
        if matches!(run.options.aim, Aim::Look | Aim::Compare) {
            let altered = register.altered(hand.id);
            if !altered.is_empty() {
                return Err(altered);
            }
        }
        let frozen = register.made(adoption).map_err(|finding| vec![finding])?;
        let (difference, product) = self.since(&frozen, prepared)?;
        let changes = !difference.passages.is_empty();
        let version = adoption.version;
        // What lies in the folder is what was adopted, or is put there again.
        let forms = register.forms(adoption).map_err(|finding| vec![finding])?;
        let wrong: Vec<(PathBuf, &String, &String)> = forms
            .iter()
            .map(|(ending, sha256)| (hand.path.with_extension(ending), ending, sha256))
            .filter(|(path, _, sha256)| run.plan.stamps.digest(path).as_ref() != Some(sha256))
            .collect();
        let is_there = wrong.is_empty();
        let mut outcome = Outcome::Adopted { version };
        match run.options.aim {
            Aim::Build => {
                for (path, ending, sha256) in &wrong {
                    let bytes = register.file(adoption, ending, sha256);
                    let bytes = bytes.map_err(|finding| vec![finding])?;
                    disk::write_whole(path, &bytes).map_err(|failure| vec![failure.into()])?;
                    run.plan.stamps.wrote(path, sha256);
                }
                if !is_there {
                    outcome = Outcome::Written {
                        pages: 0,
                        difference: None,
                    };
                }
                let filed = Filed {
                    fingerprint: frozen.fingerprint.clone(),
                    sha256: adoption.sha256.clone(),
                    others: forms
                        .iter()
                        .filter(|(ending, _)| *ending != "pdf")
                        .map(|(ending, sha256)| (ending.clone(), sha256.clone()))
                        .collect(),
                    adopted: Some(version),
                    stopped: changes,
                    ..Filed::default()
                };
                if hand.filed != Some(&filed) {
                    self.note_document(hand, filed);
                }
            }
            Aim::Compare if !is_there => {
                let found = wrong
                    .iter()
                    .map(|(path, ..)| self.not_there(path, disk::is_file(path)));
                return Err(found.collect());
            }
            Aim::Look if !is_there && !changes => {
                let mut missing = wrong.iter().filter(|(path, ..)| !disk::is_file(path));
                let missing = missing.next().map(|(_, ending, _)| Reason::missing(ending));
                outcome = Outcome::Stale {
                    reasons: vec![missing.unwrap_or(Reason::Edited)],
                };
            }
            _ => {}
        }
        let building = run.options.aim == Aim::Build;
        let has_draft = building && corrections::is_drafted(&run.options.out, hand.id);
        if !changes {
            // A draft of what is not to be corrected any more would be taken for one that is.
            if has_draft {
                let discarded = corrections::discard(&run.options.out, hand.id);
                discarded.map_err(|failure| vec![failure.into()])?;
            }
            run.done(hand.id, hand.path, &outcome);
            return Ok(true);
        }
        let place = Place::field(
            &hand.task.file.file,
            format!("/documents/{}", hand.task.index),
        );
        let mut finding = Finding::new(Matter::WouldChange {
            adopted: adoption.told(),
            changes: difference.short(),
        })
        .at(place);
        // A draft that is there keeps up with the record.
        if let (true, Some(product)) = (run.options.corrections || has_draft, product) {
            let frozen = (adoption, &frozen);
            corrections::draft(run, hand.task, frozen, &product, self.press())?;
        }
        if run.options.corrections {
            finding.severity = Severity::Warning;
        }
        run.found(settling.settle(in_document(vec![finding], hand.id)));
        run.done(
            hand.id,
            hand.path,
            &Outcome::WouldChange {
                version,
                difference,
            },
        );
        Ok(false)
    }
}

/// What is told of a document of which a version was adopted, as the ledger knows, that the register knows not.
pub(super) fn missed(register: &Register, id: &str, filed: Option<&Filed>) -> Option<Finding> {
    let finding = register.missed(id, filed?.adopted?)?;
    Some(finding.in_document(id))
}
