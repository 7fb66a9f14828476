//! The form of a file: its JSON Schema, made from the types, and every way in which a file departs
//! from it, told in a record author's words and all at once.

use super::form::{FORMS, Form, TEXT, unsafe_id};
use super::json_file::{JsonFile, ancestors, member};
use super::model::Project;
use super::registry::{Organisations, Places, Programmes};
use crate::finding::{BadId, Finding, Matter, Place, nearest};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::marker::PhantomData;
use std::sync::LazyLock;

/// The form of a kind of file.
pub struct Shape<T> {
    schema: Value,
    validator: Validator,
    content: PhantomData<fn() -> T>,
}

/// The form of a project record.
pub static PROJECT: LazyLock<Shape<Project>> = LazyLock::new(Shape::new);
/// The form of `registry/places.json`.
pub static PLACES: LazyLock<Shape<Places>> = LazyLock::new(Shape::new);
/// The form of `registry/organisations.json`.
pub static ORGANISATIONS: LazyLock<Shape<Organisations>> = LazyLock::new(Shape::new);
/// The form of `registry/programmes.json`.
pub static PROGRAMMES: LazyLock<Shape<Programmes>> = LazyLock::new(Shape::new);

/// Patterns are for editors: what one refuses, the form of the same string (its `format`) refuses with a
/// better word, and compiling them takes as long as everything else before a document.
fn drop_patterns(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.contains_key("format") && map.get("pattern").is_some_and(Value::is_string) {
                map.remove("pattern");
            }
            map.values_mut().for_each(drop_patterns);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_patterns),
        _ => {}
    }
}

/// What is unknown is absent, and never `null`.
fn drop_null(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Array(kinds)) = map.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [kind] = kinds.as_slice() {
                    let kind = kind.clone();
                    map.insert("type".into(), kind);
                }
            }
            if let Some(Value::Array(all)) = map.get_mut("anyOf") {
                all.retain(|one| one["type"] != "null");
                if let [Value::Object(one)] = all.as_slice() {
                    let one = one.clone();
                    map.remove("anyOf");
                    for (name, value) in one {
                        map.entry(name).or_insert(value);
                    }
                }
            }
            if let Some(Value::Array(words)) = map.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            if map.get("default").is_some_and(Value::is_null) {
                map.remove("default");
            }
            map.values_mut().for_each(drop_null);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_null),
        _ => {}
    }
}

impl<T: JsonSchema + DeserializeOwned> Shape<T> {
    pub(super) fn new() -> Shape<T> {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = generator.into_root_schema_for::<T>().to_value();
        drop_null(&mut schema);
        let mut options = jsonschema::options().should_validate_formats(true);
        for form in FORMS {
            options = options.with_format(form.name, |text: &str| (form.check)(text).is_ok());
        }
        let mut forms = schema.clone();
        drop_patterns(&mut forms);
        let validator = options
            .build(&forms)
            .expect("a schema made from types is a schema");
        Shape {
            schema,
            validator,
            content: PhantomData,
        }
    }

    /// The JSON Schema, for editors.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// The content of a file, and everything in which it departs from the form. What departs is left out
    /// of the content where it can be, so that the rest can be checked in the same run; the findings say
    /// that nothing may be made of it.
    pub fn read(&self, source: &JsonFile) -> (Option<T>, Vec<Finding>) {
        let (content, mut findings) = self.understand(&source.file, &source.value);
        source.locate(&mut findings);
        (content, findings)
    }

    /// The same of a value, whatever it was written in; the findings have no lines yet.
    pub(super) fn understand(&self, file: &str, value: &Value) -> (Option<T>, Vec<Finding>) {
        let mut findings = Vec::new();
        // Nearly every file is as it should be, and that is known sooner than how one departs.
        if !self.validator.is_valid(value) {
            for error in self.validator.iter_errors(value) {
                self.tell(&error, file, &mut findings);
            }
        }
        // A field whose name is misspelt is not missed, too.
        let misspelt: Vec<(String, String)> = findings
            .iter()
            .filter_map(|finding| match &finding.matter {
                Matter::UnknownField { suggestion, .. } => {
                    let pointer = finding.place.as_ref()?.pointer.as_deref()?;
                    Some((pointer.rsplit_once('/')?.0.to_owned(), suggestion.clone()?))
                }
                _ => None,
            })
            .collect();
        findings.retain(|finding| match &finding.matter {
            Matter::MissingField { field } => {
                let pointer = finding.place.as_ref().and_then(|p| p.pointer.clone());
                !misspelt.contains(&(pointer.unwrap_or_default(), field.clone()))
            }
            _ => true,
        });
        let content = match findings.is_empty() {
            true => T::deserialize(value),
            false => T::deserialize(without(value, &findings)),
        };
        match content {
            Ok(content) => (Some(content), findings),
            Err(error) => {
                // The schema says less than the type in no case known; if one turns up, it is told.
                if findings.is_empty() {
                    let expected = error.to_string();
                    let found = "this".into();
                    let place = Place::field(file, "");
                    findings.push(Finding::new(Matter::WrongType { expected, found }).at(place));
                }
                (None, findings)
            }
        }
    }

