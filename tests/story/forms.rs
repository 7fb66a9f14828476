//! One wording in every form: what the PDF says, the web page, its fragment, the mail and the text for
//! machines say, too; in Latvian and in English.

use crate::workshop::{Workshop, read, repository, text_layer, words};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The documents below a folder by the paths of their PDFs, with the text of a form beside each.
fn beside(out: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for project in std::fs::read_dir(out).expect("a folder") {
        let project = project.expect("an entry").path();
        for file in std::fs::read_dir(&project).into_iter().flatten() {
            let path = file.expect("a file").path();
            let other = path.with_extension(ending);
            if path.extension().is_some_and(|e| e == "pdf") && other.exists() {
                found.push((path, read(&other)));
            }
        }
    }
    assert!(!found.is_empty(), "no .{ending} in {}", out.display());
    found
}

/// The fixtures as they are committed.
fn out() -> PathBuf {
    repository().join("out")
}

/// What a page of markup says: its words, without what stands in its head and in other attributes.
fn said(markup: &str) -> String {
    let body = match markup.find("<body>") {
        Some(at) => &markup[at..],
        None => markup,
    };
    let mut text = String::new();
    for part in body.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or_default();
        // What stands in a line goes on.
        let inline = [
            "a",
            "em",
            "strong",
            "span",
            "time",
            "data",
            "i",
            "b",
            "quantity",
            "date",
            "docDate",
            "docNumber",
        ];
        text.push_str(if inline.contains(&name) { "" } else { " " });
        text.push_str(words);
    }
    let plain = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&#xa0;", " "),
    ];
    plain
        .iter()
        .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

/// The words of a PDF, without what only pages have: the numbers of list items and of pages.
fn printed(pdf: &PathBuf) -> Vec<String> {
    plain(&text_layer(&std::fs::read(pdf).expect("a PDF")))
}

/// Words to be compared: list marks and numbers belong to the form.
fn plain(text: &str) -> Vec<String> {
    // The number of a list item is drawn by the browser.
    let is_mark = |word: &String| word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let mut words = words(&without_hyphens(text));
    words.retain(|word| !is_mark(word));
    words.sort();
    words
}

/// A text without its hyphens, the words on both sides of each being one: the reader of PDFs in these tests does
/// not tell a hyphen of the word from one at the end of a line. (Others do: the file says which it is.)
fn without_hyphens(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = whole.trim_end();
        if !matches!(letter, '-' | '\u{ad}') {
            whole.push(letter);
        } else if before.ends_with(char::is_alphanumeric) {
            whole.truncate(before.len());
            while letters.peek().is_some_and(|next| next.is_whitespace()) {
                letters.next();
            }
        } else {
            whole.push(' ');
        }
    }
    whole
}

/// Two forms have the same words; what only one of them has is told.
fn assert_same(one: &[String], other: &[String], pdf: &Path) {
    let mut rest = other.to_vec();
    let mut only = Vec::new();
    for word in one {
        match rest.iter().position(|other| other == word) {
            Some(at) => drop(rest.remove(at)),
            None => only.push(word),
        }
    }
    // A word with a hyphen may be whole in one and in parts in the other.
    let letters = |words: &mut dyn Iterator<Item = &String>| {
        let mut letters: Vec<char> = words.flat_map(|word| word.chars()).collect();
        letters.sort_unstable();
        letters
    };
    assert!(
        letters(&mut only.iter().copied()) == letters(&mut rest.iter()),
        "{}: only here {only:?}, only in the PDF {rest:?}",
        pdf.display()
    );
}

#[test]
fn every_shape_says_the_same_in_every_form() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    assert_eq!(workshop.run(&["build"]).code, 0);
    let out = workshop.path("out");
    web_pages_agree(&out);
    fragments_agree(&out);
    mails_agree(&out);
    twins_agree(&out);
}

#[test]
fn the_web_page_says_what_the_pdf_says() {
    web_pages_agree(&out());
}

fn web_pages_agree(out: &Path) {
    for (pdf, page) in beside(out, "html") {
        assert_same(&plain(&said(&page)), &printed(&pdf), &pdf);
    }
}

#[test]
fn the_fragment_is_what_stands_on_the_page_under_a_heading_of_its_own() {
    fragments_agree(&out());
}

