//! How findings look on a terminal, in a log, and to a machine.

use super::arguments::Format;
use crate::disk;
use crate::finding::{Finding, Place, Severity, Tongue};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::path::Path;

/// A stream that may lead to a terminal.
pub(super) enum Stream {
    Out,
    Err,
}

impl Stream {
    /// Whether colours make sense there.
    pub fn is_colourful(&self) -> bool {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = match self {
            Stream::Out => std::io::stdout().is_terminal(),
            Stream::Err => std::io::stderr().is_terminal(),
        };
        terminal && !unwanted
    }
}

/// Text with colours, or without them where they make no sense.
pub(super) fn fit(text: &str, stream: &Stream) -> String {
    if stream.is_colourful() {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// Prints findings in a format and language; paths are those of the workspace at `root`.
pub(super) fn findings(
    findings: &[Finding],
    format: Format,
    tongue: Tongue,
    root: Option<&Path>,
    to: &mut dyn Write,
) -> std::io::Result<()> {
    let colourful = Stream::Err.is_colourful();
    let mut files = Files::default();
    for finding in findings {
        match format {
            Format::Human => human(finding, tongue, root, &mut files, colourful, to)?,
            Format::Short => short(finding, tongue, to)?,
            Format::Json => writeln!(to, "{}", finding.to_json(tongue))?,
        }
    }
    Ok(())
}

fn severity(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Fault, Tongue::English) => "fault",
        (Severity::Error, Tongue::English) => "error",
        (Severity::Warning, Tongue::English) => "warning",
        (Severity::Fault, Tongue::Latvian) => "kļūme",
        (Severity::Error, Tongue::Latvian) => "kļūda",
        (Severity::Warning, Tongue::Latvian) => "brīdinājums",
    }
}

fn short(finding: &Finding, tongue: Tongue, to: &mut dyn Write) -> std::io::Result<()> {
    if let Some(place) = &finding.place {
        write!(to, "{}", place.file)?;
        if let (Some(line), Some(column)) = (place.line, place.column) {
            write!(to, ":{line}:{column}")?;
        }
        write!(to, ": ")?;
    }
    let said = finding.say(tongue);
    let severity = severity(finding.severity, tongue);
    write!(to, "{severity}[{}]: {}", finding.code(), said.message)?;
    match said.hint {
        Some(hint) => writeln!(to, " ({hint})"),
        None => writeln!(to),
    }
}

fn human(
    finding: &Finding,
    tongue: Tongue,
    root: Option<&Path>,
    files: &mut Files,
    colourful: bool,
    to: &mut dyn Write,
) -> std::io::Result<()> {
    let said = finding.say(tongue);
    let level = match finding.severity {
        Severity::Warning => Level::WARNING,
        Severity::Fault | Severity::Error => Level::ERROR,
    };
    let level = level.with_name(severity(finding.severity, tongue));
    let mut group = level
        .primary_title(said.message)
        .id(finding.code())
        .elements(Vec::<Origin<'_>>::new());
    let line = finding
        .place
        .as_ref()
        .and_then(|place| files.line(place, root));
    if let Some(place) = &finding.place {
        match (&line, place.line, place.column) {
            (Some(text), Some(number), Some(column)) => {
                let span = token(text, column as usize);
                let snippet = Snippet::source(text.as_str())
                    .line_start(number as usize)
                    .path(place.file.as_str())
                    .annotation(AnnotationKind::Primary.span(span));
                group = group.element(snippet);
            }
            _ => {
                let mut origin = Origin::path(place.file.as_str());
                if let (Some(line), Some(column)) = (place.line, place.column) {
                    origin = origin.line(line as usize).char_column(column as usize);
                }
                group = group.element(origin);
            }
        }
        if let Some(pointer) = place
            .pointer
            .as_deref()
            .filter(|pointer| !pointer.is_empty())
        {
            let name = match tongue {
                Tongue::English => "field",
                Tongue::Latvian => "lauks",
            };
            group = group.element(Level::NOTE.with_name(name).message(pointer.to_owned()));
        }
    }
    if let Some(hint) = said.hint {
        let name = match tongue {
            Tongue::English => "hint",
            Tongue::Latvian => "padoms",
        };
        group = group.element(Level::HELP.with_name(name).message(hint));
    }
    let renderer = match colourful {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    writeln!(to, "{}\n", renderer.render(&[group]))
}

/// The files that findings point at, each read once, as lines.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<String>>);

impl Files {
    /// The line that a place points at.
    fn line(&mut self, place: &Place, root: Option<&Path>) -> Option<String> {
        let number = usize::try_from(place.line?).ok()?.checked_sub(1)?;
        if !self.0.contains_key(&place.file) {
            let bytes = disk::read(&root?.join(&place.file)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_start_matches('\u{feff}');
            let lines = text.lines().map(str::to_owned).collect();
            self.0.insert(place.file.clone(), lines);
        }
        self.0.get(&place.file)?.get(number).cloned()
    }
}

/// The bytes of the token at a column: a JSON string, an expression, or a word up to the next bracket or comma.
fn token(line: &str, column: usize) -> Range<usize> {
    let start = line
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let length = if let Some(text) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = text.char_indices().find(|(_, c)| {
            let end = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            end
        });
        end.map_or(rest.len(), |(at, _)| at + 2)
    } else if rest.starts_with("{{") {
        rest.find("}}").map_or(rest.len(), |at| at + 2)
    } else {
        rest.find([',', '}', ']', ' ']).unwrap_or(rest.len())
    };
    start..(start + length.max(1)).min(line.len().max(start))
}
