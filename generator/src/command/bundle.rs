//! `counterpart bundle`: writes a document and everything that its references lead to as one document.

use std::io;
use std::path::Path;

use counterpart_generator::bundle::{Format, text};

use super::output::{print, print_findings, say};
use super::{FOUND, Failure, builder};
use crate::args::BundleArgs;

pub(crate) fn run(args: &BundleArgs) -> Result<u8, Failure> {
    let builder = builder(&args.from, None, &args.levels)?;
    let bundle = builder.bundle(args.target())?;
    print_findings(&bundle.diagnostics, &bundle.sources, false);
    let spec = bundle.sources.name(bundle.sources.root());
    let summary = bundle.diagnostics.summary();
    let Some(document) = &bundle.document else {
        say(&format!("{spec}: nothing was bundled: {summary}"));
        return Ok(FOUND);
    };
    if let Some(refusal) = bundle.refusal() {
        say(&format!("{spec}: nothing was written: {summary}\n{}", refusal.help()));
        return Ok(FOUND);
    }
    let by_name = args.out.as_deref().and_then(Format::of);
    let format = args.to.map(Into::into).or(by_name).unwrap_or_else(|| bundle.format());
    let text = text(document, format)
        .map_err(|error| Failure::new(format!("cannot write {spec} as text: {error}")))?;
    match &args.out {
        Some(path) => {
            let files: Vec<&str> = bundle.sources.names().collect();
            save(&text, path, &files)?;
            let count = match files.len() {
                1 => "1 file".to_owned(),
                count => format!("{count} files"),
            };
            print(&format!("{}: bundled from {count}; {summary}\n", path.display()));
        }
        None => print(&text),
    }
    Ok(if bundle.diagnostics.has_errors() { FOUND } else { 0 })
}

/// Writes the bundle, unless it would overwrite a file that it was made from.
fn save(text: &str, path: &Path, files: &[&str]) -> Result<(), Failure> {
    let real = path.canonicalize().ok();
    let is_source =
        |file: &&str| Path::new(file).canonicalize().is_ok_and(|file| Some(file) == real);
    if real.is_some() && files.iter().any(is_source) {
        let text = format!(
            "{} is one of the files that are bundled\nhelp: write the bundle to another file",
            path.display()
        );
        return Err(Failure::new(text));
    }
    write(text, path).map_err(|error| Failure::unwritable(path, error))
}

/// Writes a file under another name first, so that it appears whole. A file that has the text already is left alone.
fn write(text: &str, path: &Path) -> io::Result<()> {
    if std::fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.new"));
    let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}
