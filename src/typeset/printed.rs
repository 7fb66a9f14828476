//! The words of finished pages in the order in which they are read, each with the place in the source
//! that it was said at.

use std::collections::HashMap;
use std::ops::Range;
use typst::foundations::{Content, Value};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GridCell, HideElem, Point};
use typst::model::{HeadingElem, ParElem, TableCell};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::syntax::{Source, Span, SpanKind};
use typst::text::{Font, TextItem};
use typst_layout::PagedDocument;

/// A stretch of words that belongs together: a heading, a paragraph, an item of a list, a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// Its words, in parts that are each said at one place.
    pub parts: Vec<Part>,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading.
    Heading,
    /// The cell that labels a row of a table.
    Label,
    /// A list item.
    Item,
    /// Anything else.
    Text,
}

/// Words that are said at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, with the spaces before them.
    pub text: String,
    /// Where the source says them; nothing for what the library adds.
    pub at: Option<Range<usize>>,
}

/// The passages of a document, and the fonts that it is set in; what is no part of its text (page numbers,
/// repeated heads) is left out.
pub(super) fn of(document: &PagedDocument, source: &Source) -> (Vec<Passage>, Vec<Font>) {
    let mut reading = Reading {
        source,
        open: Vec::new(),
        begun: HashMap::new(),
        passages: Vec::new(),
        fonts: Vec::new(),
        last: None,
    };
    for page in document.pages() {
        reading.frame(&page.frame, Point::zero());
        reading.last = None;
    }
    reading.passages.retain(|passage| !passage.parts.is_empty());
    (reading.passages, reading.fonts)
}

/// An element that was opened and not closed yet.
struct Open {
    location: Location,
    kind: Kind,
    is_text: bool,
}

struct Reading<'a> {
    source: &'a Source,
    open: Vec<Open>,
    /// The passage of each element: a cell that is broken over pages goes on where it was left.
    begun: HashMap<Option<Location>, usize>,
    passages: Vec<Passage>,
    fonts: Vec<Font>,
    /// Where the last words ended, and in which passage.
    last: Option<(usize, Point, f64)>,
}

impl Reading<'_> {
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let point = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    let moved = Point::new(group.transform.tx, group.transform.ty);
                    // A cell that goes on over a page does not open again: its frames name it.
                    let parent = group.parent.map(|parent| parent.location);
                    if let Some(location) = parent {
                        let again = |begun: &usize| self.passages[*begun].kind;
                        let kind = self.begun.get(&Some(location)).map_or(Kind::Text, again);
                        self.open.push(Open {
                            location,
                            kind,
                            is_text: self.open.last().is_none_or(|open| open.is_text),
                        });
                    }
                    self.frame(&group.frame, point + moved);
                    if let Some(location) = parent {
                        self.close(location);
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) => self.opened(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.close(*location),
                FrameItem::Text(text) => self.text(text, point),
                _ => {}
            }
        }
    }

    fn close(&mut self, location: Location) {
        if let Some(at) = self.open.iter().rposition(|o| o.location == location) {
            self.open.remove(at);
        }
    }

    fn opened(&mut self, element: &Content) {
        let (kind, is_text) = if let Some(cell) = element.to_packed::<TableCell>() {
            let first = matches!(element.get_by_name("x"), Ok(Value::Int(0)));
            (
                if first { Kind::Label } else { Kind::Text },
                !is_repeated(cell),
            )
        } else if let Some(tag) = element.to_packed::<PdfMarkerTag>() {
            match tag.kind {
                PdfMarkerTagKind::ListItemBody => (Kind::Item, true),
                // The number or point of an item follows from its place.
                PdfMarkerTagKind::ListItemLabel => (Kind::Item, false),
                _ => return,
            }
        } else if element.is::<HeadingElem>() {
            (Kind::Heading, true)
        } else if element.is::<ParElem>() || element.is::<GridCell>() {
            (self.open.last().map_or(Kind::Text, |open| open.kind), true)
        } else if element.is::<ArtifactElem>() || element.is::<HideElem>() {
            (Kind::Text, false)
        } else {
            return;
        };
        let is_text = is_text && self.open.last().is_none_or(|open| open.is_text);
        if let Some(location) = element.location() {
            self.open.push(Open {
                location,
                kind,
                is_text,
            });
        }
    }

    fn text(&mut self, item: &TextItem, at: Point) {
        if !self.fonts.contains(item.font.font()) {
            self.fonts.push(item.font.font().clone());
        }
        let open = self.open.last();
        if open.is_some_and(|open| !open.is_text) {
            return;
        }
        let kind = open.map_or(Kind::Text, |open| open.kind);
        let location = open.map(|open| open.location);
        let passages = &mut self.passages;
        let mut index = *self.begun.entry(location).or_insert_with(|| {
            passages.push(Passage {
                kind,
                parts: Vec::new(),
            });
            passages.len() - 1
        });
        // What stands outside of any element goes on only where nothing came between.
        if location.is_none() && index + 1 != self.passages.len() {
            self.passages.push(Passage {
                kind,
                parts: Vec::new(),
            });
            index = self.passages.len() - 1;
            self.begun.insert(None, index);
        }
        let size = item.size.to_pt();
        let apart = self.last.is_none_or(|(before, end, _)| {
            let below = (at.y - end.y).to_pt().abs() > size * 0.5;
            before != index || below || (at.x - end.x).to_pt() > size * 0.15
        });
        let passage = &mut self.passages[index];
        let ends = passage
            .parts
            .last()
            .is_some_and(|last| !last.text.ends_with(' '));
        let mut space = apart && ends;
        for (text, range) in said(item, self.source) {
            let text = match std::mem::take(&mut space) && !text.starts_with(' ') {
                true => format!(" {text}"),
                false => text,
            };
            match passage.parts.last_mut() {
                Some(last) if last.at == range => last.text.push_str(&text),
                _ => passage.parts.push(Part { text, at: range }),
            }
        }
        let end = Point::new(at.x + item.width(), at.y);
        self.last = Some((index, end, size));
    }
}

/// Whether a cell is the head of a table again, on a page where the table goes on.
fn is_repeated(cell: &TableCell) -> bool {
    matches!(cell.is_repeated.as_option(), Some(true))
}

/// The text of an item, in stretches that are each said at one place of the source.
fn said(item: &TextItem, source: &Source) -> Vec<(String, Option<Range<usize>>)> {
    let mut said: Vec<(String, Option<Range<usize>>)> = Vec::new();
    let mut before = None;
    let mut done = 0;
    let place = |span: Span| match span.get() {
        SpanKind::Number { id, num } if id == source.id() => source.range(num, None),
        _ => None,
    };
    for glyph in &item.glyphs {
        let range = glyph.range();
        // Glyphs that belong to one cluster of characters name it each.
        if range.end <= done {
            continue;
        }
        let text = &item.text[range.start.max(done)..range.end];
        done = range.end;
        if before != Some(glyph.span.0) {
            before = Some(glyph.span.0);
            said.push((String::new(), place(glyph.span.0)));
        }
        if let Some((all, _)) = said.last_mut() {
            all.push_str(text);
        }
    }
    said
}