fn fragments_agree(out: &Path) {
    for (pdf, fragment) in beside(out, "fragment.html") {
        assert_same(&plain(&said(&fragment)), &printed(&pdf), &pdf);
        assert!(
            !fragment.contains("<h1") && !fragment.contains("<head>"),
            "{fragment}"
        );
        assert!(fragment.starts_with("<article>"), "{fragment}");
    }
}

#[test]
fn the_mail_says_it_in_lines_that_no_program_breaks() {
    mails_agree(&out());
}

fn mails_agree(out: &Path) {
    for (pdf, mail) in beside(out, "txt") {
        let without_addresses: Vec<&str> = mail
            .split_whitespace()
            .filter(|word| !(word.starts_with("<http") && word.ends_with('>')))
            .collect();
        assert_same(&plain(&without_addresses.join(" ")), &printed(&pdf), &pdf);
        for line in mail.lines() {
            assert!(
                line.chars().count() <= 72 || !line.trim().contains(' '),
                "{line}"
            );
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn akoma_ntoso_says_what_the_annex_says() {
    twins_agree(&out());
}

fn twins_agree(out: &Path) {
    for (pdf, xml) in beside(out, "akn.xml") {
        let text = xml.split("</meta>").nth(1).expect("a text");
        assert_same(&plain(&said(&format!("<x>{text}"))), &printed(&pdf), &pdf);
    }
}

#[test]
fn a_page_says_what_it_is_in_words_and_for_machines() {
    for (pdf, page) in beside(&out(), "html") {
        let name = pdf.display();
        let is_english = name.to_string().ends_with("-en.pdf");
        let lang = if is_english {
            "<html lang=\"en\">"
        } else {
            "<html lang=\"lv\">"
        };
        assert!(page.contains(lang), "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert!(page.contains("<meta property=\"og:title\""), "{name}");
        let linked = page
            .split("application/ld+json\">")
            .nth(1)
            .expect("linked data");
        let linked: Value =
            serde_json::from_str(linked.split("</script>").next().expect("its end")).expect("JSON");
        assert_eq!(linked["inLanguage"], if is_english { "en" } else { "lv" });
        assert_eq!(linked["about"]["@type"], "Project");
    }
}

#[test]
fn dates_and_amounts_are_there_for_machines() {
    let page = read(&repository().join("out/ttchan/release-start.html"));
    assert!(page.contains("<time datetime=\"2018-03-01\">"), "{page}");
    let annex = read(&repository().join("out/ttchan/annex-502.html"));
    assert!(annex.contains("<data value=\"10080 EUR\">"));
    assert_eq!(annex.matches("<th scope=\"row\">").count(), 8);
    assert!(annex.contains("lang=\"en\""), "the foreign title is tagged");
}

#[test]
fn a_release_without_pictures_is_small() {
    for (pdf, page) in beside(&out(), "txt").into_iter().map(|(pdf, _)| {
        let page = read(&pdf.with_extension("html"));
        (pdf, page)
    }) {
        let size = std::fs::metadata(&pdf).expect("a file").len();
        assert!(size <= 60 * 1024, "{}: {size}", pdf.display());
        assert!(page.len() <= 20 * 1024, "{}: {}", pdf.display(), page.len());
    }
}

#[test]
fn with_the_address_of_the_site_pages_say_where_they_are() {
    let workshop = Workshop::fixtures();
    let settings = read(&workshop.path("pielikums.toml"));
    workshop.write(
        "pielikums.toml",
        format!("web = \"https://www.example.lv/projekti/\"\n{settings}"),
    );
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    let page = read(&workshop.path("out/ttchan/release-start.html"));
    let address = "https://www.example.lv/projekti/ttchan/release-start";
    assert!(
        page.contains(&format!("<link rel=\"canonical\" href=\"{address}.html\">")),
        "{page}"
    );
    assert!(page.contains(&format!(
        "<meta property=\"og:image\" content=\"{address}.card.png\">"
    )));
    assert!(page.contains(&format!("\"@id\":\"{address}.html\"")));
}

#[test]
fn a_workspace_makes_only_the_forms_that_it_wants() {
    let workshop = Workshop::fixtures();
    let settings = read(&workshop.path("pielikums.toml"));
    workshop.write(
        "pielikums.toml",
        format!("{settings}\n[outputs]\npress-release = [\"text\"]\n"),
    );
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    assert!(workshop.path("out/ttchan/release-start.txt").exists());
    assert!(workshop.path("out/ttchan/release-start.pdf").exists());
    assert!(!workshop.path("out/ttchan/release-start.html").exists());
}

#[test]
fn a_form_that_was_edited_or_deleted_is_made_again() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    let mail = workshop.path("out/ttchan/release-start.txt");
    let before = read(&mail);
    std::fs::write(&mail, "something else").expect("written");
    std::fs::remove_file(workshop.path("out/ttchan/release-start.html")).expect("removed");
    assert_eq!(workshop.run(&["build", "--check", "ttchan"]).code, 1);
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    assert_eq!(read(&mail), before);
    assert_eq!(workshop.run(&["build", "--check", "ttchan"]).code, 0);
}

#[test]
fn what_was_adopted_stays_in_all_its_forms() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    let run = workshop.run(&["adopt", "ttchan/annex-502", "--date", "2018-09-28"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = read(&workshop.path("out/ttchan/annex-502.html"));
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["budget"]["total"] = "10090 EUR".into();
    });
    std::fs::write(workshop.path("out/ttchan/annex-502.akn.xml"), "edited").expect("written");
    assert_eq!(
        workshop.run(&["build", "ttchan"]).code,
        1,
        "it would change"
    );
    assert_eq!(read(&workshop.path("out/ttchan/annex-502.html")), page);
    let xml = read(&workshop.path("out/ttchan/annex-502.akn.xml"));
    assert!(xml.contains("normalized=\"10080\"") && !xml.contains("10090"));
}

