//! Types of one's own in place of generated ones. What a generated type needs of them is `Encode` and `Decode`, and
//! `Debug`, `Clone` and `PartialEq`; what it derives beside these, they must have too.

use counterpart_wire::{Decode, Encode, Report, Value, Writer};

/// An amount in a currency, such as `12 EUR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: u64,
    /// Of what.
    pub currency: String,
}

impl Encode for Money {
    fn encode(&self, to: &mut Writer) {
        to.string(&format!("{} {}", self.amount, self.currency));
    }
}

impl Decode for Money {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let text = String::decode(value, report)?;
        let parts = text.split_once(' ');
        let money = parts.and_then(|(amount, currency)| {
            Some(Self { amount: amount.parse().ok()?, currency: currency.to_owned() })
        });
        // What is no amount is a violation like any other: it goes back to the caller with its place.
        if money.is_none() {
            report.mismatch(value, "an amount such as `12 EUR`");
        }
        money
    }
}

/// A decimal number, as its digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(pub String);

impl Encode for Decimal {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.0);
    }
}

impl Decode for Decimal {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        String::decode(value, report).map(Self)
    }
}
