//! Natural languages of the documents, as pure functions; no I/O, no templates, no house data.

pub mod en;
pub mod lv;
mod ties;

/// A language that documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Latviešu.
    #[default]
    Latvian,
    /// English, as the institutions of the European Union write it.
    English,
}

impl Language {
    /// The language with a code (ISO 639).
    pub fn parse(code: &str) -> Option<Language> {
        match code {
            "lv" => Some(Language::Latvian),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// Its code (ISO 639).
    pub fn code(self) -> &'static str {
        match self {
            Language::Latvian => "lv",
            Language::English => "en",
        }
    }

    /// The country whose usage it follows (ISO 3166).
    pub fn region(self) -> &'static str {
        match self {
            Language::Latvian => "LV",
            Language::English => "GB",
        }
    }

    /// Ties words that no line end may part, as the language's typography does.
    pub fn tie(self, text: &str) -> String {
        match self {
            Language::Latvian => lv::tie(text),
            Language::English => en::tie(text),
        }
    }
}

/// The rule by which words of a language (ISO 639-1) may be divided at the end of a line: the bytes at which
/// they may be.
pub fn divisions(code: [u8; 2]) -> Option<fn(&str) -> Vec<usize>> {
    (code == *b"lv").then_some(lv::divisions as fn(&str) -> Vec<usize>)
}