#[test]
fn a_word_that_is_divided_at_the_end_of_a_line_is_found_whole() {
    let pdf = std::fs::read(repository().join("out/ttchan/annex-502.pdf")).expect("a PDF");
    let layer = text_layer(&pdf);
    assert!(layer.contains('\u{ad}'), "some word is divided");
    let at = layer.find('\u{ad}').expect("a divided word");
    let around: String = layer[at.saturating_sub(8)..].chars().take(24).collect();
    assert!(
        words(&layer).contains(&"demokrātisku".to_owned()),
        "{around:?}"
    );
    // Names, amounts, labels and heads are not.
    for whole in ["Daugavpils", "Paņeveža", "izmaksas:", "septembra"] {
        assert!(layer.contains(whole), "{whole}");
    }
}

#[test]
fn the_same_release_in_two_languages_has_the_same_facts() {
    let latvian = read(&repository().join("out/cities-of-change/release-start.txt"));
    let english = read(&repository().join("out/cities-of-change/release-start-en.txt"));
    assert!(latvian.contains("99\u{a0}000\u{a0}EUR") && english.contains("EUR\u{a0}99\u{a0}000"));
    assert!(english.contains("until 31\u{a0}May 2015"));
    for letter in english.chars() {
        assert!(!"āčēģīķļņšūž".contains(letter), "`{letter}` in English");
    }
}

#[test]
fn untranslated_prose_stops_the_english_document_only_where_it_is_said() {
    let workshop = Workshop::in_both_languages();
    workshop.change("fixtures/projects/ttchan.json", |json| {
        let lead = json["documents"][1]["lead"]["lv"].clone();
        json["documents"][1]["lead"] = lead;
    });
    let run = workshop.run(&["build", "ttchan"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("record/not-translated"), "{}", run.err);
    assert!(workshop.path("out/ttchan/release-start.pdf").exists());
    assert!(!workshop.path("out/ttchan/release-start-en.pdf").exists());
}

/// The picture of a shape, as its web page carries it.
fn picture_on(page: &str, number: usize) -> Vec<u8> {
    let source = page
        .split("src=\"data:image/")
        .nth(number)
        .expect("a picture");
    let source = source.split("base64,").nth(1).expect("its data");
    let text: String = source.chars().take_while(|c| *c != '"').collect();
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, c| bits << 6 | value(*c));
        let bits = bits << (6 * (4 - four.len()));
        let three = bits.to_be_bytes();
        bytes.extend(&three[1..four.len()]);
    }
    bytes
}

