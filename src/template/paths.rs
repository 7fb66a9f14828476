//! The names that a template may use, from the JSON Schema of the facts: what is a fact, what is a
//! group, what is a list, and what is nothing at all.

use crate::finding::nearest;
use serde_json::Value;
use std::ops::Range;
use std::sync::LazyLock;

/// All names of the facts; their schema is made when the first name is looked up.
pub(super) struct Paths {
    schema: LazyLock<Value>,
}

/// The fact that is meant by the name of a field that the record calls otherwise.
pub(super) fn of_field(path: &str) -> Option<String> {
    let fact = match path.split('.').next()? {
        "period" => "term",
        "decisions" => "decision",
        "events" => "event",
        _ => return None,
    };
    Some(fact.to_owned())
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Node<'a> {
    /// Something that can be said.
    Fact,
    /// A group of facts.
    Group(&'a Value),
    /// A list, with what its items are.
    List(&'a Value),
}

/// A path that leads nowhere, with the name that may have been meant.
#[derive(Debug, PartialEq)]
pub(super) struct Nowhere {
    pub suggestion: Option<String>,
}

impl Paths {
    /// From a JSON Schema, whose groups are objects and whose facts are called `Fact`.
    pub fn new(schema: fn() -> Value) -> Paths {
        Paths {
            schema: LazyLock::new(schema),
        }
    }

    /// The group of all facts.
    pub fn root(&self) -> Node<'_> {
        self.node(&self.schema)
    }

    /// What an item of a list is.
    pub fn item<'a>(&'a self, list: &'a Value) -> Node<'a> {
        self.node(list)
    }

    /// What a path leads to, from a stack of groups whose last is the innermost. Knows `this`, `../`,
    /// `@root` and numbers of items.
    pub fn resolve<'a>(&'a self, scopes: &[Node<'a>], path: &str) -> Result<Node<'a>, Nowhere> {
        let nowhere = || Nowhere { suggestion: None };
        let mut up = 0;
        let mut rest = path;
        while let Some(outer) = rest.strip_prefix("../") {
            rest = outer;
            up += 1;
        }
        let mut node = if let Some(inner) = rest.strip_prefix("@root") {
            rest = inner.trim_start_matches(['.', '/']);
            self.root()
        } else {
            let depth = scopes.len().checked_sub(1 + up).ok_or_else(nowhere)?;
            scopes[depth]
        };
        let mut next = path.len() - rest.len();
        for part in rest.split(['.', '/']) {
            let at = next..next + part.len();
            next = at.end + 1;
            let name = part.trim_matches(['[', ']']);
            if name.is_empty() || name == "this" {
                continue;
            }
            node = match node {
                Node::Fact => return Err(nowhere()),
                Node::List(items) if name.bytes().all(|b| b.is_ascii_digit()) => self.node(items),
                Node::List(_) => return Err(nowhere()),
                Node::Group(group) => match group["properties"].get(name) {
                    Some(found) => self.node(found),
                    None => {
                        let like = like(name, group);
                        let suggestion = like.map(|like| self.mended(scopes, path, at, &like));
                        return Err(Nowhere { suggestion });
                    }
                },
            };
        }
        Ok(node)
    }

    fn node<'a>(&'a self, schema: &'a Value) -> Node<'a> {
        if let Some(reference) = schema["$ref"].as_str() {
            if reference.ends_with("/Fact") {
                return Node::Fact;
            }
            let pointer = reference.trim_start_matches('#');
            return self
                .schema
                .pointer(pointer)
                .map_or(Node::Fact, |s| self.node(s));
        }
        if let Some(alternatives) = schema["anyOf"].as_array()
            && let Some(first) = alternatives.first()
        {
            return self.node(first);
        }
        if let Some(items) = schema.get("items") {
            return Node::List(items);
        }
        Node::Group(schema)
    }

    /// The whole path as it may have been meant, with `like` in the place of one of its names; what stands behind
    /// it stays if it leads somewhere.
    fn mended(&self, scopes: &[Node<'_>], path: &str, name: Range<usize>, like: &str) -> String {
        let start = format!("{}{like}", &path[..name.start]);
        let whole = format!("{start}{}", &path[name.end..]);
        match self.resolve(scopes, &whole) {
            Ok(_) => whole,
            Err(nowhere) => nowhere.suggestion.unwrap_or(start),
        }
    }
}

/// A name of the same group like the one typed.
fn like(typed: &str, group: &Value) -> Option<String> {
    let names = group["properties"].as_object()?.keys();
    nearest(typed, names.map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths() -> Paths {
        Paths::new(|| {
            json!({
                "properties": {
                    "author": {"anyOf": [{"$ref": "#/$defs/Author"}, {"type": "null"}]},
                    "list": {"type": "array", "items": {"$ref": "#/$defs/Fact"}}
                },
                "$defs": {
                    "Author": {"properties": {"name": {"$ref": "#/$defs/Fact"}}},
                    "Fact": {"type": "object"}
                }
            })
        })
    }

    #[test]
    fn a_path_leads_to_a_fact_a_group_a_list_or_nowhere() {
        let paths = paths();
        let root = [paths.root()];
        let found = |path| paths.resolve(&root, path);
        assert_eq!(found("author.name"), Ok(Node::Fact));
        assert!(matches!(found("author"), Ok(Node::Group(_))));
        assert!(matches!(found("list"), Ok(Node::List(_))));
        assert_eq!(found("list.0"), Ok(Node::Fact));
        assert_eq!(found("@root.author.name"), Ok(Node::Fact));
        assert!(found("author.name.more").is_err());
        assert!(found("../author").is_err());
        // What may be meant is told whole, as it can be typed.
        let suggestion = Some("author.name".to_owned());
        assert_eq!(found("autor.name"), Err(Nowhere { suggestion }));
    }

    #[test]
    fn inside_a_block_names_are_the_blocks() {
        let paths = paths();
        let author = paths.resolve(&[paths.root()], "author").expect("a group");
        let scopes = [paths.root(), author];
        assert_eq!(paths.resolve(&scopes, "name"), Ok(Node::Fact));
        assert_eq!(paths.resolve(&scopes, "this.name"), Ok(Node::Fact));
        assert_eq!(paths.resolve(&scopes, "../author.name"), Ok(Node::Fact));
        assert!(paths.resolve(&scopes, "author").is_err());
    }
}
