//! Warnings of the stage that checks the document against the specification: W03. The document is wrong, but
//! its meaning is clear or the part can be ignored, so nothing is lost.

catalogue! {
    TOLERATED:

    UNKNOWN_ANNOTATION = Warning "W0301" "unknown keyword is ignored"
        why "The specification does not define this keyword. It does not look like one that changes what is generated, so it is ignored."
        help "fix the spelling, or start the name with `x-` if it is an extension";
    NO_DESCRIPTION = Warning "W0302" "response without a description"
        why "`description` is required in responses before OpenAPI 3.2. It becomes the documentation of the response."
        help "describe the response in a sentence";
    UNKNOWN_TAG = Warning "W0303" "undeclared tag"
        why "The document declares its tags, but not this one. It may be misspelled."
        help "declare the tag in `tags` at the root of the document";
    OPTIONAL_PATH_PARAMETER = Warning "W0304" "path parameter is not marked as required"
        why "A path cannot be built without all of its parameters, so path parameters are always required."
        help "add `required: true`";
    UNKNOWN_PROPERTY = Warning "W0305" "`required` names an undeclared property"
        why "The property has no schema, so any value is accepted for it. The name may be misspelled."
        help "declare the property, or remove it from `required`";
    NO_ITEMS = Warning "W0306" "array without `items`"
        why "Without `items`, elements of any type are accepted."
        help "describe the elements with `items`";
    BODY_WITHOUT_MEANING = Warning "W0307" "request or response body has no meaning here"
        why "HTTP gives bodies of these methods no meaning, and proxies or libraries may drop them."
        help "send the data as parameters, or use another method";
    OTHER_VERSION = Warning "W0308" "keyword of another OpenAPI version"
        why "The keyword is written as in another version of OpenAPI. It is read as it was meant there."
        help "use the form of the version that the document declares";
    NULL_VALUE = Warning "W0309" "value is null, but the schema does not allow null"
        why "The value does not match the type of its own schema."
        help "allow null in the schema, or remove the value";
    IGNORED_BESIDE_REFERENCE = Warning "W0310" "keyword beside `$ref` is ignored"
        why "Except in schemas, only `summary` and `description` may stand beside `$ref`."
        help "move the keyword to the target of the reference, or remove it";
    DUPLICATE_VALUE = Warning "W0311" "duplicate value in a list"
        why "The values of this list must be unique. The second one has no effect."
        help "remove one of the two";
    COMPONENT_NAME = Warning "W0312" "invalid component name"
        why "The specification allows letters, digits, `.`, `-` and `_` in component names. Other tools may reject this one."
        help "use only letters, digits, `.`, `-` and `_`";
    PATH_WITH_QUERY = Warning "W0313" "path contains a query or a fragment"
        why "A path ends before `?`. Query parameters in it cannot be checked or filled in; the text is sent unchanged."
        help "describe the text after `?` as parameters with `in: query`";
    ODD_TYPE = Warning "W0314" "value with the wrong JSON type is converted or ignored"
        why "The specification asks for another JSON type. Where the meaning is clear the value is converted, otherwise the keyword is ignored."
        help "write a value of the expected type";
    MISSING_DETAIL = Warning "W0315" "missing keyword"
        why "The specification requires this keyword, but code can be generated without it."
        help "add the keyword";
    FOREIGN_TYPE = Warning "W0316" "type name of another language"
        why "The name is not a JSON Schema type, but its meaning is clear. It is read as that type and format."
        help "use a JSON Schema type, with a `format` if needed";
    IMPLIED_PARAMETER = Warning "W0317" "undeclared path parameter"
        why "The path contains a parameter that is not declared. It is read as a required string."
        help "declare the parameter in `parameters`";
    STRANGE_PARAMETER = Warning "W0318" "path parameter is not part of the path"
        why "The parameter has no place in the path, so it is ignored."
        help "remove the parameter, or add its name to the path";
    DUPLICATE_PARAMETER = Warning "W0319" "duplicate parameter"
        why "A parameter is identified by its name and location. The first declaration is used."
        help "remove one of the two";
    DUPLICATE_OPERATION = Warning "W0320" "duplicate `operationId`"
        why "An `operationId` must be unique, since it names a Rust method. The second operation is named after its method and path."
        help "give each operation its own `operationId`";
    MALFORMED_STATUS = Warning "W0321" "invalid status code"
        why "Responses are listed by status code. A response with another key is ignored."
        help "use a status code such as `200`, a range such as `2XX`, or `default`";
    MALFORMED_PATTERN = Warning "W0322" "invalid regular expression"
        why "Patterns are ECMA-262 regular expressions. This one cannot be parsed, so values are not checked against it."
        help "write an ECMA-262 regular expression";
    VALUE_TYPE = Warning "W0323" "value does not match its schema"
        why "A default or a listed value must be valid for its schema. Where the meaning is clear the value is converted, otherwise it is ignored. Where no listed value is left, no value is valid."
        help "write a value that the schema allows";
    SERVER_VARIABLE = Warning "W0324" "undeclared server variable"
        why "The URL of the server contains a variable without a default value, so the URL is incomplete until a caller sets it."
        help "declare the variable in `variables` of the server";
    CONTRADICTION = Warning "W0325" "mutually exclusive keywords"
        why "The specification allows only one of the two. The help names the one that is ignored."
        help "keep one of the two";
    REPEATED_NAME = Warning "W0326" "path contains a parameter twice"
        why "A parameter has one value, so both places get the same value."
        help "give each place its own name";
    ODD_MEDIA_TYPE = Warning "W0327" "invalid media type"
        why "A media type consists of a type and a subtype. A media type before or after a comma is read. Otherwise the body is passed on as bytes, or left out if HTTP cannot send the name."
        help "write a media type such as `application/json`";
    DANGLING_MAPPING = Warning "W0328" "discriminator maps a value to a missing schema"
        why "An entry of `mapping` must name a schema of the document. This entry is ignored."
        help "name an existing schema, or remove the entry";
    WITHOUT_MEANING = Warning "W0329" "keyword has no effect here"
        why "The keyword is valid elsewhere, but has no meaning in this place."
        help "remove the keyword";
    MALFORMED_EXPRESSION = Warning "W0330" "invalid callback URL"
        why "The URL of a callback is built from runtime expressions. Since this one cannot be parsed, the caller of the callback must pass the URL."
        help "write a runtime expression such as `{$request.body#/url}`";
    RENAMED_PARAMETER = Warning "W0331" "path parameter has another name in the path"
        why "Exactly one parameter and one place in the path are left without a counterpart, so they are matched."
        help "use the same name for the parameter and in the path";
    RELATIVE_PATH = Warning "W0332" "path does not start with a slash"
        why "Paths are appended to the URL of the server and must start with `/`. A slash is added."
        help "start the path with `/`";
    EMPTY_ENUM = Warning "W0333" "empty `enum`"
        why "An empty `enum` allows no value, so every request with one is refused."
        help "list the allowed values, or remove `enum`";
    DANGLING_LINK = Warning "W0334" "link does not match the document"
        why "A link must name an existing operation, its parameters, and values of the request or response. Links only become documentation, so nothing else is affected."
        help "name an operation of the document and parameters that it has";
    IMPLIED_SCHEME = Warning "W0335" "undeclared security scheme"
        why "The scheme is not declared. So that the operation is not left open, it is read as an API key in the `Authorization` header."
        help "declare the scheme in `components/securitySchemes`";
    ODD_VALUE = Warning "W0336" "invalid value is ignored"
        why "The keyword cannot have this value, but code can be generated without it."
        help "write a valid value, or remove the keyword";
    SEVERAL_MEDIA_TYPES = Warning "W0337" "key contains several media types"
        why "Each key of `content` is one media type. The list is read as one entry for each."
        help "write one entry for each media type";
    ESCAPED_PATH = Warning "W0338" "path contains a character that is not allowed in URLs"
        why "The character is percent-encoded when it is sent."
        help "percent-encode the character, such as `%20` for a space";
    SLASHED_PATTERN = Warning "W0339" "pattern is written between slashes"
        why "Slashes delimit regular expressions in JavaScript, not in JSON Schema, where they would be part of the text to match. The pattern is read without them."
        help "remove the slashes";
    UNDECLARED_DISCRIMINATOR = Warning "W0349" "no branch declares the discriminator"
        why "The property that tells the branches apart must be a property of each branch. It is written with each branch, and a response without it is read by the properties that it has."
        help "declare the property in each branch, and list it in `required`";
    BOUNDS = Warning "W0350" "contradictory limits"
        why "The lower limit is above the upper one, so no value is valid, and every request with one is refused."
        help "correct one of the two limits";
    SKIPPED_OPERATION = Warning "W0390" "operation is skipped"
        why "The operation needs a part of the document that has an error. The rest of the API is generated without it."
        help "fix the error and generate again";
    SKIPPED_PART = Warning "W0391" "part of the document is skipped"
        why "This part has an error or refers to a part with one. The rest of the API is generated without it."
        help "fix the error and generate again";
}
