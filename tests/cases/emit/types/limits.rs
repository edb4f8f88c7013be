// ==== src/types/item.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// At least 1 character.
    pub name: String,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Item {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Item {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Item {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        Some(Self {
            name: name?,
            unknown: object.unknown(&["name"]),
        })
    }
}

impl wire::Validate for Item {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("name").length(&self.name, 1, None);
    }
}

// ==== src/types/order.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Order {
    /// 3 to 8 characters, matches `^[A-Z]{2}\d+$`.
    pub code: String,
    /// At least -1.5, less than 7.25.
    pub half: Option<i64>,
    /// 1 to 99, a multiple of 3.
    pub amount: i32,
    /// A multiple of 10.
    pub big: Option<i64>,
    /// Greater than 0, less than 1.5.
    pub weight: Option<f64>,
    /// 1 to 3 items, no two items are equal.
    pub items: Vec<super::Item>,
    /// At most 2 properties.
    pub tags: Option<wire::Map<String>>,
    /// At most 5 characters.
    pub note: wire::Nullable<String>,
    pub who: Option<super::Short>,
    pub either: Option<OrderEither>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Order {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(code: impl Into<String>, amount: i32, items: Vec<super::Item>) -> Self {
        Self {
            code: code.into(),
            half: None,
            amount,
            big: None,
            weight: None,
            items,
            tags: None,
            note: wire::Nullable::Absent,
            who: None,
            either: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_half(mut self, half: i64) -> Self {
        self.half = Some(half);
        self
    }

    #[must_use]
    pub fn with_big(mut self, big: i64) -> Self {
        self.big = Some(big);
        self
    }

    #[must_use]
    pub fn with_weight(mut self, weight: f64) -> Self {
        self.weight = Some(weight);
        self
    }

    #[must_use]
    pub fn with_tags(mut self, tags: wire::Map<String>) -> Self {
        self.tags = Some(tags);
        self
    }

    #[must_use]
    pub fn with_note(mut self, note: impl Into<wire::Nullable<String>>) -> Self {
        self.note = note.into();
        self
    }

    #[must_use]
    pub fn with_who(mut self, who: impl Into<super::Short>) -> Self {
        self.who = Some(who.into());
        self
    }

    #[must_use]
    pub fn with_either(mut self, either: OrderEither) -> Self {
        self.either = Some(either);
        self
    }
}

impl wire::Encode for Order {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("code", &self.code);
        to.optional("half", &self.half);
        to.field("amount", &self.amount);
        to.optional("big", &self.big);
        to.optional("weight", &self.weight);
        to.field("items", &self.items);
        to.optional("tags", &self.tags);
        to.nullable("note", &self.note);
        to.optional("who", &self.who);
        to.optional("either", &self.either);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Order {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let code = object.required("code", report);
        let half = object.optional("half", report);
        let amount = object.required("amount", report);
        let big = object.optional("big", report);
        let weight = object.optional("weight", report);
        let items = object.required("items", report);
        let tags = object.optional("tags", report);
        let note = object.nullable("note", report);
        let who = object.optional("who", report);
        let either = object.optional("either", report);
        Some(Self {
            code: code?,
            half: half?,
            amount: amount?,
            big: big?,
            weight: weight?,
            items: items?,
            tags: tags?,
            note: note?,
            who: who?,
            either: either?,
            unknown: object
                .unknown(
                    &[
                        "code",
                        "half",
                        "amount",
                        "big",
                        "weight",
                        "items",
                        "tags",
                        "note",
                        "who",
                        "either",
                    ],
                ),
        })
    }
}

impl wire::Validate for Order {
    fn validate(&self, checks: &mut wire::Checks) {
        {
            static PATTERN: wire::Pattern = wire::Pattern::new("^[A-Z]{2}\\d+$");
            checks
                .field("code")
                .length(&self.code, 3, Some(8))
                .pattern(&self.code, &PATTERN);
        }
        if let Some(value) = &self.half {
            checks.field("half").at_least(value, -1, false).at_most(value, 7, false);
        }
        checks
            .field("amount")
            .at_least(&self.amount, 1, false)
            .at_most(&self.amount, 99, false)
            .multiple_of_integer(self.amount, 3.0);
        if let Some(value) = &self.big {
            checks.field("big").multiple_of_integer(*value, 10.0);
        }
        if let Some(value) = &self.weight {
            checks.field("weight").at_least(value, 0.0, true).at_most(value, 1.5, true);
        }
        {
            let mut checks = checks.field("items");
            checks.count(self.items.len(), 1, Some(3), "item").unique(&self.items);
            for (index, value) in self.items.iter().enumerate() {
                checks.item(index).validate(value);
            }
        }
        if let Some(value) = &self.tags {
            let mut checks = checks.field("tags");
            checks.count(value.len(), 0, Some(2), "property");
            for (key, value) in value {
                checks.entry(key).length(value, 1, None);
            }
        }
        if let Some(value) = self.note.value() {
            checks.field("note").length(value, 0, Some(5));
        }
        if let Some(value) = &self.who {
            checks.field("who").length(value, 0, Some(3));
        }
        if let Some(value) = &self.either {
            checks.field("either").validate(value);
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OrderEither {
    Integer(i64),
    String(String),
}

impl wire::Encode for OrderEither {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Integer(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for OrderEither {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Integer) {
            return wire::Decode::decode(value, report).map(Self::Integer);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        report.no_branch_matches(value, "an integer or a string").map(Self::Integer)
    }
}

impl wire::Validate for OrderEither {
    fn validate(&self, checks: &mut wire::Checks) {
        match self {
            Self::Integer(value) => {
                checks.at_most(value, 10, false);
            }
            Self::String(value) => {
                checks.length(value, 2, None);
            }
        }
    }
}

impl From<i64> for OrderEither {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for OrderEither {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

// ==== src/types/short.rs ====

/// At most 3 characters.
pub type Short = String;
