//! `counterpart init`: writes the first `counterpart.toml` of a document, and beside it the JSON Schema for editors.

use counterpart_generator::{Builder, config, init};

use super::Failure;
use super::output::{counted, print};
use crate::args::InitArgs;

pub(crate) fn run(args: &InitArgs) -> Result<u8, Failure> {
    let InitArgs { document, config: file, force } = args;
    if file.exists() && !force {
        let text = format!(
            "{} already exists\nhelp: pass `--force` to overwrite it, or `--config FILE` to write another file",
            file.display()
        );
        return Err(Failure::new(text));
    }
    let generated = Builder::new(document).generate()?;
    let text = init::init(document, file, generated.plan.as_ref());
    std::fs::write(file, text).map_err(|error| Failure::unwritable(file, error))?;
    let schema = file.with_file_name("counterpart.schema.json");
    std::fs::write(&schema, config::schema())
        .map_err(|error| Failure::unwritable(&schema, error))?;
    print(&format!(
        "{}: written for {}; {}\nnext: edit it, then run `counterpart generate`\n",
        file.display(),
        counted(generated.plan.map_or(0, |plan| plan.api.operations.len()), "operation"),
        generated.diagnostics.summary(),
    ));
    Ok(0)
}
