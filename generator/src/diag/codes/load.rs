//! Codes of the stage that parses files: 01.

catalogue! {
    LOAD:

    NOT_TEXT = Error "E0101" "file is not UTF-8 text"
        why "OpenAPI documents are read as UTF-8. UTF-16, UTF-32 and binary files are not supported."
        help "save the document as UTF-8";
    SYNTAX = Error "E0102" "invalid YAML or JSON"
        why "The parser stops at the first syntax error, so nothing after it is checked."
        help "fix the syntax at this position";
    DUPLICATE_KEY = Error "E0103" "duplicate key in an object"
        why "Each key of an object must be unique. With two values for one key, the document is ambiguous. The last value is used."
        help "remove or rename one of the two";
    TOO_DEEP = Error "E0104" "document is nested too deeply"
        why "Objects and arrays may be nested 120 levels deep, so that no document can exhaust the stack."
        help "move inner objects to `components` and refer to them with `$ref`";
    TOO_MANY_ALIASES = Error "E0105" "YAML aliases expand to too many values"
        why "Aliases inside aliases can make a small file grow to gigabytes. Aliases may add one million values to a document."
        help "write the repeated parts out, or use `$ref`";
    EMPTY = Error "E0106" "document is empty"
        why "There is nothing to generate from an empty document."
        help "start the document with its version, such as `openapi: 3.1.0`";
    SEVERAL_DOCUMENTS = Error "E0107" "file contains several YAML documents"
        why "A line `---` starts a new YAML document. An OpenAPI document is a single one."
        help "keep one document in the file and remove everything from the second `---` on";
    NOT_AN_OBJECT = Error "E0108" "document is not an object"
        why "The root of an OpenAPI document is an object with keys such as `openapi`, `info` and `paths`."
        help "write an object that starts with its version, such as `openapi: 3.1.0`";
    NUMBER_TOO_LARGE = Error "E0109" "number cannot be represented in JSON"
        why "Numbers outside the range of a 64-bit float, infinity and `NaN` have no JSON form."
        help "put the value in quotes if it is text";
}
