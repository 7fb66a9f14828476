//! The words of finished pages in the order in which they are read, each with the place in the source
//! that it was said at.

use super::fits::{Run, TooWide, too_wide};
use std::collections::HashMap;
use std::ops::Range;
use typst::foundations::{Content, Smart};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GridCell, HideElem, Point};
use typst::model::{HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::syntax::{Source, Span};
use typst::text::{Font, TextItem};
use typst_layout::PagedDocument;

/// A stretch of words that belongs together: a heading, a paragraph, an item of a list, a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// The row of a table that it stands in, by a number of its own.
    pub row: Option<usize>,
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
    /// The node of the source that says them; nothing for what the library adds.
    pub at: Option<Span>,
}

/// What stands on finished pages; what is no part of their text (page numbers, repeated heads) is left out.
pub(super) struct Pages {
    pub passages: Vec<Passage>,
    pub fonts: Vec<Font>,
    pub too_wide: Vec<TooWide>,
}

/// Reads finished pages.
pub(super) fn of(document: &PagedDocument, source: &Source) -> Pages {
    let mut reading = Reading {
        source,
        open: Vec::new(),
        cells: HashMap::new(),
        begun: HashMap::new(),
        passages: Vec::new(),
        tables: 0,
        rows: Vec::new(),
        fonts: Vec::new(),
        last: None,
        runs: Vec::new(),
        page: (0, 0.0),
        is_flat: true,
    };
    for (number, page) in document.pages().iter().enumerate() {
        reading.page = (number, page.frame.width().to_pt());
        reading.frame(&page.frame, Point::zero());
        reading.last = None;
    }
    reading.passages.retain(|passage| !passage.parts.is_empty());
    Pages {
        passages: reading.passages,
        fonts: reading.fonts,
        too_wide: too_wide(reading.runs, source),
    }
}

/// An element that was opened and not closed yet.
#[derive(Clone, Copy)]
struct Open {
    location: Location,
    kind: Kind,
    is_text: bool,
    /// The cell that it is in, or is.
    cell: Option<Location>,
    /// The table and the row of that cell.
    row: Option<(usize, usize)>,
    /// Whether it only goes on here, in the frame of a cell that was broken over pages.
    again: bool,
}

struct Reading<'a> {
    source: &'a Source,
    open: Vec<Open>,
    /// The cells of tables and grids: one that is broken over pages is closed before anything stands in it.
    cells: HashMap<Location, Open>,
    /// The passage of each element: a cell that is broken over pages goes on where it was left.
    begun: HashMap<Option<Location>, usize>,
    passages: Vec<Passage>,
    /// How many tables have begun, and the rows with words.
    tables: usize,
    rows: Vec<(usize, usize)>,
    fonts: Vec<Font>,
    /// Where the last words ended, and in which passage.
    last: Option<(usize, Point, f64)>,
    /// All words at their places, the number of the page in hand, and its width.
    runs: Vec<Run>,
    page: (usize, f64),
    /// Whether what is read now is neither turned nor scaled, so that its place can be told.
    is_flat: bool,
}

