//! A web page as plain text, for mail: paragraphs with an empty line between them, lists with dashes, the
//! address of a link after its words, and no line that a mail program would break.

use super::web::{Element, Node};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// The longest line, in characters (RFC 5322 asks for at most 78; replies put marks before it).
const WIDTH: usize = 72;

/// The text of what stands on a page.
pub(super) fn of(page: &Element) -> String {
    let mut text = Text::default();
    text.blocks(page, "", "");
    let mut text = text.lines.join("\n");
    text.push('\n');
    text
}

#[derive(Default)]
struct Text {
    lines: Vec<String>,
    /// Words that belong to the block in hand.
    words: String,
}

/// What stands in a line with other words.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr" | "b" | "br" | "data" | "em" | "i" | "s" | "span" | "strong" | "time"
    )
}

impl Text {
    /// The blocks of an element, each line with what stands before it; the first line with its own.
    fn blocks(&mut self, element: &Element, first: &str, rest: &str) {
        let mut first = first.to_owned();
        let numbered = element.name == "ol";
        let mut number = 0;
        for child in &element.children {
            match child {
                Node::Text(text) => self.words.push_str(text),
                Node::Element(child) if is_inline(&child.name) => self.inline(child),
                Node::Element(child) => {
                    first = self.close(&first, rest);
                    match child.name.as_str() {
                        "li" => {
                            number += 1;
                            let mark = match numbered {
                                true => format!("{number}. "),
                                false => "- ".into(),
                            };
                            let indent = " ".repeat(mark.len());
                            self.blocks(
                                child,
                                &format!("{rest}{mark}"),
                                &format!("{rest}{indent}"),
                            );
                        }
                        "tr" => self.row(child, rest),
                        "img" | "svg" => {}
                        name => {
                            self.blocks(child, &first, rest);
                            first = rest.to_owned();
                            // What belongs together stands together; an empty line ends a block.
                            if !matches!(name, "thead" | "tbody") {
                                self.gap();
                            }
                        }
                    }
                }
            }
        }
        self.close(&first, rest);
    }

    /// A row of a table: its label, and under it what it says; the cells of a table of sums in one line.
    fn row(&mut self, row: &Element, rest: &str) {
        let sums = row.elements().count() != 2;
        for (at, cell) in row.elements().enumerate() {
            if sums {
                if at > 0 {
                    self.words.push_str(" | ");
                }
                self.words.push_str(&cell.text());
                continue;
            }
            let indent = if cell.name == "th" {
                rest.to_owned()
            } else {
                format!("{rest}  ")
            };
            self.blocks(cell, &indent, &indent);
        }
        self.close(rest, rest);
        if !sums {
            self.gap();
        }
    }

    fn inline(&mut self, element: &Element) {
        match element.name.as_str() {
            "br" => self.words.push('\n'),
            name => {
                let start = self.words.len();
                for child in &element.children {
                    match child {
                        Node::Text(text) => self.words.push_str(text),
                        Node::Element(child) => self.inline(child),
                    }
                }
                let address = element.attribute("href").filter(|_| name == "a");
                if let Some(address) = address.filter(|address| self.words[start..] != **address) {
                    self.words.push_str(&format!(" <{address}>"));
                }
            }
        }
    }

    /// Ends a block: its words in lines. Gives what stands before the next block.
    fn close(&mut self, first: &str, rest: &str) -> String {
        let words = std::mem::take(&mut self.words);
        if words.trim_matches([' ', '\n', '\t']).is_empty() {
            return first.to_owned();
        }
        let mut before = first;
        for line in words.split('\n') {
            let line = line.split(' ').filter(|word| !word.is_empty());
            let line = line.collect::<Vec<_>>().join(" ");
            let options = Options::new(WIDTH)
                .initial_indent(before)
                .subsequent_indent(rest)
                // At spaces alone: an address that is broken leads nowhere, and no-break spaces stay.
                .word_separator(WordSeparator::AsciiSpace)
                .word_splitter(WordSplitter::NoHyphenation)
                .wrap_algorithm(WrapAlgorithm::FirstFit)
                .break_words(false);
            let lines = textwrap::wrap(&line, options);
            self.lines
                .extend(lines.into_iter().map(|line| line.trim_end().to_owned()));
            before = rest;
        }
        rest.to_owned()
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}
