//! How a template is compiled: every plain `{{path}}` is made a call of the door, and what could let a
//! value slip past it is refused. Which names there are is the lint's affair.

use super::assemble::STAND_IN;
use super::desk::{CLOSE, FILE, OPEN};
use super::helper::{AT, CASES, HELPERS, PHRASE, SAY};
use crate::fact::normalise;
use crate::finding::{Finding, Matter, Place, nearest};
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{JsonValue, Path, Template};

/// The blocks that templates may use.
const BLOCKS: &[&str] = &["if", "unless", "each", "with"];

/// Compiles a template file. `phrases` are the names of the phrases.
pub(super) fn template(
    text: &str,
    file: &str,
    phrases: &[String],
) -> Result<Template, Vec<Finding>> {
    let mut template = parse(text, |line, column| Place::at(file, line, column))?;
    let findings = rewrite(&mut template, Stands::File(file), phrases);
    match findings.is_empty() {
        true => Ok(template),
        false => Err(findings),
    }
}

/// Compiles the prose of a record, in which only `{{fact}}` and `{{helper fact}}` can stand. Gives the template with
/// what is not allowed in it; whoever says it looks up its names, too, so that all is told at once.
pub(super) fn prose(
    text: &str,
    place: &Place,
    phrases: &[String],
) -> Result<(Template, Vec<Finding>), Vec<Finding>> {
    let mut template = parse(text, |_, column| {
        place.clone().words(expression_at(text, column))
    })?;
    let mut findings = rewrite(&mut template, Stands::Field(place, text), phrases);
    // Handlebars would eat the spaces beside it: what people typed comes out as they typed it, or not at all.
    if text.contains("{{~") || text.contains("~}}") {
        let what = "`~` beside a brace".to_owned();
        let place = place.clone().words(Some("~".into()));
        findings.push(Finding::new(Matter::NotAllowed { what }).at(place));
    }
    Ok((template, findings))
}

/// The expression of a prose that a column, counted from 1, belongs to, as it is written.
pub(super) fn expression_at(prose: &str, column: u32) -> Option<String> {
    let column = usize::try_from(column).ok()?;
    let end = prose.char_indices().nth(column + 1);
    let end = end.map_or(prose.len(), |(at, _)| at);
    let open = prose[..end].rfind("{{").or_else(|| prose.find("{{"))?;
    let close = prose[open..]
        .find("}}")
        .map_or(prose.len(), |at| open + at + 2);
    Some(prose[open..close].to_owned())
}

fn rewrite(template: &mut Template, at: Stands<'_>, phrases: &[String]) -> Vec<Finding> {
    let mut door = Door {
        phrases,
        at,
        findings: Vec::new(),
    };
    door.template(template);
    door.findings
}

fn parse(text: &str, place: impl Fn(u32, u32) -> Place) -> Result<Template, Vec<Finding>> {
    // The parser goes into brackets by recursion, and a record may not use up its stack.
    if deepest_brackets(text) > DEEPEST_BRACKETS {
        let what = "brackets in brackets in brackets".to_owned();
        return Err(vec![
            Finding::new(Matter::NotAllowed { what }).at(place(1, 1)),
        ]);
    }
    Template::compile(text).map_err(|error| {
        let is_even = text.matches("{{").count() == text.matches("}}").count();
        if let Some((block, line)) = unclosed(text).filter(|_| is_even) {
            let reason = format!("the block `{{{{#{block}}}}}` is not closed");
            let matter = Matter::DoesNotParse { reason };
            return vec![Finding::new(matter).at(place(line, 1))];
        }
        let (line, column) = error.pos().unwrap_or((1, 1));
        let reason = match is_even {
            true => first_line(&error.reason().to_string()),
            false => "a `{{` and its `}}` do not both stand there".to_owned(),
        };
        let place = place(small(line), small(column));
        vec![Finding::new(Matter::DoesNotParse { reason }).at(place)]
    })
}

