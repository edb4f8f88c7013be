"""Tells why verdicts differ from those of the JSON Schema Test Suite.

Reads a list of objects with `schema`, `instance` and `accepted`, the verdict of a generated server. Prints a list with one
answer each: "format" if a validator that holds to formats says the same, "type" if one says the same of the schema with its
implied types written out, else null.
"""

import json
import sys

import jsonschema_rs

# The keywords that imply a type where `type` is missing, in the order in which they count. The guide has the same table.
IMPLIED = [
    ("object", ["properties", "additionalProperties", "required", "patternProperties"]),
    ("array", ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]),
    ("string", ["pattern", "minLength", "maxLength"]),
    ("number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
]
# Keywords whose schemas become types. The schemas of all others are rules, which imply nothing.
ONE = ["items", "additionalProperties"]
MANY = ["allOf", "anyOf", "oneOf", "prefixItems"]
NAMED = ["properties", "patternProperties", "$defs"]


def typed(schema):
    """The schema with its implied types written out."""
    if not isinstance(schema, dict):
        return schema
    changed = dict(schema)
    for key in ONE:
        if key in changed:
            changed[key] = typed(changed[key])
    for key in MANY:
        if key in changed:
            changed[key] = [typed(branch) for branch in changed[key]]
    for key in NAMED:
        if key in changed:
            changed[key] = {name: typed(member) for name, member in changed[key].items()}
    if not any(key in schema for key in ["type", "enum", "const"]):
        implied = [kind for kind, keys in IMPLIED if any(key in schema for key in keys)]
        if implied:
            changed["type"] = implied[0]
    return changed


def accepts(schema, instance, formats=False):
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=formats).is_valid(instance)


def reason(case):
    schema, instance, accepted = case["schema"], case["instance"], case["accepted"]
    if accepted is None:
        return None
    if accepts(schema, instance, formats=True) == accepted:
        return "format"
    if accepts(typed(schema), instance) == accepted:
        return "type"
    if accepts(typed(schema), instance, formats=True) == accepted:
        return "type"
    return None


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([reason(case) for case in json.load(file)]))
