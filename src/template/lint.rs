//! The names that templates use, looked up before any record is rendered: every path must be one that
//! some record can have, every partial must be there, and no value may stand where it could become code.
//!
//! A partial has the names of the place that calls it, so all is followed from the main templates.

use super::assemble::{Places, assemble};
use super::desk::{CLOSE, OPEN, Piece, Saying};
use super::door::{expression_at, name_of, small};
use super::helper::{AT, PHRASE};
use super::paths::{Node, Paths, of_field};
use crate::finding::{Finding, Matter, Place, nearest};
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, Template};
use std::collections::{BTreeMap, BTreeSet};

/// Partials in partials in partials: more than any template needs, and fewer than a stack holds.
pub(super) const DEEPEST: usize = 20;

/// Compiled templates by name, each with the file that people know it by.
pub(super) type Templates = BTreeMap<String, (Template, String)>;

/// Looks up every name of a template and of the partials that it calls.
///
/// Gives the findings, and the names of all templates that were used on the way.
pub(super) fn names(
    name: &str,
    templates: &Templates,
    failed: &BTreeSet<String>,
    phrases: &[String],
    paths: &Paths,
) -> (Vec<Finding>, BTreeSet<String>) {
    let mut lint = Lint {
        paths,
        phrases,
        templates,
        failed,
        place: Place::default(),
        prose: None,
        scopes: vec![paths.root()],
        depth: 0,
        findings: Vec::new(),
        used: BTreeSet::new(),
    };
    lint.used.insert(name.to_owned());
    if let Some((template, file)) = templates.get(name) {
        lint.template(template, file);
    }
    (crate::finding::in_order(lint.findings), lint.used)
}

/// Looks up every name in prose, of which `template` was made.
pub(super) fn prose(
    prose: &str,
    template: &Template,
    place: &Place,
    phrases: &[String],
    paths: &Paths,
) -> Vec<Finding> {
    let mut lint = Lint {
        paths,
        phrases,
        templates: &Templates::new(),
        failed: &BTreeSet::new(),
        place: place.clone(),
        prose: None,
        scopes: vec![paths.root()],
        depth: 0,
        findings: Vec::new(),
        used: BTreeSet::new(),
    };
    for (index, element) in template.elements.iter().enumerate() {
        let column = template.mapping.get(index).map_or(1, |m| small(m.1));
        lint.prose = Some((prose, column));
        lint.element(element);
    }
    lint.findings
}

/// Looks for values in unsafe places of a Typst template: its text with a mark for every
/// expression, all branches and partials in a row. What this cannot know, each rendered source shows.
pub(super) fn positions(name: &str, templates: &Templates) -> Vec<Finding> {
    let mut flat = Flat {
        templates,
        text: String::new(),
        places: Vec::new(),
        depth: 0,
    };
    if let Some((template, file)) = templates.get(name) {
        flat.template(template, file);
    }
    // Each value is taken to be one letter; what it is does not matter.
    let saying = Saying {
        pieces: vec![Piece::plain("x", Vec::new())],
        site: 0,
    };
    let sayings = vec![saying; flat.places.len()];
    let assembled = assemble(&flat.text, &sayings, &Places::default());
    let refused = assembled.err().unwrap_or_default();
    let told = refused.into_iter().map(|(number, inside)| {
        let place = flat.places[number].clone();
        Finding::new(Matter::UnsafePosition { inside }).at(place)
    });
    crate::finding::in_order(told.collect())
}

struct Lint<'a> {
    paths: &'a Paths,
    phrases: &'a [String],
    templates: &'a Templates,
    failed: &'a BTreeSet<String>,
    place: Place,
    /// The prose that is looked over, and the column of the expression in hand.
    prose: Option<(&'a str, u32)>,
    scopes: Vec<Node<'a>>,
    depth: usize,
    findings: Vec<Finding>,
    used: BTreeSet<String>,
}

impl<'a> Lint<'a> {
    fn tell(&mut self, matter: Matter) {
        let words = self.prose.and_then(|(text, at)| expression_at(text, at));
        let place = self.place.clone().words(words);
        self.findings.push(Finding::new(matter).at(place));
    }

