//! Random JSON values of a type.

use counterpart_generator::api::{
    Api, Bound, IntFormat, Kind, Limits, Rest, Selector, Shape, Struct, Type, TypeId, Union,
    Variant,
};
use counterpart_wire::Rule;
use serde_json::{Map, Number, Value as Json, json};

use super::pattern::{fitting, is_in};
use super::text::{Alphabet, text};
use super::{Choices, end};

/// The number of attempts to find a value that satisfies a rule.
pub(super) const MOST_TRIES: usize = 40;

/// The name of a property that is not in the document.
const BEYOND: &str = "x beyond";

/// The purpose of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A response, or a value on its own: it can have properties and enum values that are not in the document.
    Answer,
    /// A request: enums have listed values only.
    Request,
    /// A parameter: without null and without unknown properties.
    Parameter {
        /// Whether it is in a header, which cannot hold every character.
        header: bool,
    },
}

/// Makes values of the types of an API.
#[derive(Debug)]
pub struct Sampler<'a, 'b> {
    pub(super) api: &'a Api,
    pub(super) choices: Choices<'b>,
    pub(super) purpose: Purpose,
}

impl<'a, 'b> Sampler<'a, 'b> {
    /// Creates a sampler of the types of `api`.
    pub fn new(api: &'a Api, choices: Choices<'b>, purpose: Purpose) -> Self {
        Self { api, choices, purpose }
    }

    fn in_parameter(&self) -> bool {
        matches!(self.purpose, Purpose::Parameter { .. })
    }

    /// Returns a value of `ty`.
    pub fn value(&mut self, ty: &Type) -> Json {
        self.ruled(&ty.limits.rules, |sampler| sampler.unruled(ty))
    }

    /// Returns a value of a named type, with its rules.
    pub fn named(&mut self, id: TypeId) -> Json {
        let def = self.api.ty(id);
        self.ruled(&def.rules, |sampler| sampler.shape(&def.shape))
    }

    /// Returns a value that satisfies rules: one that they list, or the first one found by trying.
    fn ruled(&mut self, rules: &[String], mut make: impl FnMut(&mut Self) -> Json) -> Json {
        if self.purpose == Purpose::Answer || rules.is_empty() {
            return make(self);
        }
        let rules: Vec<Json> = rules.iter().filter_map(|rule| rule.parse().ok()).collect();
        if let Some(listed) = rules.iter().find_map(|rule| rule.get("enum")?.as_array()) {
            return self.choices.of(listed).clone();
        }
        let mut sample = make(self);
        for _ in 0..MOST_TRIES {
            if rules.iter().all(|rule| Rule::is_valid(&rule.to_string(), &sample)) {
                return sample;
            }
            sample = make(self);
        }
        self.choices.miss();
        sample
    }

    fn unruled(&mut self, ty: &Type) -> Json {
        if ty.nullable && !self.in_parameter() && self.choices.once_in(4) {
            return Json::Null;
        }
        match &ty.kind {
            // The values of a user's own type are not known here.
            Kind::Any | Kind::Custom(_) => self.any(),
            Kind::Null => Json::Null,
            Kind::Bool => self.choices.once_in(2).into(),
            Kind::Int(format) => self.integer(*format, &ty.limits),
            Kind::Float(_) => self.number(&ty.limits),
            Kind::String(format) => {
                let header = self.purpose == Purpose::Parameter { header: true };
                let alphabet = if header { Alphabet::Header } else { Alphabet::All };
                text(*format, &ty.limits, alphabet, &mut self.choices).into()
            }
            Kind::List(item) => self.list(item, &ty.limits),
            Kind::Map(value) => self.map(value, &ty.limits),
            Kind::Named(id) | Kind::Boxed(id) => self.named(*id),
        }
    }

    /// Returns a value of the shape of a named type, without its rules.
    pub fn shape(&mut self, shape: &Shape) -> Json {
        match shape {
            Shape::Struct(shape) if shape.is_list => self.tuple(shape),
            Shape::Struct(shape) => Json::Object(self.object(shape)),
            Shape::Enum(listed) => {
                if self.purpose == Purpose::Answer && self.choices.once_in(8) {
                    return if listed.integers {
                        77.into()
                    } else {
                        "a value of a later version".into()
                    };
                }
                tag(&self.choices.of(&listed.values).text, listed.integers)
            }
            Shape::Union(union) => self.variant(union),
            Shape::Alias(ty) => self.value(ty),
        }
    }

    fn any(&mut self) -> Json {
        let simple = [
            json!("any"),
            json!(7),
            json!(0.25),
            json!(true),
            json!(""),
            json!(-1),
            json!(18_446_744_073_709_551_615_u64),
        ];
        if self.in_parameter() {
            return "any".into();
        }
        match self.choices.below(10) {
            7 => Json::Null,
            8 => json!([self.any()]),
            9 => json!({ "any": self.any() }),
            index => simple[index].clone(),
        }
    }

    fn integer(&mut self, format: IntFormat, limits: &Limits) -> Json {
        let (least, most) = match format {
            IntFormat::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            IntFormat::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            IntFormat::U32 => (0, i128::from(u32::MAX)),
            IntFormat::U64 => (0, i128::from(u64::MAX)),
        };
        // The bounds in documents are small whole numbers.
        #[allow(clippy::cast_possible_truncation)]
        let inside =
            |bound: Bound, step: i128| bound.value as i128 + if bound.exclusive { step } else { 0 };
        let least = limits.minimum.map_or(least, |bound| inside(bound, 1).max(least));
        let most = limits.maximum.map_or(most, |bound| inside(bound, -1).min(most));
        let random = least + (i128::from(self.choices.wide()) % (most - least + 1));
        let number =
            *self.choices.of(&[0.clamp(least, most), least, most, 1.clamp(least, most), random]);
        #[allow(clippy::cast_possible_truncation)]
        let step = limits.multiple_of.map_or(1, |step| step as i128);
        let number = number - number.rem_euclid(step);
        let number = if number < least { number + step } else { number };
        match u64::try_from(number) {
            Ok(number) => number.into(),
            Err(_) => i64::try_from(number).unwrap_or_default().into(),
        }
    }

