//! XML text to a flat tree.
//!
//! The tree is a list of nodes in the order of the text. A node knows where its text is and which node follows after
//! all that it contains. So memory is a small multiple of the text, whatever the text is.

use std::borrow::Cow;

use indexmap::IndexSet;
use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::{INSTANCE, text};
use crate::values::codec::DEEPEST;

/// The most namespaces that may be declared at one place.
const NAMESPACES: usize = 64;

/// An XML document.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    namespaces: IndexSet<Box<str>>,
}

/// A part of a document. Its text is that of a name, or the text itself.
#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    start: u32,
    end: u32,
    /// One more than the index of its namespace.
    namespace: u32,
    /// The index of the node after all that it contains.
    next: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element,
    /// The next node is its value.
    Attribute,
    Value,
    Text,
    CData,
    /// A character that was written as a reference: `start` is its code.
    Char,
}

/// Why a text is no XML, or XML that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// The code of the violation.
    pub(crate) code: &'static str,
    /// What is wrong, where, and what helps.
    pub(crate) message: String,
}

impl<'a> Tree<'a> {
    /// Parses a document, with elements nested at most as deep as lists and objects in JSON.
    pub(super) fn parse(xml: &'a [u8]) -> Result<Self, Malformed> {
        let encoding = || Malformed {
            code: "encoding",
            message: "the XML is not UTF-8, which is the only encoding that is read".to_owned(),
        };
        let text = std::str::from_utf8(xml).map_err(|_| encoding())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if u32::try_from(text.len()).is_err() {
            return Err(Parser::at(text, text.len(), "the text is too long"));
        }
        if let Some(place) = text::forbidden(text) {
            return Err(Parser::at(text, place, "XML does not allow this character"));
        }
        let mut parser = Parser {
            tree: Self { text, nodes: Vec::new(), namespaces: IndexSet::new() },
            open: Vec::new(),
        };
        parser.run()?;
        Ok(parser.tree)
    }

    /// Returns the root element.
    pub(super) fn root(&self) -> Item<'_> {
        Item { tree: self, at: 0 }
    }
}

