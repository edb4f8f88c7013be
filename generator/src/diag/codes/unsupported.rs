//! Codes of valid features that the generator does not support, or supports in part: 09.

catalogue! {
    UNSUPPORTED:

    UNSUPPORTED_KEYWORD = Warning "W0901" "unsupported keyword"
        why "The keyword is valid, but not supported here. Code is generated as if it were absent."
        help "remove the keyword, or describe the same in another way";
    UNSUPPORTED_MEDIA_TYPE = Warning "W0902" "unsupported media type"
        why "Bodies of this media type are passed on as bytes or text and are not checked against their schema."
        help "offer the body as JSON too, or parse it in your code";
    AMBIGUOUS_UNION = Warning "W0903" "ambiguous union"
        why "A value can match several branches of the union. The first match wins."
        help "add a discriminator, or a required property that only one branch has";
    ALL_OF_CONFLICT = Warning "W0904" "branches of `allOf` contradict each other"
        why "The branches describe the same property with different types, so no value may satisfy all of them."
        help "use the same type for the property in all branches";
    UNSUPPORTED_STYLE = Warning "W0905" "parameter style does not support this schema"
        why "The specification does not define how the style writes such a value, for example a list inside a list."
        help "use the default style, or describe the parameter with `content`";
    UNSUPPORTED_PAGINATION = Warning "W0906" "invalid `x-pagination`"
        why "The extension does not match the operation, so no stream of pages is generated. The operation itself is generated."
        help "correct `x-pagination`";
    UNSUPPORTED_NUMBER = Warning "W0907" "number loses precision"
        why "Integers of more than 64 bits and numbers of more than 15 significant digits cannot be represented exactly."
        help "describe the number as a `string`, which keeps all digits";
    AMBIGUOUS_PARAMETERS = Warning "W0908" "ambiguous parameters"
        why "A server cannot tell where the value of one parameter ends and the next one begins, or which parameter a name belongs to."
        help "separate the two: with text as in `/{a}-{b}`, with another style, or with other names";
    SLOW_PATTERN = Warning "W0909" "pattern may take exponentially many steps"
        why "A back reference can only be matched by trying one way after the other. The server counts the steps and refuses a text that takes too many, even one that matches."
        help "write the pattern without back references, or check the value in your code";
    UNSUPPORTED_PATTERN = Warning "W0910" "pattern cannot be checked"
        why "The pattern is too large for the regular expression engine, or uses syntax that it does not know. Values are not checked against it."
        help "write a smaller pattern, or limit the length with `maxLength`";
}
