//! How fast, beside the engine alone: every figure is a ratio measured in one run.
//!
//! `cargo bench` prints the table in `benches/README.md`. Each measurement is a process of its own, so
//! that neither memory nor the engine's memory of former documents carries over. The bare loop and the pipeline run
//! on one processor, by turns of a quarter of a second, because the machine is not as fast in one second as in the next;
//! told is the processor's time that each took. What needs both processors is measured by the clock, by turns. The
//! median of the rounds' ratios is told.

mod batch;
mod corpus;

use pielikums::batch::{Aim, Event, Memory, Options, Selection, run};
use pielikums::document::{Maker, Prepared, Task};
use pielikums::record::{ProjectFile, Workspace};
use pielikums::typeset::{Press, forget, in_worker};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use typst_syntax::Source;

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PROJECTS: usize = 1000;
/// Rounds of the bare loop beside the pipeline.
const ROUNDS: usize = 7;
/// How long each of two is at work before the other is.
const SLICE: Duration = Duration::from_millis(250);
/// Rounds of one job and two jobs by turns.
const TURNS: usize = 3;
/// How many projects are in a large batch, each with two documents.
const BATCH: usize = 10_000;
/// How many records are read and checked.
const RECORDS: usize = 10_000;
const COLD_ROUNDS: usize = 31;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["bare", folder] => bare(Path::new(folder)),
        ["pipeline", folder, jobs] => pipeline(Path::new(folder), jobs.parse().expect("a number")),
        ["warm", folder] => warm(Path::new(folder)),
        ["load", folder, jobs] => load(Path::new(folder), jobs.parse().expect("a number")),
        ["stages", folder] => stages(Path::new(folder)),
        ["corpus", folder, count] => {
            corpus::write(Path::new(folder), count.parse().expect("a number"), false);
        }
        ["corpus", folder, count, "releases"] => {
            corpus::write(Path::new(folder), count.parse().expect("a number"), true);
        }
        ["killed"] => batch::killed(BATCH),
        ["killed", count] => batch::killed(count.parse().expect("a number")),
        ["changes"] => batch::changes(BATCH),
        ["batch"] => batch::table(BATCH),
        ["batch", count] => batch::table(count.parse().expect("a number")),
        _ => table(),
    }
}

/// A record of the corpus, and its documents prepared.
fn prepare<'a>(
    workspace: &Workspace,
    maker: &'a Maker,
    file: &ProjectFile,
) -> (Vec<Prepared<'a>>, [Instant; 2]) {
    let (project, _) = workspace.load(file);
    let project = project.expect("a record");
    let loaded = Instant::now();
    let task = |index: usize| Task {
        workspace,
        file,
        project: &project,
        index,
    };
    let indices = 0..project.documents.len();
    let prepared = indices.map(|index| maker.prepare(task(index)).expect("a source"));
    (prepared.collect(), [loaded, Instant::now()])
}

/// Compiles and exports.
fn make(maker: &Maker, prepared: Prepared<'_>, press: &mut Press) {
    let product = maker.make(prepared, press).expect("a PDF");
    std::hint::black_box(product.pdf);
    forget();
}

/// The bare engine loop: parse, compile and export the rendered sources, nothing else, on one thread.
fn bare(folder: &Path) {
    let folder = folder.to_owned();
    let (count, seconds) = in_worker(move || {
        let workspace = Workspace::open(&folder).expect("a workspace");
        let maker = Maker::load(&workspace).expect("packs");
        let mut press = maker.press();
        let (mut count, mut seconds) = (0, [0.0; 2]);
        // A thousand at a time: the sources of a large corpus take more memory than the engine.
        for some in workspace.projects.chunks(1000) {
            let prepared: Vec<Prepared<'_>> = some
                .iter()
                .flat_map(|file| prepare(&workspace, &maker, file).0)
                .collect();
            count += prepared.len();
            let timer = Timer::start();
            for document in prepared {
                let pictures = document.pictures().expect("pictures");
                // The pipeline has parsed it when it proved that every value is a literal.
                let source = Source::detached(document.rendered.source.text());
                let (mut pages, _) = press.pages(source, pictures).expect("pages");
                let pdf = press.export(&mut pages, &document.imprint);
                std::hint::black_box(pdf.expect("a PDF"));
                forget();
            }
            let [clock, processor] = timer.seconds();
            seconds = [seconds[0] + clock, seconds[1] + processor];
        }
        (count, seconds)
    })
    .expect("a worker");
    let [clock, processor] = seconds.map(|seconds| count as f64 / seconds);
    println!("{clock} {processor}");
}

/// Tells how long something takes.
struct Timer {
    clock: Instant,
    processor: f64,
}