#[test]
fn a_picture_stands_upright_is_scaled_and_does_not_tell_where_it_was_taken() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    let original = std::fs::read(workshop.path("assets/square.jpg")).expect("a picture");
    let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
    assert!(has(&original, b"Exif") && has(&original, b"Parauga kamera"));
    let held = image::load_from_memory(&original).expect("a picture");
    assert!(held.height() > held.width(), "it was held on its side");
    assert_eq!(workshop.run(&["build", "publicity"]).code, 0);
    let page = read(&workshop.path("out/publicity/release-opening.html"));
    let shown = picture_on(&page, 1);
    assert!(!has(&shown, b"Exif") && !has(&shown, b"Parauga kamera"));
    assert!(
        has(&shown, b"ICC_PROFILE"),
        "the colours stay what they were"
    );
    let picture = image::load_from_memory(&shown).expect("a picture");
    assert!(picture.width() > picture.height() && picture.width() <= 1200);
    let pdf = workshop.pdf("publicity/release-opening");
    assert!(!has(&pdf, b"Exif") && !has(&pdf, b"Parauga kamera"));
    assert!(pdf.len() < 400 * 1024, "{}", pdf.len());
}

#[test]
fn the_emblem_stands_with_its_statement_and_the_disclaimer_in_both_languages() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    assert_eq!(
        workshop
            .run(&["build", "publicity", "disclaimer-on-top"])
            .code,
        0
    );
    let latvian = read(&workshop.path("out/publicity/release-opening.html"));
    assert!(latvian.contains("alt=\"Eiropas Savienības emblēma\""));
    assert!(latvian.contains("Līdzfinansē Eiropas Savienība"));
    let english = read(&workshop.path("out/publicity/release-opening-en.html"));
    assert!(english.contains("alt=\"Emblem of the European Union\""));
    assert!(english.contains("Co-funded by the European Union"));
    // An annex shows it where its record says so.
    let annex = read(&workshop.path("out/publicity/annex-77.html"));
    assert!(annex.contains("alt=\"Eiropas Savienības emblēma\""));
    let top = read(&workshop.path("out/disclaimer-on-top/release-start.txt"));
    let (disclaimer, headline) = (top.find("atbild tā autors"), top.find("Robežupes krastā"));
    assert!(disclaimer.expect("a disclaimer") < headline.expect("a headline"));
}

#[test]
fn the_emblem_is_drawn_in_one_colour_where_the_workspace_says_so() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    let settings = read(&workshop.path("pielikums.toml"));
    assert_eq!(workshop.run(&["build", "publicity"]).code, 0);
    let colour = workshop.pdf("publicity/release-opening");
    for version in ["mono", "reversed"] {
        workshop.write(
            "pielikums.toml",
            format!("emblem = \"{version}\"\n{settings}"),
        );
        assert_eq!(workshop.run(&["build", "publicity"]).code, 0);
        assert!(workshop.pdf("publicity/release-opening") != colour);
        crate::standards::assert_conforming(version, &workshop.pdf("publicity/release-opening"));
    }
}

#[test]
fn a_form_or_kind_that_does_not_exist_is_told() {
    for (typed, told) in [
        (
            "press-release = [\"txt\"]",
            "one of: pdf, html, html-fragment, text, png, card",
        ),
        ("press-relase = [\"text\"]", "did you mean `press-release`?"),
    ] {
        let workshop = Workshop::fixtures();
        let settings = read(&workshop.path("pielikums.toml"));
        workshop.write(
            "pielikums.toml",
            format!("{settings}\n[outputs]\n{typed}\n"),
        );
        let run = workshop.run(&["build"]);
        assert_ne!(run.code, 0);
        assert!(
            run.err.contains("record/unknown-choice")
                && run.err.contains("pielikums.toml:")
                && run.err.contains(told),
            "{}",
            run.err
        );
    }
}

