//! An operation of a document, including what it inherits from its path and from the document.

use serde_json::Value;

use super::{Document, text};

/// An operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'a> {
    pub(super) document: &'a Document,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) item: &'a Value,
    pub(super) node: &'a Value,
}

impl<'a> Operation<'a> {
    /// Returns the method in upper case.
    pub fn method(&self) -> String {
        self.method.to_uppercase()
    }

    /// Returns the path as written in the document.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// Returns the operation object.
    pub fn node(&self) -> &'a Value {
        self.node
    }

    /// Returns the operation's id, or one derived from its method and path.
    pub fn id(&self) -> String {
        let id = text(self.node, "operationId");
        if id.is_empty() { format!("{}{}", self.method, self.path) } else { id.to_owned() }
    }

    /// Returns the first tag, which determines the group of the operation.
    pub fn tag(&self) -> &'a str {
        self.node.pointer("/tags/0").and_then(Value::as_str).unwrap_or("default")
    }

    /// Returns the parameters of the path and of the operation. Those of the operation take precedence.
    pub fn parameters(&self) -> Vec<&'a Value> {
        let mut parameters: Vec<&Value> = Vec::new();
        for owner in [self.item, self.node] {
            for parameter in owner.get("parameters").and_then(Value::as_array).into_iter().flatten()
            {
                let parameter = self.document.follow(parameter);
                match parameters.iter_mut().find(|other| same(other, parameter)) {
                    Some(inherited) => *inherited = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        parameters
    }

    /// Returns the request body.
    pub fn body(&self) -> Option<&'a Value> {
        self.node.get("requestBody").map(|body| self.document.follow(body))
    }

    /// Returns the responses by status.
    pub fn responses(&self) -> Vec<(&'a str, &'a Value)> {
        let responses = self.node.get("responses").and_then(Value::as_object).into_iter().flatten();
        responses
            .map(|(status, response)| (status.as_str(), self.document.follow(response)))
            .collect()
    }

    /// Returns the alternative security requirements. Each is a list of scheme names and schemes; an empty list means
    /// that no credentials are required.
    pub fn security(&self) -> Vec<Vec<(&'a str, &'a Value)>> {
        let alternatives = self.node.get("security").or_else(|| self.document.at("/security"));
        let alternatives = alternatives.and_then(Value::as_array).into_iter().flatten();
        alternatives.map(|alternative| self.schemes(alternative)).collect()
    }

    fn schemes(&self, alternative: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let names = alternative.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        names
            .filter_map(|name| {
                let schemes = self.document.at("/components/securitySchemes")?;
                Some((name, self.document.follow(schemes.get(name)?)))
            })
            .collect()
    }
}

fn same(one: &Value, other: &Value) -> bool {
    text(one, "name") == text(other, "name") && text(one, "in") == text(other, "in")
}