/// The last block that a text opens and never closes, with its line: the parser sees only that the text ends.
fn unclosed(text: &str) -> Option<(String, u32)> {
    let mut open: Vec<(&str, u32)> = Vec::new();
    let mut line = 1;
    for (at, part) in text.split("{{").enumerate() {
        let inner = part.split("}}").next().unwrap_or_default();
        let inner = inner.trim_start_matches('~').trim();
        let name = |text: &'_ str| -> usize { text.find([' ', '~', '\n']).unwrap_or(text.len()) };
        if at > 0 {
            if let Some(block) = inner.strip_prefix('#') {
                open.push((&block[..name(block)], line));
            } else if let Some(block) = inner.strip_prefix('/')
                && open
                    .last()
                    .is_some_and(|(last, _)| *last == &block[..name(block)])
            {
                open.pop();
            }
        }
        line += small(part.matches('\n').count());
    }
    open.pop().map(|(block, line)| (block.to_owned(), line))
}

/// Brackets in brackets that an expression may have.
const DEEPEST_BRACKETS: usize = 8;

/// How deep the brackets of the expressions in a text go.
fn deepest_brackets(text: &str) -> usize {
    let mut deepest = 0;
    for expression in text.split("{{").skip(1) {
        let mut depth: usize = 0;
        for c in expression.chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                '}' => break,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn first_line(text: &str) -> String {
    // The parser draws a picture of the line; the last line of it is the sentence.
    let sentence = text
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with('='));
    let sentence = sentence.or_else(|| text.lines().next()).unwrap_or_default();
    sentence.trim_start_matches([' ', '=']).to_owned()
}

/// Whether prose has braces that are no expression's, and may have been meant as one.
pub(super) fn has_lone_brace(template: &Template) -> bool {
    let raw = template
        .elements
        .iter()
        .filter_map(|element| match element {
            TemplateElement::RawString(text) => Some(text),
            _ => None,
        });
    let (mut opened, mut closed) = (0, 0);
    let mut single = false;
    for text in raw {
        opened += text.matches("{{").count();
        closed += text.matches("}}").count();
        let rest = text.replace("{{", "").replace("}}", "");
        single |= rest.contains(['{', '}']);
    }
    // Braces that stand twice, and in pairs, were meant to be printed: `\\{{`.
    single || opened != closed
}

/// Where the expressions of a template stand.
#[derive(Clone, Copy)]
enum Stands<'a> {
    File(&'a str),
    /// A field, and its text.
    Field(&'a Place, &'a str),
}

/// Between the parts of what [`Stands`] writes into a setting: no text can have it.
const BETWEEN: char = '\u{1f}';

/// Reads back what [`Stands`] has written into a setting: `file:line:column`, or file, pointer and expression.
pub(super) fn place(at: &str) -> Place {
    let mut parts = at.split(BETWEEN);
    if let (Some(file), Some(pointer), Some(words)) = (parts.next(), parts.next(), parts.next()) {
        let words = Some(words.to_owned()).filter(|words| !words.is_empty());
        return Place::field(file, pointer).words(words);
    }
    let mut parts = at.rsplitn(3, ':');
    let column = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let line = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    Place::at(parts.next().unwrap_or_default(), line, column)
}

struct Door<'a> {
    phrases: &'a [String],
    at: Stands<'a>,
    findings: Vec<Finding>,
}

