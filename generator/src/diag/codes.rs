//! The catalogue of findings. An id never changes its meaning; the first two digits tell the stage:
//! 01 load, 02 resolve, 03 read, 04 and 09 lower, 05 the settings.

use crate::diag::Severity;

/// One kind of finding.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Code {
    /// Its name, such as `E0101`: `E` for an error, `W` for a warning.
    pub id: &'static str,
    /// What all findings of the kind have in common.
    pub title: &'static str,
    /// What to do when the finding has no better advice of its own.
    pub advice: &'static str,
    /// How much it weighs.
    pub severity: Severity,
}

impl Code {
    /// Whether it says what the document may say and the generator does not honour.
    pub fn is_unsupported(&self) -> bool {
        self.id.starts_with("W09")
    }

    /// Whether it says that a setting cannot be followed.
    pub fn is_of_settings(&self) -> bool {
        self.id.starts_with("E05")
    }
}

/// Makes a static for each entry; its doc comment is its advice.
macro_rules! catalogue {
    ($(#[doc = $advice:literal] $name:ident = $severity:ident $id:literal $title:literal;)*) => {
        $(
            #[doc = $advice]
            pub static $name: Code = Code {
                id: $id,
                title: $title,
                advice: $advice.trim_ascii(),
                severity: Severity::$severity,
            };
        )*

        /// All kinds of findings, by stage.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

catalogue! {
    /// save the document as UTF-8
    NOT_TEXT = Error "E0101" "the file is not text in UTF-8";
    /// correct the text at this place
    SYNTAX = Error "E0102" "the text is not well-formed YAML or JSON";
    /// remove or rename one of the two; until then the last one counts
    DUPLICATE_KEY = Error "E0103" "an object has the same key twice";
    /// move inner objects to `components` and refer to them with `$ref`
    TOO_DEEP = Error "E0104" "the document is nested too deeply";
    /// write the repeated parts out, or use `$ref`
    TOO_MANY_ALIASES = Error "E0105" "YAML aliases expand to too much";
    /// an OpenAPI document begins with `openapi: 3.1.0`
    EMPTY = Error "E0106" "the document is empty";
    /// keep one document in the file; remove what follows the second `---`
    SEVERAL_DOCUMENTS = Error "E0107" "the file holds several YAML documents";
    /// an OpenAPI document is an object that begins with `openapi: 3.1.0`
    NOT_AN_OBJECT = Error "E0108" "the document is not an object";
    /// put the value between quotes if it is text
    NUMBER_TOO_LARGE = Error "E0109" "a number has no JSON form";

    /// write the version of OpenAPI first, such as `openapi: 3.1.0`
    NO_VERSION = Error "E0201" "the version of OpenAPI is missing";
    /// Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read
    UNSUPPORTED_VERSION = Error "E0202" "the version of OpenAPI is not supported";
    /// list what is allowed; until then `enum` is ignored
    EMPTY_ENUM = Warning "W0333" "an `enum` lists nothing";
    /// a reference is written like `#/components/schemas/Pet`
    DANGLING_REFERENCE = Error "E0203" "a reference names nothing in the document";
    /// take one of the references out; an object may contain itself only below a property or element
    REFERENCE_CYCLE = Error "E0204" "references lead back to themselves";
    /// correct the reference, or the document that it leads to
    EXTERNAL_REFERENCE = Error "E0205" "a reference leads to a document that is not read";
    /// a reference is text like `#/components/schemas/Pet`
    MALFORMED_REFERENCE = Error "E0206" "a reference cannot be understood";
    /// refer to an object of the kind that is expected here
    WRONG_TARGET = Error "E0207" "a reference names an object of another kind";

    /// correct the name, or begin it with `x-` if it is an extension
    UNKNOWN_KEYWORD = Error "E0301" "an object has a keyword that OpenAPI does not know";
    /// write a value of the expected kind
    WRONG_TYPE = Error "E0302" "a value has the wrong JSON type";
    /// add the keyword
    MISSING_KEYWORD = Error "E0303" "a required keyword is missing";
    /// use one of the values that OpenAPI knows
    UNKNOWN_VALUE = Error "E0304" "a keyword has a value that OpenAPI does not know";
    /// a path is written like `/pets/{petId}`
    MALFORMED_PATH = Error "E0305" "a path is not well-formed";
    /// declare the scheme in `components/securitySchemes`
    UNKNOWN_SCHEME = Error "E0309" "a security scheme is not declared";
    /// correct one of the two bounds
    BOUNDS = Error "E0312" "no value can satisfy both bounds";
    /// use only characters that HTTP allows at this place
    NOT_ON_THE_WIRE = Error "E0314" "a name cannot be sent over HTTP";

    /// correct the name, or begin it with `x-` if it is an extension
    UNKNOWN_ANNOTATION = Warning "W0301" "a keyword is not one that OpenAPI knows, and can be done without";
    /// say in a sentence what the response means
    NO_DESCRIPTION = Warning "W0302" "a response has no description";
    /// declare the tag in `tags` of the document
    UNKNOWN_TAG = Warning "W0303" "a tag is not declared";
    /// add `required: true`; a path parameter is always required
    OPTIONAL_PATH_PARAMETER = Warning "W0304" "a path parameter is not marked as required";
    /// declare the property, or take its name from `required`
    UNKNOWN_PROPERTY = Warning "W0305" "`required` names a property that is not declared";
    /// say with `items` what the elements are
    NO_ITEMS = Warning "W0306" "an array does not say what its items are";
    /// send the data as parameters, or use another method
    BODY_WITHOUT_MEANING = Warning "W0307" "the method gives a body no meaning";
    /// write it in the form of the version that the document has
    OTHER_VERSION = Warning "W0308" "a keyword belongs to another version of OpenAPI";
    /// allow null in the schema, or remove the value
    NULL_VALUE = Warning "W0309" "a value is null and the schema does not allow null";
    /// move it into the target of the reference, or remove it
    IGNORED_BESIDE_REFERENCE = Warning "W0310" "a keyword beside `$ref` is ignored";
    /// remove one of the two
    DUPLICATE_VALUE = Warning "W0311" "a list names the same value twice";
    /// use letters, digits, `.`, `-` and `_` only
    COMPONENT_NAME = Warning "W0312" "a component has a name that OpenAPI does not allow";
    /// describe what follows `?` as parameters with `in: query`; until then it is sent as it stands
    PATH_WITH_QUERY = Warning "W0313" "a path has a query or a fragment";
    /// write it with a percent sign, as which it is sent, such as `%20` for a space
    ESCAPED_PATH = Warning "W0338" "a path has a character that no URL has";
    /// write it without the slashes, as which it is read now
    SLASHED_PATTERN = Warning "W0339" "a pattern stands between slashes";
    /// write a value of the expected kind; until then the keyword is ignored
    ODD_TYPE = Warning "W0314" "a value has the wrong JSON type, and can be done without";
    /// add the keyword
    MISSING_DETAIL = Warning "W0315" "a keyword that OpenAPI demands is missing, and can be done without";
    /// use one of the types of JSON Schema, with a `format`
    FOREIGN_TYPE = Warning "W0316" "a type has a name of another language";
    /// declare the parameter
    IMPLIED_PARAMETER = Warning "W0317" "a path parameter is not declared, and taken for text";
    /// remove the parameter, or put its name into the path
    STRANGE_PARAMETER = Warning "W0318" "a path parameter is not in the path, and is ignored";
    /// remove one of the two; until then the first one counts
    DUPLICATE_PARAMETER = Warning "W0319" "a parameter is declared twice";
    /// give each operation its own `operationId`; until then the second one is named after its path
    DUPLICATE_OPERATION = Warning "W0320" "an `operationId` is used twice";
    /// use a status code such as `200`, a range such as `2XX`, or `default`; until then the response is ignored
    MALFORMED_STATUS = Warning "W0321" "a response has no valid status code";
    /// write an ECMA 262 regular expression; until then no value is held to the pattern
    MALFORMED_PATTERN = Warning "W0322" "a pattern is not a regular expression";
    /// write a value that the schema allows; until then the value is ignored
    VALUE_TYPE = Warning "W0323" "a value is not of the type that the schema has";
    /// declare the variable in `variables` of the server
    SERVER_VARIABLE = Warning "W0324" "a server variable is not declared";
    /// keep one of the two
    CONTRADICTION = Warning "W0325" "two keywords exclude one another";
    /// give each place a name of its own; until then both get the same value
    REPEATED_NAME = Warning "W0326" "a path names a parameter twice";
    /// write a media type such as `application/json`; until then the body is passed on as bytes
    ODD_MEDIA_TYPE = Warning "W0327" "a media type is none";
    /// name a schema of the document; until then the entry is ignored
    DANGLING_MAPPING = Warning "W0328" "a discriminator maps a value to nothing";
    /// remove it
    WITHOUT_MEANING = Warning "W0329" "a keyword has no meaning at this place";
    /// write an expression such as `{$request.body#/url}`; until then who sends is told the URL
    MALFORMED_EXPRESSION = Warning "W0330" "the URL of a callback cannot be understood";
    /// give the parameter and its place in the path the same name
    RENAMED_PARAMETER = Warning "W0331" "a path parameter has another name in the path";
    /// begin the path with `/`, as which it is read now
    RELATIVE_PATH = Warning "W0332" "a path does not begin with a slash";
    /// a reference is written like `#/components/schemas/Pet`
    BARE_REFERENCE = Warning "W0201" "a reference is the name of a component alone";
    /// put the version between quotes, with all three parts, such as `openapi: "3.1.0"`
    BARE_VERSION = Warning "W0202" "the version is a number";
    /// let the branches build on a schema of their own, without `oneOf` and `anyOf`, as they are read now
    LISTED_HEIR = Warning "W0203" "a schema builds on one that has it as a branch";
    /// write the whole pointer, such as `#/components/schemas/Pet/properties/name`, or give the schema an `$id`
    RELATIVE_REFERENCE = Warning "W0204" "a reference counts from the schema that it stands in";
    /// declare the scheme in `components/securitySchemes`
    IMPLIED_SCHEME = Warning "W0335" "a security scheme is not declared, and taken for a key in the `Authorization` header";
    /// write a value that the keyword can have; until then the keyword is ignored
    ODD_VALUE = Warning "W0336" "a keyword has a value that it cannot have, and can be done without";
    /// give each media type an entry of its own, as which they are read now
    SEVERAL_MEDIA_TYPES = Warning "W0337" "a media type is a list of several";
    /// name an operation of the document, its parameters, and what the request or its answer has
    DANGLING_LINK = Warning "W0334" "a link does not fit the document";
    /// correct the fault that is named, and generate again
    SKIPPED_OPERATION = Warning "W0390" "an operation is skipped";
    /// correct the fault that is named, and generate again
    SKIPPED_PART = Warning "W0391" "a part of the document is skipped";

    /// give one of the two another name in `counterpart.toml`
    NAME_CLASH = Warning "W0401" "two names become the same name in Rust";

    /// correct the text at this place; <https://toml.io> says how TOML is written
    CONFIG_SYNTAX = Error "E0501" "the settings are not well-formed TOML";
    /// `docs/configuration.md` lists every setting
    UNKNOWN_SETTING = Error "E0502" "a setting is not known";
    /// write a value of the expected kind
    SETTING_VALUE = Error "E0503" "a setting has a value that it cannot have";
    /// correct the name, or remove it
    NO_MATCH = Error "E0504" "a setting names nothing of the document";
    /// write a name that Rust takes
    MALFORMED_NAME = Error "E0505" "a setting has a name that Rust does not take";
    /// take another name for one of the two
    RENAME_CLASH = Error "E0506" "two things are given the same name";
    /// include more, or exclude less
    NOTHING_LEFT = Error "E0507" "the filters leave no operation";
    /// add the crate to `[dependencies]`
    UNKNOWN_CRATE = Error "E0508" "a setting names a crate that the package does not depend on";
    /// remove one of them
    CONFLICTING_SETTINGS = Error "E0509" "settings do not go together";
    /// correct it, or remove it
    USELESS_SETTING = Warning "W0501" "a setting has no effect";

    /// the rest is generated as if it were not there
    UNSUPPORTED_KEYWORD = Warning "W0901" "a keyword is not supported yet";
    /// the rest is generated; the body is passed on as bytes or left out
    UNSUPPORTED_MEDIA_TYPE = Warning "W0902" "a media type is not supported yet";
    /// add a discriminator, or a required property that tells the branches apart
    AMBIGUOUS_UNION = Warning "W0903" "the branches of a union cannot be told apart";
    /// make the branches agree on the type of the property
    ALL_OF_CONFLICT = Warning "W0904" "the branches of `allOf` contradict each other";
    /// use the default style of the parameter's place
    UNSUPPORTED_STYLE = Warning "W0905" "a parameter style is not supported yet";
    /// write the number as a `string`, which keeps all digits
    UNSUPPORTED_NUMBER = Warning "W0907" "a number is not kept exactly";
    /// correct `x-pagination`; the operation is generated without a walk through its pages
    UNSUPPORTED_PAGINATION = Warning "W0906" "the pages of a list cannot be walked through";
    /// put text between the two, as in `/{a}-{b}`, or give the second one the style `label` or `matrix`
    UNTOLD_PARAMETERS = Warning "W0908" "two parameters cannot be told apart";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_in_their_group_and_tell_the_severity() {
        let mut seen: Vec<&str> = ALL.iter().map(|code| code.id).collect();
        for code in ALL {
            let letter = if code.severity == Severity::Error { 'E' } else { 'W' };
            assert!(code.id.starts_with(letter), "{}", code.id);
            assert!(!code.title.ends_with('.') && !code.advice.ends_with('.'), "{}", code.id);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), ALL.len());
    }
}
