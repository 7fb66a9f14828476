//! Whether a PDF keeps its standards, by a validator that had no part in making it.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// What a PDF breaks of a standard, by the standard's name in a pack (`a-2a`, `ua-1`); nothing if it keeps it.
pub fn broken_rules(pdf: &[u8], standard: &str) -> Vec<String> {
    let profile = match standard {
        "a-2a" => ValidationProfile::PdfA2a,
        "a-2u" => ValidationProfile::PdfA2u,
        "a-2b" => ValidationProfile::PdfA2b,
        "a-3a" => ValidationProfile::PdfA3a,
        "a-3u" => ValidationProfile::PdfA3u,
        "a-3b" => ValidationProfile::PdfA3b,
        "a-1a" => ValidationProfile::PdfA1a,
        "a-1b" => ValidationProfile::PdfA1b,
        "ua-1" => ValidationProfile::PdfUa1,
        // What cannot be examined is not taken to be kept.
        other => return vec![format!("the validator does not know `{other}`")],
    };
    let options = ValidationOptions::default().profile(profile);
    match validate_pdf_bytes(pdf, &options) {
        Ok(report) if report.is_compliant => Vec::new(),
        Ok(report) => {
            let told = report.failures.iter().map(|failure| format!("{failure:?}"));
            let mut told: Vec<String> = told.take(5).collect();
            if told.is_empty() {
                told.push("not compliant".into());
            }
            told
        }
        Err(error) => vec![error.to_string()],
    }
}
