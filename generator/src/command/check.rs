//! `counterpart check`: prints all findings about a document and its settings.

use counterpart_generator::Generated;
use counterpart_generator::builder::denied;

use super::output::{counts, print, print_findings, say};
use super::{FOUND, Failure, builder};
use crate::args::CheckArgs;

pub(crate) fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let builder = builder(&args.from, Some(&args.filters), &args.denied.deny)?;
    let Generated { plan, diagnostics, sources, .. } = builder.generate()?;
    print_findings(&diagnostics, &sources);
    let spec = sources.name(sources.root());
    let Some(plan) = plan else {
        say(&format!("{spec}: {}", diagnostics.summary()));
        return Ok(FOUND);
    };
    print(&format!("{spec}: {}\n", counts(&plan, &diagnostics)));
    let refused = diagnostics.has_errors() || denied(&diagnostics, builder.denied()).is_some();
    Ok(if refused { FOUND } else { 0 })
}
