// ==== src/types/light.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Light {
    pub height: f64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Light {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(height: f64) -> Self {
        Self {
            height,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Light {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("height", &self.height);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Light {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let height = object.required("height", report);
        Some(Self {
            height: height?,
            unknown: object.unknown(&["height"]),
        })
    }
}

// ==== src/types/log.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Log {
    pub free: Option<wire::Map<wire::Json>>,
    /// 1 to 3 properties.
    pub counts: Option<wire::Map<i64>>,
    pub lights: Option<wire::Map<super::Light>>,
    pub nested: Option<wire::Map<wire::Map<Vec<String>>>>,
    pub inline: Option<wire::Map<LogInlineValue>>,
    /// 1 to 9 items, no two items are equal, each item: at least 1 character.
    pub names: Option<Vec<String>>,
    pub grid: Option<Vec<Vec<f64>>>,
    pub anything: Option<Vec<wire::Json>>,
    pub ships: Option<super::Ships>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Log {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_free(mut self, free: wire::Map<wire::Json>) -> Self {
        self.free = Some(free);
        self
    }

    #[must_use]
    pub fn with_counts(mut self, counts: wire::Map<i64>) -> Self {
        self.counts = Some(counts);
        self
    }

    #[must_use]
    pub fn with_lights(mut self, lights: wire::Map<super::Light>) -> Self {
        self.lights = Some(lights);
        self
    }

    #[must_use]
    pub fn with_nested(mut self, nested: wire::Map<wire::Map<Vec<String>>>) -> Self {
        self.nested = Some(nested);
        self
    }

    #[must_use]
    pub fn with_inline(mut self, inline: wire::Map<LogInlineValue>) -> Self {
        self.inline = Some(inline);
        self
    }

    #[must_use]
    pub fn with_names(mut self, names: Vec<String>) -> Self {
        self.names = Some(names);
        self
    }

    #[must_use]
    pub fn with_grid(mut self, grid: Vec<Vec<f64>>) -> Self {
        self.grid = Some(grid);
        self
    }

    #[must_use]
    pub fn with_anything(mut self, anything: Vec<wire::Json>) -> Self {
        self.anything = Some(anything);
        self
    }

    #[must_use]
    pub fn with_ships(mut self, ships: super::Ships) -> Self {
        self.ships = Some(ships);
        self
    }
}

impl wire::Encode for Log {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("free", &self.free);
        to.optional("counts", &self.counts);
        to.optional("lights", &self.lights);
        to.optional("nested", &self.nested);
        to.optional("inline", &self.inline);
        to.optional("names", &self.names);
        to.optional("grid", &self.grid);
        to.optional("anything", &self.anything);
        to.optional("ships", &self.ships);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Log {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let free = object.optional("free", report);
        let counts = object.optional("counts", report);
        let lights = object.optional("lights", report);
        let nested = object.optional("nested", report);
        let inline = object.optional("inline", report);
        let names = object.optional("names", report);
        let grid = object.optional("grid", report);
        let anything = object.optional("anything", report);
        let ships = object.optional("ships", report);
        Some(Self {
            free: free?,
            counts: counts?,
            lights: lights?,
            nested: nested?,
            inline: inline?,
            names: names?,
            grid: grid?,
            anything: anything?,
            ships: ships?,
            unknown: object
                .unknown(
                    &[
                        "free",
                        "counts",
                        "lights",
                        "nested",
                        "inline",
                        "names",
                        "grid",
                        "anything",
                        "ships",
                    ],
                ),
        })
    }
}

impl wire::Validate for Log {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.counts {
            checks.field("counts").count(value.len(), 1, Some(3), "property");
        }
        if let Some(value) = &self.names {
            let mut checks = checks.field("names");
            checks.count(value.len(), 1, Some(9), "item").unique(value);
            for (index, value) in value.iter().enumerate() {
                checks.item(index).length(value, 1, None);
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct LogInlineValue {
    pub at: Option<wire::Time>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl LogInlineValue {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_at(mut self, at: wire::Time) -> Self {
        self.at = Some(at);
        self
    }
}

impl wire::Encode for LogInlineValue {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("at", &self.at);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for LogInlineValue {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let at = object.optional("at", report);
        Some(Self {
            at: at?,
            unknown: object.unknown(&["at"]),
        })
    }
}

// ==== src/types/ships.rs ====

pub type Ships = Vec<super::Light>;
