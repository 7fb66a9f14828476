//! From marks to Typst: every saying becomes string literals, in a place where a literal may stand.
//!
//! The rendered text, with a plain word in the place of every mark, is parsed as Typst. Where the word
//! came out as running text, the value becomes `#"…";`; where it came out as a whole argument, `"…"`.
//! Anywhere else (in a string, a comment, raw text, a formula, a label, a name) the document is refused.
//! This is done with each document's own source, so no branch of a template escapes it. Where it is known from
//! earlier documents how each value came out, the finished source is parsed at once, and must prove it.

use super::desk::{Piece, Saying, Style, parts};
use crate::fact::Origin;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;
use std::sync::RwLock;
use typst_syntax::{LinkedNode, Source, SyntaxKind, SyntaxNode, parse};

/// Encloses the stand-in words. A letter of a script that no template is written in (Glagolitic azu):
/// it can start a name in Typst code, and is an ordinary letter in running text.
pub(super) const STAND_IN: char = '\u{2c00}';

/// Typst source, with the map of what was said where.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The Typst source, parsed.
    pub source: Source,
    /// What was said, in the order of the source.
    pub spans: Vec<Span>,
}

/// A stretch of the source that states facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The bytes of the source.
    pub range: Range<usize>,
    /// The node of the source, by which the engine tells where words on a page come from.
    pub node: typst_syntax::Span,
    /// The text that was said.
    pub text: String,
    /// How the words differ from those around them; dates and amounts tell what machines read.
    pub style: Style,
    /// The fields that it comes from.
    pub from: Vec<Origin>,
}

/// Where in the source a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Markup,
    Argument,
}

/// Where the values of expressions have stood so far: they nearly always stand there again, and a document
/// of which that is true is parsed once and not twice.
#[derive(Debug, Default)]
pub(super) struct Places(RwLock<HashMap<u64, Position>>);

/// A value that stands where it could become code: the number of its saying, and inside what it stands.
pub(super) type Unsafe = (usize, String);

/// Assembles the source of a document from its rendered text and its sayings.
pub(super) fn assemble(
    rendered: &str,
    sayings: &[Saying],
    places: &Places,
) -> Result<Rendered, Vec<Unsafe>> {
    match places.as_before(rendered, sayings) {
        Some(rendered) => Ok(rendered),
        None => first_time(rendered, sayings, places),
    }
}

impl Places {
    /// The source with all values where they stood before, if that is known of all of them and true.
    fn as_before(&self, rendered: &str, sayings: &[Saying]) -> Option<Rendered> {
        let known = self.of(sayings)?;
        let mut draft = Draft::default();
        let mut swallows = false;
        for (plain, number) in parts(rendered) {
            draft.source.push_str(plain);
            // After these signs it would have to be looked at what becomes of them.
            swallows = match plain.is_empty() {
                true => swallows,
                false => plain.ends_with(['<', '@', '#', '\\']),
            };
            if let Some(number) = number.filter(|number| *number < sayings.len()) {
                if swallows {
                    return None;
                }
                draft.put(number, &sayings[number], known[number]?);
            }
        }
        let (rendered, wrong) = draft.finished();
        let sound = wrong.is_empty() && !rendered.source.root().diagnosis().errors;
        sound.then_some(rendered)
    }

    /// What is known of each of some sayings.
    fn of(&self, sayings: &[Saying]) -> Option<Vec<Option<Position>>> {
        let known = self.0.read().ok()?;
        let of = |saying: &Saying| known.get(&saying.site).copied();
        Some(sayings.iter().map(of).collect())
    }

    fn learn(&self, learned: Vec<(u64, Position)>) {
        if let Ok(mut known) = self.0.write() {
            known.extend(learned);
        }
    }
}

/// Assembles a source in which it is not known where values stand.
fn first_time(rendered: &str, sayings: &[Saying], known: &Places) -> Result<Rendered, Vec<Unsafe>> {
    let (stand_in, places) = with_stand_ins(rendered);
    let starts: Vec<usize> = places.iter().map(|(range, _)| range.start).collect();
    let leaves = leaves(&parse(&stand_in), &starts);
    let mut refused = Vec::new();
    let mut learned = Vec::new();
    let mut draft = Draft::default();
    let mut done = 0;
    for ((range, number), leaf) in places.into_iter().zip(&leaves) {
        draft.source.push_str(&stand_in[done..range.start]);
        done = range.end;
        let Some(saying) = sayings.get(number) else {
            continue;
        };
        match position(leaf, &range) {
            Ok(position) => {
                learned.push((saying.site, position));
                draft.put(number, saying, position);
            }
            Err(inside) => refused.push((number, inside)),
        }
    }
    draft.source.push_str(&stand_in[done..]);
    known.learn(learned);
    let (rendered, wrong) = draft.finished();
    if refused.is_empty() {
        refused = wrong;
    }
    match refused.is_empty() {
        true => Ok(rendered),
        false => Err(refused),
    }
}

