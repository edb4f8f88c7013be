//! Codes of the stage that follows references and converts older versions of OpenAPI: 02.

catalogue! {
    RESOLVE:

    NO_VERSION = Error "E0201" "missing OpenAPI version"
        why "The version decides how schemas and parameters are read, so the generator does not guess it."
        help "add the version, such as `openapi: 3.1.0`";
    UNSUPPORTED_VERSION = Error "E0202" "unsupported OpenAPI version"
        why "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported."
        help "use Swagger 2.0, or OpenAPI 3.0, 3.1 or 3.2";
    DANGLING_REFERENCE = Error "E0203" "reference to something that does not exist"
        why "A `$ref` must point to an existing part of a document. Operations that need the missing part are skipped."
        help "write a JSON pointer to an existing component, such as `#/components/schemas/Pet`";
    REFERENCE_CYCLE = Error "E0204" "circular reference"
        why "Following these references leads back to the start without reaching an object. A schema may contain itself only inside a property or an array item."
        help "remove one of the references";
    EXTERNAL_REFERENCE = Error "E0205" "reference to a document that cannot be read"
        why "References may lead to files in the folder of the document and below. Other folders and the web need to be allowed first."
        help "fix the reference, or the document it leads to";
    MALFORMED_REFERENCE = Error "E0206" "invalid reference"
        why "A reference is a URL; its fragment is a JSON pointer or the name of an anchor."
        help "write a JSON pointer such as `#/components/schemas/Pet`";
    WRONG_TARGET = Error "E0207" "reference to an object of the wrong kind"
        why "A reference must lead to the kind of object that belongs in its place: a parameter to a parameter, a schema to a schema."
        help "refer to an object of the expected kind";
    SEVERAL_BODIES = Error "E0208" "operation has several bodies"
        why "A request has one body. Swagger 2.0 allows one parameter with `in: body`, or form fields, but not both."
        help "keep one body, or describe the fields of both as one form";
    BARE_REFERENCE = Warning "W0201" "reference is a bare component name"
        why "A `$ref` is a URL, and a bare name is a relative one. It is read as the component of that name."
        help "write the whole pointer, such as `#/components/schemas/Pet`";
    BARE_VERSION = Warning "W0202" "OpenAPI version is a number"
        why "Without quotes, YAML reads `3.0` as a number. It is read as the version that is meant."
        help "write all three parts in quotes, such as `openapi: \"3.1.0\"`";
    LISTED_SUBTYPE = Warning "W0203" "schema lists its own subtypes as branches"
        why "The schema lists subtypes in `oneOf` or `anyOf`, and these extend it with `allOf`. Read literally, each contains itself without end. The subtypes are read as extending the schema without its branches."
        help "move the shared part to a schema without `oneOf` and `anyOf`, and let the subtypes extend that";
    RELATIVE_REFERENCE = Warning "W0204" "reference is relative to the schema that contains it"
        why "A pointer starts at the root of the document, unless the schema has an `$id`. It was found below the schema, so it is read from there."
        help "write the whole pointer, such as `#/components/schemas/Pet/properties/name`, or give the schema an `$id`";
}
