//! The tables of a plan as text, for golden files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use counterpart_generator::api::{TypeId, print as print_api};
use counterpart_generator::pass::Plan;

/// Returns the names of all items, the uses of all types, and the lines of the API that the passes changed. `before` is the
/// text of the API before the passes.
pub fn print(before: &str, plan: &Plan) -> String {
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let _ = write!(text, "package {}\n\n", plan.names.package);
    tags(&mut text, plan);
    types(&mut text, plan);
    operations(&mut text, plan);
    headers(&mut text, plan);
    changes(&mut text, before, &print_api(&plan.api));
    text
}

fn tags(text: &mut String, plan: &Plan) {
    let names = &plan.names;
    for ((tag, name), module) in plan.api.tags.iter().zip(&names.traits).zip(&names.tags) {
        let _ = writeln!(text, "tag {:?} -> trait {name} in {module}", tag.name);
    }
    for ((scheme, name), setter) in
        plan.api.schemes.iter().zip(&names.schemes).zip(&names.credentials)
    {
        let _ = writeln!(text, "scheme {:?} -> static {name}, set by {setter}", scheme.name);
    }
    text.push('\n');
}

fn headers(text: &mut String, plan: &Plan) {
    for (set, names) in plan.api.headers.iter().zip(&plan.names.headers) {
        let _ =
            writeln!(text, "headers {:?} -> {}: {}", set.name, names.name, names.fields.join(", "));
    }
}

fn types(text: &mut String, plan: &Plan) {
    let usage = &plan.usage;
    for (id, def) in plan.api.types() {
        let _ = write!(
            text,
            "type {:?} -> {} in {}",
            def.name,
            plan.names.ty(id),
            plan.names.module(id)
        );
        let uses: [(&str, &BTreeSet<TypeId>); 4] = [
            ("form", &usage.forms),
            ("requested", &usage.requests),
            ("limited", &usage.limited),
            ("files", &usage.files),
        ];
        let uses: Vec<&str> =
            uses.iter().filter(|(_, table)| table.contains(&id)).map(|(word, _)| *word).collect();
        if !uses.is_empty() {
            let _ = write!(text, " ({})", uses.join(", "));
        }
        text.push('\n');
        let members = plan.names.members(id).iter().chain(plan.names.rest.get(&id));
        let members: Vec<&str> = members.map(String::as_str).collect();
        if !members.is_empty() {
            let _ = writeln!(text, "  {}", members.join(", "));
        }
    }
    text.push('\n');
}

fn operations(text: &mut String, plan: &Plan) {
    for (operation, names) in plan.api.operations.iter().zip(&plan.names.operations) {
        let _ = writeln!(
            text,
            "operation {:?} -> {} takes {}",
            operation.id, names.method, names.request
        );
        for (word, found) in [
            ("fields".to_owned(), &names.fields),
            (format!("bodies {}", names.body), &names.bodies),
            (format!("outputs {}", names.outcome), &names.outputs),
            (format!("errors {}", names.error), &names.errors),
        ] {
            if !found.is_empty() {
                let _ = writeln!(text, "  {word}: {}", found.join(", "));
            }
        }
    }
}

/// Writes the changed lines of an API, or, if the passes added types, the removed and the added lines.
fn changes(text: &mut String, before: &str, after: &str) {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if old.len() == new.len() {
        for (old, new) in old.iter().zip(&new).filter(|(old, new)| old != new) {
            let _ = write!(text, "\n- {}\n+ {}\n", old.trim(), new.trim());
        }
        return;
    }
    for (sign, these, those) in [("-", &old, &new), ("+", &new, &old)] {
        text.push('\n');
        for line in these.iter().filter(|line| !those.contains(line)) {
            let _ = writeln!(text, "{sign} {}", line.trim());
        }
    }
}
