//! Names the parts of types and requests: fields, variants, parameters and their constants.

use super::Names;
use crate::api::{Api, EnumValue, Operation, Parameter, Rest, Shape};
use crate::pass::ident::{camel, snake};
use crate::pass::rename::Renames;
use crate::pass::scope::Scope;

/// The names for the variant of unlisted values, of which the first free one is used.
const UNLISTED: [&str; 2] = ["Unknown", "Other"];
/// The name if all of them are taken.
const LAST_CHOICE: &str = "Unlisted";

/// Returns the variant of an enum for unlisted values.
pub(super) fn unlisted(variants: &[String]) -> &'static str {
    let is_free = |name: &&str| !variants.iter().any(|variant| variant == name);
    UNLISTED.into_iter().find(is_free).unwrap_or(LAST_CHOICE)
}

/// Returns the field of a tuple for an item.
fn item(number: &str) -> String {
    format!("item_{number}")
}

/// Names the fields and variants of all types.
pub(super) fn members<'a>(api: &'a Api, names: &mut Names, renames: &Renames) {
    for (id, def) in api.types() {
        let mut scope = Scope::default();
        let given = |at: usize| renames.members.get(&(id, at));
        let members = match &def.shape {
            Shape::Struct(shape) => {
                let fields = shape.fields.iter().enumerate();
                let fields = fields.map(|(at, field)| (given(at), field.name.as_str()));
                let fields = scope.take_all(fields, if shape.is_list { item } else { snake });
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
                let name =
                    |value: &'a EnumValue| value.name.as_ref().unwrap_or(&value.text).as_str();
                let values = listed.values.iter().enumerate();
                scope.take_all(values.map(|(at, value)| (given(at), name(value))), camel)
            }
            Shape::Union(union) => {
                let mut scope = Scope::reserving(&[LAST_CHOICE]);
                let variants = union.variants.iter().enumerate();
                scope.take_all(variants.map(|(at, it)| (given(at), it.name.as_str())), camel)
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
    let parameters = operation.parameters.iter().enumerate();
    let given = |at: usize| renames.parameters.get(&(index, at));
    let items = parameters.map(|(at, parameter)| (given(at), parameter.name.as_str()));
    let mut fields = scope.take_all(items, snake);
    if operation.body.is_some() {
        fields.push("body".to_owned());
    }
    fields
}

/// Returns the constants of the parameters: their fields in capitals, made unique.
pub(super) fn constants(parameters: &[Parameter], fields: &[String]) -> Vec<String> {
    let mut scope = Scope::default();
    let parameters = parameters.iter().zip(fields);
    parameters.map(|(_, field)| scope.take(&field.to_uppercase())).collect()
}