    /// What can be understood of a file that cannot be as a whole, and what was left out: around each thing that
    /// departs from the form as much as it takes.
    pub fn in_parts(&self, source: &JsonFile) -> Option<(T, Gaps)> {
        let mut value = source.value.clone();
        let mut gaps = Gaps::default();
        let mut filled: Vec<String> = Vec::new();
        // Each round goes a step outward; no form is deeper.
        for _ in 0..16 {
            if let Ok(content) = T::deserialize(&value) {
                return Some((content, gaps));
            }
            let mut findings = Vec::new();
            for error in self.validator.iter_errors(&value) {
                self.tell(&error, &source.file, &mut findings);
            }
            let before = gaps.0.len();
            for finding in findings.iter().filter(|finding| !is_understood(finding)) {
                let pointer = finding.place.as_ref().and_then(|p| p.pointer.as_deref());
                let pointer = pointer.unwrap_or_default();
                // What is missing is taken to be an empty text at first, so that what it is missing in can stay.
                if let Matter::MissingField { field } = &finding.matter {
                    let gap = member(pointer, field);
                    let object = value.pointer_mut(pointer).and_then(Value::as_object_mut);
                    if let (false, Some(object)) = (filled.contains(&gap), object) {
                        object.insert(field.clone(), "".into());
                        filled.push(gap.clone());
                        gaps.0.push(gap);
                        continue;
                    }
                }
                // What was taken out in this round already takes this with it.
                let within = |gap: &String| format!("{pointer}/").starts_with(&format!("{gap}/"));
                if gaps.0[before..].iter().any(within) {
                    continue;
                }
                let taken = ancestors(pointer).find(|pointer| take_out(&mut value, pointer));
                gaps.0.extend(taken.map(str::to_owned));
            }
        }
        None
    }

