//! Adds an item to a list of a record, in its text: nothing else of the file changes.

use super::json_file::STRICT;
use jsonc_parser::{CollectOptions, ast, parse_to_ast};

/// The text of a record with an item (JSON) at the end of one of its lists; the list is made where it is
/// missing. Nothing where the text is no JSON object, or the field no list.
pub fn append(text: &str, list: &str, item: &str) -> Option<String> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let parsed = parse_to_ast(body, &CollectOptions::default(), &STRICT).ok()?;
    let ast::Value::Object(root) = parsed.value.as_ref()? else {
        return None;
    };
    let end = |value: &ast::Value<'_>| ast_end(value) + skipped;
    let property = root
        .properties
        .iter()
        .find(|property| property.name.as_str() == list);
    let (at, added) = match property.map(|property| &property.value) {
        Some(ast::Value::Array(array)) => match array.elements.last() {
            Some(last) => (end(last), format!(",\n    {item}")),
            None => (array.range.start + 1 + skipped, format!("\n    {item}\n  ")),
        },
        Some(_) => return None,
        None => {
            let whole = format!("\n  \"{list}\": [\n    {item}\n  ]");
            match root.properties.last() {
                Some(last) => (last.range.end + skipped, format!(",{whole}")),
                None => (root.range.start + 1 + skipped, format!("{whole}\n")),
            }
        }
    };
    Some(format!("{}{added}{}", &text[..at], &text[at..]))
}

fn ast_end(value: &ast::Value<'_>) -> usize {
    use jsonc_parser::common::Ranged;
    value.range().end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_comes_at_the_end_of_its_list_and_all_else_stays() {
        let text = "\u{feff}{ \"a\": 1.50,\r\n \"l\": [ {\"x\": 1} ] }\r\n";
        let longer = append(text, "l", "2").expect("added");
        assert_eq!(
            longer,
            "\u{feff}{ \"a\": 1.50,\r\n \"l\": [ {\"x\": 1},\n    2 ] }\r\n"
        );
        assert_eq!(
            append("{}", "l", "2").as_deref(),
            Some("{\n  \"l\": [\n    2\n  ]\n}")
        );
        assert_eq!(
            append("{\"l\": []}", "l", "2").as_deref(),
            Some("{\"l\": [\n    2\n  ]}")
        );
        assert!(append("{\"l\": 1}", "l", "2").is_none());
        for text in [text, "{}", "{\"l\": []}", "{\"k\": {}}"] {
            let longer = append(text, "l", "2").expect("added");
            let body = longer.trim_start_matches('\u{feff}');
            assert!(
                serde_json::from_str::<serde_json::Value>(body).is_ok(),
                "{longer}"
            );
        }
    }
}
