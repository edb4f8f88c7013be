//! Notes of all stages that read the document: N03. What is valid and has no effect on what is generated.

catalogue! {
    NOTES:

    ANNOTATION = Note "N0301" "keyword is an annotation"
        why "Since OpenAPI 3.1, a schema may have any other keyword. It has no effect on what is generated."
        help "start the name with `x-`, so that readers see that it is an extension";
    UNKNOWN_TAG = Note "N0303" "undeclared tag"
        why "The document declares tags, but not this one, so the tag has no description."
        help "declare the tag in `tags` at the root of the document";
    OVERLAPPING_UNION = Note "N0304" "branches of `anyOf` overlap"
        why "A value may match several branches, which `anyOf` allows. It is read as the first one that matches."
        help "add a discriminator, or a required property that only one branch has, if your code needs to know the branch";
    UNUSUAL_BODY = Note "N0307" "request body of a method without one"
        why "HTTP gives the body of this method no meaning, and proxies or libraries may drop it. It is sent and read all the same."
        help "send the data as parameters, or use another method";
    IGNORED_BESIDE_REFERENCE = Note "N0310" "keyword beside `$ref` is ignored"
        why "Except in schemas, only `summary` and `description` may stand beside `$ref`. Others are ignored, as the specification says."
        help "move the keyword to the target of the reference, or remove it";
    NO_EFFECT = Note "N0329" "keyword has no effect here"
        why "The specification says that the keyword is ignored in this place."
        help "remove the keyword";
}
