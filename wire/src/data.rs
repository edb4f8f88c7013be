//! Values between Rust and the wire: in comes JSON, form or parameter text, out come typed values; and back.
//!
//! Text is parsed once to a flat [`Tape`]; generated types read themselves from it field by field and report
//! every fault with its JSON pointer. One pair of traits serves bodies, parameters, forms and headers, and
//! none of it is generic over a format: that is what keeps a large API cheap to compile.

mod decode;
mod encode;
mod int_enum;
mod json;
mod list;
mod nullable;
mod object;
mod report;
mod string_enum;
mod tape;
mod unknown;
mod value;

pub(crate) use decode::decode_into;
pub use decode::{Decode, from_json};
pub use encode::{Encode, Writer, to_json, to_text};
pub use int_enum::IntEnum;
pub use list::{ItemWriter, List};
pub use nullable::Nullable;
pub use object::Object;
pub use report::Report;
pub(crate) use report::segment;
pub use string_enum::StringEnum;
pub(crate) use tape::Token;
pub use tape::{SyntaxError, Tape};
pub use unknown::Unknown;
pub use value::{Kind, Value};

/// An object whose keys the document does not name, in the order of the wire.
pub type Map<T> = indexmap::IndexMap<String, T>;
