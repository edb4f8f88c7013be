// ==== src/types/get_harbour_200_response.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour200Response {
    pub pier: Option<GetHarbour200ResponsePier>,
    pub cranes: Option<Vec<GetHarbour200ResponseCranesItem>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour200Response {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_pier(mut self, pier: GetHarbour200ResponsePier) -> Self {
        self.pier = Some(pier);
        self
    }

    #[must_use]
    pub fn with_cranes(mut self, cranes: Vec<GetHarbour200ResponseCranesItem>) -> Self {
        self.cranes = Some(cranes);
        self
    }
}

impl wire::Encode for GetHarbour200Response {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("pier", &self.pier);
        to.optional("cranes", &self.cranes);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour200Response {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let pier = object.optional("pier", report);
        let cranes = object.optional("cranes", report);
        Some(Self {
            pier: pier?,
            cranes: cranes?,
            unknown: object.unknown(&["pier", "cranes"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour200ResponsePier {
    pub depth: Option<GetHarbour200ResponsePierDepth>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour200ResponsePier {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_depth(mut self, depth: GetHarbour200ResponsePierDepth) -> Self {
        self.depth = Some(depth);
        self
    }
}

impl wire::Encode for GetHarbour200ResponsePier {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("depth", &self.depth);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour200ResponsePier {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let depth = object.optional("depth", report);
        Some(Self {
            depth: depth?,
            unknown: object.unknown(&["depth"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour200ResponsePierDepth {
    pub low: Option<f64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour200ResponsePierDepth {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_low(mut self, low: f64) -> Self {
        self.low = Some(low);
        self
    }
}

impl wire::Encode for GetHarbour200ResponsePierDepth {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("low", &self.low);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour200ResponsePierDepth {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let low = object.optional("low", report);
        Some(Self {
            low: low?,
            unknown: object.unknown(&["low"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour200ResponseCranesItem {
    pub load: Option<f64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour200ResponseCranesItem {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_load(mut self, load: f64) -> Self {
        self.load = Some(load);
        self
    }
}

impl wire::Encode for GetHarbour200ResponseCranesItem {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("load", &self.load);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour200ResponseCranesItem {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let load = object.optional("load", report);
        Some(Self {
            load: load?,
            unknown: object.unknown(&["load"]),
        })
    }
}

// ==== src/types/get_harbour_404_response.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour404Response {
    pub near: Option<Vec<GetHarbour404ResponseNearItem>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour404Response {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_near(mut self, near: Vec<GetHarbour404ResponseNearItem>) -> Self {
        self.near = Some(near);
        self
    }
}

impl wire::Encode for GetHarbour404Response {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("near", &self.near);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour404Response {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let near = object.optional("near", report);
        Some(Self {
            near: near?,
            unknown: object.unknown(&["near"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetHarbour404ResponseNearItem {
    pub id: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetHarbour404ResponseNearItem {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl wire::Encode for GetHarbour404ResponseNearItem {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("id", &self.id);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetHarbour404ResponseNearItem {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.optional("id", report);
        Some(Self {
            id: id?,
            unknown: object.unknown(&["id"]),
        })
    }
}

// ==== src/types/get_harbour_order.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GetHarbourOrder {
    Asc,
    Desc,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for GetHarbourOrder {
    const VALUES: &'static [&'static str] = &["asc", "desc"];

    fn as_str(&self) -> &str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "asc" => Self::Asc,
            "desc" => Self::Desc,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(GetHarbourOrder);

impl wire::Validate for GetHarbourOrder {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/put_harbours_id_body.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PutHarboursIdBody {
    pub state: PutHarboursIdBodyState,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl PutHarboursIdBody {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(state: impl Into<PutHarboursIdBodyState>) -> Self {
        Self {
            state: state.into(),
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for PutHarboursIdBody {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("state", &self.state);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for PutHarboursIdBody {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let state = object.required("state", report);
        Some(Self {
            state: state?,
            unknown: object.unknown(&["state"]),
        })
    }
}

impl wire::Validate for PutHarboursIdBody {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("state").validate(&self.state);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PutHarboursIdBodyState {
    Open,
    Closed,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for PutHarboursIdBodyState {
    const VALUES: &'static [&'static str] = &["open", "closed"];

    fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "open" => Self::Open,
            "closed" => Self::Closed,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(PutHarboursIdBodyState);

impl wire::Validate for PutHarboursIdBodyState {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