struct Parser<'a> {
    tree: Tree<'a>,
    /// The indices of the open elements.
    open: Vec<usize>,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), Malformed> {
        let text = self.tree.text;
        let mut reader = NsReader::from_str(text);
        reader.resolver_mut().set_max_namespace_bindings(NAMESPACES);
        loop {
            let from = position(reader.buffer_position());
            let event = reader.read_event().map_err(|error| {
                Self::at(text, position(reader.error_position()), &error.to_string())
            })?;
            let fail = |why: &str| Self::at(text, from, why);
            let is_outside = self.open.is_empty();
            match event {
                Event::Start(start) => self.begin(&reader, &start, &fail)?,
                Event::Empty(start) => {
                    self.begin(&reader, &start, &fail)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(part) => {
                    let part = part.into_inner();
                    if is_outside && !text::is_space(&part) {
                        return Err(fail("there is text outside of the root element"));
                    }
                    self.text(Kind::Text, &part);
                }
                Event::CData(_) | Event::GeneralRef(_) if is_outside => {
                    return Err(fail("there is text outside of the root element"));
                }
                Event::CData(part) => self.text(Kind::CData, &part.into_inner()),
                Event::GeneralRef(name) => {
                    let written = format!("&{};", &*name.into_inner());
                    let read = unescape(&written).map_err(|_| fail(&entity(&written)))?;
                    let Some(char) = read.chars().next().filter(|char| text::is_allowed(*char))
                    else {
                        return Err(fail("XML does not allow this character"));
                    };
                    let code = u32::from(char);
                    self.push(Kind::Char, code, code, 0);
                }
                Event::DocType(_) => {
                    return Err(fail(
                        "document type declarations are not read: remove `<!DOCTYPE`",
                    ));
                }
                Event::Decl(declaration) => Self::check(&declaration)?,
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if !is_outside => return Err(fail("an element is not closed")),
                Event::Eof if self.tree.nodes.is_empty() => {
                    return Err(fail("there is no element"));
                }
                Event::Eof => return Ok(()),
            }
        }
    }

    /// Refuses an encoding that the bytes cannot have: they are UTF-8.
    fn check(declaration: &BytesDecl<'_>) -> Result<(), Malformed> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        if ["utf-8", "utf8", "us-ascii"].contains(&encoding.to_ascii_lowercase().as_str()) {
            return Ok(());
        }
        let message = "the XML declares an encoding that is not read: send UTF-8".to_owned();
        Err(Malformed { code: "encoding", message })
    }

    fn begin(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        fail: &dyn Fn(&str) -> Malformed,
    ) -> Result<(), Malformed> {
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(fail("there is more than one root element"));
        }
        if self.open.len() >= DEEPEST {
            return Err(fail(&format!("elements are nested deeper than {DEEPEST}")));
        }
        let undeclared =
            |prefix: &str| fail(&format!("the prefix `{}` is not declared", text::brief(prefix)));
        let (namespace, local) = reader.resolver().resolve_element(start.name());
        let namespace = self.namespace(namespace).map_err(|prefix| undeclared(&prefix))?;
        self.open.push(self.tree.nodes.len());
        self.named(Kind::Element, local.as_ref(), namespace);
        let first = self.tree.nodes.len();
        // The check of the library for names that occur twice takes the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| fail(&error.to_string()))?;
            if attribute.value.contains('<') {
                return Err(fail("an attribute contains `<`: write `&lt;`"));
            }
            text::attribute(&attribute.value)
                .map_err(|wrong| fail(&entity(wrong.as_deref().unwrap_or_default())))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = self.namespace(namespace).map_err(|prefix| undeclared(&prefix))?;
            self.named(Kind::Attribute, local.as_ref(), namespace);
            self.text(Kind::Value, &attribute.value);
            let after = count(self.tree.nodes.len());
            if let Some(node) = self.tree.nodes.iter_mut().rev().nth(1) {
                node.next = after;
            }
        }
        if self.has_twins(first) {
            return Err(fail("an attribute occurs twice"));
        }
        Ok(())
    }

    /// Returns whether two attributes have the same name. They begin at the node `first`.
    fn has_twins(&self, first: usize) -> bool {
        let attributes = self.tree.nodes.get(first..).unwrap_or_default().iter().step_by(2);
        let mut names: Vec<_> =
            attributes.map(|node| (node.namespace, self.tree.slice(*node))).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
    }

    /// Returns the number of a namespace, or the prefix that has none.
    fn namespace(&mut self, found: ResolveResult<'_>) -> Result<u32, String> {
        let namespace = match found {
            ResolveResult::Unbound => return Ok(0),
            ResolveResult::Unknown(prefix) => return Err(prefix),
            ResolveResult::Bound(namespace) => namespace.0,
        };
        let known = self.tree.namespaces.get_index_of(namespace);
        let index = known.unwrap_or_else(|| self.tree.namespaces.insert_full(namespace.into()).0);
        Ok(count(index) + 1)
    }

    fn end(&mut self) {
        let after = count(self.tree.nodes.len());
        if let Some(node) = self.open.pop().and_then(|at| self.tree.nodes.get_mut(at)) {
            node.next = after;
        }
    }

    fn named(&mut self, kind: Kind, name: &str, namespace: u32) {
        let start = self.offset(name);
        self.push(kind, count(start), count(start + name.len()), namespace);
    }

    fn text(&mut self, kind: Kind, part: &str) {
        if kind == Kind::Value || (!part.is_empty() && !self.open.is_empty()) {
            self.named(kind, part, 0);
        }
    }

    fn push(&mut self, kind: Kind, start: u32, end: u32, namespace: u32) {
        let next = count(self.tree.nodes.len() + 1);
        self.tree.nodes.push(Node { kind, start, end, namespace, next });
    }

    /// Returns where a part of the text begins. The reader borrows all parts from the text.
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.tree.text.as_ptr().addr())
    }

    /// Returns an error at a place of the text.
    fn at(text: &str, place: usize, why: &str) -> Malformed {
        let before = text.as_bytes().get(..place).unwrap_or(text.as_bytes());
        let line = before.split(|byte| *byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = before.get(start..).unwrap_or_default().len() + 1;
        Malformed { code: "xml", message: format!("{why} at line {line} column {column}") }
    }
}

