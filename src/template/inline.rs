//! Partials in their places: when a pack is made ready, each `{{> part}}` becomes the elements of that part.
//! A partial has the names of the place that calls it and no settings (the door refuses them), so what is
//! rendered is the same; and Handlebars copies all facts of that place for every partial that it calls itself.
//! Only a partial that is called with white space before it stays a partial: each of its lines gets that. (In such
//! a one `../` leads to the place that calls it; in all others, as the lint reads them, to what is around that.)

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

#[cfg(test)]
mod tests {
    use super::*;
    use handlebars::Handlebars;

    /// What some templates render, the first of which calls the others; with the names of the files that were put
    /// into it, and of those that stay partials.
    fn whole(files: &[(&str, &str)]) -> (String, Vec<String>, Vec<String>) {
        let compiled = files.iter().map(|(name, text)| {
            let template = Template::compile(text).expect("a template");
            ((*name).to_owned(), (template, String::new()))
        });
        let templates: Templates = compiled.collect();
        let mut inliner = Inliner::new(&templates);
        let template = inliner.whole(files[0].0).expect("a template");
        let mut registry = Handlebars::new();
        registry.register_template("whole", template);
        for (name, text) in files {
            registry.register_template(name, Template::compile(text).expect("a template"));
        }
        let facts = serde_json::json!({"a": 1, "rows": [{"b": 2}, {"b": 3}]});
        let rendered = registry.render("whole", &facts).expect("rendered");
        let apart = inliner.apart.into_iter().collect();
        (desk::read(rendered), inliner.files, apart)
    }

    #[test]
    fn partials_in_their_places_say_what_partials_say() {
        let files = [
            (
                "main",
                "{{a}}\n{{#each rows}}\n{{> row}}\n{{else}}\n{{> none}}\n{{/each}}\n{{> end}}",
            ),
            (
                "row",
                "- {{b}}{{#if @last}}.{{else}};{{/if}} ({{> sign}})\n",
            ),
            ("sign", "{{@root.a}}"),
            ("none", "–"),
            ("end", "{{#unless b}}end{{/unless}}"),
        ];
        let (text, read, apart) = whole(&files);
        assert_eq!(text, "1\n- 2; (1)\n- 3. (1)\nend");
        // Each once, in the order in which their ends are reached.
        assert_eq!(read, ["sign", "row", "none", "end", "main"]);
        assert_eq!(apart, [""; 0]);
    }

    #[test]
    fn a_partial_with_white_space_before_it_stays_one() {
        let (text, read, apart) = whole(&[("main", "- a\n  {{> part}}\n"), ("part", "b\nc\n")]);
        assert_eq!(text, "- a\n  b\n  c\n");
        assert_eq!(
            (read, apart),
            (vec!["main".to_owned()], vec!["part".to_owned()])
        );
    }

    #[test]
    fn partials_that_never_end_are_left_as_they_are() {
        let template = Template::compile("a{{> main}}").expect("a template");
        let templates: Templates = [("main".to_owned(), (template, String::new()))].into();
        let whole = Inliner::new(&templates).whole("main").expect("a template");
        let last = whole.elements.last();
        assert!(matches!(last, Some(TemplateElement::PartialExpression(_))));
    }
}
