//! Where a template by itself stops being Typst: a bracket that is opened and never closed is met by the engine far
//! from where it was typed.

use std::ops::Range;
use typst_syntax::{LinkedNode, SyntaxKind, SyntaxNode, parse};

/// A place of a template that is no Typst.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The byte of the template.
    pub byte: usize,
    /// What the engine says of it.
    pub message: String,
}

/// Where a template stops being Typst, if it does, whichever branches of its blocks are taken: with the first branch of
/// each, then with the second, and so on.
pub(super) fn slip(template: &str) -> Option<Slip> {
    let tags = tags(template);
    let branches = branches(&tags);
    let most = branches.iter().copied().max().unwrap_or_default();
    (0..=most).find_map(|branch| {
        let text = with_branch(template, &tags, &branches, branch);
        match text.trim_end().ends_with(',') {
            true => slip_of_arguments(&text),
            false => slip_of(&parse(&text)),
        }
    })
}

/// The byte of a brace that a template would print: half of what was meant as an expression. In the wording of a
/// phrase every brace would be.
pub(super) fn lone_brace(template: &str, is_wording: bool) -> Option<usize> {
    let tags = tags(template);
    let branches = branches(&tags);
    let most = branches.iter().copied().max().unwrap_or_default();
    (0..=most).find_map(|branch| {
        let text = with_branch(template, &tags, &branches, branch);
        match is_wording {
            true => text.find(['{', '}']),
            false => brace_in(&LinkedNode::new(&parse(&text))),
        }
    })
}

/// The first brace in running text.
fn brace_in(node: &LinkedNode<'_>) -> Option<usize> {
    if node.kind() == SyntaxKind::Text {
        let brace = node.leaf_text().find(['{', '}']);
        return brace.map(|at| node.offset() + at);
    }
    node.children().find_map(|child| brace_in(&child))
}

/// What stands between braces.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    Value,
    Open,
    Else,
    Close,
    /// A comment or a partial.
    Other,
}

fn tags(template: &str) -> Vec<(Range<usize>, Tag)> {
    let mut tags = Vec::new();
    let mut start = 0;
    while let Some(open) = template[start..].find("{{") {
        let open = start + open;
        let inside = &template[open..];
        let close = match inside.starts_with("{{!--") {
            true => inside.find("--}}").map(|at| at + 4),
            false => inside.find("}}").map(|at| at + 2),
        };
        start = open + close.unwrap_or(inside.len());
        let inner = inside.trim_start_matches(['{', '~']).trim_start();
        let tag = match inner.chars().next() {
            Some('#') => Tag::Open,
            Some('/') => Tag::Close,
            Some('>' | '!') => Tag::Other,
            _ if inner.starts_with("else") => Tag::Else,
            _ => Tag::Value,
        };
        tags.push((open..start, tag));
    }
    tags
}

/// How many branches each block has besides its first, in the order in which the blocks are opened.
fn branches(tags: &[(Range<usize>, Tag)]) -> Vec<usize> {
    let mut branches = Vec::new();
    let mut open = Vec::new();
    for (_, tag) in tags {
        match tag {
            Tag::Open => {
                open.push(branches.len());
                branches.push(0);
            }
            Tag::Close => {
                open.pop();
            }
            Tag::Else => {
                if let Some(block) = open.last() {
                    branches[*block] += 1;
                }
            }
            Tag::Value | Tag::Other => {}
        }
    }
    branches
}

/// A template with one branch of each block, the last where it has no more. All stays where it stands: a value is a
/// word as long as its expression, and white space is in the place of the rest.
fn with_branch(
    template: &str,
    tags: &[(Range<usize>, Tag)],
    branches: &[usize],
    branch: usize,
) -> String {
    let mut text = String::with_capacity(template.len());
    // Of each open block, its number and that of the branch in hand.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut opened = 0;
    let is_taken = |open: &[(usize, usize)]| {
        let mut open = open.iter();
        open.all(|(block, at)| *at == branch.min(branches[*block]))
    };
    let mut done = 0;
    let plain = |text: &mut String, range: Range<usize>, taken: bool| match taken {
        true => text.push_str(&template[range]),
        false => text.push_str(&" ".repeat(range.len())),
    };
    for (range, tag) in tags {
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
            Tag::Value | Tag::Other => {}
        }
        let is_value = *tag == Tag::Value && is_taken(&open);
        text.push_str(&if is_value { "x" } else { " " }.repeat(range.len()));
    }
    plain(&mut text, done..template.len(), is_taken(&open));
    text
}

/// The same of a text that stands between the brackets of a call.
fn slip_of_arguments(text: &str) -> Option<Slip> {
    const CALL: &str = "#f(";
    let root = parse(&format!("{CALL}{text})"));
    // What closes the call is the bracket behind the text, and none in it.
    let call: usize = root.children().take(2).map(SyntaxNode::len).sum();
    let closed = (call < root.len()).then(|| Slip {
        byte: call - 1,
        message: "unexpected closing paren".into(),
    });
    let slip = slip_of(&root).or(closed);
    slip.map(|slip| Slip {
        byte: slip.byte.saturating_sub(CALL.len()),
        ..slip
    })
}

/// The first place that is no Typst. A bracket that is not closed leaves all open that it stands in: of these it is
/// the last.
pub(super) fn slip_of(root: &SyntaxNode) -> Option<Slip> {
    let mut errors = Vec::new();
    gather(&LinkedNode::new(root), &mut errors);
    let opens = |slip: &&Slip| slip.message == UNCLOSED;
    match errors.first().is_some_and(|first| opens(&first)) {
        true => errors.into_iter().rfind(|slip| opens(&slip)),
        false => errors.into_iter().next(),
    }
}

/// What the engine says of a bracket that opens something and is never closed.
const UNCLOSED: &str = "unclosed delimiter";

fn gather(node: &LinkedNode<'_>, errors: &mut Vec<Slip>) {
    if node.kind() == SyntaxKind::Error {
        let (told, _) = node.errors_and_warnings();
        errors.extend(told.first().map(|error| Slip {
            byte: node.offset(),
            message: error.message.to_string(),
        }));
    }
    for child in node.children() {
        gather(&child, errors);
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
        let closed = row.replace("[{{b}}])", "[{{b}}]))");
        assert_eq!(at(&closed), closed.find("),\n{{/if"));
    }

    #[test]
    fn a_brace_that_would_be_printed_is_found() {
        assert_eq!(lone_brace(SOUND, false), None);
        let code = "#let f(x) = { x }\n#show: it => { it }\n[{{a}}]\n";
        assert_eq!(lone_brace(code, false), None);
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
        fn no_text_is_too_odd_to_be_looked_at(text in "[{}#/!>~ else\\[\\]ā\n-]{0,60}") {
            let _ = at(&text).map(|byte| text.get(byte..).expect("a place in the text"));
        }
    }
}