/// A source in the making.
#[derive(Default)]
struct Draft {
    source: String,
    spans: Vec<Span>,
    /// The number of the saying of each span.
    numbers: Vec<usize>,
}

impl Draft {
    fn put(&mut self, number: usize, saying: &Saying, position: Position) {
        match position {
            Position::Markup => markup(&saying.pieces, &mut self.source, &mut self.spans),
            Position::Argument => argument(&saying.pieces, &mut self.source, &mut self.spans),
        }
        self.numbers.resize(self.spans.len(), number);
    }

    /// The source, parsed, and the proof of the whole: in it, Typst reads every value as a string literal and as
    /// nothing else. (What stands before it can swallow it, as `https://a.b/` does, and make it text; what stands
    /// behind it can make it a part of an expression.) The values of which that is not so are told.
    fn finished(self) -> (Rendered, Vec<Unsafe>) {
        let Draft {
            source,
            mut spans,
            numbers,
        } = self;
        // All documents have this one name: the engine never forgets a path.
        let source = Source::detached(source);
        let starts: Vec<usize> = spans.iter().map(|span| span.range.start).collect();
        let inside = || "where it would be read as text".to_owned();
        let mut wrong = Vec::new();
        let leaves = leaves(source.root(), &starts);
        for ((span, number), leaf) in spans.iter_mut().zip(&numbers).zip(leaves) {
            match leaf.filter(|leaf| leaf.is_literal() && leaf.range == span.range) {
                Some(leaf) => span.node = leaf.node,
                None => wrong.push((*number, inside())),
            }
        }
        (Rendered { source, spans }, wrong)
    }
}

/// The word that stands for the value with a number.
fn stand_in(number: usize) -> String {
    format!("{STAND_IN}{number}{STAND_IN}")
}

fn with_stand_ins(rendered: &str) -> (String, Vec<(Range<usize>, usize)>) {
    let mut text = String::with_capacity(rendered.len());
    let mut places = Vec::new();
    for (plain, number) in parts(rendered) {
        text.push_str(plain);
        if let Some(number) = number {
            let start = text.len();
            text.push_str(&stand_in(number));
            places.push((start..text.len(), number));
        }
    }
    (text, places)
}

/// A leaf of the syntax tree, with what it stands in.
struct Leaf {
    kind: SyntaxKind,
    node: typst_syntax::Span,
    range: Range<usize>,
    parent: Option<SyntaxKind>,
    before: Option<SyntaxKind>,
    in_formula: bool,
}

impl Leaf {
    /// Whether it is a string that is a whole value: in running text, in a list, or given to a function.
    fn is_literal(&self) -> bool {
        let whole = match self.parent {
            Some(SyntaxKind::Markup | SyntaxKind::Args | SyntaxKind::Array) => true,
            Some(SyntaxKind::Named) => self.before == Some(SyntaxKind::Colon),
            _ => false,
        };
        self.kind == SyntaxKind::Str && whole && !self.in_formula
    }
}

/// The leaves at which the starts of ranges stand, in one walk; the ranges are in order.
fn leaves(root: &SyntaxNode, starts: &[usize]) -> Vec<Option<Leaf>> {
    let mut found: Vec<Option<Leaf>> = Vec::with_capacity(starts.len());
    walk(&LinkedNode::new(root), None, false, starts, &mut found);
    found.resize_with(starts.len(), || None);
    found
}

fn walk(
    node: &LinkedNode<'_>,
    before: Option<SyntaxKind>,
    in_formula: bool,
    starts: &[usize],
    found: &mut Vec<Option<Leaf>>,
) {
    let range = node.range();
    let next = |found: &Vec<Option<Leaf>>| starts.get(found.len()).copied();
    if next(found).is_none_or(|start| !range.contains(&start)) {
        return;
    }
    let in_formula = in_formula || node.kind() == SyntaxKind::Equation;
    let mut before_child = None;
    let mut is_leaf = true;
    for child in node.children() {
        is_leaf = false;
        walk(&child, before_child, in_formula, starts, found);
        if child.kind() != SyntaxKind::Space {
            before_child = Some(child.kind());
        }
    }
    while is_leaf && next(found).is_some_and(|start| range.contains(&start)) {
        found.push(Some(Leaf {
            kind: node.kind(),
            node: node.span(),
            range: range.clone(),
            parent: node.parent_kind(),
            before,
            in_formula,
        }));
    }
}