impl Reading<'_> {
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let point = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    let moved = Point::new(group.transform.tx, group.transform.ty);
                    // A cell that is broken over pages is opened and closed once, before its first frame: its
                    // frames name it. What was open in it goes on.
                    let parent = group.parent.map(|parent| parent.location);
                    if let Some(cell) = parent {
                        let inside = |open: &&Open| open.cell == Some(cell);
                        let open = self.open.iter().rev().find(inside);
                        let open = open.or_else(|| self.cells.get(&cell)).copied();
                        let otherwise = Open {
                            location: cell,
                            kind: Kind::Text,
                            is_text: self.open.last().is_none_or(|open| open.is_text),
                            cell: Some(cell),
                            row: None,
                            again: true,
                        };
                        self.open.push(Open {
                            cell: Some(cell),
                            again: true,
                            ..open.unwrap_or(otherwise)
                        });
                    }
                    let flat = self.is_flat;
                    let scale = [group.transform.sx.get(), group.transform.sy.get()];
                    let skew = [group.transform.kx.get(), group.transform.ky.get()];
                    self.is_flat &= scale == [1.0, 1.0] && skew == [0.0, 0.0];
                    self.frame(&group.frame, point + moved);
                    self.is_flat = flat;
                    if parent.is_some()
                        && let Some(at) = self.open.iter().rposition(|open| open.again)
                    {
                        self.open.remove(at);
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
        // Where it goes on in a frame, the frame takes that away.
        let cell = |open: &Open| open.cell.filter(|cell| *cell != location);
        for open in &mut self.open {
            if open.again && open.location == location {
                // The rest of the frame is the cell's.
                open.location = cell(open).unwrap_or(location);
                let cell = self.cells.get(&open.location);
                open.kind = cell.map_or(Kind::Text, |cell| cell.kind);
            }
        }
        self.open
            .retain(|open| open.again || open.location != location);
    }

    fn opened(&mut self, element: &Content) {
        self.tables += usize::from(element.is::<TableElem>());
        let of_table = element.to_packed::<TableCell>();
        let (kind, is_text) = if let Some(cell) = of_table {
            let first = own(cell.x.as_option()) == Some(0);
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
        let above = self.open.last();
        let is_text = is_text && above.is_none_or(|open| open.is_text);
        if let Some(location) = element.location() {
            let (cell, row) = match of_table {
                Some(cell) => {
                    let row = own(cell.y.as_option());
                    (Some(location), row.map(|row| (self.tables, row)))
                }
                None => (
                    above.and_then(|open| open.cell),
                    above.and_then(|open| open.row),
                ),
            };
            let open = Open {
                location,
                kind,
                is_text,
                cell,
                row,
                again: false,
            };
            if of_table.is_some() || element.is::<GridCell>() {
                self.cells.insert(location, open);
            }
            self.open.push(open);
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
        let row = open.and_then(|open| open.row).map(|row| {
            let known = self.rows.iter().position(|other| *other == row);
            known.unwrap_or_else(|| {
                self.rows.push(row);
                self.rows.len() - 1
            })
        });
        let passages = &mut self.passages;
        let mut index = *self.begun.entry(location).or_insert_with(|| {
            passages.push(Passage {
                kind,
                row,
                parts: Vec::new(),
            });
            passages.len() - 1
        });
        // What stands outside of any element goes on only where nothing came between.
        if location.is_none() && index + 1 != self.passages.len() {
            self.passages.push(Passage {
                kind,
                row: None,
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
        let own = self.source.id();
        let said = said(item, |span| (span.id() == Some(own)).then_some(span));
        let end = at.x + item.width();
        if self.is_flat {
            self.runs.push(Run {
                page: self.page.0,
                width: self.page.1,
                start: at.x.to_pt(),
                end: end.to_pt(),
                line: at.y.to_pt(),
                text: item.text.clone(),
                at: said.iter().find_map(|(_, node)| *node),
            });
        }
        for (text, node) in said {
            // A line may be broken within a word that has no space, such as an address.
            let goes_on =
                node.is_some() && passage.parts.last().is_some_and(|last| last.at == node);
            space = space && !goes_on;
            let before = match std::mem::take(&mut space) && !text.starts_with(' ') {
                true => " ",
                false => "",
            };
            if passage.parts.last().is_none_or(|last| last.at != node) {
                let text = String::new();
                passage.parts.push(Part { text, at: node });
            }
            if let Some(last) = passage.parts.last_mut() {
                last.text.push_str(before);
                last.text.push_str(&text);
            }
        }
        self.last = Some((index, Point::new(end, at.y), size));
    }
}

/// The column or row of a cell: the engine has given each cell its own.
fn own(place: &Option<Smart<usize>>) -> Option<usize> {
    place.and_then(Smart::custom)
}

/// Whether a cell is the head of a table again, on a page where the table goes on.
fn is_repeated(cell: &TableCell) -> bool {
    matches!(cell.is_repeated.as_option(), Some(true))
}

/// The text of an item, in stretches that are each said at one place of the source.
fn said(item: &TextItem, place: impl Fn(Span) -> Option<Span>) -> Vec<(String, Option<Span>)> {
    let mut said: Vec<(String, Option<Span>)> = Vec::new();
    let mut before = None;
    // What was read and is not put down yet.
    let mut stretch = 0..0;
    let mut done = 0;
    let put = |said: &mut Vec<(String, _)>, stretch: Range<usize>| {
        if let Some((all, _)) = said.last_mut() {
            all.push_str(&item.text[stretch]);
        }
    };
    for glyph in &item.glyphs {
        let range = glyph.range();
        // Glyphs that belong to one cluster of characters name it each.
        if range.end <= done {
            continue;
        }
        let start = range.start.max(done);
        done = range.end;
        // The hyphen at the end of a line is no part of the word.
        if &item.text[start..done] == "\u{ad}" {
            continue;
        }
        let is_elsewhere = before != Some(glyph.span.0);
        if is_elsewhere || start != stretch.end {
            put(&mut said, std::mem::replace(&mut stretch, start..start));
        }
        if is_elsewhere {
            before = Some(glyph.span.0);
            said.push((String::new(), place(glyph.span.0)));
        }
        stretch.end = done;
    }
    put(&mut said, stretch);
    said
}
