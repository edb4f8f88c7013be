//! Tests of XML: JSON in, XML out and back, and texts that are refused.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Content, Element, Member, Name, Node, Object, Rest, Root, Scalar, read, write};
use crate::values::codec::Report;
use crate::values::location::Location;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// One of everything. A book may contain books.
static BOOK: Object = Object {
    members: &[
        Member::new("id", Node::Attribute(Name::local("id"), Scalar::NUMBER)),
        Member::new(
            "lang",
            Node::Attribute(
                Name { local: "language", namespace: "urn:l", prefix: "" },
                Scalar::STRING,
            ),
        ),
        Member::new("title", Node::Element(Element::text("title", Scalar::STRING))),
        Member::new("price", Node::Element(Element::text("cost", Scalar::NUMBER))),
        Member::new("sold", Node::Element(Element::text("sold", Scalar::BOOLEAN))),
        Member {
            is_required: true,
            ..Member::new("tags", Node::Items(Element::text("tag", Scalar::STRING)))
        },
        Member::new(
            "authors",
            Node::Element(Element {
                name: Name { local: "authors", namespace: ATOM, prefix: "atom" },
                content: Content::List(&Element {
                    name: Name { local: "author", namespace: ATOM, prefix: "atom" },
                    content: Content::Object(&AUTHOR),
                }),
            }),
        ),
        Member::new(
            "parts",
            Node::Items(Element { name: Name::local("part"), content: Content::Object(&BOOK) }),
        ),
        Member::new("size", Node::Inline(&SIZE)),
        Member::new(
            "more",
            Node::Element(Element { name: Name::local("more"), content: Content::Object(&MAP) }),
        ),
    ],
    rest: Rest::Any,
    or_text: None,
};

static AUTHOR: Object = Object {
    members: &[
        Member::new("born", Node::Attribute(Name::local("born"), Scalar::NUMBER)),
        Member { is_required: true, ..Member::new("name", Node::CData(Scalar::STRING)) },
    ],
    rest: Rest::Any,
    or_text: None,
};

static SIZE: Object = Object {
    members: &[
        Member::new("pages", Node::Element(Element::text("pages", Scalar::NUMBER))),
        Member::new("width", Node::Attribute(Name::local("width"), Scalar::NUMBER)),
    ],
    rest: Rest::Any,
    or_text: None,
};

static MAP: Object = Object {
    members: &[],
    rest: Rest::Typed(&Node::Element(Element::text("", Scalar::NUMBER))),
    or_text: None,
};

static ROOT: Root =
    Root::new(Element { name: Name::local("book"), content: Content::Object(&BOOK) }, true);

fn json(xml: &str) -> Result<Json, String> {
    json_of(xml, &ROOT)
}

fn json_of(xml: &str, root: &Root) -> Result<Json, String> {
    let mut report = Report::strict(Location::Body);
    let read = read(xml.as_bytes(), root, &mut report);
    let read = read.ok_or_else(|| report.into_violations().to_string())?;
    serde_json::from_slice(&read).map_err(|error| error.to_string())
}

fn xml(json: &Json) -> Result<String, String> {
    let text = write(json.to_string().as_bytes(), &ROOT)?;
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    Ok(text.strip_prefix(head).unwrap_or("no declaration").to_owned())
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().concat()
}

#[test]
fn every_kind_of_node_is_written_and_read() {
    let book = json!({
        "id": 7, "lang": "de", "title": "a < b & c", "price": 9.5, "sold": true, "tags": ["x", ""],
        "authors": [{ "born": 1775, "name": "Jane ]]> \r Austen" }, { "name": "" }],
        "parts": [{ "tags": [], "title": " kept " }], "size": { "pages": 200, "width": 10 },
        "more": { "a": 1 },
    });
    let written = xml(&book).unwrap_or_default();
    let expected = "<book xmlns:ns1=\"urn:l\" id=\"7\" ns1:language=\"de\" width=\"10\">\
        <title>a &lt; b &amp; c</title><cost>9.5</cost><sold>true</sold><tag>x</tag><tag/>\
        <atom:authors xmlns:atom=\"http://www.w3.org/2005/Atom\">\
        <atom:author born=\"1775\"><![CDATA[Jane ]]]]><![CDATA[> ]]>&#13;<![CDATA[ Austen]]></atom:author>\
        <atom:author><![CDATA[]]></atom:author></atom:authors>\
        <part><title> kept </title></part><pages>200</pages><more><a>1</a></more></book>";
    assert_eq!(written, expected);
    assert_eq!(json(&written), Ok(book));
}

