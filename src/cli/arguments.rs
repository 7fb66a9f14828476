//! What the program may be asked, and how it explains itself.

use crate::batch::Shard;
use crate::finding::Tongue;
use chrono::NaiveDate;
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
  pielikums status                    show which are, and why the others are not
  pielikums diff                      show which words changed where, because of which fact
  pielikums check                     find everything wrong, write nothing
  pielikums list                      show every document with its kind and title

Exit codes: 0 all is well; 1 something was found that stops a document; 2 a fault, or wrong arguments;
130 ended by Ctrl-C."
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
  pielikums build --why ttchan/annex-502  say what made it stale; write nothing
  pielikums build --force               also what is as it should be
  pielikums build --prune               also take away files whose document is gone from the records
  pielikums build --corrections         also draft corrections of adopted documents that would change
  pielikums build --check               make all, write nothing; exit 1 if a document is not as records and templates give it
  pielikums build --shard 3/16          the third of sixteen shares, for one of sixteen runners
  pielikums build --out elsewhere       into another folder
  pielikums build --format json         a line of JSON for each document, as it is done

Only what changed is made: what each document was made from is kept beside it in the ledger.
A document whose record has an error is not made; its old file stays, and the others are made.
Ctrl-C finishes the documents in hand; the next build makes the rest.")]
    Build(Build),
    /// Show of each document whether it is as it should be, and why not
    #[command(after_help = "\
Examples:
  pielikums status                      current, stale (because …), missing, failed, adopted, orphan
  pielikums status --check              exit 1 if anything is not as it should be
  pielikums status --format json        a line of JSON for each document

Nothing is made or written.")]
    Status(Status),
    /// Show which facts and words changed in which document
    #[command(after_help = "\
Examples:
  pielikums diff                        since the documents were made last
  pielikums diff ttchan                 in the documents of one project
  pielikums diff --against HEAD~1       since a revision of git
  pielikums diff --against ../before    since another workspace, or another folder of documents
  pielikums diff --pdf changes.pdf      a list to be read and initialled; also --html changes.html

Nothing but the list is written.")]
    Diff(Diff),
    /// Build whenever a record, a template or a picture is saved
    #[command(after_help = "\
Examples:
  pielikums watch
  pielikums watch ttchan

Ctrl-C ends it; the exit code is 0.")]
    Watch(Selected),
    /// Freeze a document that was adopted: it is never replaced from then on
    #[command(after_help = "\
Examples:
  pielikums adopt ttchan/annex-502 --date 2018-09-28

The file, its facts, its source, library and fonts, and a receipt go into `adopted/`. What is adopted is
what lies in the folder of the documents; a file that is not what the record gives, or that an
independent validator rejects, is not adopted. If the record would print something else later, `build`
says so and keeps the adopted file; `build --corrections` drafts a correction, and `adopt` takes over
that draft as the next version.")]
    Adopt(Adopt),
    /// Make every adopted document again from what is frozen, and compare
    #[command(after_help = "\
Examples:
  pielikums verify

A frozen file that is gone or changed is an error; another engine that gives other bytes is told.")]
    Verify,
    /// Join the ledgers of the shares of a corpus
    #[command(after_help = "\
Examples:
  pielikums ledger merge                those that are in the folder of the documents
  pielikums ledger merge ../out-1 ../out-2")]
    Ledger(Ledger),
    /// Find everything wrong in records and templates
    #[command(after_help = "\
Examples:
  pielikums check                       all projects
  pielikums check ttchan                one project
  pielikums check --format short        one line for each finding
  pielikums check --fix                 mend spaces, dashes and quotation marks in the records first

Nothing is written, unless `--fix` is given; and then nothing but the strings concerned is touched.")]
    Check(Check),
    /// Work for a build that started this process
    #[command(hide = true)]
    Worker,
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
    /// Say why documents would be made; write nothing.
    #[arg(long, conflicts_with_all = ["check", "force", "prune", "corrections"])]
    pub why: bool,
    /// Make also what is as it should be.
    #[arg(long, conflicts_with = "check")]
    pub force: bool,
    /// Take away files whose document is gone from the records.
    #[arg(long, conflicts_with_all = ["check", "shard", "selectors"])]
    pub prune: bool,
    /// Draft corrections of adopted documents that the records would print otherwise.
    #[arg(long, conflicts_with = "check")]
    pub corrections: bool,
    /// A stable share of the projects, `3/16`: the third of sixteen.
    #[arg(long, value_name = "N/OF")]
    pub shard: Option<Shard>,
}

/// `status`
#[derive(Debug, Args)]
pub struct Status {
    /// Projects or documents: `ttchan`, `ttchan/annex-502`; everything if none is named.
    pub selectors: Vec<String>,
    /// The folder of the documents; otherwise the workspace's `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Exit 1 if anything is not as it should be.
    #[arg(long)]
    pub check: bool,
}

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// Projects or documents: `ttchan`, `ttchan/annex-502`; everything if none is named.
    pub selectors: Vec<String>,
    /// With what: `last` (as they were made last), a revision of git, another workspace or folder of documents.
    #[arg(long, value_name = "REV|DIR|last", default_value = "last")]
    pub against: String,
    /// Write the list as a PDF.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Write the list as a web page.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// `adopt`
#[derive(Debug, Args)]
pub struct Adopt {
    /// The document: `ttchan/annex-502`.
    pub document: String,
    /// The day on which it was adopted.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: NaiveDate,
}

/// `ledger`
#[derive(Debug, Args)]
pub struct Ledger {
    /// What to do with ledgers.
    #[command(subcommand)]
    pub what: LedgerWork,
}

/// What can be done with ledgers.
#[derive(Debug, Subcommand)]
pub enum LedgerWork {
    /// Join the ledgers of all shares into one
    Merge {
        /// Other folders in which ledgers of shares are.
        folders: Vec<PathBuf>,
        /// The folder of the documents; otherwise the workspace's `out`.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
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
