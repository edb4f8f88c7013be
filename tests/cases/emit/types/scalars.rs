// ==== src/types/reading.rs ====

//! `Reading`.

use counterpart_wire as wire;

/// `Reading`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// `id`.
    pub id: wire::Uuid,
    /// `anything`.
    pub anything: wire::Json,
    /// `flag`.
    pub flag: bool,
    /// `whole`.
    pub whole: i32,
    /// `long`.
    pub long: i64,
    /// `big`.
    pub big: i64,
    /// `unsigned`.
    pub unsigned: u64,
    /// `part`.
    pub part: f64,
    /// `single`.
    pub single: f64,
    /// `double`.
    pub double: f64,
    /// `text`.
    pub text: String,
    /// `day`.
    pub day: wire::Date,
    /// `hour`.
    pub hour: wire::Time,
    /// `instant`.
    pub instant: wire::DateTime,
    /// `bytes`.
    pub bytes: wire::Base64,
    /// `secret`.
    pub secret: wire::Secret,
    /// `odd`.
    pub odd: Option<String>,
    /// `encoded`.
    pub encoded: Option<wire::Base64>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Reading {
    /// One with what must be there.
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

    /// Sets `odd`.
    #[must_use]
    pub fn with_odd(mut self, odd: impl Into<String>) -> Self {
        self.odd = Some(odd.into());
        self
    }

    /// Sets `encoded`.
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
            unknown: object.unknown(&[
                "id", "anything", "flag", "whole", "long", "big", "unsigned", "part", "single",
                "double", "text", "day", "hour", "instant", "bytes", "secret", "odd", "encoded",
            ]),
        })
    }
}