#[test]
fn names_are_compared_by_namespace_and_order_does_not_matter() {
    let text = "\u{feff}<?xml version='1.0' encoding='utf-8'?><!-- c --><book xmlns:a='http://www.w3.org/2005/Atom'>\n \
        <tag>1</tag><a:authors><a:author><?pi?>x<!-- y -->z</a:author></a:authors><title>t</title><tag>2</tag>\n</book>\n";
    let expected = json!({ "title": "t", "tags": ["1", "2"], "authors": [{ "name": "xz" }] });
    assert_eq!(json(text), Ok(expected));
    let other = "<book xmlns:a='urn:other'><a:authors/></book>";
    assert_eq!(json(other), Ok(json!({ "tags": [], "<authors>": "" })));
    let inherited = "<book xmlns='urn:any'><title>t</title></book>";
    assert_eq!(json(inherited), Ok(json!({ "title": "t", "tags": [] })));
}

#[test]
fn text_is_a_number_or_a_boolean_where_it_reads_as_one() {
    for (text, expected) in [
        ("<cost> 1e3 </cost>", json!(1e3)),
        ("<cost>+05</cost>", json!(5)),
        ("<cost>.5</cost>", json!(0.5)),
        ("<cost>INF</cost>", json!("INF")),
        ("<cost/>", json!("")),
        ("<cost><x/></cost>", json!({ "x": "" })),
        ("<cost>1</cost><cost>2</cost>", json!([1, 2])),
        ("<cost xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>", Json::Null),
    ] {
        let read = json(&format!("<book>{text}</book>"));
        assert_eq!(read, Ok(json!({ "price": expected, "tags": [] })), "{text}");
    }
    assert_eq!(json("<book><sold> 0 </sold></book>"), Ok(json!({ "sold": false, "tags": [] })));
}

#[test]
fn what_no_property_describes_is_kept() {
    let text = "<book edition=\"2\" id=\"1\"><isbn kind=\"13\"><n>9</n><n>7</n>t</isbn><x/><price>1</price></book>";
    let read = json(text).unwrap_or_default();
    let isbn = json!({ "@kind": "13", "n": ["9", "7"], "#text": "t" });
    let expected =
        json!({ "id": 1, "tags": [], "@edition": "2", "isbn": isbn, "x": "", "<price>": "1" });
    assert_eq!(read, expected);
    let expected = "<book id=\"1\" edition=\"2\"><isbn kind=\"13\"><n>9</n><n>7</n>t</isbn><x/><price>1</price></book>";
    assert_eq!(xml(&read).as_deref(), Ok(expected));
}

static SHELF: Object = Object {
    members: &[Member::new("Books", Node::Items(Element::text("Book", Scalar::STRING)))],
    rest: Rest::Any,
    or_text: None,
};

static OPEN: Root = Root::new(Element::new("Shelf", Content::Object(&SHELF)), false);

static OUTER: Root =
    Root::new(Element::new("Shelf", Content::Object(&SHELF)), true).of_property("Shelf");

#[test]
fn an_element_around_items_is_read_too() {
    for text in [
        "<Shelf><Book>a</Book><Book>b</Book></Shelf>",
        "<Shelf><Books><Book>a</Book><Book>b</Book></Books></Shelf>",
    ] {
        assert_eq!(json_of(text, &OPEN), Ok(json!({ "Books": ["a", "b"] })));
    }
    let other = "<Shelf><Books><Book>a</Book><Pen/></Books></Shelf>";
    assert_eq!(json_of(other, &OPEN), Ok(json!({ "<Books>": { "Book": "a", "Pen": "" } })));
}