impl Timer {
    fn start() -> Timer {
        Timer {
            clock: Instant::now(),
            processor: Timer::processor(),
        }
    }

    /// The seconds by the clock, and those of the processor; where the system does not tell these, the clock's.
    fn seconds(&self) -> [f64; 2] {
        let clock = self.clock.elapsed().as_secs_f64();
        let processor = Timer::processor() - self.processor;
        [clock, if processor > 0.0 { processor } else { clock }]
    }

    /// How many seconds a processor has worked for this process so far, on all its threads.
    fn processor() -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // Behind the name, which may hold anything, the program's and the system's hundredths are 12th and 13th.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let hundredths = fields.split_whitespace().skip(11).take(2);
        let hundredths = hundredths.filter_map(|n| n.parse::<f64>().ok());
        hundredths.sum::<f64>() / 100.0
    }
}

/// The same work with everything around it: load, check, view, render, compile, export, write.
fn pipeline(folder: &Path, jobs: usize) {
    // Never one that was just emptied, and none is taken away between two measurements: for minutes file
    // systems are slow to give its places away again. It goes with the corpus.
    let out = tempfile::Builder::new().prefix("out-").tempdir_in(folder);
    let out = out.expect("a folder").keep();
    let timer = Timer::start();
    let workspace = Workspace::open(folder).expect("a workspace");
    let maker = Maker::load(&workspace).expect("packs");
    let stop = AtomicBool::new(false);
    let options = Options {
        jobs,
        program: Some(env!("CARGO_BIN_EXE_pielikums").into()),
        ..Options::new(out, Aim::Build, &stop)
    };
    let samples = Mutex::new((0_usize, Vec::new()));
    let tell = |event: Event<'_>| {
        if let (Event::Record, Ok(mut samples)) = (event, samples.lock()) {
            samples.0 += 1;
            if samples.0.is_multiple_of(workspace.projects.len() / 4) {
                let memory = resident();
                samples.1.push(memory);
            }
        }
    };
    let summary = run(
        &workspace,
        &maker,
        Memory::open(&options.out, None),
        &Selection::default(),
        &options,
        &tell,
    );
    let seconds = timer.seconds();
    assert!(summary.stopped.is_empty(), "{:?}", summary.findings);
    let memory: Vec<String> = samples
        .into_inner()
        .expect("samples")
        .1
        .iter()
        .map(u64::to_string)
        .collect();
    let [clock, processor] = seconds.map(|seconds| summary.written as f64 / seconds);
    println!("{clock} {processor} {}", memory.join(" "));
}

/// One document again and again in one process: the first, and the median of the others, in milliseconds.
fn warm(folder: &Path) {
    let workspace = Workspace::open(folder).expect("a workspace");
    let times = in_worker(move || {
        let start = Instant::now();
        let maker = Maker::load(&workspace).expect("packs");
        let mut press = maker.press();
        let mut times = Vec::new();
        for (at, file) in workspace.projects.iter().take(100).enumerate() {
            let start = if at == 0 { start } else { Instant::now() };
            let (prepared, _) = prepare(&workspace, &maker, file);
            for document in prepared {
                make(&maker, document, &mut press);
            }
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times
    })
    .expect("a worker");
    println!("{} {}", times[0], median(times[1..].to_vec()));
}

/// Where the time of a document goes, in milliseconds: load and check; view and render; compile and export.
fn stages(folder: &Path) {
    let folder = folder.to_owned();
    let (open, times) = in_worker(move || {
        let start = Instant::now();
        let workspace = Workspace::open(&folder).expect("a workspace");
        let maker = Maker::load(&workspace).expect("packs");
        let open = start.elapsed().as_secs_f64() * 1000.0;
        let mut press = maker.press();
        let mut times = [0.0; 3];
        for file in &workspace.projects {
            let start = Instant::now();
            let (prepared, [loaded, rendered]) = prepare(&workspace, &maker, file);
            for document in prepared {
                make(&maker, document, &mut press);
            }
            times[0] += (loaded - start).as_secs_f64();
            times[1] += (rendered - loaded).as_secs_f64();
            times[2] += rendered.elapsed().as_secs_f64();
        }
        (
            open,
            times.map(|t| t * 1000.0 / workspace.projects.len() as f64),
        )
    })
    .expect("a worker");
    println!("{open} {} {} {}", times[0], times[1], times[2]);
}

/// Every record read and checked by itself and across its fields, nothing made of it; in seconds.
fn load(folder: &Path, jobs: usize) {
    let start = Instant::now();
    let workspace = Workspace::open(folder).expect("a workspace");
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(file) = workspace.projects.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let (project, findings) = workspace.load(file);
                    assert!(project.is_some(), "{findings:?}");
                }
            });
        }
    });
    println!("{}", start.elapsed().as_secs_f64());
}

