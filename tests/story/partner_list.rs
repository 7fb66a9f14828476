//! The story of a partner who joins: one line is added to the record, and every sentence follows.

use crate::workshop::Workshop;
use serde_json::json;

#[test]
fn a_new_partner_changes_the_list_the_counts_and_the_countries_in_both_documents() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/registry/places.json", |registry| {
        registry["places"]["tartu"] = json!({
            "name": {"nom": "Tartu", "gen": "Tartu", "dat": "Tartu", "acc": "Tartu", "loc": "Tartu"},
            "country": "EE"
        });
    });
    workshop.change("fixtures/projects/ttchan.json", |project| {
        let list = project["partners"]["list"].as_array_mut().expect("a list");
        list.push(json!({"place": "tartu"}));
    });
    let run = workshop.run(&["build", "ttchan"]);
    assert_eq!(run.code, 0, "{}", run.err);

    let annex = workshop.words("ttchan/annex-502").join(" ");
    assert!(
        annex.contains("5 Raska Serbija 6 Tartu Igaunija"),
        "{annex}"
    );

    let release = workshop.words("ttchan/release-start").join(" ");
    assert!(
        release.contains("Projektā ir iesaistīti 7 partneri no 7 valstīm"),
        "{release}"
    );
    // The author's own country stays last, as in the order that the record gives.
    assert!(
        release.contains("Lietuvas Polijas Vācijas Zviedrijas Serbijas Igaunijas un Latvijas"),
        "{release}"
    );
}

#[test]
fn a_partner_who_leaves_is_gone_from_both_and_the_order_of_countries_is_questioned() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |project| {
        let list = project["partners"]["list"].as_array_mut().expect("a list");
        list.retain(|partner| partner["place"] != "raska");
    });
    let run = workshop.run(&["build", "ttchan", "--format", "short"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("warning[record/order-names-absent]"),
        "{}",
        run.err
    );
    let annex = workshop.words("ttchan/annex-502").join(" ");
    assert!(!annex.contains("Raska"));
    let release = workshop.words("ttchan/release-start").join(" ");
    assert!(release.contains("5 partneri no 5 valstīm"), "{release}");
    assert!(!release.contains("Serbijas"));
}

#[test]
fn agreement_follows_the_number() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/cities-of-change.json", |project| {
        project["partners"]["count"] = json!(21);
    });
    assert_eq!(workshop.run(&["build", "cities-of-change"]).code, 0);
    let release = workshop.words("cities-of-change/release-start").join(" ");
    assert!(
        release.contains("projektā iesaistīts 21 partneris no 11 valstīm"),
        "{release}"
    );
    assert!(release.contains("viena no divdesmit viena"), "{release}");
}

#[test]
fn a_mended_amount_is_mended_wherever_it_is_said() {
    let workshop = Workshop::fixtures();
    workshop.change("fixtures/projects/ttchan.json", |project| {
        project["budget"]["total"] = json!("12345.60 EUR");
    });
    assert_eq!(workshop.run(&["build", "ttchan/annex-502"]).code, 0);
    let annex = workshop.words("ttchan/annex-502").join(" ");
    assert!(annex.contains("sastāda 12 345 60 EUR"), "{annex}");
    assert!(annex.contains("apmērā 12 345 60 EUR 2018"), "{annex}");
}
