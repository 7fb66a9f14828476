//! Prose and phrases: text that names facts, said with the names of the whole document.

use super::desk::{self, Piece};
use super::helper::{Call, Shared};
use super::paths::Paths;
use super::{door, lint};
use crate::fact::{Fact, Origin};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use handlebars::{RenderContext, RenderError, Renderable, StringOutput, Template};

/// Prose as a template, or everything that is wrong with its expressions.
pub(super) fn prose_template(
    prose: &str,
    place: &Place,
    phrases: &[String],
    paths: &Paths,
) -> Result<Template, Vec<Finding>> {
    let (template, mut findings) = door::prose(prose, place, phrases)?;
    findings.extend(lint::prose(prose, &template, place, phrases, paths));
    match findings.is_empty() {
        true => Ok(template),
        false => Err(findings),
    }
}

impl Call<'_, '_> {
    /// Prose: its own words, and what its expressions say. Its names are those of the whole document.
    pub(super) fn prose(&self, prose: &str, fact: &Fact, name: &str) -> Result<Vec<Piece>, Matter> {
        let plain = |text: &str| Piece::plain(text, fact.from.clone());
        if !prose.contains(['{', '}', '\\']) {
            return Ok(vec![plain(prose)]);
        }
        let place = match fact.from.first() {
            Some(origin) => Place::field(&*origin.file, &*origin.pointer),
            None => self.place(),
        };
        if desk::is_too_much() {
            return Err(Matter::TooMuch {});
        }
        let Shared { paths, phrases, .. } = &*self.door.shared;
        let compiled = prose_template(prose, &place, phrases, paths);
        let template = match compiled {
            Ok(template) => template,
            Err(findings) => {
                for finding in findings {
                    desk::tell(finding.matter, finding.place.unwrap_or_default());
                }
                return Ok(Vec::new());
            }
        };
        if door::has_lone_brace(&template) {
            desk::tell(Matter::LoneBrace {}, place.clone());
        }
        let key = format!(
            "{}#{}",
            place.file,
            place.pointer.as_deref().unwrap_or_default()
        );
        let rendered = desk::within(&key, || {
            let mut out = StringOutput::new();
            let mut scope = RenderContext::new(None);
            let done = template.render(self.registry, self.context, &mut scope, &mut out);
            done.and_then(|()| Ok(out.into_string()?))
        });
        self.outcome(rendered, name, plain)
    }

    /// A phrase: wording that the packs share, with the names of the whole document.
    pub(super) fn phrase(&self) -> Result<Vec<Piece>, Matter> {
        let asked = self.asked();
        let name = self.word(0, &asked)?;
        let path = match asked.language {
            Language::Latvian => name.clone(),
            other => format!("{}/{name}", other.code()),
        };
        let other = format!("{}/", Language::English.code());
        if name.starts_with(&other) {
            let what = format!("`{name}`, a phrase with its language");
            return Err(Matter::NotAllowed { what });
        }
        if !self.door.shared.phrases.contains(&path) {
            return Err(Matter::NotAllowed {
                what: format!("a phrase that is not in `phrases/{path}.hbs`"),
            });
        }
        let wrong = self.door.shared.wrong_phrases.get();
        if let Some(findings) = wrong.and_then(|wrong| wrong.get(&path)) {
            for finding in findings.iter().cloned() {
                desk::tell(finding.matter, finding.place.unwrap_or_default());
            }
            return Ok(Vec::new());
        }
        let file = format!("templates/phrases/{path}.hbs");
        let from = Origin {
            file: file.as_str().into(),
            pointer: "".into(),
        };
        let rendered = desk::within(&file, || {
            self.registry
                .render_with_context(&format!("phrases/{path}"), self.context)
        });
        let mut pieces = self.outcome(rendered, &name, |text| {
            Piece::plain(text, vec![from.clone()])
        })?;
        collapse(&mut pieces);
        Ok(pieces)
    }

    pub(super) fn outcome(
        &self,
        rendered: Option<Result<String, RenderError>>,
        name: &str,
        plain: impl Fn(&str) -> Piece,
    ) -> Result<Vec<Piece>, Matter> {
        match rendered {
            Some(Ok(text)) => Ok(desk::unmark(&desk::read(text), plain)),
            Some(Err(error)) => Err(Matter::DoesNotParse {
                reason: error.reason().to_string(),
            }),
            None => Err(Matter::Circular {
                path: name.to_owned(),
            }),
        }
    }
}

/// White space in the wording of a phrase is layout of its file: runs of it are one space, and there is
/// none at the ends.
fn collapse(pieces: &mut Vec<Piece>) {
    let mut space = true;
    for piece in pieces.iter_mut() {
        let mut text = String::with_capacity(piece.text.len());
        for c in piece.text.chars() {
            let white = matches!(c, ' ' | '\n' | '\r' | '\t');
            if !white {
                text.push(c);
            } else if !space {
                text.push(' ');
            }
            space = white;
        }
        piece.text = text;
    }
    if let Some(last) = pieces.iter_mut().rev().find(|piece| !piece.text.is_empty()) {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    pieces.retain(|piece| !piece.text.is_empty());
}
