//! `counterpart check`: prints all findings about a document and its settings.

use counterpart_generator::Generated;

use super::output::{counts, left_out, print_report, print_result, say};
use super::{FOUND, Failure, builder};
use crate::args::CheckArgs;

pub(crate) fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let findings = &args.findings;
    let builder = builder(&args.from, Some(&args.filters), &findings.levels)?;
    let builder = builder.settings(|settings| settings.keep_going |= findings.keep_going);
    let made = builder.generate()?;
    let Generated { plan, diagnostics, sources, .. } = &made;
    print_report(findings, plan.as_ref(), diagnostics, sources);
    let spec = sources.name(sources.root());
    let Some(plan) = plan else {
        say(&format!("{spec}: {}", diagnostics.summary()));
        return Ok(FOUND);
    };
    let refusal = made.refusal();
    let left_out = if refusal.is_none() { left_out(diagnostics) } else { String::new() };
    print_result(findings, &format!("{spec}: {}{left_out}", counts(plan, diagnostics)));
    Ok(match refusal {
        Some(refusal) => {
            say(&refusal.help());
            FOUND
        }
        None => 0,
    })
}
