//! Tests of the public API: operations written as the generator writes them, served and called.

mod budget;
mod codecs;
mod events;
mod findings;
mod limits_of_values;

#[cfg(all(feature = "client", feature = "server"))]
mod ends {
    //! Tests that need client and server.
    mod bodies;
    mod carrier;
    mod client;
    mod credentials;
    mod faults;
    mod forms;
    mod gateway;
    mod labels;
    mod negotiation;
    mod nested;
    mod parameter_codecs;
    mod parameters;
    mod routing;
    mod secrets;
    mod security;
    mod segments;
    mod shapes;
    mod shop;
    mod socket;
    mod streams;
    mod style_table;
    mod support;
    mod texts;
    mod walks;
}
