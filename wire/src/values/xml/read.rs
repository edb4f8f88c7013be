//! A tree to JSON text, by a schema.

use super::free;
use super::shape::{Content, Element, Member, Name, Node, Object, Rest, Root, Scalar};
use super::tree::{Item, Tree};
use super::{TEXT, text};
use crate::values::codec::{Report, Tape, Writer};

/// How deep objects are searched that are written without an element of their own, since an object may contain itself.
const INLINE: usize = 8;

/// Translates an XML text into the JSON text that a schema describes. Reports why the text is no XML, or not the
/// element that is expected.
pub(crate) fn read(xml: &[u8], root: &Root, report: &mut Report) -> Option<Vec<u8>> {
    let tree = match Tree::parse(xml) {
        Ok(tree) => tree,
        Err(wrong) => {
            report.here(wrong.code, wrong.message);
            return None;
        }
    };
    let item = tree.root();
    let element = &root.element;
    if root.is_named && !fits(&element.name, item) {
        report.here("xml", mismatch(&element.name, item));
        return None;
    }
    let mut to = Writer::json();
    if let Some(property) = root.property {
        to.begin_object();
        to.key(property);
    }
    content(item, &element.content, &mut to);
    if root.property.is_some() {
        to.end_object();
    }
    Some(to.finish())
}

fn mismatch(name: &Name, item: Item<'_>) -> String {
    let Name { local, namespace, .. } = name;
    let found = text::brief(item.name());
    if *local != item.name() {
        return format!("expected the element `{local}`, found `{found}`");
    }
    let other = text::brief(item.namespace());
    format!("expected the element `{local}` in the namespace `{namespace}`, found it in `{other}`")
}

/// Whether a part has a name. A name without a namespace fits in any: documents seldom name that of each element.
fn fits(name: &Name, item: Item<'_>) -> bool {
    name.local == item.name() && (name.namespace.is_empty() || name.namespace == item.namespace())
}

/// Writes what is in an element.
fn content(item: Item<'_>, content: &Content, to: &mut Writer) {
    if item.is_nil() {
        return to.null();
    }
    match content {
        Content::Any => free::write(item, to),
        Content::Scalar(kind) => scalar(item, *kind, to),
        Content::Object(object) => match object.or_text {
            Some(kind) if item.parts().all(free::is_standard) => scalar(item, kind, to),
            _ => {
                to.begin_object();
                properties(item, object, to);
                to.end_object();
            }
        },
        Content::List(element) => {
            to.begin_list();
            for part in item.elements() {
                to.next_item();
                if fits(&element.name, part) {
                    self::content(part, &element.content, to);
                } else {
                    // An object with a name that no item has, so that it is refused where it matters.
                    to.begin_object();
                    to.key(&apart(part));
                    free::write(part, to);
                    to.end_object();
                }
            }
            to.end_list();
        }
    }
}

/// Writes text as a boolean, a number or a string. What is no text is written as it is, so that its type is refused.
fn scalar(item: Item<'_>, kind: Scalar, to: &mut Writer) {
    if item.elements().next().is_some() {
        return free::write(item, to);
    }
    let text = item.text();
    let word = text.trim_matches([' ', '\t', '\n', '\r']);
    match word {
        "true" | "false" if kind.boolean => return to.serialize(&(word == "true")),
        // XML Schema Part 2, section 3.2.2.
        "1" | "0" if kind.boolean && !kind.number => return to.serialize(&(word == "1")),
        _ => {}
    }
    if kind.number
        && let Some(number) = number(word)
    {
        return to.number(&number);
    }
    to.string(&text);
}

/// Returns a number as JSON. XML Schema allows a sign, leading zeros and a bare point (Part 2, sections 3.2.3 to 3.2.5).
fn number(word: &str) -> Option<String> {
    let is_json =
        |word: &str| Tape::parse(word.as_bytes()).is_ok_and(|tape| tape.root().number().is_some());
    if is_json(word) {
        return Some(word.to_owned());
    }
    if !word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    let whole = word.parse::<i128>().ok().map(|whole| whole.to_string());
    let float = || word.parse::<f64>().ok().filter(|float| float.is_finite());
    whole.or_else(|| float().map(|float| float.to_string())).filter(|word| is_json(word))
}

/// Writes the attributes and elements of an item as the properties of an open object.
fn properties(item: Item<'_>, object: &Object, to: &mut Writer) {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    let mut next = 0;
    for part in item.parts() {
        match claim(object, part, next, 0) {
            Some(index) => {
                known.push((index, part));
                // Most elements come in the order of the schema.
                next = index;
            }
            None if free::is_standard(part) => {}
            None => unknown.push(part),
        }
    }
    let has_elements = item.elements().next().is_some();
    described(item, object, known, has_elements, to);
    others(item, object, unknown, has_elements, to);
}