    fn template(&mut self, template: &'a Template, file: &str) {
        for (index, element) in template.elements.iter().enumerate() {
            self.place = place_of(template, index, file);
            match element {
                TemplateElement::HelperBlock(block) => self.block(block, file),
                TemplateElement::PartialExpression(partial) => self.partial(partial),
                _ => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &'a TemplateElement) {
        if let TemplateElement::Expression(expression) = element {
            if let (Some(PHRASE), Some(Parameter::Literal(phrase))) = (
                name_of(&expression.name).as_deref(),
                expression.params.first(),
            ) {
                let phrase = phrase.as_str().unwrap_or_default();
                self.used.insert(format!("phrases/{phrase}"));
            }
            self.parameters(expression);
        }
    }

    fn parameters(&mut self, expression: &'a HelperTemplate) {
        let hash = expression.hash.iter().filter(|(name, _)| *name != AT);
        for parameter in expression.params.iter().chain(hash.map(|(_, value)| value)) {
            match parameter {
                Parameter::Subexpression(inner) => self.element(inner.as_element()),
                _ => {
                    self.resolve(parameter);
                }
            }
        }
    }

    /// What a parameter's path leads to; tells if it leads nowhere.
    fn resolve(&mut self, parameter: &Parameter) -> Option<Node<'a>> {
        let path = name_of(parameter)?;
        let local = matches!(parameter, Parameter::Path(Path::Local(_)));
        // `@first` and its like belong to the block, not to the facts.
        if local && !path.starts_with("@root") {
            let known = ["@first", "@last", "@index", "@key"];
            if !known.contains(&path.trim_start_matches("../")) {
                let suggestion = nearest(&path, known);
                self.tell(Matter::UnknownPath { path, suggestion });
            }
            return None;
        }
        match self.paths.resolve(&self.scopes, &path) {
            Ok(node) => Some(node),
            // By itself it is said; the door has made a call of that.
            Err(_) if self.phrases.contains(&path) => {
                let what = format!("a helper or a block with the phrase `{path}`");
                self.tell(Matter::NotAllowed { what });
                None
            }
            Err(nowhere) => {
                // A name by itself may be meant for that of a phrase.
                let phrases = self.phrases.iter().filter(|_| !path.contains('.'));
                let names = phrases
                    .map(String::as_str)
                    .chain(nowhere.suggestion.as_deref());
                let suggestion = of_field(&path).or_else(|| nearest(&path, names));
                let suggestion = suggestion.or(nowhere.suggestion);
                self.tell(Matter::UnknownPath { path, suggestion });
                None
            }
        }
    }

    fn block(&mut self, block: &'a HelperTemplate, file: &str) {
        let scope = match block.params.first() {
            Some(Parameter::Subexpression(inner)) => {
                self.element(inner.as_element());
                None
            }
            Some(parameter) => self.resolve(parameter),
            None => None,
        };
        let inner = match (name_of(&block.name).as_deref(), scope) {
            (Some("each"), Some(Node::List(items))) => Some(self.paths.item(items)),
            (Some("each"), Some(_)) => {
                let what = "`each` over something that is no list".to_owned();
                self.tell(Matter::NotAllowed { what });
                None
            }
            (Some("with"), node) => node,
            _ => None,
        };
        let scoped = inner.is_some();
        self.scopes.extend(inner);
        if let Some(template) = &block.template {
            self.template(template, file);
        }
        if scoped {
            self.scopes.pop();
        }
        if let Some(inverse) = &block.inverse {
            self.template(inverse, file);
        }
    }

    fn partial(&mut self, partial: &'a DecoratorTemplate) {
        let name = name_of(&partial.name).unwrap_or_default();
        self.used.insert(name.clone());
        if self.failed.contains(&name) {
            return;
        }
        let Some((template, file)) = self.templates.get(&name) else {
            let known = self.templates.keys().map(String::as_str);
            let suggestion = nearest(&name, known);
            self.tell(Matter::UnknownPart { name, suggestion });
            return;
        };
        if self.depth == DEEPEST {
            self.tell(Matter::Circular { path: name });
            return;
        }
        self.depth += 1;
        self.template(template, file);
        self.depth -= 1;
    }
}

fn place_of(template: &Template, index: usize, file: &str) -> Place {
    let mapping = template.mapping.get(index);
    let (line, column) = mapping.map_or((1, 1), |m| (small(m.0), small(m.1)));
    Place::at(file, line, column)
}

/// A template with its partials as one text.
struct Flat<'a> {
    templates: &'a Templates,
    text: String,
    places: Vec<Place>,
    depth: usize,
}

impl Flat<'_> {
    fn template(&mut self, template: &Template, file: &str) {
        for (index, element) in template.elements.iter().enumerate() {
            match element {
                TemplateElement::RawString(raw) => self.text.push_str(raw),
                TemplateElement::Expression(_) => {
                    let mark = format!("{OPEN}{}{CLOSE}", self.places.len());
                    self.text.push_str(&mark);
                    self.places.push(place_of(template, index, file));
                }
                TemplateElement::HelperBlock(block) => {
                    for branch in [&block.template, &block.inverse].into_iter().flatten() {
                        self.template(branch, file);
                    }
                }
                TemplateElement::PartialExpression(partial) => {
                    let name = name_of(&partial.name).unwrap_or_default();
                    let found = self.templates.get(&name).filter(|_| self.depth < DEEPEST);
                    if let Some((template, file)) = found {
                        self.depth += 1;
                        self.template(template, file);
                        self.depth -= 1;
                    }
                }
                _ => {}
            }
        }
    }
}