#[test]
fn an_english_annex_says_nothing_in_latvian() {
    let workshop = Workshop::in_both_languages();
    assert_eq!(workshop.run(&["build", "ttchan/annex-502-en"]).code, 0);
    let page = read(&workshop.path("out/ttchan/annex-502-en.html"));
    assert!(
        page.contains("Courtesy copy") && page.contains("Decision No\u{a0}502"),
        "{page}"
    );
    workshop.change("fixtures/projects/ttchan.json", |json| {
        let row = serde_json::json!({"label": "Piezīmes", "text": [{"lv": "Nav.", "en": "None."}]});
        let rows = json["documents"][0]["rows"].as_array_mut();
        rows.expect("rows").push(row);
    });
    let run = workshop.run(&["build", "ttchan/annex-502-en"]);
    assert!(
        run.err.contains("record/not-translated") && run.err.contains("Piezīmes"),
        "{}",
        run.err
    );
}

#[test]
fn what_only_a_card_or_a_machine_reads_makes_the_document_again() {
    let workshop = Workshop::fixtures();
    let settings = read(&workshop.path("pielikums.toml"));
    workshop.write(
        "pielikums.toml",
        settings.replace("# \"templates\"", "templates = \"own\""),
    );
    workshop.write(
        "own/lib/card.typ",
        read(&repository().join("templates/lib/card.typ")),
    );
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    let card = read_bytes(&workshop, "out/ttchan/release-start.card.png");
    let library = read(&repository().join("templates/lib/card.typ"));
    workshop.write(
        "own/lib/card.typ",
        library.replace("fill: council-blue", "fill: black"),
    );
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    assert!(read_bytes(&workshop, "out/ttchan/release-start.card.png") != card);
    // The words stay, the year that machines read does not.
    let lead = "{{date call.date year='no'}} sākās.";
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["documents"][1]["lead"] = lead.into();
        json["documents"][1]["body"] = serde_json::json!([]);
    });
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["call"]["date"] = "2017-03-01".into();
    });
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    let page = read(&workshop.path("out/ttchan/release-start.html"));
    assert!(page.contains("datetime=\"2017-03-01\""), "{page}");
    assert_eq!(
        workshop
            .run(&["build", "--check", "ttchan/release-start"])
            .code,
        0
    );
}

fn read_bytes(workshop: &Workshop, file: &str) -> Vec<u8> {
    std::fs::read(workshop.path(file)).expect("a file")
}

#[test]
fn what_stops_a_document_stops_its_translation() {
    let workshop = Workshop::in_both_languages();
    workshop.write("secret.png", read_shape("park.png"));
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["documents"][1]["photo"] = serde_json::json!({
            "file": "../../secret.png", "alt": {"lv": "Attēls", "en": "A picture"}
        });
    });
    let run = workshop.run(&["build", "ttchan"]);
    assert!(run.err.contains("record/missing-picture"), "{}", run.err);
    for document in ["release-start", "release-start-en"] {
        assert!(
            !workshop
                .path(&format!("out/ttchan/{document}.pdf"))
                .exists(),
            "{document}"
        );
    }
}

fn read_shape(picture: &str) -> Vec<u8> {
    std::fs::read(repository().join("fixtures/shapes/assets").join(picture)).expect("a picture")
}

#[test]
fn no_two_documents_have_one_file() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["documents"][0]["id"] = "release-start.card".into();
    });
    let run = workshop.run(&["build", "ttchan"]);
    assert!(run.err.contains("record/unsafe-id"), "{}", run.err);
    assert!(workshop.path("out/ttchan/release-start.card.png").exists());
    assert!(!workshop.path("out/ttchan/release-start.card.pdf").exists());
}

