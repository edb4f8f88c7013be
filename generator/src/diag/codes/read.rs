//! Errors of the stage that checks the document against the specification: E03. Operations that need a part
//! with such an error are skipped.

catalogue! {
    READ:

    UNKNOWN_KEYWORD = Error "E0301" "unknown keyword"
        why "The keyword looks like a misspelled one that changes what is generated, so ignoring it could lose part of the API."
        help "fix the spelling, or start the name with `x-` if it is an extension";
    WRONG_TYPE = Error "E0302" "value has the wrong JSON type"
        why "The specification asks for another JSON type here, and the generated code depends on the value."
        help "write a value of the expected type";
    MISSING_KEYWORD = Error "E0303" "missing required keyword"
        why "The generated code depends on the value of this keyword, and there is no safe default."
        help "add the keyword";
    UNKNOWN_VALUE = Error "E0304" "unknown value for a keyword"
        why "The specification lists the values of this keyword, and this is not one of them."
        help "use one of the values that the specification lists";
    MALFORMED_PATH = Error "E0305" "invalid path"
        why "A path consists of text and parameter names in braces. Braces must match and contain a name."
        help "write a path such as `/pets/{petId}`";
    UNKNOWN_SCHEME = Error "E0309" "undeclared security scheme"
        why "The name is close to a declared scheme and probably misspelled. Guessing could leave operations without protection."
        help "declare the scheme in `components/securitySchemes`";
    NOT_ON_THE_WIRE = Error "E0314" "name cannot be sent over HTTP"
        why "HTTP restricts the characters of header names, cookie names, methods and media types."
        help "use only characters that HTTP allows here";
}
