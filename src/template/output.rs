//! The forms that documents are made in, and what their files are called.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A form that a document is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// Pages: the document itself. Every document has them.
    Pdf,
    /// A whole web page.
    Html,
    /// What stands on the web page, to be put into a page of the council's site.
    HtmlFragment,
    /// Plain text, for mail.
    Text,
    /// A picture of the first page.
    Png,
    /// A picture with the title, 1200 by 630 pixels, that social media show with a link.
    Card,
    /// The facts for machines, as JSON-LD.
    JsonLd,
    /// The text for machines, as Akoma Ntoso.
    AkomaNtoso,
}

impl Output {
    /// All forms.
    pub const ALL: [Output; 8] = [
        Output::Pdf,
        Output::Html,
        Output::HtmlFragment,
        Output::Text,
        Output::Png,
        Output::Card,
        Output::JsonLd,
        Output::AkomaNtoso,
    ];

    /// The word for it in packs and settings.
    pub fn name(self) -> &'static str {
        match self {
            Output::Pdf => "pdf",
            Output::Html => "html",
            Output::HtmlFragment => "html-fragment",
            Output::Text => "text",
            Output::Png => "png",
            Output::Card => "card",
            Output::JsonLd => "json-ld",
            Output::AkomaNtoso => "akoma-ntoso",
        }
    }

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Output::Pdf => "pdf",
            Output::Html => "html",
            Output::HtmlFragment => "fragment.html",
            Output::Text => "txt",
            Output::Png => "png",
            Output::Card => "card.png",
            Output::JsonLd => "jsonld",
            Output::AkomaNtoso => "akn.xml",
        }
    }

    /// The file of a document in this form, beside its PDF.
    pub fn beside(self, pdf: &Path) -> PathBuf {
        pdf.with_extension(self.ending())
    }

    /// The PDF that a file stands beside, or is; nothing for a file of no form.
    pub fn pdf_of(path: &Path) -> Option<PathBuf> {
        let name = path.file_name()?.to_str()?;
        // `card.png` ends as `png` does, too: the longer is meant.
        let stems = Output::ALL.iter().filter_map(|output| {
            let stem = name.strip_suffix(output.ending())?.strip_suffix('.')?;
            (!stem.is_empty()).then_some(stem)
        });
        let stem = stems.min_by_key(|stem| stem.len())?;
        Some(path.with_file_name(format!("{stem}.pdf")))
    }
}
