//! A stable share of the documents: sixteen runners divide a corpus without talking to one another.

use crate::disk;
use std::fmt;
use std::str::FromStr;

/// One of several shares; a project belongs to the same one as long as their number is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Which, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Shard {
    /// Whether a project belongs to the share.
    pub fn takes(&self, project: &str) -> bool {
        let digits = disk::sha256(project.as_bytes());
        let place = u64::from_str_radix(&digits[..15], 16).unwrap_or_default();
        place % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// What its files have in their names: `-3-of-16`.
    pub fn name(&self) -> String {
        format!("-{}-of-{}", self.number, self.of)
    }

    /// The share whose ledger a file is: `ledger-3-of-16.json`.
    pub fn of_file(name: &str) -> Option<Shard> {
        let inner = name.strip_prefix("ledger-")?.strip_suffix(".json")?;
        inner.replace("-of-", "/").parse().ok()
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(n, of)| Some((n.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if 1 <= number && number <= of && of <= 10_000 => {
                Ok(Shard { number, of })
            }
            _ => Err("a share is written 3/16, counted from 1".into()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_project_belongs_to_one_share() {
        let shards: Vec<Shard> = (1..=16).map(|number| Shard { number, of: 16 }).collect();
        let mut counts = [0; 16];
        for project in (0..1000).map(|n| format!("project-{n}")) {
            let takers: Vec<usize> = (0..16).filter(|n| shards[*n].takes(&project)).collect();
            assert_eq!(takers.len(), 1);
            counts[takers[0]] += 1;
        }
        assert!(
            counts.iter().all(|count| (30..100).contains(count)),
            "{counts:?}"
        );
        assert_eq!(Shard::of_file("ledger-3-of-16.json"), "3/16".parse().ok());
        for wrong in ["0/4", "5/4", "4", "a/b", "1/0", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