/// Resident memory in MiB of this process and of those that it started, where the system tells it. What they
/// share (the program itself) is counted once.
fn resident() -> u64 {
    let of = |process: &str| -> u64 {
        let file = format!("/proc/{process}/smaps_rollup");
        let status = std::fs::read_to_string(file).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("Pss:"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .unwrap_or_default()
    };
    let mut kib = of("self");
    for thread in std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten()
    {
        let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        kib += children.split_whitespace().map(of).sum::<u64>();
    }
    kib / 1024
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn measured(arguments: &[&str]) -> Vec<f64> {
    let program = std::env::current_exe().expect("this program");
    told(&Command::new(program).args(arguments).output())
}

/// A measurement begun, kept on a processor with all its threads, where there is `taskset`.
fn begun(arguments: &[&str], processor: &str) -> Child {
    let program = std::env::current_exe().expect("this program");
    let mut command = match has_taskset() {
        true => Command::new("taskset"),
        false => Command::new(&program),
    };
    if has_taskset() {
        command.args(["-c", processor]).arg(&program);
    }
    command.args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("a measurement")
}

fn has_taskset() -> bool {
    Command::new("taskset").arg("--version").output().is_ok()
}

/// Two measurements at the same time, each on a processor of its own.
fn beside(one: &[&str], other: &[&str]) -> [Vec<f64>; 2] {
    let at_work = [begun(one, "0"), begun(other, "1")];
    at_work.map(|child| told(&child.wait_with_output()))
}

/// Two measurements on one processor, by turns: at each moment one of them works and the other is stopped. Where
/// they cannot be kept on it, both run at the same time.
fn by_slices(one: &[&str], other: &[&str]) -> [Vec<f64>; 2] {
    if !has_taskset() {
        return beside(one, other);
    }
    let mut at_work = [one, other].map(|arguments| begun(arguments, "1"));
    let signal = |child: &Child, signal: &str| {
        let sent = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(sent.is_ok_and(|status| status.success()), "no signal");
    };
    for turn in [0, 1].into_iter().cycle() {
        let over = [0, 1].map(|child| at_work[child].try_wait().expect("a child").is_some());
        if over == [true, true] {
            break;
        }
        for (number, child) in at_work.iter().enumerate().filter(|(n, _)| !over[*n]) {
            // The last one left works on.
            let works = number == turn || over[1 - number];
            signal(child, if works { "-CONT" } else { "-STOP" });
        }
        std::thread::sleep(SLICE);
    }
    at_work.map(|child| told(&child.wait_with_output()))
}

/// The numbers that a measurement printed.
fn told(output: &std::io::Result<Output>) -> Vec<f64> {
    let output = output.as_ref().expect("a measurement");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace()
        .map(|n| n.parse().expect("a number"))
        .collect()
}

fn table() {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = folder.path().join("corpus");
    corpus::write(&corpus, PROJECTS, false);
    let corpus = corpus.to_string_lossy().into_owned();
    let (mut bare, mut one) = (vec![], vec![]);
    for round in 1..=ROUNDS {
        let pipeline = ["pipeline", &corpus, "1"];
        let [loop_of_round, of_round] = by_slices(&["bare", &corpus], &pipeline);
        let (engine, whole) = (loop_of_round[1], of_round[1]);
        eprintln!(
            "round {round}: {engine:.1} and {whole:.1} documents in a second of the processor, {:.3}",
            whole / engine
        );
        bare.push(engine);
        one.push(whole);
    }
    let (mut alone, mut two, mut memory) = (vec![], vec![], vec![]);
    for turn in 1..=TURNS {
        let first = measured(&["pipeline", &corpus, "1"]);
        let second = measured(&["pipeline", &corpus, "2"]);
        memory = [&first[2..], &second[2..]].concat();
        alone.push(first[0]);
        two.push(second[0]);
        eprintln!(
            "turn {turn}: {:.1} and {:.1} documents/s",
            first[0], second[0]
        );
    }
    let ratio = |a: &[f64], b: &[f64]| median(a.iter().zip(b).map(|(a, b)| a / b).collect());
    let (to_bare, to_one) = (ratio(&one, &bare), ratio(&two, &alone));
    let warm = measured(&["warm", &corpus]);
    let stages = measured(&["stages", &corpus]);
    let (bare, one, alone, two) = (median(bare), median(one), median(alone), median(two));
    println!(
        "| what ({PROJECTS} annexes, medians of {ROUNDS} and {TURNS} rounds) | documents/s | ratio | to reach |"
    );
    println!("|---|---:|---:|---:|");
    println!("| bare engine loop, by the processor's time | {bare:.1} | 1.00 | |");
    println!(
        "| whole pipeline, one job, likewise | {one:.1} | {to_bare:.2} of the bare loop | 0.90 |"
    );
    println!("| whole pipeline, one job, by the clock | {alone:.1} | | |");
    println!(
        "| whole pipeline, two jobs, by the clock | {two:.1} | {to_one:.2} times one job | 1.80 |"
    );
    println!();
    let memory: Vec<String> = memory.iter().map(|m| format!("{m:.0}")).collect();
    println!(
        "Resident memory after each quarter, MiB: one job {}; two jobs {} (to reach: flat, under 150).",
        memory[..4].join(", "),
        memory[4..].join(", ")
    );
    println!(
        "One document: first in a process {:.1} ms, warm {:.1} ms (median of 99).",
        warm[0], warm[1]
    );
    println!(
        "Per document: load and check {:.2} ms, view and render {:.2} ms, compile and export {:.2} ms; once: open workspace and packs {:.0} ms.",
        stages[1], stages[2], stages[3], stages[0]
    );
    let one = folder.path().join("one");
    corpus::write(&one, 1, false);
    let many = folder.path().join("many");
    corpus::write(&many, RECORDS, false);
    let many = many.to_string_lossy().into_owned();
    let seconds = measured(&["load", &many, "2"])[0];
    println!("Read and check {RECORDS} records on two threads: {seconds:.2} s (to reach: 2 s).");
    cold(&one.to_string_lossy(), folder.path());
    let out = folder.path().join("cold");
    let among = median(
        (0..COLD_ROUNDS)
            .map(|_| cold_build(&corpus, &out))
            .collect(),
    );
    println!("The same build among {PROJECTS} records, whose ids it must know: {among:.1} ms.");
}

/// One cold build of one document, as a whole process, beside the `typst` command line on the same source.
fn cold(corpus: &str, folder: &Path) {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_pielikums"));
    let typst = std::env::var_os("TYPST").map_or_else(|| PathBuf::from("typst"), PathBuf::from);
    let there = Command::new(&typst)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !there.is_ok_and(|status| status.success()) {
        println!(
            "Cold build beside the typst command line: skipped, there is no `typst` (set TYPST to its path)."
        );
        return;
    }
    let source = Command::new(&own)
        .args([
            "--workspace",
            corpus,
            "show",
            "project-00000/annex",
            "--stage",
            "source",
        ])
        .output()
        .expect("a source");
    let head = "#set document(title: \"x\", author: \"x\", date: datetime(year: 2020, month: 1, day: 1))\n";
    let main = folder.join("main.typ");
    std::fs::write(
        &main,
        format!("{head}{}", String::from_utf8_lossy(&source.stdout)),
    )
    .expect("written");
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    std::fs::create_dir_all(folder.join("lib")).expect("a folder");
    for file in std::fs::read_dir(templates.join("lib")).expect("a folder") {
        let file = file.expect("a file");
        let to = folder.join("lib").join(file.file_name());
        std::fs::copy(file.path(), to).expect("copied");
    }
    let out = folder.join("cold");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..COLD_ROUNDS {
        ours.push(cold_build(corpus, &out));
        theirs.push(whole_process(
            Command::new(&typst)
                .args([
                    "compile",
                    "--ignore-system-fonts",
                    "--features",
                    "a11y-extras",
                ])
                .args(["--pdf-standard", "a-2a,ua-1", "--root"])
                .arg(folder)
                .arg("--font-path")
                .arg(templates.join("fonts"))
                .arg(&main)
                .arg(folder.join("main.pdf")),
        ));
    }
    let times = median(ours.iter().zip(&theirs).map(|(a, b)| a / b).collect());
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "Cold, whole processes by turns (medians of {COLD_ROUNDS}): build of one document {ours:.1} ms, typst {theirs:.1} ms: {times:.2} times (to reach: 2)."
    );
}

/// The first document of a workspace, built by a process that does nothing else; in milliseconds.
fn cold_build(corpus: &str, out: &Path) -> f64 {
    let _ = std::fs::remove_dir_all(out);
    let mut build = Command::new(env!("CARGO_BIN_EXE_pielikums"));
    build.args([
        "--workspace",
        corpus,
        "build",
        "project-00000/annex",
        "--out",
    ]);
    whole_process(build.arg(out))
}

fn whole_process(command: &mut Command) -> f64 {
    let start = Instant::now();
    let output = command.output().expect("a run");
    let seconds = start.elapsed().as_secs_f64();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    seconds * 1000.0
}
