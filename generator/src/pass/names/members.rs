//! What the parts of a type and of a request are called: fields, variants, parameters and their constants.

use super::Names;
use crate::api::{Api, EnumValue, Operation, Parameter, Rest, Shape};
use crate::pass::ident::{camel, snake};
use crate::pass::rename::Renames;
use crate::pass::scope::Scope;

/// What the variant for a value that an enum does not list is called: the first that no value has.
const UNLISTED: [&str; 2] = ["Unknown", "Other"];
/// What it is called where values have them all.
const LAST_CHOICE: &str = "Unlisted";

/// The variant of an enum for a value that it does not list, beside its other variants.
pub(super) fn unlisted(variants: &[String]) -> &'static str {
    let is_free = |name: &&str| !variants.iter().any(|variant| variant == name);
    UNLISTED.into_iter().find(is_free).unwrap_or(LAST_CHOICE)
}

/// Names the fields and variants of all types.
pub(super) fn members(api: &Api, names: &mut Names, renames: &Renames) {
    for (id, def) in api.types() {
        let mut scope = Scope::default();
        let given = |at: usize| renames.members.get(&(id, at)).cloned();
        let members = match &def.shape {
            Shape::Struct(shape) => {
                let wish =
                    |name: &str| if shape.is_list { format!("item_{name}") } else { snake(name) };
                let fields = shape.fields.iter().enumerate();
                let fields: Vec<String> = fields
                    .map(|(at, field)| scope.take(&given(at).unwrap_or_else(|| wish(&field.name))))
                    .collect();
                let rest = match shape.rest {
                    _ if shape.is_list => "more",
                    Rest::Typed(_) => "additional",
                    _ => "unknown",
                };
                names.rest.insert(id, scope.take(rest));
                fields
            }
            Shape::Enum(listed) => {
                let mut scope = Scope::reserving(&[LAST_CHOICE]);
                let wish = |value: &EnumValue| camel(value.name.as_deref().unwrap_or(&value.text));
                let values = listed.values.iter().enumerate();
                values
                    .map(|(at, value)| scope.take(&given(at).unwrap_or_else(|| wish(value))))
                    .collect()
            }
            Shape::Union(union) => {
                let variants = union.variants.iter().enumerate();
                variants
                    .map(|(at, it)| scope.take(&given(at).unwrap_or_else(|| camel(&it.name))))
                    .collect()
            }
            Shape::Alias(_) => Vec::new(),
        };
        names.members.push(members);
    }
}

pub(super) fn request_fields(
    index: usize,
    operation: &Operation,
    renames: &Renames,
) -> Vec<String> {
    let mut scope = Scope::default();
    if operation.body.is_some() {
        scope.take("body");
    }
    let parameters = operation.parameters.iter().enumerate().map(|(at, parameter)| {
        let given = renames.parameters.get(&(index, at)).cloned();
        scope.take(&given.unwrap_or_else(|| snake(&parameter.name)))
    });
    let mut fields: Vec<String> = parameters.collect();
    if operation.body.is_some() {
        fields.push("body".to_owned());
    }
    fields
}

/// The constants of the parameters: their fields in capitals, of which different ones may have the same.
pub(super) fn constants(parameters: &[Parameter], fields: &[String]) -> Vec<String> {
    let mut scope = Scope::default();
    let parameters = parameters.iter().zip(fields);
    parameters.map(|(_, field)| scope.take(&field.to_uppercase())).collect()
}
