//! One file of the registry, and a note of which of its entries are asked for: a change of an entry reaches
//! those records that asked for it, and no others.

use super::leaf::Id;
use crate::disk;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Entries by their ids.
#[derive(Debug)]
pub struct Shelf<T> {
    name: &'static str,
    entries: BTreeMap<Id, T>,
    /// The ids of entries that could not be understood.
    broken: Vec<String>,
    /// A digest of each entry as it is typed, whatever its layout.
    digests: HashMap<String, String>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf {
            name: "",
            entries: BTreeMap::new(),
            broken: Vec::new(),
            digests: HashMap::new(),
        }
    }
}

impl<T> Shelf<T> {
    /// The entries of a file, whose JSON is `typed`.
    pub(super) fn new(name: &'static str, entries: BTreeMap<Id, T>, typed: &Value) -> Shelf<T> {
        let typed = typed.get(name).and_then(Value::as_object);
        let digest = |(id, entry): (&String, &Value)| {
            let digits = disk::sha256(entry.to_string().as_bytes());
            (format!("{name}/{id}"), digits[..16].to_owned())
        };
        let understood: HashSet<&str> = entries.keys().map(Id::as_str).collect();
        let ids = typed.into_iter().flat_map(|entries| entries.keys());
        let broken = ids.filter(|id| !understood.contains(id.as_str()));
        let broken: Vec<String> = broken.cloned().collect();
        Shelf {
            name,
            broken,
            entries,
            digests: typed.into_iter().flatten().map(digest).collect(),
        }
    }

    /// An entry; that it was asked for is noted, whether or not it is there.
    pub fn get(&self, id: &Id) -> Option<&T> {
        ASKED.with_borrow_mut(|asked| {
            if let Some(asked) = asked {
                asked.insert((self.name, id.as_str().to_owned()));
            }
        });
        self.entries.get(id)
    }

    /// All ids: in order those of the entries that were understood, and then those of entries that were not, because
    /// who names one names something.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        let understood = self.entries.keys().map(Id::as_str);
        understood.chain(self.broken.iter().map(String::as_str))
    }

    /// All entries, in the order of their ids.
    pub fn iter(&self) -> std::collections::btree_map::Iter<'_, Id, T> {
        self.entries.iter()
    }

    /// The digest of an entry, `organisations/dome`.
    pub(super) fn digest(&self, entry: &str) -> Option<&str> {
        self.digests.get(entry).map(String::as_str)
    }
}

thread_local! {
    /// What is asked for on this thread, while somebody wants to know.
    static ASKED: RefCell<Option<BTreeSet<(&'static str, String)>>> = const { RefCell::new(None) };
}

/// Does some work; gives with its result the entries of the registry that it asked for, `organisations/dome`.
/// Whoever notes the work around it is told of them, too.
pub fn noting<R>(work: impl FnOnce() -> R) -> (R, Vec<String>) {
    let around = ASKED.replace(Some(BTreeSet::new()));
    let done = work();
    let asked = ASKED.take().unwrap_or_default();
    if let Some(mut all) = around {
        all.extend(asked.iter().cloned());
        ASKED.set(Some(all));
    }
    let names = asked.into_iter().map(|(shelf, id)| format!("{shelf}/{id}"));
    (done, names.collect())
}