fn position(leaf: &Option<Leaf>, range: &Range<usize>) -> Result<Position, String> {
    let Some(leaf) = leaf else {
        return Err("in Typst code".into());
    };
    let whole = leaf.range == *range;
    match (leaf.kind, leaf.parent) {
        (SyntaxKind::Text, Some(SyntaxKind::Markup)) if !leaf.in_formula => Ok(Position::Markup),
        (SyntaxKind::Ident, Some(SyntaxKind::Args | SyntaxKind::Array)) if whole => {
            Ok(Position::Argument)
        }
        (SyntaxKind::Ident, Some(SyntaxKind::Named))
            if whole && leaf.before == Some(SyntaxKind::Colon) =>
        {
            Ok(Position::Argument)
        }
        (kind, parent) => Err(describe(kind, parent)),
    }
}

fn describe(kind: SyntaxKind, parent: Option<SyntaxKind>) -> String {
    let inside = match (kind, parent) {
        (SyntaxKind::Str, _) => "in a Typst string",
        (SyntaxKind::LineComment | SyntaxKind::BlockComment, _) => "in a comment",
        (_, Some(SyntaxKind::Raw)) => "in raw text",
        (SyntaxKind::Label, _) | (SyntaxKind::RefMarker, _) => "in a label",
        (SyntaxKind::Link, _) => "in a bare link",
        (SyntaxKind::Escape, _) => "after a backslash",
        (SyntaxKind::MathText | SyntaxKind::MathIdent, _) => "in a formula",
        (SyntaxKind::Text, _) => "in a formula",
        _ => "in Typst code",
    };
    inside.to_owned()
}

fn markup(pieces: &[Piece], source: &mut String, spans: &mut Vec<Span>) {
    for piece in pieces.iter().filter(|piece| !piece.text.is_empty()) {
        match &piece.style {
            Style::Plain | Style::Data(_) => source.push('#'),
            // A date is not divided either. In brackets what is said has its own place for the engine.
            Style::Whole | Style::Time(_) => source.push_str("#text(hyphenate: false)[#"),
            Style::Foreign(lang) => {
                source.push_str("#text(lang: ");
                literal(lang, source);
                source.push_str(", region: none)[#");
            }
            Style::Italic => source.push_str("#emph("),
            Style::Link(url) => {
                source.push_str("#link(");
                literal(url, source);
                source.push_str(", ");
            }
        }
        let start = source.len();
        literal(&piece.text, source);
        spans.push(Span {
            range: start..source.len(),
            node: typst_syntax::Span::detached(),
            text: piece.text.clone(),
            style: piece.style.clone(),
            from: piece.from.clone(),
        });
        // The semicolon ends the expression: what follows in the template is running text again.
        source.push_str(match &piece.style {
            Style::Plain | Style::Data(_) => ";",
            Style::Foreign(_) | Style::Whole | Style::Time(_) => ";];",
            _ => ");",
        });
    }
}

fn argument(pieces: &[Piece], source: &mut String, spans: &mut Vec<Span>) {
    // An argument is no running text: nothing divides it.
    let is_text = |style: &Style| style.is_plain() || *style == Style::Whole;
    if pieces.iter().all(|piece| is_text(&piece.style)) {
        let start = source.len();
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        literal(&text, source);
        spans.push(Span {
            range: start..source.len(),
            node: typst_syntax::Span::detached(),
            text,
            style: match pieces {
                [one] => one.style.clone(),
                _ => Style::Plain,
            },
            from: pieces.iter().flat_map(|piece| piece.from.clone()).collect(),
        });
    } else {
        source.push('[');
        markup(pieces, source, spans);
        source.push(']');
    }
}

