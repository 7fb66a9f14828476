//! Freezing: a document that is adopted, put away with all that is needed to make it again.

use super::register::{Adoption, FACTS, FOLDER, RECEIPT, Register};
use super::standard::broken_rules;
use super::verify::remade;
use crate::disk;
use crate::document::{ENGINE, Made, Maker, PROGRAM, Product};
use crate::finding::{Finding, Matter};
use crate::typeset::Imprint;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A document that is to be frozen.
pub struct Frozen {
    /// The document, `ttchan/annex-502`.
    pub id: String,
    /// The day on which it was adopted.
    pub date: NaiveDate,
    /// The document as it was made.
    pub product: Product,
    /// The source that it was made from.
    pub source: String,
    /// The pictures that it shows, by the names by which the source shows them.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// The correction that tells how it differs from the version before, if one was drafted.
    pub correction: Option<Vec<u8>>,
}

/// The receipt of a frozen document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Receipt {
    /// The document.
    pub document: String,
    /// Which of its versions.
    pub version: u32,
    /// The day on which it was adopted.
    pub adopted: NaiveDate,
    /// The program that made it.
    pub program: String,
    /// The engine that set it.
    pub engine: String,
    /// The standards that the independent validator found kept.
    pub standards: Vec<String>,
    /// What the PDF says of itself.
    pub imprint: Imprint,
    /// The pictures among the files, by the names by which the source shows them.
    pub pictures: Vec<String>,
    /// The pack that it was made with, and the SHA-256 of the template files that were read.
    pub pack: String,
    /// The SHA-256 of the pack: of the names and digests of the template files that were read.
    pub pack_sha256: String,
    /// The template files that were read, with their SHA-256.
    pub templates: BTreeMap<String, String>,
    /// The frozen files, with their SHA-256.
    pub files: BTreeMap<String, String>,
    /// The fonts in `adopted/fonts`, in the order in which the engine is given them.
    pub fonts: Vec<String>,
}

