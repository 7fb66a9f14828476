//! Where a template by itself stops being Typst: a bracket that is opened and never closed is met by the engine far
//! from where it was typed.

use std::ops::Range;
use typst_syntax::{LinkedNode, SyntaxKind, SyntaxNode, parse};

/// A bracket or quotation mark of a template that does not pair.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The byte of the template.
    pub byte: usize,
    /// What the engine says of it.
    pub message: String,
}

/// Where the brackets of a template do not pair, if that is so by itself: in one of its branches, and however the
/// partials that it calls and the place that it is called at may be read.
pub(super) fn slip(template: &str) -> Option<Slip> {
    let tags = Tags::of(template);
    (0..=tags.most()).find_map(|branch| {
        // What a partial stands for is not known: nothing, or a word.
        let read = |partial| {
            let text = tags.with_branch(branch, partial);
            match is_arguments(&text) {
                true => slip_of_arguments(&text),
                // What is no running text may be a part of a call all the same.
                false => slip_of(&parse(&text)).filter(|_| slip_of_arguments(&text).is_some()),
            }
        };
        read(" ").filter(|_| read("x").is_some())
    })
}

/// The byte of a brace that a template would print: half of what was meant as an expression. In the wording of a
/// phrase every brace would be.
pub(super) fn lone_brace(template: &str, is_wording: bool) -> Option<usize> {
    let tags = Tags::of(template);
    (0..=tags.most()).find_map(|branch| {
        let text = tags.with_branch(branch, " ");
        if is_wording {
            return text.find(['{', '}']);
        }
        let call = parse(&format!("{CALL}{text})"));
        match call.diagnosis().errors {
            true => brace_in(&LinkedNode::new(&parse(&text))),
            // It is a part of a call, in which there may be code.
            false => Some(brace_in(&LinkedNode::new(&call))?.saturating_sub(CALL.len())),
        }
    })
}

/// The first brace in running text.
fn brace_in(node: &LinkedNode<'_>) -> Option<usize> {
    match node.kind() {
        SyntaxKind::Text => {
            let brace = node.leaf_text().find(['{', '}']);
            brace.map(|at| node.offset() + at)
        }
        SyntaxKind::Raw => None,
        _ => node.children().find_map(|child| brace_in(&child)),
    }
}

/// Whether a text looks like arguments of a call: it ends with a comma, and begins as no running text does.
fn is_arguments(text: &str) -> bool {
    let text = text.trim();
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    let named = text.trim_start_matches(is_name);
    let is_named = named.len() < text.len() && named.starts_with(':');
    text.ends_with(',') && (is_named || text.starts_with(['(', '[', '"']))
}

/// What a call begins with.
const CALL: &str = "#f(";

/// The first slip of a text that stands in a call.
fn slip_of_arguments(text: &str) -> Option<Slip> {
    // The call is left open: what is open in it is told of, too, and what closes it is one too many.
    let root = parse(&format!("{CALL}{text}"));
    let mut slips = slips(&root);
    let own = CALL.len() - 1;
    let is_open = slips.iter().any(|slip| slip.byte == own);
    slips.retain(|slip| slip.byte != own);
    let call: usize = root.children().take(2).map(SyntaxNode::len).sum();
    let closed = (!is_open).then(|| Slip {
        byte: call - 1,
        message: "unexpected closing paren".into(),
    });
    let slip = first(slips).or(closed)?;
    Some(Slip {
        byte: slip.byte.saturating_sub(CALL.len()).min(text.len()),
        ..slip
    })
}

/// The first slip of what was parsed.
pub(super) fn slip_of(root: &SyntaxNode) -> Option<Slip> {
    first(slips(root))
}

/// The first of some slips. A bracket that is not closed leaves all open that it stands in: of these it is the last.
fn first(slips: Vec<Slip>) -> Option<Slip> {
    let is_open = |slip: &Slip| slip.message == UNCLOSED;
    match slips.first().is_some_and(is_open) {
        true => slips.into_iter().rfind(is_open),
        false => slips.into_iter().next(),
    }
}

/// What the engine says of a bracket that opens something and is never closed.
const UNCLOSED: &str = "unclosed delimiter";

/// What does not pair, as the engine says it.
fn slips(root: &SyntaxNode) -> Vec<Slip> {
    let mut slips = Vec::new();
    gather(&LinkedNode::new(root), &mut slips);
    slips
}

