//! How far a long run is.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How often a line tells how far a long run is, where there is no terminal.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How far a run is: a bar on a terminal, a line now and then elsewhere.
pub(super) struct Progress {
    bar: ProgressBar,
    lines: bool,
    records: usize,
    done: usize,
    /// How many documents are done.
    pub documents: usize,
    started: Instant,
    told: Instant,
}

impl Progress {
    pub fn new(wanted: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let target = match wanted && terminal {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = "{bar:40} {pos}/{len}  {per_sec}  {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Progress {
            bar,
            lines: wanted && !terminal,
            records: 0,
            done: 0,
            documents: 0,
            started: Instant::now(),
            told: Instant::now(),
        }
    }

    pub fn begin(&mut self, records: usize) {
        self.records = records;
        self.bar.set_length(records as u64);
    }

    pub fn step(&mut self) {
        self.done += 1;
        self.bar.inc(1);
    }

    /// A line about how far it is, if it is time for one.
    pub fn line(&mut self) -> Option<String> {
        if !self.lines || self.told.elapsed() < PATIENCE || self.done == 0 {
            return None;
        }
        self.told = Instant::now();
        let seconds = self.started.elapsed().as_secs_f64();
        let rest = seconds / self.done as f64 * (self.records - self.done.min(self.records)) as f64;
        let rate = self.documents as f64 / seconds;
        Some(format!(
            "{}/{}  {rate:.0}/s  {rest:.0} s",
            self.done, self.records
        ))
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
