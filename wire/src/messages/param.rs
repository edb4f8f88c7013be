//! Parameters: where one is, and how its value is written (OpenAPI, Parameter Object).

mod deep;
mod escape;
mod pairs;
mod segment;
mod style;

pub(crate) use escape::{Unfit, escape, unescape};
pub(crate) use pairs::{Malformed, Pairs, read_header, read_parameter, read_whole};
pub(crate) use segment::{LEVELS, PathValues, Piece, join, pieces};
#[cfg(feature = "server")]
pub(crate) use segment::{is_told_apart, split};
pub(crate) use style::{text_of, write_delimited, write_hidden};

use crate::values::location::Location;
use crate::values::validate::Checks;

/// How a parameter's value is laid out (OpenAPI, Style Values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `color=blue`
    Form,
    /// `blue,black`
    Simple,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue|black`
    PipeDelimited,
    /// `color=blue%09black`; Swagger 2.0 has it, as `tsv`
    TabDelimited,
    /// `color[R]=100`
    DeepObject,
    /// `color=blue; color=black`, without escapes
    Cookie,
    /// The value's JSON text: a parameter with `content`.
    Json,
}

impl Style {
    /// The word that OpenAPI has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Form => "form",
            Self::Simple => "simple",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::TabDelimited => "tabDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
            Self::Json => "json",
        }
    }
}

/// What kind of value a parameter has, which decides how a style writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A scalar.
    Value,
    /// A list of scalars.
    List,
    /// A scalar or a list of scalars: one value is a scalar, several are a list.
    Either,
    /// An object of scalars, with the names of its properties.
    Object(&'static [&'static str]),
    /// An object whose properties stand alone in the query or the cookies, and are not all known: all names but these, which are
    /// those of other parameters.
    Open(&'static [&'static str]),
}

/// The lists and objects inside a parameter: no style but `deepObject` has a form for them, so each is written as JSON text,
/// as the forms of Swagger UI do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// There are none.
    None,
    /// The items of a list, or the values of a map, may be such.
    All,
    /// The values of these properties may be such.
    Properties(&'static [&'static str]),
}

impl Nested {
    /// Whether an item, or the value of the property `key`, may be JSON text.
    pub(crate) fn holds(self, key: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Properties(names) => names.contains(&key),
        }
    }
}

/// One parameter of an operation: the same constant writes and reads it.
///
/// ```
/// use counterpart_wire::{Param, Shape};
///
/// const TAGS: Param = Param::query("tags").shape(Shape::List);
/// assert!(TAGS.explode);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Param {
    /// Where it is.
    pub location: Location,
    /// Its name on the wire.
    pub name: &'static str,
    /// How it is written.
    pub style: Style,
    /// Whether each item or property stands alone.
    pub explode: bool,
    /// Whether reserved characters of RFC 3986 go out as they are.
    pub reserved: bool,
    /// What kind of value it has.
    pub shape: Shape,
    /// Which values inside it are JSON text.
    pub nested: Nested,
    /// Whether an empty text means that the parameter is absent.
    pub empty_is_absent: bool,
    /// Of the whole query as a form: fields in styles of their own.
    pub fields: &'static [Param],
}

impl Param {
    const fn new(location: Location, name: &'static str, style: Style, explode: bool) -> Self {
        Self {
            location,
            name,
            style,
            explode,
            reserved: false,
            shape: Shape::Value,
            nested: Nested::None,
            empty_is_absent: false,
            fields: &[],
        }
    }

    /// A path parameter in its default style, `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(Location::Path, name, Style::Simple, false)
    }

    /// A query parameter in its default style, `form` and exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(Location::Query, name, Style::Form, true)
    }

    /// The whole query, as a form of names and values; with the style `json` as JSON text, with `simple` as text.
    pub const fn querystring(name: &'static str) -> Self {
        Self::new(Location::QueryString, name, Style::Form, true)
    }

    /// A header in its default style, `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(Location::Header, name, Style::Simple, false)
    }

    /// A field of a form with files, in the style `form`: nothing in a part is escaped.
    pub const fn part(name: &'static str) -> Self {
        Self::new(Location::Body, name, Style::Form, true)
    }

    /// A cookie in its default style, `form`.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Location::Cookie, name, Style::Form, true)
    }

    /// Another style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Whether each item or property stands alone.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Lets reserved characters go out as they are (`allowReserved`).
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// The kind of value.
    #[must_use]
    pub const fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Which values inside it are JSON text.
    #[must_use]
    pub const fn nested(mut self, nested: Nested) -> Self {
        self.nested = nested;
        self
    }

    /// Takes an empty text for an absent parameter.
    #[must_use]
    pub const fn empty_is_absent(mut self) -> Self {
        self.empty_is_absent = true;
        self
    }

    /// The fields of a whole query that are written in styles of their own.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Param]) -> Self {
        self.fields = fields;
        self
    }

    /// Whether an object without properties is written as nothing, and so is what nothing is read as.
    pub(crate) fn leaves_no_trace(&self) -> bool {
        match (self.location, self.shape) {
            (Location::QueryString, _) => self.style == Style::Form,
            (Location::Query | Location::Cookie, Shape::Object(_) | Shape::Open(_)) => {
                self.repeats() || self.style == Style::DeepObject
            }
            _ => false,
        }
    }

    /// Whether `name` is that of a property that stands alone, without the name of the parameter.
    pub(crate) fn spreads(&self, name: &str) -> bool {
        match self.shape {
            Shape::Object(names) => self.repeats() && names.contains(&name),
            Shape::Open(taken) => self.repeats() && !taken.contains(&name),
            _ => false,
        }
    }

    /// Whether its name, or those of its properties, are repeated for each value. The table leaves exploded spaces
    /// and pipes undefined, and lists in `deepObject`; tools write them like `form`.
    pub(crate) const fn repeats(&self) -> bool {
        if matches!((self.style, self.shape), (Style::DeepObject, Shape::List | Shape::Either)) {
            return true;
        }
        let repeated = matches!(
            self.style,
            Style::Form | Style::Cookie | Style::SpaceDelimited | Style::PipeDelimited
        );
        self.explode && repeated
    }
}

impl Checks {
    /// Steps into a parameter.
    pub fn param(&mut self, param: &Param, check: impl FnOnce(&mut Self)) {
        self.turn_to(param.location);
        self.field(param.name, check);
        self.turn_to(Location::Body);
    }
}
