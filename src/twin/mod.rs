//! A document for machines: its facts as linked data, its text as Akoma Ntoso, and what a web page says of
//! itself. Nothing is worded here: names and values come from the facts, words from the page.

mod akoma;
mod linked;
mod page;
mod xml;

pub use akoma::Annex;
pub use linked::linked;
pub use page::head;

use serde::Serialize;

/// What is known of a document besides its facts.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// Its id, `ttchan/release-start`.
    pub id: String,
    /// Its kind, `press-release`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Whose document it is.
    pub author: String,
    /// Its language (ISO 639).
    pub language: String,
    /// The day of its file.
    pub date: (i32, u8, u8),
    /// Where documents are published: its web page is `{web}/{id}.html`.
    pub web: Option<String>,
    /// The forms that it is published in, as their files end.
    pub endings: Vec<String>,
}

impl About {
    /// The address of one of its files, if it is known where they are published.
    pub fn address(&self, ending: &str) -> Option<String> {
        let web = self.web.as_ref()?.trim_end_matches('/');
        let is_made = self.endings.iter().any(|other| other == ending);
        is_made.then(|| format!("{web}/{}.{ending}", self.id))
    }

    /// Its day, in ISO 8601.
    pub fn day(&self) -> String {
        let (year, month, day) = self.date;
        format!("{year:04}-{month:02}-{day:02}")
    }
}