    fn tell(&self, error: &ValidationError<'_>, file: &str, findings: &mut Vec<Finding>) {
        let pointer = error.instance_path().as_str().to_owned();
        let instance: &Value = error.instance();
        let mut say = |pointer: String, matter| {
            findings.push(Finding::new(matter).at(Place::field(file, pointer)));
        };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for field in unexpected {
                    let known = self.fields_beside(error);
                    if known.is_empty() {
                        // Entries by id: none but the names of ids can stand there.
                        let matter = unsafe_id(field, BadId::Letters);
                        say(member(&pointer, field), matter);
                        continue;
                    }
                    let suggestion = nearest(field, known.iter().map(String::as_str));
                    let field = field.clone();
                    say(
                        member(&pointer, &field),
                        Matter::UnknownField { field, suggestion },
                    );
                }
            }
            ValidationErrorKind::Required { property } => {
                let field = property.as_str().unwrap_or_default().to_owned();
                say(pointer, Matter::MissingField { field });
            }
            ValidationErrorKind::Format { format } => {
                let text = instance.as_str().unwrap_or_default();
                let form = FORMS.iter().find(|form| form.name == format);
                if let Some(Err(matter)) = form.map(|form| (form.check)(text)) {
                    say(pointer, matter);
                }
            }
            ValidationErrorKind::Type { kind } => {
                let mut expected = expected_types(kind);
                // An amount or a date without quotation marks is told how it is written with them.
                if let (true, Some(form)) = (instance.is_number(), self.form_at(error)) {
                    let example = match form.name == TEXT.name {
                        true => instance.to_string(),
                        false => form.example.to_owned(),
                    };
                    expected = format!("{expected} such as `\"{example}\"`");
                }
                let found = describe(instance);
                say(pointer, Matter::WrongType { expected, found });
            }
            ValidationErrorKind::Minimum { limit } | ValidationErrorKind::Maximum { limit } => {
                let value = instance.to_string();
                let limit = limit.to_string();
                say(pointer, Matter::OutOfRange { value, limit });
            }
            ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MinProperties { .. } => {
                say(pointer, Matter::Empty {});
            }
            ValidationErrorKind::MaxItems { limit } => {
                let (count, limit) = (instance.as_array().map_or(0, Vec::len), *limit);
                say(pointer, Matter::TooMany { count, limit });
            }
            ValidationErrorKind::Enum { options } => {
                let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
                say(pointer, choice(instance, options.iter()));
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => {
                self.tell_of_alternatives(error, context, file, findings);
            }
            _ => {
                let expected = error.to_string();
                let found = describe(instance);
                say(pointer, Matter::WrongType { expected, found });
            }
        }
    }

    /// Where several forms are possible, speaks of the one that was meant: the one of the right JSON
    /// type with the fewest departures.
    fn tell_of_alternatives(
        &self,
        error: &ValidationError<'_>,
        alternatives: &[Vec<ValidationError<'static>>],
        file: &str,
        findings: &mut Vec<Finding>,
    ) {
        let here = error.instance_path();
        let instance: &Value = error.instance();
        let place = Place::field(file, here.as_str());
        let words = constants(alternatives);
        if !words.is_empty() && instance.is_string() {
            findings.push(Finding::new(choice(instance, words.iter())).at(place));
            return;
        }
        let wrong_type = |errors: &[ValidationError<'static>]| {
            errors.iter().any(|error| {
                let kind = matches!(
                    error.kind(),
                    ValidationErrorKind::Type { .. }
                        | ValidationErrorKind::Constant { .. }
                        | ValidationErrorKind::Enum { .. }
                        | ValidationErrorKind::OneOfNotValid { .. }
                );
                kind && error.instance_path() == here
            })
        };
        // Whose fields these are, is meant before what would depart less.
        let meant = alternatives
            .iter()
            .filter(|errors| !wrong_type(errors))
            .min_by_key(|errors| (unknown_fields(errors), errors.len()));
        match meant {
            Some(errors) => {
                for error in errors {
                    self.tell(error, file, findings);
                }
            }
            None => {
                let mut expected: Vec<String> = Vec::new();
                for error in alternatives.iter().flatten() {
                    if let ValidationErrorKind::Type { kind } = error.kind() {
                        let kind = expected_types(kind);
                        if kind != "null" && !expected.contains(&kind) {
                            expected.push(kind);
                        }
                    }
                }
                let expected = expected.join(" or ");
                let found = describe(instance);
                findings.push(Finding::new(Matter::WrongType { expected, found }).at(place));
            }
        }
    }

    /// The form that the schema wants where something was met that is no text.
    fn form_at(&self, error: &ValidationError<'_>) -> Option<&'static Form> {
        let path = error.schema_path().as_str();
        let format = format!("{}/format", path.strip_suffix("/type")?);
        let name = self.schema.pointer(&format)?.as_str()?;
        FORMS.iter().copied().find(|form| form.name == name)
    }

    /// The names of the fields that the object may have in which an unknown one was met.
    fn fields_beside(&self, error: &ValidationError<'_>) -> Vec<String> {
        let path = error.schema_path().as_str();
        let object = path.strip_suffix("/additionalProperties").unwrap_or(path);
        let properties = self
            .schema
            .pointer(object)
            .and_then(|object| object["properties"].as_object());
        properties.map_or_else(Vec::new, |fields| fields.keys().cloned().collect())
    }
}

/// Lists and tables of which each item is judged by itself.
const APART: [&str; 6] = [
    "documents",
    "decisions",
    "events",
    "places",
    "organisations",
    "programmes",
];

/// What was left out of a file in order to understand the rest of it, by pointers.
#[derive(Debug, Clone, Default)]
pub struct Gaps(Vec<String>);

impl Gaps {
    /// Whether a finding may be there only because of what was left out: in a part of the file with a gap only
    /// references are judged, and none to what may stand in a gap. Documents, decisions, events and the entries of
    /// the registry are parts each by itself.
    pub fn could_cause(&self, finding: &Finding) -> bool {
        let pointer = finding.place.as_ref().and_then(|p| p.pointer.as_deref());
        let part = |pointer: &str| {
            let mut names = pointer.split('/').skip(1);
            let name = names.next().unwrap_or_default();
            match (name, names.next()) {
                (name, Some(item)) if APART.contains(&name) => format!("{name}/{item}"),
                _ => name.to_owned(),
            }
        };
        let here = part(pointer.unwrap_or_default());
        let whole = here.split('/').next().unwrap_or_default();
        let gap_in = |name: &str| self.0.iter().any(|gap| gap.split('/').nth(1) == Some(name));
        // An item that lost something else is still called what it is called.
        let loses_id = |list: &str| {
            self.0.iter().any(|gap| {
                let mut names = gap.split('/').skip(1);
                let within = names.next() == Some(list);
                within && matches!((names.next(), names.next()), (_, None | Some("id")))
            })
        };
        let gap_here = || {
            let gaps = self.0.iter().map(|gap| part(gap));
            gaps.into_iter().any(|gap| gap == here || gap == whole)
        };
        let is_gap =
            |gap: &String| pointer.is_some_and(|pointer| pointer.starts_with(gap.as_str()));
        match &finding.matter {
            Matter::UnknownReference { kind, .. } => {
                self.0.iter().any(is_gap)
                    || (kind == "decision" && loses_id("decisions"))
                    || (kind == "event" && loses_id("events"))
            }
            Matter::DuplicateId { .. } => self.0.iter().any(is_gap),
            // A document has the day of the record's last revision, where it has none of its own.
            Matter::UnknownOriginal { .. } => gap_here() || gap_in("documents"),
            Matter::NoDate {} => gap_here() || gap_in("revised"),
            _ => gap_here(),
        }
    }

    /// Of fields that others refer to, those that were left out of a record that is otherwise whole: what stood
    /// there could not be understood, or stands under a misspelt name.
    pub(super) fn of_whole(findings: &[Finding]) -> Gaps {
        let gap = |finding: &Finding| match &finding.matter {
            Matter::UnknownField { suggestion, .. } => Some(format!("/{}", suggestion.as_ref()?)),
            _ => finding.place.as_ref()?.pointer.clone(),
        };
        let mut gaps: Vec<String> = findings.iter().filter_map(gap).collect();
        gaps.retain(|gap| ["/revised", "/decisions", "/events"].contains(&gap.as_str()));
        Gaps(gaps)
    }

    /// Whether they are all within entries by their ids, which stand in lists of them.
    pub(super) fn are_within_entries(&self) -> bool {
        self.0.iter().all(|gap| gap.matches('/').count() > 1)
    }
}

/// Whether a string can be understood although it departs from its form: an id is an id, if not one that may be
/// used.
fn is_understood(finding: &Finding) -> bool {
    matches!(
        finding.matter,
        Matter::UnsafeId { .. }
            | Matter::Empty {}
            | Matter::NotAnAddress { .. }
            | Matter::UnknownReference { .. }
    )
}

/// A value without the fields that findings point at. An item of a list stays: to take it out would move
/// those behind it.
fn without(value: &Value, findings: &[Finding]) -> Value {
    let mut value = value.clone();
    let departing = findings.iter().filter(|finding| !is_understood(finding));
    for pointer in departing.filter_map(|f| f.place.as_ref()?.pointer.as_deref()) {
        take_out(&mut value, pointer);
    }
    value
}

/// Takes a field out of its object, if it is one and is there.
fn take_out(value: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return false;
    };
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut);
    let name = name.replace("~1", "/").replace("~0", "~");
    object.is_some_and(|object| object.shift_remove(&name).is_some())
}