/// Freezes a document: examines it, makes it again from what is to be frozen, and only then puts it away.
pub fn freeze(
    register: &mut Register,
    maker: &Maker,
    frozen: &Frozen,
) -> Result<Adoption, Vec<Finding>> {
    let Frozen {
        id,
        date,
        product,
        source,
        pictures,
        correction,
    } = frozen;
    let made = &product.made;
    let sha256 = disk::sha256(&product.pdf);
    let (year, month, day) = made.recipe.imprint.date;
    let own_day = NaiveDate::from_ymd_opt(year, month.into(), day.into());
    let date = *date;
    if own_day.is_some_and(|own| date < own) {
        let own = own_day.unwrap_or_default().format("%d.%m.%Y.");
        let matter = Matter::AdoptedOutOfOrder {
            day: date.format("%d.%m.%Y.").to_string(),
            before: format!("{id} ({own})"),
        };
        return Err(vec![Finding::new(matter).in_document(id)]);
    }
    let latest = register.latest(id);
    if let Some(latest) = latest {
        let matter = if latest.sha256 == sha256 {
            Some(Matter::AlreadyAdopted {
                adopted: latest.told(),
            })
        } else if date < latest.date {
            Some(Matter::AdoptedOutOfOrder {
                day: date.format("%d.%m.%Y.").to_string(),
                before: latest.told(),
            })
        } else {
            None
        };
        if let Some(matter) = matter {
            return Err(vec![Finding::new(matter).in_document(id)]);
        }
    }
    let standards = examined(&made.recipe.imprint.standards);
    let broken: Vec<Finding> = standards
        .iter()
        .filter_map(|standard| {
            let rules = broken_rules(&product.pdf, standard);
            let standard = standard.clone();
            let matter = Matter::BreaksStandard { standard, rules };
            let is_broken =
                matches!(&matter, Matter::BreaksStandard { rules, .. } if !rules.is_empty());
            is_broken.then(|| Finding::new(matter).in_document(id))
        })
        .collect();
    if !broken.is_empty() {
        return Err(broken);
    }
    let version = latest.map_or(1, |latest| latest.version + 1);
    let own = id.rsplit('/').next().unwrap_or(id);
    let mut files: BTreeMap<String, Vec<u8>> = pictures.iter().cloned().collect();
    files.insert(format!("{own}.pdf"), product.pdf.clone());
    for (output, bytes) in &product.others {
        files.insert(format!("{own}.{}", output.ending()), bytes.clone());
    }
    if let Some(correction) = correction {
        files.insert("correction.pdf".into(), correction.clone());
    }
    files.insert(FACTS.into(), facts_text(made).into_bytes());
    files.insert("source.typ".into(), source.clone().into_bytes());
    let bytes = |path: &str| maker.file(path).map(<[u8]>::to_vec).unwrap_or_default();
    for path in made.recipe.library.keys() {
        files.insert(path.clone(), bytes(path));
    }
    let fonts: Vec<(String, Vec<u8>)> = product
        .fonts
        .iter()
        .map(|path| {
            let bytes = bytes(path);
            let ending = path.rsplit('.').next().unwrap_or("ttf");
            (format!("{}.{ending}", disk::sha256(&bytes)), bytes)
        })
        .collect();
    let receipt = Receipt {
        document: id.clone(),
        version,
        adopted: date,
        program: PROGRAM.into(),
        engine: ENGINE.into(),
        standards,
        imprint: made.recipe.imprint.clone(),
        pictures: pictures.iter().map(|(name, _)| name.clone()).collect(),
        pack: made.recipe.pack.clone(),
        pack_sha256: disk::sha256(&serde_json::to_vec(&made.recipe.templates).unwrap_or_default()),
        templates: made.recipe.templates.clone(),
        files: files
            .iter()
            .map(|(name, bytes)| (name.clone(), disk::sha256(bytes)))
            .collect(),
        fonts: fonts.iter().map(|(name, _)| name.clone()).collect(),
    };
    // What could not be made again later would be no proof of anything.
    let pictures: Vec<(String, Vec<u8>)> = pictures.clone();
    let library = made
        .recipe
        .library
        .keys()
        .map(|path| (path.clone(), bytes(path)));
    let all = library.chain(fonts.iter().cloned()).collect();
    if remade(all, source, pictures, &made.recipe.imprint)? != product.pdf {
        let document = id.clone();
        return Err(vec![Finding::new(Matter::NotReproduced { document })]);
    }
    let text = format!(
        "{}\n",
        serde_json::to_string_pretty(&receipt).unwrap_or_default()
    );
    let adoption = Adoption {
        document: id.clone(),
        version,
        date,
        sha256,
        receipt: disk::sha256(text.as_bytes()),
    };
    files.insert(RECEIPT.into(), text.into_bytes());
    put_away(register, &adoption, &files, &fonts).map_err(|failure| vec![failure.into()])?;
    Ok(adoption)
}

/// The standards that a file is examined for: those that it says it keeps, and in any case one for lasting
/// and one for accessible files.
fn examined(said: &[String]) -> Vec<String> {
    let mut all = said.to_vec();
    for (family, standard) in [("a-", "a-2a"), ("ua-", "ua-1")] {
        if !all.iter().any(|said| said.starts_with(family)) {
            all.push(standard.to_owned());
        }
    }
    all
}

/// The facts and words, to be read by people, too.
fn facts_text(made: &Made) -> String {
    format!(
        "{}\n",
        serde_json::to_string_pretty(made).unwrap_or_default()
    )
}

/// Writes the folder under another name, gives it its own when all is there, and enters it in the register.
fn put_away(
    register: &mut Register,
    adoption: &Adoption,
    files: &BTreeMap<String, Vec<u8>>,
    fonts: &[(String, Vec<u8>)],
) -> Result<(), disk::Failure> {
    let folder = register.folder_of(adoption);
    let beside = folder.with_file_name(format!(".{}.part", adoption.version));
    disk::remove_folder(&beside)?;
    for (name, bytes) in fonts {
        let path = register.folder().join("fonts").join(name);
        if !disk::is_file(&path) {
            frozen_file(&path, bytes)?;
        }
    }
    for (name, bytes) in files {
        frozen_file(&beside.join(name), bytes)?;
    }
    register.announce(adoption)?;
    // The register would not have opened if a frozen version that it does not know stood there.
    disk::rename_folder(&beside, &folder)?;
    register.add(adoption.clone())
}

fn frozen_file(path: &Path, bytes: &[u8]) -> Result<(), disk::Failure> {
    disk::write_lasting(path, bytes)?;
    disk::make_read_only(path)
}

/// What people call a file of a frozen version.
pub(super) fn told(adoption: &Adoption, name: &str) -> String {
    format!("{FOLDER}/{}/{}/{name}", adoption.document, adoption.version)
}