    fn number(&mut self, limits: &Limits) -> Json {
        let fits = |number: &f64| {
            let above = limits.minimum.is_none_or(|bound| {
                *number > bound.value || (!bound.exclusive && *number >= bound.value)
            });
            let below = limits.maximum.is_none_or(|bound| {
                *number < bound.value || (!bound.exclusive && *number <= bound.value)
            });
            above && below
        };
        let bounds =
            [limits.minimum, limits.maximum].into_iter().flatten().map(|bound| bound.value);
        let middle = bounds.clone().sum::<f64>() / 2.0;
        let known = [0.0, 0.03, -1.5, 1e300, 5e-324, 0.1, 123_456.789, middle];
        let known = known.into_iter().chain(bounds);
        let known = known.map(|number| match limits.multiple_of {
            Some(step) => (number / step).round() * step,
            None => number,
        });
        let known: Vec<f64> = known.filter(fits).collect();
        Number::from_f64(*self.choices.of(&known)).map_or(Json::Null, Json::Number)
    }

    /// Returns a small number of items or entries within the limits.
    pub(super) fn count(&mut self, limits: &Limits) -> usize {
        let count = |limit: Option<u64>| limit.and_then(|limit| usize::try_from(limit).ok());
        let least = count(limits.min_items).unwrap_or(usize::from(self.in_parameter()));
        if self.choices.is_spent() {
            return least;
        }
        let most = count(limits.max_items).unwrap_or(least + 3).min(least + 3);
        least + self.choices.below(most - least + 1)
    }

    fn list(&mut self, item: &Type, limits: &Limits) -> Json {
        let count = self.count(limits);
        let mut items: Vec<Json> = Vec::new();
        for _ in 0..count {
            let sample = self.value(item);
            let empty = self.in_parameter() && sample == "";
            let again = limits.unique && items.contains(&sample);
            if !empty && !again {
                items.push(sample);
            }
        }
        // A list in a parameter cannot be empty.
        if items.is_empty() && count > 0 && self.in_parameter() {
            items.push("x".into());
        }
        items.into()
    }

    fn map(&mut self, value: &Type, limits: &Limits) -> Json {
        let count = self.count(limits);
        let keys = ["a", "", "b c", "\"é\"", "$ref"];
        let keys = if self.in_parameter() { &["a", "b"] } else { &keys[..] };
        keys.iter().take(count).map(|key| ((*key).to_owned(), self.value(value))).collect()
    }

    fn object(&mut self, shape: &Struct) -> Map<String, Json> {
        let mut object = Map::new();
        for field in &shape.fields {
            if let (Some(pattern), Kind::Map(ty)) = (&field.pattern, &field.ty.kind) {
                if !self.in_parameter() && self.choices.once_in(2) {
                    let key = fitting(pattern, &mut self.choices);
                    object.insert(key, self.value(ty));
                }
            } else if field.required || self.choices.once_in(2) {
                object.insert(field.name.clone(), self.value(&field.ty));
            }
        }
        // A name that a pattern claims is not beyond the properties of the document.
        let claims = |pattern: &String| is_in(pattern, BEYOND);
        let is_claimed = shape.fields.iter().filter_map(|field| field.pattern.as_ref()).any(claims);
        if !self.in_parameter() && !is_claimed && self.choices.once_in(4) {
            match &shape.rest {
                Rest::Kept => {
                    object.insert(BEYOND.to_owned(), self.any());
                }
                Rest::Typed(ty) => {
                    object.insert(BEYOND.to_owned(), self.value(ty));
                }
                Rest::Closed => {}
            }
        }
        object
    }

    /// Returns items up to the first one that is left out.
    fn tuple(&mut self, shape: &Struct) -> Json {
        let mut items = Vec::new();
        for field in &shape.fields {
            if !field.required && self.choices.once_in(2) {
                return items.into();
            }
            items.push(self.value(&field.ty));
        }
        if let Rest::Typed(ty) = &shape.rest
            && self.choices.once_in(2)
        {
            items.push(self.value(ty));
        }
        items.into()
    }

    fn variant(&mut self, union: &Union) -> Json {
        let soonest = self.choices.is_spent().then(|| end::soonest(self.api, union)).flatten();
        let Variant { ty, selector, .. } =
            soonest.unwrap_or_else(|| self.choices.of(&union.variants));
        let mut sample = self.value(ty);
        if let Selector::Event(name) = selector {
            return json!({ "event": name, "data": sample });
        }
        // A value with a discriminator is an object.
        if matches!(selector, Selector::Discriminator(_)) && self.api.resolved(ty).kind == Kind::Any
        {
            sample = Json::Object(Map::new());
        }
        if let (Some(property), Selector::Discriminator(tags), Some(object)) =
            (&union.discriminator, selector, sample.as_object_mut())
        {
            let found = object.get(property);
            let plain = found.is_some_and(|value| value.is_number() || value.is_boolean());
            let chosen: &String = self.choices.of(tags);
            object.insert(property.clone(), tag(chosen, plain));
        }
        sample
    }
}

/// Converts a text of the document to a value: a string, or with `plain` the number or boolean that it spells.
fn tag(text: &str, plain: bool) -> Json {
    text.parse().ok().filter(|_: &Json| plain).unwrap_or_else(|| text.into())
}