/// How many fields an alternative does not know; of alternatives within it, the one of the right type that knows
/// most of them.
fn unknown_fields(errors: &[ValidationError<'static>]) -> usize {
    let in_one = |error: &ValidationError<'static>| match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.len(),
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let is_wrong_type = |one: &ValidationError<'static>| {
                matches!(one.kind(), ValidationErrorKind::Type { .. })
                    && one.instance_path() == error.instance_path()
            };
            let within = context.iter();
            let within = within.filter(|errors| !errors.iter().any(is_wrong_type));
            within
                .map(|errors| unknown_fields(errors))
                .min()
                .unwrap_or(1)
        }
        _ => 0,
    };
    errors.iter().map(in_one).sum()
}

/// The words of a closed list, when that is what all alternatives are (each may nest).
fn constants(alternatives: &[Vec<ValidationError<'static>>]) -> Vec<Value> {
    let mut words = Vec::new();
    for error in alternatives.iter().flatten() {
        match error.kind() {
            ValidationErrorKind::Constant { expected_value } => {
                words.push(Value::clone(expected_value));
            }
            ValidationErrorKind::Enum { options } => {
                words.extend(options.as_array().into_iter().flatten().cloned());
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => words.extend(constants(context)),
            // `null`, and objects that stand beside the words, are no words.
            ValidationErrorKind::Type { .. } => {}
            _ => return Vec::new(),
        }
    }
    words
}

fn choice<'a>(value: &Value, options: impl Iterator<Item = &'a Value>) -> Matter {
    let choices: Vec<String> = options
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    match value.as_str() {
        Some(word) => Matter::unknown_choice(word, choices),
        None => Matter::WrongType {
            expected: "a text".into(),
            found: describe(value),
        },
    }
}

fn expected_types(kind: &TypeKind) -> String {
    let name = |kind: &str| match kind {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list",
        "object" => "an object",
        "boolean" => "true or false",
        _ => "null",
    };
    match kind {
        TypeKind::Single(kind) => name(kind.as_str()).to_owned(),
        TypeKind::Multiple(kinds) => kinds
            .iter()
            .map(|kind| name(kind.as_str()))
            .filter(|name| *name != "null")
            .collect::<Vec<_>>()
            .join(" or "),
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => format!("a number ({number})"),
        Value::String(text) if text.chars().count() <= 40 => format!("a text (`{text}`)"),
        Value::String(_) => "a text".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(json: &str) -> Vec<(String, &'static str)> {
        let (source, _) = JsonFile::read("p.json", json.as_bytes().to_vec()).expect("JSON");
        let (_, findings) = PROJECT.read(&source);
        let pointer = |f: &Finding| f.place.as_ref().and_then(|p| p.pointer.clone());
        findings
            .iter()
            .map(|f| (pointer(f).unwrap_or_default(), f.code()))
            .collect()
    }

    #[test]
    fn the_smallest_record_is_taken() {
        let json = r#"{"id": "a", "author": "b"}"#;
        let (source, _) = JsonFile::read("p.json", json.as_bytes().to_vec()).expect("JSON");
        let project = PROJECT.read(&source).0.expect("a project");
        assert_eq!(project.id.as_str(), "a");
    }

    #[test]
    fn everything_wrong_is_told_at_once_and_in_its_place() {
        let json = r#"{
            "id": "A", "auhtor": "b",
            "period": {"start": "2018-02-30", "end": "soon"},
            "budget": {"total": "-5 EUR", "sources": [{"kind": "programe", "rate": "200"}]},
            "partners": {"list": [{"role": 3}], "count": -1},
            "documents": [{"id": "x", "kind": "annex", "rows": ["patrners", {"row": "term"}, 7]}]
        }"#;
        let told = findings(json);
        for expected in [
            ("/id", "record/unsafe-id"),
            // The author is not missed, too.
            ("/auhtor", "record/unknown-field"),
            ("/period/start", "record/impossible-date"),
            ("/period/end", "record/not-a-date"),
            ("/budget/total", "record/negative-money"),
            ("/budget/sources/0/kind", "record/unknown-choice"),
            ("/budget/sources/0/rate", "record/not-a-rate"),
            ("/partners/list/0/role", "record/wrong-type"),
            ("/partners/count", "record/out-of-range"),
            ("/documents/0/rows/0", "record/unknown-choice"),
            ("/documents/0/rows/1", "record/missing-field"),
            ("/documents/0/rows/2", "record/wrong-type"),
        ] {
            let expected = (expected.0.to_owned(), expected.1);
            assert!(told.contains(&expected), "{expected:?} in {told:#?}");
        }
        assert_eq!(told.len(), 12, "{told:#?}");
    }

    #[test]
    fn every_field_has_a_description() {
        fn walk(schema: &Value, path: &str, bare: &mut Vec<String>) {
            match schema {
                Value::Object(map) => {
                    if let Some(fields) = map.get("properties").and_then(Value::as_object) {
                        for (name, field) in fields {
                            if field.get("description").is_none() {
                                bare.push(format!("{path}/{name}"));
                            }
                        }
                    }
                    for (name, inner) in map {
                        walk(inner, &format!("{path}/{name}"), bare);
                    }
                }
                Value::Array(list) => list.iter().for_each(|inner| walk(inner, path, bare)),
                _ => {}
            }
        }
        let mut bare = Vec::new();
        for schema in [
            PROJECT.schema(),
            PLACES.schema(),
            ORGANISATIONS.schema(),
            PROGRAMMES.schema(),
        ] {
            walk(schema, "", &mut bare);
        }
        assert_eq!(bare, Vec::<String>::new());
    }
}
