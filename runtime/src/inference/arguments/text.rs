//! The text of an argument: explains why a product is right for a client, from the information about both.

use inference_api::types::{InsightSpec, ProductSpec};
use inference_api::wire::{Json, Map};

/// The input of an argument.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brief<'b> {
    pub(super) client: &'b Map<Json>,
    pub(super) insight: &'b InsightSpec,
    pub(super) product: &'b ProductSpec,
    /// Additional information from the action.
    pub(super) hint: Option<&'b str>,
}

impl Brief<'_> {
    /// Returns the prompt for the model.
    pub(super) fn question(self) -> String {
        let known = self.client.iter().map(|(key, value)| format!("{key}: {}", plain(value)));
        let known: Vec<String> = known.collect();
        let mut parts = vec![format!("Why is {} right for this client?", self.product_name())];
        parts.push(format!("Client: {}.", known.join(", ")));
        parts.extend(self.insight.insight.clone());
        parts.extend(self.product.description.clone());
        parts.extend(self.hint.map(str::to_owned));
        parts.join(" ")
    }

    /// Returns the argument, worded for the client.
    pub(super) fn argument(self) -> String {
        let name = self.client.get("name").and_then(Json::as_str);
        let mut sentences = Vec::new();
        if let Some(insight) = &self.insight.insight {
            sentences.push(match name {
                Some(name) => format!("{name}, we noticed something: {}", sentence(insight)),
                None => format!("We noticed something: {}", sentence(insight)),
            });
        } else if let Some(name) = name {
            sentences.push(format!("{name}, this is for you."));
        }
        sentences.push(match &self.product.description {
            Some(description) => {
                format!("{} fits that: {}", capital(&self.product_name()), sentence(description))
            }
            None => format!("{} fits that.", capital(&self.product_name())),
        });
        sentences.extend(self.hint.map(sentence));
        sentences.join(" ")
    }

    /// Returns the reasoning.
    pub(super) fn thinking(self) -> String {
        let looked_at = match self.client.len() {
            0 => "Nothing is known about the client".to_owned(),
            1 => "One thing is known about the client".to_owned(),
            several => format!("{several} things are known about the client"),
        };
        match &self.insight.insight {
            Some(insight) => format!("{looked_at}. What matters most: {}", sentence(insight)),
            None => format!("{looked_at}, and no insight was given."),
        }
    }

    fn product_name(self) -> String {
        self.product.name.clone().unwrap_or_else(|| "the product".to_owned())
    }
}

/// Formats a value for a sentence.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Ends a text with a full stop if needed.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_argument_connects_client_and_product() {
        let client: Map<Json> = [("name", json!("Ada")), ("flights_a_year", json!(14))]
            .map(|(k, v)| (k.to_owned(), v))
            .into();
        let insight = InsightSpec::new().with_insight("You fly every month");
        let product =
            ProductSpec::new().with_name("Travel card").with_description("Miles for flights.");
        let brief = Brief {
            client: &client,
            insight: &insight,
            product: &product,
            hint: Some("Lounges are included"),
        };
        let expected = "Ada, we noticed something: You fly every month. Travel card fits that: Miles for \
                        flights. Lounges are included.";
        assert_eq!(brief.argument(), expected);
        assert!(brief.question().contains("Client: name: Ada, flights_a_year: 14."));
        assert_eq!(
            brief.thinking(),
            "2 things are known about the client. What matters most: You fly every month."
        );
    }

    #[test]
    fn little_information_is_enough() {
        let (client, insight, product) = (Map::new(), InsightSpec::new(), ProductSpec::new());
        let brief = Brief { client: &client, insight: &insight, product: &product, hint: None };
        assert_eq!(brief.argument(), "The product fits that.");
        assert_eq!(
            brief.thinking(),
            "Nothing is known about the client, and no insight was given."
        );
    }
}
