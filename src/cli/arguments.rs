//! What the program may be asked, and how it explains itself.

use crate::finding::Tongue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Makes a council's documents from project records.
#[derive(Debug, Parser)]
#[command(
    name = "pielikums",
    version,
    about = "Makes a council's documents (annexes to decisions, press releases) from project records.",
    after_help = "\
Examples:
  pielikums build                     make every document that is not as it should be
  pielikums build ttchan/annex-502    make one document
  pielikums check                     find everything wrong, write nothing
  pielikums list                      show every document with its kind and title

Exit codes: 0 all is well; 1 something was found that stops a document; 2 a fault, or wrong arguments."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// The folder with `pielikums.toml`; otherwise the nearest one upward from here.
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,

    /// How findings are shown.
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: Format,

    /// The language of messages; otherwise that of the environment.
    #[arg(long, global = true, value_enum)]
    pub language: Option<Language>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the documents
    #[command(after_help = "\
Examples:
  pielikums build                       every document of every project
  pielikums build ttchan                all documents of one project
  pielikums build ttchan/annex-502      one document
  pielikums build --check               write nothing; exit 1 if a document is not as records and templates give it
  pielikums build --out /tmp/try        into another folder
  pielikums build --format json         a line of JSON for each document, for other programs

A document whose record has an error is not made; its old file stays, and the others are made.")]
    Build(Build),
    /// Find everything wrong in records and templates
    #[command(after_help = "\
Examples:
  pielikums check                       all projects
  pielikums check ttchan                one project
  pielikums check --format short        one line for each finding
  pielikums check --fix                 mend spaces, dashes and quotation marks in the records first

Nothing is written, unless `--fix` is given; and then nothing but the strings concerned is touched.")]
    Check(Check),
    /// Explain the code of a finding, with an example
    #[command(after_help = "\
Examples:
  pielikums explain record/sums-disagree
  pielikums explain                     all codes with their severity")]
    Explain(Explain),
    /// Lay out a new workspace with one small project that builds
    #[command(after_help = "\
Examples:
  pielikums init pielikumi
  cd pielikumi && pielikums build

The folder may be there already; no file in it is written over.")]
    Init(Init),
    /// Write a new record, or a new document into a record
    #[command(after_help = "\
Examples:
  pielikums new project tilts           projects/tilts.json, to be filled in
  pielikums new annex tilts             an annex at the end of the record's documents
  pielikums new release tilts           a press release")]
    New(New),
    /// Show every document with its kind and title
    #[command(after_help = "\
Examples:
  pielikums list
  pielikums list ttchan
  pielikums list --format json")]
    List(Selected),
    /// Show what a document is made from, or what it says
    #[command(after_help = "\
Examples:
  pielikums show ttchan/annex-502                  the text of its pages
  pielikums show ttchan/annex-502 --stage facts    the facts that templates and prose can name
  pielikums show ttchan/annex-502 --stage source   the Typst source")]
    Show(Show),
    /// Print the JSON Schema of a project record or of a file of the registry
    #[command(after_help = "\
Examples:
  pielikums schema > project.schema.json
  pielikums schema organisations

A record that names the schema in `$schema` is completed and checked by editors while it is typed.")]
    Schema(Schema),
    /// Print completions for a shell
    #[command(after_help = "\
Examples:
  pielikums completions bash > ~/.local/share/bash-completion/completions/pielikums
  pielikums completions powershell >> $PROFILE")]
    Completions(Completions),
}

/// `build`
#[derive(Debug, Args)]
pub struct Build {
    /// Projects or documents: `ttchan`, `ttchan/annex-502`; everything if none is named.
    pub selectors: Vec<String>,
    /// The folder for the documents; otherwise the workspace's `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How many documents to make at a time; otherwise one per processor.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Write nothing; exit 1 if a document is missing, differs, or belongs to no record.
    #[arg(long)]
    pub check: bool,
}

/// `check`
#[derive(Debug, Args)]
pub struct Check {
    /// Projects or documents: `ttchan`, `ttchan/annex-502`; everything if none is named.
    pub selectors: Vec<String>,
    /// Mend the mechanical slips of the records in place.
    #[arg(long)]
    pub fix: bool,
}

/// `explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, as it stands in brackets before a finding.
    pub code: Option<String>,
}

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// The folder.
    pub folder: PathBuf,
}

/// `new`
#[derive(Debug, Args)]
pub struct New {
    /// What to write.
    #[arg(value_enum)]
    pub what: Novelty,
    /// The id of the project.
    pub project: String,
}

/// What can be written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Novelty {
    /// A project record.
    Project,
    /// An annex in a record.
    Annex,
    /// A press release in a record.
    Release,
}

/// `list`
#[derive(Debug, Args)]
pub struct Selected {
    /// Projects or documents: `ttchan`, `ttchan/annex-502`; everything if none is named.
    pub selectors: Vec<String>,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// The document: `ttchan/annex-502`.
    pub document: String,
    /// Which stage of its making to show.
    #[arg(long, value_enum, default_value = "text")]
    pub stage: Stage,
}

/// The stages that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The facts that templates and prose can name, as JSON.
    Facts,
    /// The Typst source.
    Source,
    /// The text of the pages.
    Text,
}

/// `schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// Of which file.
    #[arg(value_enum, default_value = "project")]
    pub of: SchemaOf,
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A project record.
    Project,
    /// `registry/places.json`
    Places,
    /// `registry/organisations.json`
    Organisations,
    /// `registry/programmes.json`
    Programmes,
}

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line of the file and a hint.
    Human,
    /// One line each: file:line:column: severity[code]: message
    Short,
    /// One line of JSON each.
    Json,
}

/// The languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Latviski.
    Lv,
    /// English.
    En,
}

impl Arguments {
    /// The language of messages: as asked for, or that of the environment.
    pub fn tongue(&self) -> Tongue {
        match self.language {
            Some(Language::Lv) => Tongue::Latvian,
            Some(Language::En) => Tongue::English,
            None => {
                let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter();
                let first = set
                    .filter_map(|name| std::env::var(name).ok())
                    .find(|v| !v.is_empty());
                match first.is_some_and(|value| value.starts_with("lv")) {
                    true => Tongue::Latvian,
                    false => Tongue::English,
                }
            }
        }
    }
}
