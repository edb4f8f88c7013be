//! Encoding and decoding: JSON, form or parameter text to typed values, and back.
//!
//! Text is parsed once into a flat [`Tape`]. Generated types decode themselves from it, field by field, and report
//! every violation with its JSON pointer. One pair of traits serves bodies, parameters, forms and headers. The traits
//! are not generic over a format, which keeps large APIs fast to compile.

mod decode;
mod encode;
mod int_enum;
mod json;
mod list;
mod nullable;
mod object;
mod report;
mod string_enum;
mod tagged;
mod tape;
mod unknown;
mod value;

pub use decode::{Decode, from_json};
pub(crate) use decode::{decode_into, parse_unique};
pub(crate) use encode::float_text;
pub use encode::{Encode, Writer, to_json, to_text};
pub use int_enum::IntEnum;
pub use list::{ItemWriter, List};
pub use nullable::{Null, Nullable};
pub use object::Object;
pub use report::Report;
pub use string_enum::StringEnum;
#[cfg(feature = "xml")]
pub(crate) use tape::DEEPEST;
pub(crate) use tape::Number;
pub use tape::{SyntaxError, Tape};
pub use unknown::Unknown;
pub use value::{Kind, Value};

/// An object with arbitrary keys, in wire order.
pub type Map<T> = indexmap::IndexMap<String, T>;
