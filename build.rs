//! Tells the program what it was built from: a digest of its own sources and templates, and the engine's
//! version. A document is made again by another program, even where its version was not raised.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

fn main() {
    // A new file among the templates is a new program.
    let roots = ["src", "templates", "Cargo.lock"];
    let mut files = Vec::new();
    for root in roots {
        println!("cargo:rerun-if-changed={root}");
        list(Path::new(root), &mut files);
    }
    files.sort();
    // The keys of this hasher are fixed: the same sources give the same digest on every machine.
    let mut digest = DefaultHasher::new();
    for file in files {
        let text = std::fs::read(&file).unwrap_or_default();
        // As it is in the repository, whatever line ends a checkout gave it.
        let plain = text.into_iter().filter(|byte| *byte != b'\r');
        digest.write(file.to_string_lossy().replace('\\', "/").as_bytes());
        digest.write(&plain.collect::<Vec<u8>>());
    }
    println!("cargo:rustc-env=PIELIKUMS_BUILD={:016x}", digest.finish());
    let lock = std::fs::read_to_string("Cargo.lock").unwrap_or_default();
    let after = lock.split("name = \"typst\"\nversion = \"").nth(1);
    let engine = after.and_then(|after| after.split('"').next());
    println!("cargo:rustc-env=PIELIKUMS_ENGINE={}", engine.unwrap_or("?"));
}

fn list(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else {
        return files.push(path.to_owned());
    };
    for entry in entries.flatten() {
        list(&entry.path(), files);
    }
}