fn gather(node: &LinkedNode<'_>, slips: &mut Vec<Slip>) {
    if node.kind() == SyntaxKind::Error {
        let (told, _) = node.errors_and_warnings();
        let messages = told.iter().map(|error| error.message.to_string());
        let pairs = |message: &String| {
            let mut kinds = ["unclosed", "unexpected closing", "unexpected end"].iter();
            kinds.any(|kind| message.starts_with(kind))
        };
        slips.extend(messages.filter(pairs).map(|message| Slip {
            byte: node.offset(),
            message,
        }));
    }
    for child in node.children() {
        gather(&child, slips);
    }
}

/// What stands between braces.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    Value,
    Open,
    Else,
    Close,
    Partial,
    Comment,
}

impl Tag {
    /// The tag that a text begins with.
    fn of(text: &str) -> Tag {
        let inner = text.trim_start_matches(['{', '~']).trim_start();
        match inner.chars().next() {
            Some('#') => Tag::Open,
            Some('/') => Tag::Close,
            Some('>') => Tag::Partial,
            Some('!') => Tag::Comment,
            _ if inner.starts_with("else") => Tag::Else,
            _ => Tag::Value,
        }
    }
}

/// A template with what stands between braces in it.
struct Tags<'a> {
    template: &'a str,
    tags: Vec<(Range<usize>, Tag)>,
    /// How many branches each block has besides its first, in the order in which the blocks are opened.
    branches: Vec<usize>,
}