impl Door<'_> {
    fn is_prose(&self) -> bool {
        matches!(self.at, Stands::Field(..))
    }

    fn tell(&mut self, matter: Matter, at: (u32, u32)) {
        let place = match self.at {
            Stands::File(file) => Place::at(file, at.0, at.1),
            Stands::Field(place, prose) => place.clone().words(expression_at(prose, at.1)),
        };
        self.findings.push(Finding::new(matter).at(place));
    }

    fn refuse(&mut self, what: &str, at: (u32, u32)) {
        let what = what.to_owned();
        self.tell(Matter::NotAllowed { what }, at);
    }

    fn template(&mut self, template: &mut Template) {
        for (index, element) in template.elements.iter_mut().enumerate() {
            let mapping = template.mapping.get(index);
            let at = mapping.map_or((1, 1), |m| (small(m.0), small(m.1)));
            match element {
                TemplateElement::RawString(text)
                    if text.contains([STAND_IN, OPEN, CLOSE, FILE]) =>
                {
                    self.refuse("the letter U+2C00", at);
                }
                // A text that nobody would see stands in no record.
                TemplateElement::Comment(_) if self.is_prose() => self.refuse("a comment", at),
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(expression) => self.expression(expression, at),
                TemplateElement::HtmlExpression(_) => {
                    self.refuse("an expression in three braces or with `&`", at);
                }
                TemplateElement::HelperBlock(_) if self.is_prose() => {
                    self.refuse("a block such as `{{#if …}}`", at);
                }
                TemplateElement::HelperBlock(block) => self.block(block, at),
                TemplateElement::PartialExpression(_) if self.is_prose() => {
                    self.refuse("a partial", at);
                }
                TemplateElement::PartialExpression(partial) => {
                    // Handlebars would copy what a partial is given, facts and all.
                    if !partial.params.is_empty() || !partial.hash.is_empty() {
                        self.refuse("a partial with settings", at);
                    }
                }
                _ => self.refuse("a decorator or a block partial", at),
            }
        }
    }

    fn expression(&mut self, expression: &mut HelperTemplate, at: (u32, u32)) {
        let Some(name) = name_of(&expression.name) else {
            self.refuse("a name that is made by an expression", at);
            return;
        };
        if known_helpers().any(|helper| helper == name) {
            self.count(&name, expression.params.len(), at);
            if name == "is" {
                self.refuse("`is` by itself", at);
            }
        } else if self.phrases.contains(&name) && expression.params.is_empty() {
            expression.name = Parameter::Name(PHRASE.into());
            expression.params = vec![Parameter::Literal(JsonValue::String(name))];
        } else if expression.params.is_empty() {
            let Ok(path) = Path::parse(&name) else {
                self.tell(
                    Matter::UnknownPath {
                        path: name,
                        suggestion: None,
                    },
                    at,
                );
                return;
            };
            expression.name = Parameter::Name(SAY.into());
            expression.params = vec![Parameter::Path(path)];
        } else {
            let suggestion = nearest(&name, known_helpers());
            self.tell(Matter::UnknownHelper { name, suggestion }, at);
            return;
        }
        self.parameters(expression, at);
        self.leave_place(expression, at);
    }

    /// Looks over what a helper is given, and makes inner expressions calls of helpers too.
    fn parameters(&mut self, expression: &mut HelperTemplate, at: (u32, u32)) {
        for parameter in &mut expression.params {
            match parameter {
                Parameter::Subexpression(inner) => match inner.element.as_mut() {
                    TemplateElement::Expression(inner) => self.inner(inner, at),
                    _ => self.refuse("an expression of this shape", at),
                },
                Parameter::Literal(literal) => self.literal(literal, at),
                _ => {}
            }
        }
        for setting in expression.hash.values() {
            match setting {
                Parameter::Literal(literal) => self.literal(literal, at),
                _ => self.refuse("an expression as a setting", at),
            }
        }
    }

    /// A word typed in an expression is text like any other: Handlebars would turn its escapes into
    /// characters that no text may have, the marks of the door among them.
    fn literal(&mut self, literal: &JsonValue, at: (u32, u32)) {
        if let Some(text) = literal.as_str()
            && let Err(code_point) = normalise(text)
        {
            self.tell(Matter::UnprintableCharacter { code_point }, at);
        }
    }

    /// How many values a helper takes.
    fn count(&mut self, name: &str, found: usize, at: (u32, u32)) {
        let wanted = match name {
            "counted" | "is" => 2,
            "agree" => 3,
            _ => 1,
        };
        if found != wanted {
            self.refuse(
                &format!("`{name}` with {found} values instead of {wanted}"),
                at,
            );
        }
    }

    fn inner(&mut self, inner: &mut HelperTemplate, at: (u32, u32)) {
        if name_of(&inner.name).as_deref() == Some("is") {
            let word = matches!(
                inner.params.get(1),
                Some(Parameter::Literal(JsonValue::String(_)))
            );
            let fact = matches!(
                inner.params.first(),
                Some(Parameter::Path(_) | Parameter::Name(_))
            );
            if inner.params.len() != 2 || !word || !fact || !inner.hash.is_empty() {
                self.refuse("another number of values", at);
            }
            self.parameters(inner, at);
            self.leave_place(inner, at);
        } else {
            self.expression(inner, at);
        }
    }

    fn leave_place(&mut self, expression: &mut HelperTemplate, at: (u32, u32)) {
        if expression.hash.contains_key(AT) {
            self.refuse("the setting `at`", at);
        }
        let stands = match self.at {
            Stands::File(file) => format!("{file}:{}:{}", at.0, at.1),
            Stands::Field(place, prose) => {
                let pointer = place.pointer.as_deref().unwrap_or_default();
                let words = expression_at(prose, at.1).unwrap_or_default();
                format!("{}{BETWEEN}{pointer}{BETWEEN}{words}", place.file)
            }
        };
        let stands = Parameter::Literal(JsonValue::String(stands));
        expression.hash.insert(AT.into(), stands);
    }

    fn block(&mut self, block: &mut HelperTemplate, at: (u32, u32)) {
        let name = name_of(&block.name).unwrap_or_default();
        if !BLOCKS.contains(&name.as_str()) {
            let suggestion = nearest(&name, BLOCKS.iter().copied());
            self.tell(Matter::UnknownHelper { name, suggestion }, at);
            return;
        }
        if block.params.len() != 1 || !block.hash.is_empty() {
            self.refuse("a setting of a block", at);
        }
        if block.block_param.is_some() {
            self.refuse("a block with names of its own (`as |x|`)", at);
        }
        if let Some(Parameter::Subexpression(inner)) = block.params.first_mut()
            && let TemplateElement::Expression(inner) = inner.element.as_mut()
        {
            self.inner(inner, at);
        }
        for branch in [&mut block.template, &mut block.inverse]
            .into_iter()
            .flatten()
        {
            self.template(branch);
        }
    }
}

