//! Parameters: location, name and serialization (OpenAPI, Parameter Object).

mod deep;
mod escape;
mod pairs;
mod segment;
mod style;

pub(crate) use escape::{escape, unescape};
pub(crate) use pairs::{Malformed, Pairs, read_header, read_parameter, read_whole};
pub(crate) use segment::{LEVELS, PathValues, Piece, join, pieces};
#[cfg(feature = "server")]
pub(crate) use segment::{is_unambiguous, split};
pub(crate) use style::{text_of, write_delimited, write_escaped, write_lines};

use crate::values::location::Location;
use crate::values::validate::{Checks, PartChecks};

/// The serialization style of a parameter (OpenAPI, Style Values).
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
    /// `color=blue%09black`. Swagger 2.0 calls it `tsv`.
    TabDelimited,
    /// `color[R]=100`
    DeepObject,
    /// `color=blue; color=black`, without escapes
    Cookie,
    /// JSON text, for a parameter with `content`.
    Json,
}

impl Style {
    /// Returns the name in OpenAPI.
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

/// The kind of value, on which the serialization depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A scalar.
    Value,
    /// A list of scalars.
    List,
    /// A scalar or a list of scalars. One value is a scalar, several are a list.
    ScalarOrList,
    /// An object of scalars with these properties.
    Object(&'static [&'static str]),
    /// An object of scalars with arbitrary properties, each a query parameter or cookie of its own. Names in this
    /// list belong to other parameters.
    Map(&'static [&'static str]),
}

/// Which values in a list or object parameter may themselves be lists or objects. Only `deepObject` can express
/// those; other styles write them as JSON text, like Swagger UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// None.
    None,
    /// All items of a list, or all values of a map.
    All,
    /// The values of these properties.
    Properties(&'static [&'static str]),
}

impl Nested {
    /// Returns whether an item, or the value of the property `key`, may be JSON text.
    pub(crate) fn holds(self, key: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Properties(names) => names.contains(&key),
        }
    }
}

/// A parameter of an operation. The same constant is used to write and to read it.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Param, Shape};
///
/// const TAGS: Param = Param::query("tags").shape(Shape::List);
/// assert!(TAGS.explode);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // each is a fact of the document
pub struct Param {
    /// The part of the request.
    pub location: Location,
    /// The name as sent.
    pub name: &'static str,
    /// The serialization style.
    pub style: Style,
    /// Whether each item or property is a pair of its own (`explode`).
    pub explode: bool,
    /// Whether reserved characters are not escaped (`allowReserved`; RFC 3986, section 2.2).
    pub reserved: bool,
    /// The kind of value.
    pub shape: Shape,
    /// Which inner values may be JSON text.
    pub nested: Nested,
    /// Whether an empty value counts as absent.
    pub empty_is_absent: bool,
    /// Whether no item of a list contains a comma.
    pub no_commas: bool,
    /// For a whole query string: the fields with a style of their own.
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
            no_commas: false,
            fields: &[],
        }
    }

    /// Creates a path parameter with the default style, `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(Location::Path, name, Style::Simple, false)
    }

    /// Creates a query parameter with the default style, `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(Location::Query, name, Style::Form, true)
    }

    /// Creates a parameter for the whole query string: a form by default, JSON text with the style `json`, plain text
    /// with `simple`.
    pub const fn querystring(name: &'static str) -> Self {
        Self::new(Location::QueryString, name, Style::Form, true)
    }

    /// Creates a header parameter with the default style, `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(Location::Header, name, Style::Simple, false)
    }

    /// Creates a field of a multipart form with the style `form`. Nothing is escaped in a part.
    pub const fn part(name: &'static str) -> Self {
        Self::new(Location::Body, name, Style::Form, true)
    }

    /// Creates a cookie parameter with the default style, `form`.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Location::Cookie, name, Style::Form, true)
    }

    /// Sets the style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Sets whether each item or property is a pair of its own (`explode`).
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Leaves reserved characters unescaped (`allowReserved`).
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// Sets the kind of value.
    #[must_use]
    pub const fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Sets which inner values may be JSON text.
    #[must_use]
    pub const fn nested(mut self, nested: Nested) -> Self {
        self.nested = nested;
        self
    }

    /// Treats an empty value as absent.
    #[must_use]
    pub const fn empty_is_absent(mut self) -> Self {
        self.empty_is_absent = true;
        self
    }

    /// Declares that no item of a list contains a comma, such as a list of numbers. Then an escaped comma separates items
    /// too: many clients escape all commas of a query.
    #[must_use]
    pub const fn no_commas(mut self) -> Self {
        self.no_commas = true;
        self
    }

    /// Sets the fields of a whole query string that have a style of their own.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Param]) -> Self {
        self.fields = fields;
        self
    }

    /// Returns whether an empty object is written as nothing. Then it is also read from nothing.
    pub(crate) fn omits_empty(&self) -> bool {
        match (self.location, self.shape) {
            (Location::QueryString, _) => self.style == Style::Form,
            (Location::Query | Location::Cookie, Shape::Object(_) | Shape::Map(_)) => {
                self.repeats() || self.style == Style::DeepObject
            }
            _ => false,
        }
    }

    /// Returns whether `name` is a property that is sent without the name of the parameter.
    pub(crate) fn has_property(&self, name: &str) -> bool {
        match self.shape {
            Shape::Object(names) => self.repeats() && names.contains(&name),
            Shape::Map(taken) => self.repeats() && !taken.contains(&name),
            _ => false,
        }
    }

    /// Returns whether the name is repeated for each value. OpenAPI leaves exploded `spaceDelimited` and
    /// `pipeDelimited`, and lists in `deepObject`, undefined; tools write them like `form`.
    pub(crate) const fn repeats(&self) -> bool {
        if matches!(
            (self.style, self.shape),
            (Style::DeepObject, Shape::List | Shape::ScalarOrList)
        ) {
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
    /// Returns the checks of a parameter.
    pub fn param(&mut self, param: &Param) -> PartChecks<'_> {
        self.field_at(param.location, param.name)
    }
}
