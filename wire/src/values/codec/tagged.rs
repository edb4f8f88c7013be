//! Unions whose branches are told apart by a property, the discriminator: finding its value, and reporting that no
//! branch has it.

use serde_json::Value as Json;

use super::{Decode, Kind, Number, Report, Value};

impl Value<'_> {
    /// Returns whether the property `name` has one of these values, as the discriminator of a union. Integers and
    /// booleans are compared by their text.
    pub fn has_discriminator(self, name: &str, tags: &[&str]) -> bool {
        self.get(name).is_some_and(|value| match (value.text(), value.number(), value.boolean()) {
            (Some(text), ..) => tags.contains(&&*text),
            (_, Some(Number::Int(number)), _) => tags.contains(&number.to_string().as_str()),
            (.., Some(flag)) => tags.contains(&if flag { "true" } else { "false" }),
            _ => false,
        })
    }

    /// Returns whether this is an object of a response without the discriminator `name`. Its other properties decide
    /// which branch of the union it is.
    pub(super) fn lacks_discriminator(self, name: &str, report: &Report) -> bool {
        report.is_lenient() && self.is(Kind::Object) && self.get(name).is_none()
    }

    /// Returns an object of a response that has a discriminator `name`, whatever its value: a later version of the API
    /// may add branches to a union.
    pub fn of_later_version(self, name: &str, report: &Report) -> Option<Json> {
        (report.is_lenient() && self.get(name).is_some()).then(|| self.to_json())
    }
}

impl Report {
    /// Reports that `value` is no object, or that its discriminator `name` has none of the known values. Returns a
    /// placeholder.
    pub fn no_tag_matches<T: Decode>(
        &mut self,
        value: Value<'_>,
        name: &str,
        tags: &[&str],
    ) -> Option<T> {
        match value.get(name) {
            Some(tag) => self.at(tag, "enum", format!("must be one of {}", tags.join(", "))),
            None if value.is(Kind::Object) => self.missing(value, name),
            None => self.mismatch(value, "an object"),
        }
        self.placeholder()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::codec::decode::decode_into;
    use crate::values::codec::{Encode, Unknown, Writer, to_json};
    use crate::values::location::Location;

    /// A branch that does not declare the discriminator `kind`.
    #[derive(Debug, PartialEq)]
    struct Cat {
        lives: i64,
        unknown: Unknown,
    }

    impl Encode for Cat {
        fn encode(&self, to: &mut Writer) {
            to.begin_object();
            to.field("lives", &self.lives);
            to.unknown(&self.unknown);
            to.end_object();
        }
    }

    impl Decode for Cat {
        fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
            let object = value.object(report)?;
            let lives = object.required("lives", report);
            Some(Self { lives: lives?, unknown: object.unknown(&["lives"]) })
        }
    }

    #[derive(Debug, PartialEq)]
    enum Pet {
        Cat(Cat),
        Later(serde_json::Value),
    }

    impl Encode for Pet {
        fn encode(&self, to: &mut Writer) {
            match self {
                Self::Cat(value) => to.tagged("kind", "cat", value),
                Self::Later(value) => value.encode(to),
            }
        }
    }

    impl Decode for Pet {
        fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
            if value.has_discriminator("kind", &["cat"]) {
                return Decode::decode_tagged("kind", value, report).map(Self::Cat);
            }
            if let Some(value) = Decode::try_untagged("kind", value, report) {
                return Some(Self::Cat(value));
            }
            if let Some(value) = value.of_later_version("kind", report) {
                return Some(Self::Later(value));
            }
            report.no_tag_matches(value, "kind", &["cat", "dog"])
        }
    }

    fn read(json: &str, mut report: Report) -> Result<Pet, String> {
        let read = decode_into::<Pet>(json.as_bytes(), &mut report);
        read.ok_or_else(|| report.into_violations().to_string())
    }

    #[test]
    fn a_discriminator_that_no_branch_declares_is_written_and_is_no_part_of_the_branch() {
        let json = r#"{"lives":7,"kind of fur":"long","kind":"cat"}"#;
        let read = read(json, Report::strict(Location::Body)).unwrap();
        assert!(matches!(&read, Pet::Cat(cat) if cat.unknown.get("kind").is_none()));
        assert_eq!(String::from_utf8(to_json(&read)).unwrap(), json);
    }

    #[test]
    fn a_response_without_the_discriminator_is_read_by_its_other_properties() {
        let found = read(r#"{"lives":7}"#, Report::lenient()).unwrap();
        assert_eq!(to_json(&found), br#"{"lives":7,"kind":"cat"}"#);
        let found = read(r#"{"lives":7}"#, Report::strict(Location::Body)).unwrap_err();
        assert!(found.contains("/kind: this field is required"), "{found}");
    }

    #[test]
    fn a_response_keeps_what_a_later_version_sends() {
        let json = r#"{"kind":"dog","bark":1.5}"#;
        let found = read(json, Report::lenient()).unwrap();
        assert_eq!(to_json(&found), json.as_bytes());
        let found = read(json, Report::strict(Location::Body)).unwrap_err();
        assert!(found.contains("/kind: must be one of cat, dog"), "{found}");
        assert!(read("7", Report::lenient()).is_err());
    }
}
