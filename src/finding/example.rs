//! An example of every code: what people are told of it, as the fixtures of the findings have it.

use super::Tongue;
use include_dir::{Dir, include_dir};

static FIXTURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/findings");

/// What people are told in the fixture of a code; nothing for the few codes that no file causes.
pub fn example(code: &str, tongue: Tongue) -> Option<&'static str> {
    let language = match tongue {
        Tongue::English => "en",
        Tongue::Latvian => "lv",
    };
    let told = FIXTURES.get_file(format!("{code}/{language}.txt"))?;
    // The same files may cause other findings, too.
    let mine = format!("[{code}]");
    let mut blocks = told.contents_utf8()?.trim_end().split("\n\n");
    blocks.find(|block| block.contains(&mine))
}
