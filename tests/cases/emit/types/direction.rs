// ==== src/types/keeper.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Keeper {
    pub id: i64,
    pub name: String,
    pub seen: Option<wire::DateTime>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Keeper {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            seen: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_seen(mut self, seen: wire::DateTime) -> Self {
        self.seen = Some(seen);
        self
    }
}

impl wire::Encode for Keeper {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.field("name", &self.name);
        to.optional("seen", &self.seen);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Keeper {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let name = object.required("name", report);
        let seen = object.optional("seen", report);
        Some(Self {
            id: id?,
            name: name?,
            seen: seen?,
            unknown: object.unknown(&["id", "name", "seen", "pin", "badge"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct KeeperBadge {
    pub number: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl KeeperBadge {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_number(mut self, number: i64) -> Self {
        self.number = Some(number);
        self
    }
}

impl wire::Encode for KeeperBadge {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("number", &self.number);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for KeeperBadge {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let number = object.optional("number", report);
        Some(Self {
            number: number?,
            unknown: object.unknown(&["number"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct KeeperRequest {
    pub name: String,
    /// At least 4 characters.
    pub pin: wire::Secret,
    pub badge: Option<KeeperBadge>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl KeeperRequest {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>, pin: impl Into<wire::Secret>) -> Self {
        Self {
            name: name.into(),
            pin: pin.into(),
            badge: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_badge(mut self, badge: KeeperBadge) -> Self {
        self.badge = Some(badge);
        self
    }
}

impl wire::Encode for KeeperRequest {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.field("pin", &self.pin);
        to.optional("badge", &self.badge);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for KeeperRequest {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let pin = object.required("pin", report);
        let badge = object.optional("badge", report);
        Some(Self {
            name: name?,
            pin: pin?,
            badge: badge?,
            unknown: object.unknown(&["name", "pin", "badge", "id", "seen"]),
        })
    }
}

impl wire::Validate for KeeperRequest {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("pin").length(self.pin.expose(), 4, None);
    }
}