#[test]
fn the_root_may_be_the_element_of_a_property() {
    let value = json!({ "Shelf": { "Books": ["a"] } });
    let written = write(value.to_string().as_bytes(), &OUTER).unwrap_or_default();
    assert!(written.ends_with("?><Shelf><Book>a</Book></Shelf>"), "{written}");
    assert_eq!(json_of(&written, &OUTER), Ok(value));
    assert!(write(b"{}", &OUTER).is_err());
}

#[test]
fn null_is_nil() {
    let nil = "<book><title xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></book>";
    let value = json!({ "id": null, "title": null });
    assert_eq!(xml(&value).as_deref(), Ok(nil));
    assert_eq!(json(nil), Ok(json!({ "title": null, "tags": [] })));
}

#[test]
fn hostile_and_malformed_texts_are_refused_with_their_place() {
    let deep = format!("{}{}", "<book>".repeat(128), "</book>".repeat(128));
    let laughs = "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><book><title>&b;</title></book>";
    let declared: String = many(65, |n| format!(" xmlns:n{n}='urn:n{n}'"));
    let bound = format!("<book{declared}/>");
    for (text, expected) in [
        (laughs, "document type declarations are not read"),
        (
            "<book>&nbsp;</book>",
            "only predefined entities and character references are read, not `&nbsp;`",
        ),
        (
            "<book id='&x;'/>",
            "only predefined entities and character references are read, not `&x;`",
        ),
        ("<book>&#1;</book>", "XML does not allow this character"),
        ("<book>\u{1}</book>", "XML does not allow this character at line 1 column 7"),
        ("<book>\n<a></b></book>", "at line 2"),
        ("<book>", "an element is not closed"),
        ("", "there is no element"),
        ("text", "text outside of the root element"),
        ("<book/><book/>", "more than one root element"),
        ("<book a='1' a='2'/>", "an attribute occurs twice"),
        ("<book a='<'/>", "an attribute contains `<`"),
        ("<a:book/>", "the prefix `a` is not declared"),
        ("<Book/>", "expected the element `book`, found `Book`"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><book/>", "send UTF-8"),
        (&deep, "nested deeper than 127"),
        (&bound, "namespace"),
        ("<book", "at line 1"),
        ("<book id/>", "at line 1"),
    ] {
        let found = json(text).err().unwrap_or_default();
        assert!(found.contains(expected), "{text:.60}: {found}");
    }
    assert!(json(&format!("<book{}/>", &declared[..1200])).is_ok());
    let mut report = Report::strict(Location::Body);
    assert!(read(b"\xff\xfe<\0a\0", &ROOT, &mut report).is_none());
    assert!(report.into_violations().to_string().contains("not UTF-8"));
}

#[test]
fn a_large_text_is_read_in_one_go() {
    let attributes: String = many(50_000, |n| format!(" a{n}=''"));
    assert!(json(&format!("<book{attributes}/>")).is_ok());
    let unknown = "<x/>".repeat(100_000);
    assert!(json(&format!("<book>{unknown}</book>")).is_ok());
}

#[test]
fn what_xml_cannot_hold_is_an_error_with_its_place() {
    let found = xml(&json!({ "tags": ["a", "\u{1}"] })).err().unwrap_or_default();
    assert_eq!(found, "the text at `/tags/1` has a character that XML does not allow");
    let found = xml(&json!({ "more": { "a b": 1 } })).err().unwrap_or_default();
    assert_eq!(found, "the last name of `/more/a b` cannot be that of an element in XML");
}

static NAMES: Root = Root::new(
    Element {
        name: Name::local("Names"),
        content: Content::List(&Element::text("Name", Scalar::STRING)),
    },
    false,
);

static ANY: Root = Root::new(Element { name: Name::local("any"), content: Content::Any }, false);

static EITHER: Object = Object { or_text: Some(Scalar::NUMBER), ..SIZE_OR };

static MIXED: Root =
    Root::new(Element { name: Name::local("m"), content: Content::Object(&EITHER) }, false);

#[test]
fn other_roots_are_read_by_their_own_shape() {
    let read = json_of("<Any><Name>a</Name><Other/><Name/></Any>", &NAMES);
    assert_eq!(read, Ok(json!(["a", { "<Other>": "" }, ""])));
    assert_eq!(json_of("<a>t</a>", &ANY), Ok(json!("t")));
    assert_eq!(json_of("<m>5</m>", &MIXED), Ok(json!(5)));
    assert_eq!(json_of("<m><pages>5</pages></m>", &MIXED), Ok(json!({ "pages": 5 })));
    assert!(write(b"5", &MIXED).is_ok_and(|text| text.ends_with("<m>5</m>")));
}

const SIZE_OR: Object = Object {
    members: &[Member::new("pages", Node::Element(Element::text("pages", Scalar::NUMBER)))],
    rest: Rest::Any,
    or_text: None,
};

/// Text that XML can hold.
fn text() -> impl Strategy<Value = String> {
    "[ \t\n\r<>&'\"\\]a-zà-ü\u{10000}]{0,12}"
}

fn author() -> impl Strategy<Value = Json> {
    (prop::option::of(any::<i64>()), text()).prop_map(|(born, name)| {
        let mut author = json!({ "name": name });
        if let Some(born) = born {
            author["born"] = born.into();
        }
        author
    })
}

fn book() -> impl Strategy<Value = Json> {
    let one = (
        prop::option::of(any::<u64>()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(-1e9..1e9),
        prop::option::of(any::<bool>()),
        prop::collection::vec(text(), 0..3),
        prop::option::of(prop::collection::vec(author(), 0..3)),
        prop::option::of(0..99_u8),
        prop::option::of(prop::collection::btree_map("[a-z_][a-z0-9.-]{0,5}", any::<i32>(), 0..3)),
    );
    let one = one.prop_map(|(id, lang, title, price, sold, tags, authors, pages, more)| {
        let fields = [
            ("id", json!(id)),
            ("lang", json!(lang)),
            ("title", json!(title)),
            ("price", json!(price)),
            ("sold", json!(sold)),
            ("tags", json!(tags)),
            ("authors", json!(authors)),
            ("size", pages.map_or(Json::Null, |pages| json!({ "pages": pages }))),
            ("more", json!(more)),
        ];
        let present = fields.into_iter().filter(|(_, value)| !value.is_null());
        Json::Object(present.map(|(name, value)| (name.to_owned(), value)).collect())
    });
    one.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner, 1..3)).prop_map(|(mut book, parts)| {
            book["parts"] = parts.into();
            book
        })
    })
}

proptest! {
    /// What is written is read again.
    #[test]
    fn xml_has_round_trips(book in book()) {
        let written = xml(&book).map_err(TestCaseError::fail)?;
        prop_assert_eq!(json(&written), Ok(book), "{}", written);
    }

    /// No text makes the reader panic, and what it reads can be read as JSON.
    #[test]
    fn any_text_is_read_or_refused(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<book>", "</book>", "<title", ">", "/>", " id='", "'", "x", "&lt;", "&#10;", "&", "<![CDATA[", "]]>", "<!--",
            "-->", "<?a", "?>", "<tag/>", "xmlns:a='b'", "a:", "<!DOCTYPE", "[", "\u{0}", "é", "<", "\"",
        ]),
        0..24,
    )) {
        let text = parts.concat();
        for text in [format!("<book>{text}</book>"), text] {
            if let Err(why) = json(&text) {
                prop_assert!(!why.contains("expected value"), "{}", why);
            }
        }
    }
}
