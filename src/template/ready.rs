//! Templates compiled, and a pack's made ready to render: partials in their places, helpers beside them.

use super::assemble::Places;
use super::desk::{self, Piece};
use super::helper::{self, Shared};
use super::inline::{Inliner, parts};
use super::lint::Templates;
use super::pack::name_of;
use super::{door, say};
use crate::finding::{Finding, Matter, Place};
use handlebars::{Context, Handlebars, RenderError, Template, no_escape};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A template as it is written, or an expression of `pack.toml`.
pub(super) struct Written<'a> {
    pub name: String,
    /// Nothing for a file that is no text.
    pub text: Option<&'a str>,
    /// What people are told the file is called.
    pub file: &'a str,
}

impl Written<'_> {
    fn compiled(&self, phrases: &[String]) -> Result<Template, Vec<Finding>> {
        match self.text {
            Some(text) => door::template(text, self.file, phrases),
            None => {
                let reason = "it is not UTF-8 text".to_owned();
                let place = Place::file(self.file);
                Err(vec![Finding::new(Matter::BrokenPack { reason }).at(place)])
            }
        }
    }
}

/// Compiled templates.
#[derive(Default)]
pub(super) struct Compiled {
    pub templates: Templates,
    /// The names of those that do not compile.
    pub failed: BTreeSet<String>,
    /// What is wrong with these.
    pub findings: Vec<Finding>,
}

impl Compiled {
    /// Compiles more templates, on all threads of the pool that this runs in.
    pub fn add(&mut self, written: Vec<Written<'_>>, phrases: &[String]) {
        let compile = |written: Written<'_>| {
            let compiled = written.compiled(phrases);
            (written.name, written.file.to_owned(), compiled)
        };
        let compiled: Vec<_> = written.into_par_iter().map(compile).collect();
        for (name, file, compiled) in compiled {
            match compiled {
                Ok(template) => {
                    self.templates.insert(name, (template, file));
                }
                Err(more) => {
                    self.failed.insert(name);
                    self.findings.extend(more);
                }
            }
        }
    }

    /// The partials that these call and that are not among them.
    pub fn missing(&self, known: &mut BTreeSet<String>) -> BTreeSet<String> {
        let mut called = Vec::new();
        for (template, _) in self.templates.values() {
            parts(template, &mut called);
        }
        called
            .into_iter()
            .filter(|name| known.insert(name.clone()))
            .collect()
    }
}

/// What renders the documents of a pack.
pub(super) struct Ready {
    pub registry: Handlebars<'static>,
    /// The template files, by the numbers that they leave in what is rendered.
    pub files: Vec<String>,
    /// Where values have stood so far.
    pub places: Places,
}

impl Ready {
    /// Of the templates with some names.
    pub fn new(
        names: impl Iterator<Item = String>,
        templates: &Templates,
        shared: &Arc<Shared>,
    ) -> Ready {
        let mut registry = Handlebars::new();
        registry.register_escape_fn(no_escape);
        registry.set_prevent_indent(true);
        helper::register(&mut registry, shared);
        let mut inliner = Inliner::new(templates);
        let mut waiting: Vec<String> = names.collect();
        while let Some(name) = waiting.pop() {
            if !registry.has_template(&name)
                && let Some(template) = inliner.whole(&name)
            {
                registry.register_template(&name, template);
                waiting.extend(std::mem::take(&mut inliner.apart));
            }
        }
        Ready {
            registry,
            files: inliner.files,
            places: Places::default(),
        }
    }

    /// A template file with facts.
    pub fn render(&self, file: &str, context: &Context) -> Result<String, RenderError> {
        let name = name_of(file.trim_start_matches("templates/"));
        let rendered = self.registry.render_with_context(&name, context)?;
        Ok(desk::read(rendered))
    }

    /// An expression as plain text.
    pub fn text(&self, name: &str, context: &Context) -> Result<String, RenderError> {
        let rendered = self.registry.render_with_context(name, context)?;
        let mut pieces = desk::unmark(&desk::read(rendered), |text| Piece::plain(text, Vec::new()));
        say::tie(&mut pieces, desk::language());
        Ok(pieces.into_iter().map(|piece| piece.text).collect())
    }
}
