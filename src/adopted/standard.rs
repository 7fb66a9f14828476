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
            let failures = report.failures.iter();
            let rules: Vec<(String, String)> = failures
                .map(|failure| (failure.rule_id.to_string(), failure.message.to_string()))
                .collect();
            if rules.is_empty() {
                return vec!["not compliant".into()];
            }
            // The validator takes a carriage return that ends compressed data for a part of the line end.
            let of_lengths = |rule: &str| rule.ends_with("6.1.7.1:1");
            let real = rules
                .iter()
                .filter(|(rule, _)| !(of_lengths(rule) && lengths_are_right(pdf)));
            real.take(5)
                .map(|(rule, message)| format!("{rule}: {message}"))
                .collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

/// Whether every stream of a PDF is as long as it says, to the byte before the line end of `endstream`.
fn lengths_are_right(pdf: &[u8]) -> bool {
    let find = |from: usize, what: &[u8]| {
        let rest = pdf.get(from..)?;
        Some(from + rest.windows(what.len()).position(|bytes| bytes == what)?)
    };
    let mut from = 0;
    while let Some(at) = find(from, b">>\nstream\n") {
        let start = at + b">>\nstream\n".len();
        let head = &pdf[..at];
        let named = head.windows(8).rposition(|bytes| bytes == b"/Length ");
        let digits = named.map(|at| &head[at + 8..]).unwrap_or_default();
        let digits: Vec<u8> = digits
            .iter()
            .copied()
            .take_while(u8::is_ascii_digit)
            .collect();
        let length: Option<usize> = String::from_utf8(digits).ok().and_then(|d| d.parse().ok());
        let Some(end) = length.and_then(|length| start.checked_add(length)) else {
            return false;
        };
        if !pdf
            .get(end..)
            .is_some_and(|rest| rest.starts_with(b"\nendstream"))
        {
            return false;
        }
        from = end;
    }
    from > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_ends_with_a_carriage_return_is_as_long_as_it_says() {
        let pdf = |length: usize| {
            format!("<< /Length {length} >>\nstream\nabc\r\nendstream\n").into_bytes()
        };
        assert!(lengths_are_right(&pdf(4)));
        assert!(!lengths_are_right(&pdf(3)));
        assert!(!lengths_are_right(b"no stream at all"));
    }
}
