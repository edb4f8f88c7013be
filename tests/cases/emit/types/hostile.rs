// ==== src/types/hostile.rs ====

use counterpart_wire as wire;

/// */ fn title() {} /*.
///
/// ends */ /* begins `ticks` "quotes" \ back
/// #!\[allow(everything)\]
/// //! inner \] "\]
/// #\[doc = "x"\] pub fn leaked() {}
/// ```text
/// compile_error!("a code block of the document is compiled");
/// ```
///   compile_error!("so is an indented one");
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hostile {
    /// */ " #!\[
    ///
    /// Serialized as `"] fn leak() {} ["`.
    pub fn_leak: String,
    /// Matches `^"#[^"]*\n$|"""##`.
    pub line_break: String,
    /// Defaults to `1`.
    ///
    /// Serialized as `{}`.
    pub value: Option<i64>,
    /// Defaults to `"\"#; panic!(\"{}\") //"`.
    ///
    /// Serialized as `{0:?}`.
    pub n0: Option<String>,
    /// Serialized as ` nul`.
    pub nul: Option<String>,
    /// right�to left separator
    ///
    /// Serialized as `�rtl`.
    pub rtl: Option<String>,
    /// Serialized as an empty string.
    pub value2: Option<String>,
    /// Serialized as `$ref2`.
    pub ref2: Option<String>,
    pub cr_name: Option<String>,
    /// Defaults to `"a\r\nb */ /*"`.
    ///
    /// Serialized as `two */ fn leak() {} /*`.
    pub two_star_fn_leak_star: Option<String>,
    pub back_tick: Option<String>,
    pub r_raw: Option<String>,
    /// Serialized as `a'b`.
    pub ab: Option<HostileAb>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Hostile {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(fn_leak: impl Into<String>, line_break: impl Into<String>) -> Self {
        Self {
            fn_leak: fn_leak.into(),
            line_break: line_break.into(),
            value: None,
            n0: None,
            nul: None,
            rtl: None,
            value2: None,
            ref2: None,
            cr_name: None,
            two_star_fn_leak_star: None,
            back_tick: None,
            r_raw: None,
            ab: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_value(mut self, value: i64) -> Self {
        self.value = Some(value);
        self
    }

    #[must_use]
    pub fn with_n0(mut self, n0: impl Into<String>) -> Self {
        self.n0 = Some(n0.into());
        self
    }

    #[must_use]
    pub fn with_nul(mut self, nul: impl Into<String>) -> Self {
        self.nul = Some(nul.into());
        self
    }

    #[must_use]
    pub fn with_rtl(mut self, rtl: impl Into<String>) -> Self {
        self.rtl = Some(rtl.into());
        self
    }

    #[must_use]
    pub fn with_value2(mut self, value2: impl Into<String>) -> Self {
        self.value2 = Some(value2.into());
        self
    }

    #[must_use]
    pub fn with_ref2(mut self, ref2: impl Into<String>) -> Self {
        self.ref2 = Some(ref2.into());
        self
    }

    #[must_use]
    pub fn with_cr_name(mut self, cr_name: impl Into<String>) -> Self {
        self.cr_name = Some(cr_name.into());
        self
    }

    #[must_use]
    pub fn with_two_star_fn_leak_star(
        mut self,
        two_star_fn_leak_star: impl Into<String>,
    ) -> Self {
        self.two_star_fn_leak_star = Some(two_star_fn_leak_star.into());
        self
    }

    #[must_use]
    pub fn with_back_tick(mut self, back_tick: impl Into<String>) -> Self {
        self.back_tick = Some(back_tick.into());
        self
    }

    #[must_use]
    pub fn with_r_raw(mut self, r_raw: impl Into<String>) -> Self {
        self.r_raw = Some(r_raw.into());
        self
    }

    #[must_use]
    pub fn with_ab(mut self, ab: impl Into<HostileAb>) -> Self {
        self.ab = Some(ab.into());
        self
    }
}

impl wire::Encode for Hostile {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("\"] fn leak() {} [\"", &self.fn_leak);
        to.field("line\nbreak", &self.line_break);
        to.optional("{}", &self.value);
        to.optional("{0:?}", &self.n0);
        to.optional("\0nul", &self.nul);
        to.optional("\u{202e}rtl", &self.rtl);
        to.optional("", &self.value2);
        to.optional("$ref2", &self.ref2);
        to.optional("cr\rname", &self.cr_name);
        to.optional("two\n*/ fn leak() {} /*", &self.two_star_fn_leak_star);
        to.optional("back`tick", &self.back_tick);
        to.optional("r#raw", &self.r_raw);
        to.optional("a'b", &self.ab);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Hostile {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let fn_leak = object.required("\"] fn leak() {} [\"", report);
        let line_break = object.required("line\nbreak", report);
        let value = object.optional("{}", report);
        let n0 = object.optional("{0:?}", report);
        let nul = object.optional("\0nul", report);
        let rtl = object.optional("\u{202e}rtl", report);
        let value2 = object.optional("", report);
        let ref2 = object.optional("$ref2", report);
        let cr_name = object.optional("cr\rname", report);
        let two_star_fn_leak_star = object.optional("two\n*/ fn leak() {} /*", report);
        let back_tick = object.optional("back`tick", report);
        let r_raw = object.optional("r#raw", report);
        let ab = object.optional("a'b", report);
        Some(Self {
            fn_leak: fn_leak?,
            line_break: line_break?,
            value: value?,
            n0: n0?,
            nul: nul?,
            rtl: rtl?,
            value2: value2?,
            ref2: ref2?,
            cr_name: cr_name?,
            two_star_fn_leak_star: two_star_fn_leak_star?,
            back_tick: back_tick?,
            r_raw: r_raw?,
            ab: ab?,
            unknown: object
                .unknown(
                    &[
                        "\"] fn leak() {} [\"",
                        "line\nbreak",
                        "{}",
                        "{0:?}",
                        "\0nul",
                        "\u{202e}rtl",
                        "",
                        "$ref2",
                        "cr\rname",
                        "two\n*/ fn leak() {} /*",
                        "back`tick",
                        "r#raw",
                        "a'b",
                    ],
                ),
        })
    }
}

impl wire::Validate for Hostile {
    fn validate(&self, checks: &mut wire::Checks) {
        {
            static PATTERN: wire::Pattern = wire::Pattern::new(
                "^\"#[^\"]*\\n$|\"\"\"##",
            );
            checks.field("line\nbreak").pattern(&self.line_break, &PATTERN);
        }
        if let Some(value) = &self.ab {
            checks.field("a'b").validate(value);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HostileAb {
    A,
    Loop,
    /// Serialized as `` ` ``.
    Value,
    /// Serialized as `\`.
    Value2,
    /// Serialized as ` `.
    Value3,
    /// Serialized as `#![`.
    Not,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for HostileAb {
    const VALUES: &'static [&'static str] = &[
        "'a",
        "\"; loop {} //",
        "`",
        "\\",
        "\n",
        "#![",
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::A => "'a",
            Self::Loop => "\"; loop {} //",
            Self::Value => "`",
            Self::Value2 => "\\",
            Self::Value3 => "\n",
            Self::Not => "#![",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "'a" => Self::A,
            "\"; loop {} //" => Self::Loop,
            "`" => Self::Value,
            "\\" => Self::Value2,
            "\n" => Self::Value3,
            "#![" => Self::Not,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(HostileAb);

impl wire::Validate for HostileAb {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
