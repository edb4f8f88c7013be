//! Handwritten types that replace generated ones. They must implement `Encode`, `Decode`, `Debug`, `Clone` and `PartialEq`,
//! and every other trait that a generated type with such a field derives.

use counterpart_wire::{Decode, Encode, Report, Value, Writer};

/// An amount in a currency, such as `12 EUR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// The amount, in whole units of the currency.
    pub amount: u64,
    /// The currency code, such as `EUR`.
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
        // An invalid amount is reported to the caller with its location, like every violation.
        if money.is_none() {
            report.mismatch(value, "an amount such as `12 EUR`");
        }
        money
    }
}

/// A decimal number, as text.
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