impl<'a> Tags<'a> {
    fn of(template: &'a str) -> Tags<'a> {
        let mut tags = Vec::new();
        let mut branches = Vec::new();
        let mut open = Vec::new();
        let mut start = 0;
        while let Some(begins) = template[start..].find("{{") {
            let begins = start + begins;
            let inside = &template[begins..];
            let is_comment = inside.starts_with("{{!--") || inside.starts_with("{{~!--");
            let ends: &[&str] = match is_comment {
                true => &["--}}", "--~}}"],
                false => &["}}"],
            };
            let ends = ends
                .iter()
                .filter_map(|end| Some(inside.find(end)? + end.len()));
            start = begins + ends.min().unwrap_or(inside.len());
            let tag = Tag::of(inside);
            match (tag, open.last()) {
                (Tag::Open, _) => {
                    open.push(branches.len());
                    branches.push(0);
                }
                (Tag::Close, _) => {
                    open.pop();
                }
                (Tag::Else, Some(block)) => branches[*block] += 1,
                _ => {}
            }
            tags.push((begins..start, tag));
        }
        Tags {
            template,
            tags,
            branches,
        }
    }

    /// The most branches that a block has besides its first.
    fn most(&self) -> usize {
        self.branches.iter().copied().max().unwrap_or_default()
    }

    /// The template with one branch of each block, the last where it has no more. All stays where it stands: a value
    /// is a string as long as its expression, a partial is so many of `partial`, white space is in the place of the rest.
    fn with_branch(&self, branch: usize, partial: &str) -> String {
        let mut text = String::with_capacity(self.template.len());
        // Of each open block, its number and that of the branch in hand.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut opened = 0;
        let is_taken = |open: &[(usize, usize)]| {
            let mut open = open.iter();
            open.all(|(block, at)| *at == branch.min(self.branches[*block]))
        };
        let mut done = 0;
        let plain = |text: &mut String, range: Range<usize>, taken: bool| match taken {
            true => text.push_str(&self.template[range]),
            false => text.push_str(&" ".repeat(range.len())),
        };
        for (range, tag) in &self.tags {
            plain(&mut text, done..range.start, is_taken(&open));
            done = range.end;
            match tag {
                Tag::Open => {
                    open.push((opened, 0));
                    opened += 1;
                }
                Tag::Close => {
                    open.pop();
                }
                Tag::Else => {
                    if let Some((_, at)) = open.last_mut() {
                        *at += 1;
                    }
                }
                Tag::Value | Tag::Partial | Tag::Comment => {}
            }
            let length = range.len();
            match tag {
                Tag::Value if is_taken(&open) => {
                    text.push('"');
                    text.push_str(&"x".repeat(length.saturating_sub(2)));
                    text.push('"');
                }
                Tag::Partial if is_taken(&open) => text.push_str(&partial.repeat(length)),
                _ => text.push_str(&" ".repeat(length)),
            }
        }
        plain(&mut text, done..self.template.len(), is_taken(&open));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the slip is.
    fn at(template: &str) -> Option<usize> {
        slip(template).map(|slip| slip.byte)
    }

    const SOUND: &str = "#import \"a.typ\": *\n{{! [ }}{{!-- }} [ --}}\n#f({{a}}, b: {{#if c}}\"ā\"{{else}}{{gen c}}{{/if}})[\n{{#if d}}\n  {{d}}[{{else if e}}\n  – {{> part}}[{{#each f}}{{g}}{{/each}}{{else}}[{{/if}}]\n]\n";

    #[test]
    fn a_template_that_is_typst_in_each_of_its_branches_has_no_slip() {
        assert_eq!(slip(SOUND), None);
    }

    #[test]
    fn the_templates_in_the_program_have_none() {
        let tree = super::super::Tree::built_in();
        let mut looked_at = 0;
        for path in tree.below("", ".typ.hbs") {
            let text = tree.text(path).expect("a text");
            assert_eq!(slip(text), None, "{path}");
            assert_eq!(lone_brace(text, false), None, "{path}");
            looked_at += 1;
        }
        assert!(looked_at > 40, "{looked_at}");
    }

    #[test]
    fn a_bracket_that_does_not_pair_is_found_where_it_stands() {
        let open = SOUND.replace("\n]\n", "\n");
        assert_eq!(at(&open), open.find(")[\n").map(|at| at + 1));
        let closed = SOUND.replace(")[\n", ")\n");
        assert_eq!(at(&closed), closed.find("\n]\n").map(|at| at + 1));
    }

    #[test]
    fn a_bracket_of_one_branch_is_found_in_that_branch() {
        let text = "#f(\n{{#if a}}\n  [x],\n{{else if b}}\n  [y,\n{{else}}\n  [z],\n{{/if}}\n)\n";
        assert_eq!(at(text), text.find("[y"));
    }

    #[test]
    fn what_stands_in_a_call_is_looked_at_as_such() {
        let row =
            "{{#if (is name \"a\")}}\n  ([A:], [{{a}}]),\n{{else}}\n  ([B:], [{{b}}]),\n{{/if}}\n";
        assert_eq!(slip(row), None);
        let open = row.replace("[{{b}}]", "[{{b}}");
        assert_eq!(at(&open), open.find("[{{b}}"));
        let open = row.replace("[{{b}}])", "[{{b}}]");
        assert_eq!(at(&open), open.find("([B:]"));
        let closed = row.replace("[{{b}}])", "[{{b}}]))");
        assert_eq!(at(&closed), closed.find("),\n{{/if"));
    }

    #[test]
    fn running_text_that_ends_with_a_comma_is_no_part_of_a_call() {
        for text in [
            "Projekta {{a}} (b) un [c],\n",
            "{{a}},",
            ",",
            "Mērķis: {{a}},",
        ] {
            assert_eq!(slip(text), None, "{text}");
        }
        assert!(slip("caption: [{{a}},").is_some());
    }

    #[test]
    fn what_may_be_sound_where_it_is_called_is_no_slip() {
        for text in [
            "#facts(\n  {{> annex/part}},\n  [a],\n)\n",
            "signed: 2 * 3 == 6",
            "*{{decision.body}}*s",
            "= A\n{{!-- a --~}}\n[{{b}}]\n",
        ] {
            assert_eq!(slip(text), None, "{text}");
        }
    }

    #[test]
    fn a_brace_that_would_be_printed_is_found() {
        assert_eq!(lone_brace(SOUND, false), None);
        let code = "#let f(x) = { x }\n#show: it => { it }\n[{{a}}]\n";
        assert_eq!(lone_brace(code, false), None);
        assert_eq!(lone_brace("Raw `{a}` text", false), None);
        assert_eq!(lone_brace("  ..{ let a = (); a },", false), None);
        for half in ["[a}}]", "[{a}]", "[{ {a} }]"] {
            let text = code.replace("[{{a}}]", half);
            let found = lone_brace(&text, false);
            assert_eq!(
                found,
                text.rfind(half)
                    .map(|at| at + half.find(['{', '}']).expect("a brace")),
                "{half}"
            );
        }
        let wording = "izmaksas ir {{#if a}}{{money a}}{{else}}money b}}{{/if}}.";
        assert_eq!(lone_brace(wording, true), wording.find("}}{{/if"));
        assert_eq!(lone_brace("{{a}} \\{{b}}", true), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_looked_at(text in "[{}#/!>~ else\\[\\](),:$`\"*_ā\n-]{0,60}") {
            let _ = at(&text).map(|byte| text.get(byte..).expect("a place in the text"));
        }
    }
}
