//! Compiles and runs the examples of the guide in `docs/`: each page is the documentation of a module. The examples use the
//! petstore of the guide, which the build script generates, and the packages of `generated/`.

include!(concat!(env!("OUT_DIR"), "/petstore.rs"));

macro_rules! pages {
    ($($name:ident $path:literal)*) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../docs/src/", $path))]
            pub mod $name {}
        )*
    };
}

pages! {
    calling "calling.md"
    configuration "configuration.md"
    extensions "extensions.md"
    formats "formats.md"
    getting_started "getting-started.md"
    limits "limits.md"
    serving "serving.md"
    testing "testing.md"
}
