//! The text of finished pages, line by line in the order in which it is read.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// A run of text at its place on the page, in points.
struct Run {
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    text: String,
}

/// The text of a document; a wide gap between lines is an empty line, and so is the end of a page.
pub(super) fn of(document: &PagedDocument) -> String {
    let pages = document.pages().iter().map(|page| {
        let mut runs = Vec::new();
        collect(&page.frame, Point::zero(), &mut runs);
        lines(&runs)
    });
    pages.collect::<Vec<_>>().join("\n\n")
}

fn collect(frame: &Frame, origin: Point, runs: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        let point = origin + *at;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, point + moved, runs);
            }
            FrameItem::Text(text) => runs.push(Run {
                x: point.x.to_pt(),
                y: point.y.to_pt(),
                width: text.width().to_pt(),
                size: text.size.to_pt(),
                // What divides a word at the end of a line is shown as it is seen.
                text: text.text.replace("\u{ad}", "-").to_string(),
            }),
            _ => {}
        }
    }
}

fn lines(runs: &[Run]) -> String {
    let mut text = String::new();
    let mut before: Option<&Run> = None;
    for run in runs {
        if let Some(before) = before {
            let below = run.y - before.y;
            let beside = run.x - (before.x + before.width);
            if below.abs() > run.size * 0.5 {
                let wide = below > run.size * 1.9 || below < 0.0;
                text.push_str(if wide { "\n\n" } else { "\n" });
            } else if beside > run.size * 0.15 && !text.ends_with(' ') {
                text.push(if beside > run.size * 1.5 { '\t' } else { ' ' });
            }
        }
        text.push_str(&run.text);
        before = Some(run);
    }
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}