/// A Typst string literal. Typst knows few escapes; a space other than U+0020 and anything that cannot
/// be seen is written by its number, so that the source can be read.
fn literal(text: &str, source: &mut String) {
    // Letters with Latvian marks stand in nearly every text.
    let is_plain = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{100}'..='\u{17f}' => true,
        ' ' | '.' | ',' | '-' | '(' | ')' => true,
        c => c.is_alphanumeric(),
    };
    source.push('"');
    let plain = text.find(|c: char| !is_plain(c)).unwrap_or(text.len());
    source.push_str(&text[..plain]);
    for c in text[plain..].chars() {
        match c {
            '"' | '\\' => {
                source.push('\\');
                source.push(c);
            }
            ' ' => source.push(c),
            c if c.is_control() || c.is_whitespace() || is_invisible(c) => {
                let _ = write!(source, "\\u{{{:x}}}", u32::from(c));
            }
            c => source.push(c),
        }
    }
    source.push('"');
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::desk::{CLOSE, OPEN};
    use super::*;

    fn assembled(template: &str, value: &str) -> Result<String, &'static str> {
        let rendered = template.replace('¤', &format!("{OPEN}0{CLOSE}"));
        let said = [saying(vec![Piece::plain(value, Vec::new())])];
        let places = Places::default();
        let first = assemble(&rendered, &said, &places);
        // Where it is known by then where the values stand, nothing else comes of it.
        if let Ok(first) = &first {
            let again = assemble(&rendered, &said, &places).expect("assembled");
            assert_eq!(again.source.text(), first.source.text());
            assert_eq!(again.spans, first.spans);
        }
        first
            .map(|rendered| rendered.source.text().to_owned())
            .map_err(|_| "refused")
    }

    fn saying(pieces: Vec<Piece>) -> Saying {
        Saying { pieces, site: 502 }
    }

    #[test]
    fn a_value_in_running_text_is_a_string_and_ends_there() {
        let hostile = "\"; #panic() \\ [x] $y$";
        let source = assembled("= A ¤(b) *¤*", hostile).expect("assembled");
        let literal = r##"#"\"; #panic() \\ [x] $y$";"##;
        assert_eq!(source, format!("= A {literal}(b) *{literal}*"));
    }

    #[test]
    fn a_value_as_a_whole_argument_is_a_string() {
        assert_eq!(
            assembled("#f(¤, a: ¤, (¤, 1))[¤]", "x").as_deref(),
            Ok(r##"#f("x", a: "x", ("x", 1))[#"x";]"##)
        );
    }

    #[test]
    fn where_a_value_could_become_code_the_document_is_refused() {
        for template in UNSAFE {
            assert_eq!(assembled(template, "x"), Err("refused"), "{template}");
        }
    }

    const UNSAFE: [&str; 21] = [
        "#\"¤\"",
        "// ¤\n",
        "/* ¤ */",
        "`¤`",
        "```\n¤\n```",
        "$¤$",
        "<¤>",
        "@¤",
        "https://a.b/¤",
        "\\¤",
        "#¤",
        "#¤.x",
        "#let ¤ = 1",
        "#f(¤: 1)",
        "#f(a¤)",
        "#{ ¤ }",
        "#f(¤ + 1)",
        "#f(¤.len())",
        "#¤(1)",
        "#import ¤: x",
        "$ #[¤] $",
    ];

    #[test]
    fn a_place_that_was_learned_elsewhere_makes_nothing_of_a_value_but_a_string() {
        let said = [saying(vec![Piece::plain("x", Vec::new())])];
        let marked = |template: &str| template.replace('¤', &format!("{OPEN}0{CLOSE}"));
        for learned in ["¤", "#f(¤)"] {
            for template in UNSAFE {
                let places = Places::default();
                assert!(assemble(&marked(learned), &said, &places).is_ok());
                let refused = assemble(&marked(template), &said, &places).is_err();
                assert!(refused, "{template} after {learned}");
            }
            // What was learned in another place does not do here, and another place is found.
            let places = Places::default();
            assert!(assemble(&marked(learned), &said, &places).is_ok());
            let source = assemble(&marked("#f(a: ¤)[¤]"), &said, &places)
                .expect("assembled")
                .source;
            assert_eq!(source.text(), r##"#f(a: "x")[#"x";]"##);
        }
    }

    #[test]
    fn a_foreign_text_is_tagged_and_a_link_leads_somewhere() {
        let said = [saying(vec![
            Piece {
                style: Style::Foreign("en".into()),
                ..Piece::plain("Change", Vec::new())
            },
            Piece {
                style: Style::Link("https://a.lv/\"".into()),
                ..Piece::plain("a.lv", Vec::new())
            },
        ])];
        let rendered = format!("{OPEN}0{CLOSE}");
        let places = Places::default();
        let source = assemble(&rendered, &said, &places)
            .expect("assembled")
            .source;
        assert_eq!(
            source.text(),
            r##"#text(lang: "en", region: none)[#"Change";];#link("https://a.lv/\"", "a.lv");"##
        );
    }
}
