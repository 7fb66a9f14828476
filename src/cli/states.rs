//! The command that tells the state of each document.

use super::arguments::{Format, Status};
use super::building::Job;
use super::commands::Desk;
use super::{FOUND, words};
use crate::adopted::{Adoption, Register};
use crate::batch::{Aim, Outcome, Reason};
use crate::finding::{Finding, Matter, Severity};
use crate::record::Workspace;
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Result;

/// Findings by their code and file; by their code alone where the file is `""`.
type Found<'f> = HashMap<(&'f str, &'f str), Vec<&'f Finding>>;

impl Desk<'_> {
    pub fn status(&mut self, status: &Status) -> Result<u8> {
        let job = Job {
            selectors: status.selectors.clone(),
            out: status.out.clone(),
            ..Job::default()
        };
        self.look(job, false, status.check)
    }

    /// The state of each document, and why it is not as it should be; nothing is made.
    pub(super) fn look(&mut self, job: Job, all: bool, check: bool) -> Result<u8> {
        let (workspace, memory, maker) = match self.open_all_with(job.out.as_deref(), job.shard)? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let json = self.format == Format::Json;
        let human = !json;
        let everything = job.selectors.is_empty();
        let (summary, told) = match self.over(&workspace, &maker, memory, job, Aim::Look)? {
            Ok(done) => done,
            Err(code) => return Ok(code),
        };
        let mut found: Found<'_> = HashMap::new();
        for finding in &summary.findings {
            let file = finding
                .place
                .as_ref()
                .map_or("", |place| place.file.as_str());
            for file in [file, ""] {
                found
                    .entry((finding.code(), file))
                    .or_default()
                    .push(finding);
            }
        }
        let width = told.iter().map(|t| t.id.len()).max().unwrap_or(0);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for document in told.iter().filter(|_| human) {
            let state = words::state(&document.outcome);
            *counts.entry(state).or_default() += 1;
            let word = words::told_state(state, self.language()).to_owned();
            let why = match &document.outcome {
                Outcome::Stopped { why } => self.stopped_by(&document.id, why, &workspace, &found),
                outcome => self.because(outcome, all),
            };
            let mut why = why.into_iter();
            match why.next() {
                None => writeln!(self.out, "{:width$}  {word}", document.id)?,
                Some(first) => writeln!(self.out, "{:width$}  {word}: {first}", document.id)?,
            }
            for more in why {
                writeln!(self.out, "{:width$}    {more}", "")?;
            }
        }
        for stopped in &summary.stopped {
            // A record that cannot be read has no documents to tell of.
            if human && !stopped.id.contains('/') {
                let word = words::told_state("failed", self.language()).to_owned();
                let why = self.stopped_by(&stopped.id, &stopped.why, &workspace, &found);
                writeln!(
                    self.out,
                    "{:width$}  {word}: {}",
                    stopped.id,
                    why.join("; ")
                )?;
                *counts.entry("failed").or_default() += 1;
            }
        }
        if everything && let Ok(register) = Register::open(&workspace.root) {
            let stopped: HashSet<&str> = summary.stopped.iter().map(|s| s.id.as_str()).collect();
            let mut alone: Vec<&Adoption> = register.entries().iter().collect();
            alone.retain(|one| {
                // A record that cannot be read may well have it.
                let project = one.document.split('/').next().unwrap_or_default();
                // They are in the order of their ids.
                let is_told = told
                    .binary_search_by(|told| told.id.cmp(&one.document))
                    .is_ok();
                register.latest(&one.document) == Some(*one)
                    && !is_told
                    && !stopped.contains(project)
            });
            for adoption in alone {
                let word = self.tongue("adopted; no record has it", "pieņemts; ierakstos tā nav");
                let word = word.to_owned();
                *counts.entry("adopted-without-record").or_default() += 1;
                match json {
                    true => writeln!(
                        self.out,
                        "{}",
                        json!({"document": adoption.document, "state": "adopted-without-record", "version": adoption.version})
                    )?,
                    false => writeln!(self.out, "{:width$}  {word}", adoption.document)?,
                }
            }
        }
        for orphan in &summary.orphans {
            let word = words::told_state("orphan", self.language()).to_owned();
            *counts.entry("orphan").or_default() += 1;
            match json {
                true => writeln!(self.out, "{}", json!({"path": orphan, "state": "orphan"}))?,
                false => writeln!(self.out, "{orphan}  {word}")?,
            }
        }
        if human && !all && !counts.is_empty() {
            let counts: Vec<String> = counts
                .into_iter()
                .map(|(state, n)| format!("{}: {n}", words::told_state(state, self.language())))
                .collect();
            writeln!(self.err, "{}", counts.join("; "))?;
        }
        let faults: Vec<_> = summary
            .findings
            .iter()
            .filter(|finding| {
                finding.severity == Severity::Fault
                    || summary.refused
                    || matches!(finding.matter, Matter::BrokenLedger { .. })
            })
            .cloned()
            .collect();
        let code = self.tell(&faults)?;
        let sound = summary.stale == 0
            && !summary.refused
            && summary.stopped.is_empty()
            && summary.would_change.is_empty()
            && summary.orphans.is_empty();
        Ok(match check && !sound {
            true => code.max(FOUND),
            false => code,
        })
    }

    /// What stops a document, or a record with all its documents: a sentence for each code.
    fn stopped_by(
        &self,
        id: &str,
        codes: &[String],
        workspace: &Workspace,
        found: &Found<'_>,
    ) -> Vec<String> {
        let project = id.split('/').next().unwrap_or(id);
        // They are in the order of their ids.
        let records = &workspace.projects;
        let at = records.binary_search_by(|file| file.id.as_str().cmp(project));
        let file = at.ok().map_or("", |at| records[at].file.as_str());
        let sentence = |code: &String| {
            let here = found.get(&(code, file)).map_or(&[][..], Vec::as_slice);
            let own = here
                .iter()
                .find(|f| f.document.as_deref().is_none_or(|one| one == id));
            // What two documents say is told of the first; what is wrong with a template concerns them all.
            let all = found.get(&(code, ""));
            let told = own.or(here.first()).or(all.and_then(|all| all.first()));
            told.map_or_else(
                || code.clone(),
                |told| format!("{} [{code}]", told.say(self.language()).message),
            )
        };
        codes.iter().map(sentence).collect()
    }

    /// Why a document is not as it should be: all that is known, or the first of it.
    fn because(&self, outcome: &Outcome, all: bool) -> Vec<String> {
        let tongue = self.language();
        let lines: Vec<String> = match outcome {
            Outcome::Stale { reasons } => match reasons.as_slice() {
                [Reason::New | Reason::Missing { form: None }] if !all => Vec::new(),
                reasons => reasons
                    .iter()
                    .map(|reason| words::reason(reason, tongue))
                    .collect(),
            },
            Outcome::Adopted { version } => {
                vec![format!("{} {version}", self.tongue("version", "redakcija"))]
            }
            Outcome::WouldChange { difference, .. } => difference.short(),
            _ => Vec::new(),
        };
        if all || lines.len() <= 2 {
            return lines;
        }
        let more = format!("… {}: {}", self.tongue("more", "vēl"), lines.len() - 1);
        vec![lines[0].clone(), more]
    }
}
