//! Servers of an API.

use super::Docs;

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name in the document, or one derived from its URL.
    pub name: String,
    /// Its URL, with the names of variables in braces.
    pub url: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its variables, in the order of the URL.
    pub variables: Vec<Variable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its default.
    pub default: String,
    /// The values that it can have. Empty if any value is allowed.
    pub values: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
}

impl Server {
    /// Returns the URL with the defaults of its variables.
    pub fn address(&self) -> String {
        let fill = |url: String, variable: &Variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        };
        self.variables.iter().fold(self.url.clone(), fill)
    }

    /// Whether the URL is absolute, so that a client can use it as it is.
    pub fn is_absolute(&self) -> bool {
        let address = self.address();
        address.starts_with("http://") || address.starts_with("https://")
    }

    /// Returns the path of the URL, without a slash at its end.
    pub fn path(&self) -> String {
        let address = self.address();
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
        });
        let path = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        if path.starts_with('/') { path.to_owned() } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_path() {
        let server = |url: &str| Server {
            name: String::new(),
            url: url.to_owned(),
            docs: Docs::default(),
            variables: vec![Variable {
                name: "v".to_owned(),
                default: "v2".to_owned(),
                values: Vec::new(),
                docs: Docs::default(),
            }],
        };
        for (url, address, path) in [
            ("https://a.b", "https://a.b", ""),
            ("https://a.b/", "https://a.b/", ""),
            ("https://{v}.b:80/x/{v}/", "https://v2.b:80/x/v2/", "/x/v2"),
            ("/{v}", "/v2", "/v2"),
            ("/", "/", ""),
            ("v1", "v1", ""),
        ] {
            assert_eq!(server(url).address(), address);
            assert_eq!(server(url).path(), path, "{url}");
        }
    }
}