/// Writes the properties that an object describes.
fn described(
    item: Item<'_>,
    object: &Object,
    mut known: Vec<(usize, Item<'_>)>,
    has_elements: bool,
    to: &mut Writer,
) {
    known.sort_by_key(|(index, _)| *index);
    let mut known = known.as_slice();
    for (index, member) in object.members.iter().enumerate() {
        let count = known.iter().take_while(|(of, _)| *of == index).count();
        let (own, rest) = known.split_at(count);
        known = rest;
        match own {
            [] => absent(item, member, has_elements, to),
            own => {
                to.key(member.property);
                present(item, member, own, to);
            }
        }
    }
}

/// Writes a property whose attribute or elements there are.
fn present(item: Item<'_>, member: &Member, own: &[(usize, Item<'_>)], to: &mut Writer) {
    let element = match &member.node {
        Node::Inline(object) => {
            to.begin_object();
            let mut known = Vec::new();
            for (_, part) in own {
                if let Some(index) = claim(object, *part, 0, 0) {
                    known.push((index, *part));
                }
            }
            described(item, object, known, true, to);
            return to.end_object();
        }
        Node::Attribute(_, kind) => match own {
            [(_, only), ..] => return scalar(*only, *kind, to),
            [] => return to.null(),
        },
        Node::Element(element) | Node::Items(element) => element,
        Node::Text(_) | Node::CData(_) => return to.null(),
    };
    match own {
        [(_, only)] if matches!(member.node, Node::Element(_)) => {
            content(*only, &element.content, to);
        }
        // Several elements where one is expected are a list too, which is refused.
        several => {
            to.begin_list();
            for (_, part) in several {
                let is_around = !fits(&element.name, *part);
                let around = is_around.then(|| part.elements()).into_iter().flatten();
                for item in (!is_around).then_some(*part).into_iter().chain(around) {
                    to.next_item();
                    content(item, &element.content, to);
                }
            }
            to.end_list();
        }
    }
}

/// Writes a property without an attribute or element of its own.
fn absent(item: Item<'_>, member: &Member, has_elements: bool, to: &mut Writer) {
    match &member.node {
        Node::Text(kind) | Node::CData(kind) => {
            let text = item.text();
            let is_empty = if has_elements { text::is_space(&text) } else { text.is_empty() };
            if is_empty && !member.is_required {
                return;
            }
            to.key(member.property);
            if has_elements { between(&text, *kind, to) } else { scalar(item, *kind, to) }
        }
        Node::Items(_) if member.is_required => {
            to.key(member.property);
            to.begin_list();
            to.end_list();
        }
        Node::Attribute(..) if member.is_nullable => {
            to.key(member.property);
            to.null();
        }
        _ => {}
    }
}

/// Writes the text between elements. White space around it belongs to their layout.
fn between(text: &str, kind: Scalar, to: &mut Writer) {
    let word = text.trim_matches([' ', '\t', '\n', '\r']);
    match (word, number(word)) {
        ("true" | "false", _) if kind.boolean => to.serialize(&(word == "true")),
        (_, Some(number)) if kind.number => to.number(&number),
        _ => to.string(word),
    }
}

/// Writes what an object does not describe.
fn others(
    item: Item<'_>,
    object: &Object,
    mut unknown: Vec<Item<'_>>,
    has_elements: bool,
    to: &mut Writer,
) {
    // The name of a property may be read from another element.
    let is_taken = |name: &str| object.members.iter().any(|member| member.property == name);
    let key =
        |part: Item<'_>| if is_taken(&free::key(part)) { apart(part) } else { free::key(part) };
    match object.rest {
        Rest::Any => free::write_parts(unknown, to, &key, &mut |part, to| free::write(part, to)),
        Rest::Typed(node) => {
            unknown.retain(|part| !part.is_attribute());
            match node {
                Node::Items(element) => {
                    let same = |one: &Item<'_>, other: &Item<'_>| one.name() == other.name();
                    unknown.sort_by(|one, other| one.name().cmp(other.name()));
                    for group in unknown.chunk_by(same) {
                        let Some(first) = group.first() else { continue };
                        to.key(&key(*first));
                        to.begin_list();
                        for part in group {
                            to.next_item();
                            content(*part, &element.content, to);
                        }
                        to.end_list();
                    }
                }
                Node::Element(Element { content: inner, .. }) => {
                    free::write_parts(unknown, to, &key, &mut |part, to| content(part, inner, to));
                }
                _ => free::write_parts(unknown, to, &key, &mut |part, to| free::write(part, to)),
            }
        }
    }
    let reads_text = |member: &Member| matches!(member.node, Node::Text(_) | Node::CData(_));
    if !object.members.iter().any(reads_text) {
        let text = item.text();
        if !text::is_space(&text) {
            to.key(TEXT);
            to.string(if has_elements { text.trim() } else { &text });
        }
    }
}

/// Returns the key of an element whose own name would be taken for another one.
fn apart(part: Item<'_>) -> String {
    format!("<{}>", part.name())
}

/// Returns the index of the member that a part belongs to. A name in a namespace is preferred to one in any.
fn claim(object: &Object, part: Item<'_>, next: usize, depth: usize) -> Option<usize> {
    let count = object.members.len();
    let find = |fits: &dyn Fn(&Member) -> bool| {
        let order = (next..count).chain(0..next.min(count));
        let mut members =
            order.filter_map(|index| object.members.get(index).map(|member| (index, member)));
        members.find(|(_, member)| fits(member)).map(|(index, _)| index)
    };
    let is_own = |member: &Member, exact: bool| {
        let name = match &member.node {
            Node::Element(element) | Node::Items(element) if !part.is_attribute() => &element.name,
            Node::Attribute(name, _) if part.is_attribute() => name,
            _ => return false,
        };
        fits(name, part) && (!exact || name.namespace == part.namespace())
    };
    let is_inside = |member: &Member| match member.node {
        Node::Inline(inner) if depth < INLINE => claim(inner, part, 0, depth + 1).is_some(),
        _ => false,
    };
    // Many documents forget `wrapped`: an element around the items, named like the property, can mean nothing else.
    let is_around = |member: &Member| match &member.node {
        Node::Items(element) if !part.is_attribute() && member.property == part.name() => {
            let mut items = part.elements().peekable();
            items.peek().is_some() && items.all(|item| fits(&element.name, item))
        }
        _ => false,
    };
    find(&|member| is_own(member, true))
        .or_else(|| find(&|member| is_own(member, false)))
        .or_else(|| find(&is_around))
        .or_else(|| find(&is_inside))
}
