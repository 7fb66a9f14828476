//! Partials in their places: when a pack is made ready, each `{{> part}}` becomes the elements of that part.
//! A partial has the names of the place that calls it and no settings (the door refuses them), so what is
//! rendered is the same; and Handlebars copies all facts of that place for every partial that it calls itself.
//! Only a partial that is called with white space before it stays a partial: each of its lines gets that.

use super::desk;
use super::door::name_of;
use super::lint::{DEEPEST, Templates};
use handlebars::Template;
use handlebars::template::TemplateElement;
use std::collections::BTreeSet;

/// Templates with their partials in their places; each file leaves its mark where it begins.
pub(super) struct Inliner<'a> {
    templates: &'a Templates,
    /// The names of the files that were put in, by the numbers of their marks.
    pub files: Vec<String>,
    /// The names of the partials that stay partials.
    pub apart: BTreeSet<String>,
}

impl<'a> Inliner<'a> {
    pub fn new(templates: &'a Templates) -> Inliner<'a> {
        Inliner {
            templates,
            files: Vec::new(),
            apart: BTreeSet::new(),
        }
    }

    /// A template as a whole.
    pub fn whole(&mut self, name: &str) -> Option<Template> {
        self.file(name, 0)
    }

    /// A file with its mark first; nothing where there is none, or where its partials never end.
    fn file(&mut self, name: &str, depth: usize) -> Option<Template> {
        let (template, _) = self.templates.get(name).filter(|_| depth <= DEEPEST)?;
        let mut whole = self.inlined(template.clone(), depth);
        let file = name.split('#').next().unwrap_or_default();
        let known = self.files.iter().position(|other| other == file);
        let number = known.unwrap_or_else(|| {
            self.files.push(file.to_owned());
            self.files.len() - 1
        });
        let mark = TemplateElement::RawString(desk::mark_of_file(number));
        whole.elements.insert(0, mark);
        if let Some(begins) = whole.mapping.first().cloned() {
            whole.mapping.insert(0, begins);
        }
        Some(whole)
    }

    fn inlined(&mut self, template: Template, depth: usize) -> Template {
        let mut whole = Template::default();
        let mut mapping = template.mapping.into_iter();
        for mut element in template.elements {
            let mapping = mapping.next();
            let part = match &mut element {
                TemplateElement::PartialExpression(partial) => {
                    let name = name_of(&partial.name).unwrap_or_default();
                    match partial.indent {
                        None => self.file(&name, depth + 1),
                        Some(_) => {
                            self.apart.insert(name);
                            None
                        }
                    }
                }
                TemplateElement::HelperBlock(block) => {
                    for branch in [&mut block.template, &mut block.inverse] {
                        *branch = branch.take().map(|branch| self.inlined(branch, depth));
                    }
                    None
                }
                _ => None,
            };
            match part {
                Some(part) => {
                    whole.elements.extend(part.elements);
                    whole.mapping.extend(part.mapping);
                }
                None => {
                    whole.elements.push(element);
                    whole.mapping.extend(mapping);
                }
            }
        }
        whole
    }
}

/// The names of the partials that a template calls itself.
pub(super) fn parts(template: &Template, found: &mut Vec<String>) {
    for element in &template.elements {
        match element {
            TemplateElement::PartialExpression(partial) => found.extend(name_of(&partial.name)),
            TemplateElement::HelperBlock(block) => {
                for branch in [&block.template, &block.inverse].into_iter().flatten() {
                    parts(branch, found);
                }
            }
            _ => {}
        }
    }
}
