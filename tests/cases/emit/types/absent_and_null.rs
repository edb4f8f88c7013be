// ==== src/types/keeper.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Keeper {
    pub name: String,
    pub nickname: Option<String>,
    pub age: Option<i64>,
    pub shift: wire::Nullable<i64>,
    pub anything: wire::Json,
    pub note: Option<wire::Json>,
    pub towers: Vec<Option<String>>,
    pub boats: wire::Nullable<Vec<String>>,
    pub rank: Option<super::Rank>,
    pub former: wire::Nullable<super::Rank>,
    pub boss: wire::Nullable<Box<Keeper>>,
    pub marks: Option<wire::Map<Option<f64>>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Keeper {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        nickname: Option<String>,
        anything: wire::Json,
        towers: Vec<Option<String>>,
        rank: Option<super::Rank>,
    ) -> Self {
        Self {
            name: name.into(),
            nickname,
            age: None,
            shift: wire::Nullable::Absent,
            anything,
            note: None,
            towers,
            boats: wire::Nullable::Absent,
            rank,
            former: wire::Nullable::Absent,
            boss: wire::Nullable::Absent,
            marks: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_age(mut self, age: i64) -> Self {
        self.age = Some(age);
        self
    }

    #[must_use]
    pub fn with_shift(mut self, shift: impl Into<wire::Nullable<i64>>) -> Self {
        self.shift = shift.into();
        self
    }

    #[must_use]
    pub fn with_note(mut self, note: wire::Json) -> Self {
        self.note = Some(note);
        self
    }

    #[must_use]
    pub fn with_boats(mut self, boats: impl Into<wire::Nullable<Vec<String>>>) -> Self {
        self.boats = boats.into();
        self
    }

    #[must_use]
    pub fn with_former(
        mut self,
        former: impl Into<wire::Nullable<super::Rank>>,
    ) -> Self {
        self.former = former.into();
        self
    }

    #[must_use]
    pub fn with_boss(mut self, boss: impl Into<wire::Nullable<Box<Keeper>>>) -> Self {
        self.boss = boss.into();
        self
    }

    #[must_use]
    pub fn with_marks(mut self, marks: wire::Map<Option<f64>>) -> Self {
        self.marks = Some(marks);
        self
    }
}

impl wire::Encode for Keeper {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.field("nickname", &self.nickname);
        to.optional("age", &self.age);
        to.nullable("shift", &self.shift);
        to.field("anything", &self.anything);
        to.optional("note", &self.note);
        to.field("towers", &self.towers);
        to.nullable("boats", &self.boats);
        to.field("rank", &self.rank);
        to.nullable("former", &self.former);
        to.nullable("boss", &self.boss);
        to.optional("marks", &self.marks);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Keeper {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let nickname = object.required("nickname", report);
        let age = object.optional("age", report);
        let shift = object.nullable("shift", report);
        let anything = object.required("anything", report);
        let note = object.optional("note", report);
        let towers = object.required("towers", report);
        let boats = object.nullable("boats", report);
        let rank = object.required("rank", report);
        let former = object.nullable("former", report);
        let boss = object.nullable("boss", report);
        let marks = object.optional("marks", report);
        Some(Self {
            name: name?,
            nickname: nickname?,
            age: age?,
            shift: shift?,
            anything: anything?,
            note: note?,
            towers: towers?,
            boats: boats?,
            rank: rank?,
            former: former?,
            boss: boss?,
            marks: marks?,
            unknown: object
                .unknown(
                    &[
                        "name",
                        "nickname",
                        "age",
                        "shift",
                        "anything",
                        "note",
                        "towers",
                        "boats",
                        "rank",
                        "former",
                        "boss",
                        "marks",
                    ],
                ),
        })
    }
}

impl wire::Validate for Keeper {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.rank {
            checks.field("rank").validate(value);
        }
        if let Some(value) = self.former.value() {
            checks.field("former").validate(value);
        }
        if let Some(value) = self.boss.value() {
            checks.field("boss").validate(value);
        }
    }
}

// ==== src/types/rank.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rank {
    Head,
    Assistant,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for Rank {
    const VALUES: &'static [&'static str] = &["head", "assistant"];

    fn as_str(&self) -> &str {
        match self {
            Self::Head => "head",
            Self::Assistant => "assistant",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "head" => Self::Head,
            "assistant" => Self::Assistant,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(Rank);

impl wire::Validate for Rank {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