fn known_helpers() -> impl Iterator<Item = &'static str> {
    HELPERS
        .iter()
        .map(|(helper, _)| *helper)
        .chain(CASES.iter().copied())
}

/// The name by which a helper, a block or a partial is called, if it is one that can be known.
pub(super) fn name_of(parameter: &Parameter) -> Option<String> {
    match parameter {
        Parameter::Name(name) => Some(name.clone()),
        Parameter::Path(path) => Some(raw(path).to_owned()),
        _ => None,
    }
}

pub(super) fn raw(path: &Path) -> &str {
    match path {
        Path::Relative((_, raw)) | Path::Local((_, _, raw)) => raw,
    }
}

pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_is_not_closed_is_told_where_it_opens() {
        let text = "a\n{{#each rows}}\n{{#if (is name \"x\")}}\nb {{c}}\n{{else}}\n{{/if}}\nd\n";
        let findings = template(text, "annex/main.typ.hbs", &[]).expect_err("broken");
        let reason = "the block `{{#each}}` is not closed".to_owned();
        assert_eq!(findings[0].matter, Matter::DoesNotParse { reason });
        let place = findings[0].place.as_ref().expect("a place");
        assert_eq!(place.line, Some(2));
        assert_eq!(unclosed(&format!("{text}{{{{/each}}}}")), None);
    }
}
