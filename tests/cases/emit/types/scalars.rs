// ==== src/types/reading.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    pub id: wire::Uuid,
    pub anything: wire::Json,
    pub flag: bool,
    pub whole: i32,
    pub long: i64,
    pub big: i64,
    pub unsigned: u64,
    pub part: f64,
    pub single: f64,
    pub double: f64,
    pub text: String,
    pub day: wire::Date,
    pub hour: wire::Time,
    pub instant: wire::DateTime,
    pub bytes: wire::Base64,
    pub secret: wire::Secret,
    pub odd: Option<String>,
    pub encoded: Option<wire::Base64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Reading {
    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        id: wire::Uuid,
        anything: wire::Json,
        flag: bool,
        whole: i32,
        long: i64,
        big: i64,
        unsigned: u64,
        part: f64,
        single: f64,
        double: f64,
        text: impl Into<String>,
        day: wire::Date,
        hour: wire::Time,
        instant: wire::DateTime,
        bytes: impl Into<wire::Base64>,
        secret: impl Into<wire::Secret>,
    ) -> Self {
        Self {
            id,
            anything,
            flag,
            whole,
            long,
            big,
            unsigned,
            part,
            single,
            double,
            text: text.into(),
            day,
            hour,
            instant,
            bytes: bytes.into(),
            secret: secret.into(),
            odd: None,
            encoded: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_odd(mut self, odd: impl Into<String>) -> Self {
        self.odd = Some(odd.into());
        self
    }

    #[must_use]
    pub fn with_encoded(mut self, encoded: impl Into<wire::Base64>) -> Self {
        self.encoded = Some(encoded.into());
        self
    }
}

impl wire::Encode for Reading {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.field("anything", &self.anything);
        to.field("flag", &self.flag);
        to.field("whole", &self.whole);
        to.field("long", &self.long);
        to.field("big", &self.big);
        to.field("unsigned", &self.unsigned);
        to.field("part", &self.part);
        to.field("single", &self.single);
        to.field("double", &self.double);
        to.field("text", &self.text);
        to.field("day", &self.day);
        to.field("hour", &self.hour);
        to.field("instant", &self.instant);
        to.field("bytes", &self.bytes);
        to.field("secret", &self.secret);
        to.optional("odd", &self.odd);
        to.optional("encoded", &self.encoded);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Reading {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let anything = object.required("anything", report);
        let flag = object.required("flag", report);
        let whole = object.required("whole", report);
        let long = object.required("long", report);
        let big = object.required("big", report);
        let unsigned = object.required("unsigned", report);
        let part = object.required("part", report);
        let single = object.required("single", report);
        let double = object.required("double", report);
        let text = object.required("text", report);
        let day = object.required("day", report);
        let hour = object.required("hour", report);
        let instant = object.required("instant", report);
        let bytes = object.required("bytes", report);
        let secret = object.required("secret", report);
        let odd = object.optional("odd", report);
        let encoded = object.optional("encoded", report);
        Some(Self {
            id: id?,
            anything: anything?,
            flag: flag?,
            whole: whole?,
            long: long?,
            big: big?,
            unsigned: unsigned?,
            part: part?,
            single: single?,
            double: double?,
            text: text?,
            day: day?,
            hour: hour?,
            instant: instant?,
            bytes: bytes?,
            secret: secret?,
            odd: odd?,
            encoded: encoded?,
            unknown: object
                .unknown(
                    &[
                        "id",
                        "anything",
                        "flag",
                        "whole",
                        "long",
                        "big",
                        "unsigned",
                        "part",
                        "single",
                        "double",
                        "text",
                        "day",
                        "hour",
                        "instant",
                        "bytes",
                        "secret",
                        "odd",
                        "encoded",
                    ],
                ),
        })
    }
}
