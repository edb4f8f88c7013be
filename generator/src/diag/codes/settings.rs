//! Codes of settings in `counterpart.toml`: 05. With such an error nothing is generated.

catalogue! {
    SETTINGS:

    CONFIG_SYNTAX = Error "E0501" "invalid TOML"
        why "The settings cannot be parsed."
        help "fix the syntax at this position; <https://toml.io> describes TOML";
    UNKNOWN_SETTING = Error "E0502" "unknown setting"
        why "A misspelled setting would have no effect, so it is an error."
        help "use a setting listed on the page `configuration` of the guide";
    SETTING_VALUE = Error "E0503" "invalid value for a setting"
        why "The setting accepts other values than this one."
        help "write a value of the expected kind";
    NO_MATCH = Error "E0504" "setting does not match anything in the document"
        why "The setting names an operation, a tag, a type or a format that the document does not have. It may be misspelled or out of date."
        help "correct the name, or remove the setting";
    MALFORMED_NAME = Error "E0505" "name is not valid in Rust"
        why "The setting chooses a Rust name, so it must be a valid Rust identifier."
        help "write a valid Rust identifier";
    RENAME_CLASH = Error "E0506" "two items are given the same name"
        why "The names of types, operations and fields must be unique in their scope."
        help "choose another name for one of the two";
    NOTHING_LEFT = Error "E0507" "filters exclude every operation"
        why "Nothing would be generated with these filters."
        help "include more operations, or exclude fewer";
    UNKNOWN_CRATE = Error "E0508" "setting uses a crate that is not a dependency"
        why "The generated package can only name types of crates in its `[dependencies]`."
        help "add the crate to `[dependencies]` of `counterpart.toml`";
    CONFLICTING_SETTINGS = Error "E0509" "conflicting settings"
        why "The settings exclude each other, so it is not clear which one is meant."
        help "remove one of the settings";
    USELESS_SETTING = Warning "W0501" "setting has no effect"
        why "The setting is valid, but changes nothing in what is generated."
        help "correct the setting, or remove it";
}