#[test]
fn a_document_that_loses_a_form_is_not_forgotten() {
    let workshop = Workshop::fixtures();
    assert_eq!(workshop.run(&["build", "ttchan"]).code, 0);
    let settings = read(&workshop.path("pielikums.toml"));
    workshop.write(
        "pielikums.toml",
        format!("{settings}\n[outputs]\nannex = [\"html\"]\n"),
    );
    let run = workshop.run(&["build", "ttchan"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(workshop.run(&["build", "--prune"]).code, 0);
    assert!(!workshop.path("out/ttchan/annex-502.jsonld").exists());
    assert!(
        workshop
            .path("out/.pielikums/made/ttchan+annex-502.json")
            .exists()
    );
}

#[test]
fn a_drawing_that_acts_and_a_picture_that_would_fill_the_memory_are_refused() {
    let acting = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><rect width=\"1\" height=\"1\"/></svg>";
    // The head of a picture of 60 000 by 60 000 pixels.
    let mut huge = read_shape("park.png");
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    for (file, bytes) in [("plan.svg", acting.as_bytes().to_vec()), ("park.png", huge)] {
        let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
        workshop.write(&format!("assets/{file}"), bytes);
        let run = workshop.run(&["build", "publicity"]);
        assert!(
            run.err.contains("record/broken-picture") && run.err.contains(file),
            "{}",
            run.err
        );
        assert!(!workshop.path("out/publicity/release-opening.pdf").exists());
    }
}

#[test]
fn an_address_in_the_mail_is_whole() {
    let workshop = Workshop::fixtures();
    let address = "https://www.example.lv/lv/jaunumi/2027/marts/jauniesi-un-seniori-kopa-buve-tiltu-starp-paaudzem?id=1";
    workshop.change("fixtures/projects/ttchan.json", |json| {
        json["documents"][1]["lead"] =
            format!("Vairāk par to lasiet vietnē {address} un citur.").into();
    });
    assert_eq!(workshop.run(&["build", "ttchan/release-start"]).code, 0);
    let mail = read(&workshop.path("out/ttchan/release-start.txt"));
    assert!(mail.contains(address), "{mail}");
}

#[test]
fn pictures_in_a_fragment_bring_their_measures() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    assert_eq!(workshop.run(&["build", "publicity"]).code, 0);
    let fragment = read(&workshop.path("out/publicity/release-opening.fragment.html"));
    assert_eq!(fragment.matches("max-width: 100%; height: auto").count(), 4);
    assert_eq!(
        fragment.matches("height: 14mm; width: auto").count(),
        3,
        "emblem and two logos"
    );
    for picture in fragment.split("<img").skip(1) {
        let picture = picture.split('>').next().expect("its end");
        assert_eq!(picture.matches(" style=").count(), 1);
    }
}

#[test]
fn a_picture_that_was_copied_by_half_is_refused() {
    let workshop = Workshop::copy_of(&repository().join("fixtures/shapes"));
    let whole = read_shape("square.jpg");
    workshop.write("assets/square.jpg", &whole[..whole.len() / 2]);
    let run = workshop.run(&["build", "publicity"]);
    assert!(
        run.err.contains("it breaks off before its end"),
        "{}",
        run.err
    );
}

#[test]
fn an_address_of_the_site_that_is_none_is_told() {
    for web in [
        "example.lv/projekti",
        "ftp://x.lv",
        "https://exa mple.lv",
        "javascript:x",
    ] {
        let workshop = Workshop::fixtures();
        let settings = read(&workshop.path("pielikums.toml"));
        workshop.write("pielikums.toml", format!("web = \"{web}\"\n{settings}"));
        let run = workshop.run(&["build"]);
        assert!(
            run.err.contains("record/not-an-address") && run.err.contains("pielikums.toml:1:7"),
            "{web}: {}",
            run.err
        );
    }
}

#[test]
fn an_address_typed_in_a_text_is_a_link_in_every_form() {
    let workshop = Workshop::fixtures();
    let lead = |text: &str| {
        workshop.change("fixtures/projects/ttchan.json", |project| {
            project["documents"][1]["lead"] = text.into();
        });
        workshop.run(&["build", "ttchan/release-start"])
    };
    let run = lead("Vairāk: {{link 'https://www.example.lv/parks' text='projekta lapa'}}.");
    assert_eq!(run.code, 0, "{}", run.err);
    let page = read(&workshop.path("out/ttchan/release-start.html"));
    assert!(
        page.contains("<a href=\"https://www.example.lv/parks\">projekta lapa</a>"),
        "{page}"
    );
    let mail = read(&workshop.path("out/ttchan/release-start.txt"));
    assert!(mail.contains("https://www.example.lv/parks"), "{mail}");
    for wrong in [
        "javascript:alert(1)",
        "www.example.lv",
        "https://exa mple.lv",
    ] {
        let run = lead(&format!("Vairāk: {{{{link '{wrong}' text='lapa'}}}}."));
        assert_eq!(run.code, 1, "{wrong}");
        assert!(run.err.contains("record/not-an-address"), "{}", run.err);
    }
}
