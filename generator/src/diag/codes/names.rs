//! Codes of the stage that chooses Rust names: 04.

catalogue! {
    NAMES:

    NAME_CLASH = Warning "W0401" "two names become the same Rust name"
        why "Rust names follow Rust's conventions, so `bornOn` and `born_on` become the same name. The later one gets a number, which may change when the document changes."
        help "set a name for one of the two in `counterpart.toml`";
}