/// Says that an entity is not read.
fn entity(name: &str) -> String {
    format!(
        "only predefined entities and character references are read, not `{}`",
        text::brief(name)
    )
}

fn position(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// Texts are shorter than `u32::MAX`, which was checked.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Tree<'_> {
    fn slice(&self, node: Node) -> &str {
        self.text.get(node.start as usize..node.end as usize).unwrap_or_default()
    }

    fn node(&self, at: u32) -> Option<Node> {
        self.nodes.get(at as usize).copied()
    }
}

/// An element or an attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'t> {
    tree: &'t Tree<'t>,
    at: u32,
}

impl<'t> Item<'t> {
    /// Returns the local name.
    pub(super) fn name(self) -> &'t str {
        self.tree.node(self.at).map_or("", |node| self.tree.slice(node))
    }

    /// Returns the IRI of the namespace; empty if there is none.
    pub(super) fn namespace(self) -> &'t str {
        let index = self.tree.node(self.at).and_then(|node| node.namespace.checked_sub(1));
        index.and_then(|index| self.tree.namespaces.get_index(index as usize)).map_or("", |iri| iri)
    }

    pub(super) fn is_attribute(self) -> bool {
        self.tree.node(self.at).is_some_and(|node| node.kind == Kind::Attribute)
    }

    /// Iterates over what is directly inside.
    fn inside(self) -> impl Iterator<Item = (u32, Node)> + use<'t> {
        let Self { tree, at } = self;
        let end = tree.node(at).map_or(at, |node| node.next);
        let mut here = at + 1;
        std::iter::from_fn(move || {
            let node = tree.node(here).filter(|_| here < end)?;
            let found = (here, node);
            here = node.next.max(here + 1);
            Some(found)
        })
    }

    /// Iterates over the attributes and the elements inside.
    pub(super) fn parts(self) -> impl Iterator<Item = Item<'t>> + use<'t> {
        let tree = self.tree;
        let is_part = |kind| matches!(kind, Kind::Element | Kind::Attribute);
        self.inside()
            .filter(move |(_, node)| is_part(node.kind))
            .map(move |(at, _)| Item { tree, at })
    }

    /// Iterates over the elements inside.
    pub(super) fn elements(self) -> impl Iterator<Item = Item<'t>> + use<'t> {
        self.parts().filter(|part| !part.is_attribute())
    }

    /// Returns the text directly inside, without references and with normalized line ends.
    pub(super) fn text(self) -> Cow<'t, str> {
        let mut all = Cow::Borrowed("");
        for (_, node) in self.inside() {
            let part = match node.kind {
                Kind::Element | Kind::Attribute => continue,
                Kind::Text | Kind::CData => text::lines(self.tree.slice(node)),
                Kind::Value => text::attribute(self.tree.slice(node)).unwrap_or_default(),
                Kind::Char => {
                    char::from_u32(node.start).map(String::from).unwrap_or_default().into()
                }
            };
            if all.is_empty() {
                all = part;
            } else {
                all.to_mut().push_str(&part);
            }
        }
        all
    }

    /// Returns whether the element stands for null (`xsi:nil`).
    pub(super) fn is_nil(self) -> bool {
        self.parts().take_while(|part| part.is_attribute()).any(|part| {
            part.namespace() == INSTANCE
                && part.name() == "nil"
                && matches!(part.text().trim(), "true" | "1")
        })
    }
}
