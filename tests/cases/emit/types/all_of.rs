// ==== src/types/boat.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Boat {
    pub name: String,
    pub length: Option<f64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Boat {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            length: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_length(mut self, length: f64) -> Self {
        self.length = Some(length);
        self
    }
}

impl wire::Encode for Boat {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("length", &self.length);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Boat {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let length = object.optional("length", report);
        Some(Self {
            name: name?,
            length: length?,
            unknown: object.unknown(&["name", "length"]),
        })
    }
}

// ==== src/types/ferry.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Ferry {
    /// Its sister.
    pub twin: wire::Nullable<super::Boat>,
    /// Its flag.
    pub flag: Option<super::Short>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Ferry {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_twin(mut self, twin: impl Into<wire::Nullable<super::Boat>>) -> Self {
        self.twin = twin.into();
        self
    }

    #[must_use]
    pub fn with_flag(mut self, flag: impl Into<super::Short>) -> Self {
        self.flag = Some(flag.into());
        self
    }
}

impl wire::Encode for Ferry {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.nullable("twin", &self.twin);
        to.optional("flag", &self.flag);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Ferry {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let twin = object.nullable("twin", report);
        let flag = object.optional("flag", report);
        Some(Self {
            twin: twin?,
            flag: flag?,
            unknown: object.unknown(&["twin", "flag"]),
        })
    }
}

// ==== src/types/sealed.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sealed {
    pub name: String,
    pub length: Option<f64>,
    pub seal: Option<String>,
}

impl Sealed {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            length: None,
            seal: None,
        }
    }

    #[must_use]
    pub fn with_length(mut self, length: f64) -> Self {
        self.length = Some(length);
        self
    }

    #[must_use]
    pub fn with_seal(mut self, seal: impl Into<String>) -> Self {
        self.seal = Some(seal.into());
        self
    }
}

impl wire::Encode for Sealed {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("length", &self.length);
        to.optional("seal", &self.seal);
        to.end_object();
    }
}

impl wire::Decode for Sealed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let length = object.optional("length", report);
        let seal = object.optional("seal", report);
        object.deny_unknown(&["name", "length", "seal"], report)?;
        Some(Self {
            name: name?,
            length: length?,
            seal: seal?,
        })
    }
}

// ==== src/types/short.rs ====

/// At most 3 characters.
pub type Short = String;

// ==== src/types/stored_boat.rs ====

use counterpart_wire as wire;

/// A boat that has an id.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StoredBoat {
    pub name: String,
    pub length: f64,
    pub id: i64,
    pub harbour: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl StoredBoat {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>, length: f64, id: i64) -> Self {
        Self {
            name: name.into(),
            length,
            id,
            harbour: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_harbour(mut self, harbour: impl Into<String>) -> Self {
        self.harbour = Some(harbour.into());
        self
    }
}

impl wire::Encode for StoredBoat {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.field("length", &self.length);
        to.field("id", &self.id);
        to.optional("harbour", &self.harbour);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for StoredBoat {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let length = object.required("length", report);
        let id = object.required("id", report);
        let harbour = object.optional("harbour", report);
        Some(Self {
            name: name?,
            length: length?,
            id: id?,
            harbour: harbour?,
            unknown: object.unknown(&["name", "length", "id", "harbour"]),
        })
    }
}

// ==== src/types/wrapped.rs ====

/// The same.
pub type Wrapped = super::Boat;
