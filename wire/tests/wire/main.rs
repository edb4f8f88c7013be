//! The crate by its public surface: operations written as the generator writes them, both ends, and what is between.

mod findings;
mod laws;
mod limits_of_values;
