//! Whether what is printed fits its place: words that run off their page, or over other words.
//!
//! The engine sets a word that is wider than its line all the same, and says nothing.

use ecow::EcoString;
use std::ops::Range;
use typst::syntax::{Source, Span, SpanKind};

/// The edge of a page on which most printers print nothing, in points: 5 mm.
const EDGE: f64 = 14.2;
/// How far words may reach into others, in points: letters lean, and the engine rounds.
const TOUCHING: f64 = 1.5;
/// How far apart two lines may be and still be one, in points.
const SAME_LINE: f64 = 1.0;

/// Words on a line, at their place on a page, in points.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub page: usize,
    /// How wide that page is.
    pub width: f64,
    pub start: f64,
    pub end: f64,
    pub line: f64,
    pub text: EcoString,
    /// The node of the source that says them.
    pub at: Option<Span>,
}

/// Words that do not fit, and where the source says them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooWide {
    /// The words.
    pub text: String,
    /// The bytes of the source; nothing for words of the library.
    pub at: Option<Range<usize>>,
}

/// The words of a source that do not fit, in the order of the pages.
pub(super) fn too_wide(mut runs: Vec<Run>, source: &Source) -> Vec<TooWide> {
    runs.sort_by(|a, b| a.page.cmp(&b.page).then(a.line.total_cmp(&b.line)));
    let same_line = |a: &Run, b: &Run| a.page == b.page && b.line - a.line < SAME_LINE;
    let mut found = Vec::new();
    for line in runs.chunk_by_mut(same_line) {
        line.sort_by(|a, b| a.start.total_cmp(&b.start));
        for (index, run) in line.iter().enumerate() {
            let off_page = run.end > run.width - EDGE || run.start < 0.0;
            // Which of two is too wide cannot be seen: a word in the middle of its cell grows to both sides.
            let neighbours = &line[index.saturating_sub(1)..line.len().min(index + 2)];
            let mut pairs = neighbours.windows(2);
            let overlaps = pairs.any(|pair| pair[0].end > pair[1].start + TOUCHING);
            let text = run.text.trim();
            if !text.is_empty() && (off_page || overlaps) {
                let at = run.at.and_then(|node| range(node, source));
                found.push(TooWide {
                    text: text.to_owned(),
                    at,
                });
            }
        }
    }
    found
}

/// The bytes of a node of a source.
fn range(node: Span, source: &Source) -> Option<Range<usize>> {
    match node.get() {
        SpanKind::Number { num, .. } => source.range(num, None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(line: f64, start: f64, end: f64, text: &str) -> Run {
        Run {
            page: 0,
            width: 600.0,
            start,
            end,
            line,
            text: text.into(),
            at: None,
        }
    }

    fn told(runs: Vec<Run>) -> Vec<String> {
        too_wide(runs, &Source::detached(""))
            .into_iter()
            .map(|wide| wide.text)
            .collect()
    }

    #[test]
    fn words_beside_and_below_each_other_fit() {
        let runs = vec![
            run(10.0, 50.0, 200.0, "one"),
            run(10.0, 199.5, 500.0, "two"),
            run(24.0, 50.0, 560.0, "three"),
            // A smaller letter in the next cell, whose line is nearly the same.
            run(39.5, 500.0, 560.0, "four"),
            run(40.2, 50.0, 200.0, "five"),
        ];
        assert!(told(runs).is_empty());
    }

    #[test]
    fn words_that_leave_the_page_or_cover_others_do_not() {
        let runs = vec![
            run(10.0, 50.0, 590.0, "off"),
            run(24.2, 200.0, 300.0, "covered"),
            run(24.0, 50.0, 260.0, "over"),
        ];
        assert_eq!(told(runs), ["off", "over", "covered"]);
    }
}
