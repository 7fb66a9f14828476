//! What machines are told otherwise of a document: its JSON-LD, value by value.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A value that machines are told otherwise, or that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineChange {
    /// Where in the data it stands, `about.funding.amount.value`.
    pub path: String,
    /// What they were told.
    pub before: Option<String>,
    /// What they are told.
    pub after: Option<String>,
}

impl MachineChange {
    /// In a line: `JSON-LD about.funding.amount.value: 10080 → 12080`
    pub fn short(&self) -> String {
        let path = &self.path;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("JSON-LD {path}: {before} → {after}"),
            (None, Some(after)) => format!("JSON-LD {path}: + {after}"),
            (before, _) => format!(
                "JSON-LD {path}: − {}",
                before.as_deref().unwrap_or_default()
            ),
        }
    }
}

/// The values that differ; none where it is not known what was told.
pub(super) fn machines(before: Option<&Value>, after: Option<&Value>) -> Vec<MachineChange> {
    let (Some(before), Some(after)) = (before, after) else {
        return Vec::new();
    };
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    leaves(before, String::new(), &mut old);
    leaves(after, String::new(), &mut new);
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let changed = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path));
    let change = |path: &String| MachineChange {
        path: path.clone(),
        before: old.get(path).cloned(),
        after: new.get(path).cloned(),
    };
    changed.map(change).collect()
}

/// The values of a tree that hold no others, by their paths.
fn leaves(value: &Value, path: String, found: &mut BTreeMap<String, String>) {
    let below = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                leaves(value, below(name), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                leaves(value, below(&at.to_string()), found);
            }
        }
        Value::String(text) => drop(found.insert(path, text.clone())),
        other => drop(found.insert(path, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sum_that_only_machines_are_told_is_told_with_its_place() {
        let data =
            |sum: &str| json!({"name": "A", "about": {"funding": [{"amount": {"value": sum}}]}});
        let (before, after) = (data("10080"), data("12080"));
        let told = machines(Some(&before), Some(&after));
        let short: Vec<String> = told.iter().map(MachineChange::short).collect();
        assert_eq!(
            short,
            ["JSON-LD about.funding.0.amount.value: 10080 → 12080"]
        );
        assert_eq!(machines(None, Some(&after)), []);
        assert_eq!(machines(Some(&after), Some(&after)), []);
    }
}
