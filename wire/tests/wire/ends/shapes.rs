//! Parameters with several shapes: a value or a list, a value or an object, maps of remaining names. They are read
//! unchanged or rejected.

use counterpart_wire::{Decode, Encode, Kind, Map, Param, Report, Shape, Style, Value, Writer};

use super::carrier::{arrived, both_ways, carriers, check, refusal, request, sent};

/// A union of a number, a list of strings and an object, as the generator writes it.
#[derive(Debug, Clone, PartialEq)]
enum Any {
    One(i64),
    List(Vec<String>),
    Fields(Map<String>),
}

impl Encode for Any {
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::One(value) => value.encode(to),
            Self::List(value) => value.encode(to),
            Self::Fields(value) => value.encode(to),
        }
    }
}

impl Decode for Any {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        if value.is(Kind::Integer) {
            return Decode::decode(value, report).map(Self::One);
        }
        if value.is(Kind::Object) {
            return Decode::decode(value, report).map(Self::Fields);
        }
        if value.is(Kind::List) || value.is_single_item() {
            return Decode::decode(value, report).map(Self::List);
        }
        report.no_branch_matches(value, "a number, a list or an object").map(Self::One)
    }
}

type Fields = Map<String>;
type List = Vec<String>;

const EITHER: Shape = Shape::ScalarOrList;
const PATH: Param = Param::path("p").shape(EITHER);
const QUERY: Param = Param::query("p").shape(EITHER);
const COOKIE: Param = Param::cookie("p").shape(EITHER);

carriers! {
    InSimple: Any = "/x/{p}", PATH;
    InLabel: Any = "/x/{p}", PATH.style(Style::Label).explode(true);
    InLabelJoined: Any = "/x/{p}", PATH.style(Style::Label);
    InMatrix: Any = "/x/{p}", PATH.style(Style::Matrix).explode(true);
    InMatrixJoined: Any = "/x/{p}", PATH.style(Style::Matrix);
    InForm: Any = "/", QUERY;
    InFormJoined: Any = "/", QUERY.explode(false);
    InPipes: Any = "/", QUERY.style(Style::PipeDelimited).explode(false);
    InHeader: Any = "/", Param::header("x-p").shape(EITHER);
    InCookie: Any = "/", COOKIE;
    InCookieJoined: Any = "/", COOKIE.explode(false);
    InDeep: Any = "/", QUERY.style(Style::DeepObject);

    DeepList: List = "/", Param::query("p").style(Style::DeepObject).shape(Shape::List);
    OpenQuery: Fields = "/", Param::query("p").shape(Shape::Map(&["known", "key"]));
    OpenCookies: Fields = "/", Param::cookie("p").shape(Shape::Map(&["session"]));
    Joined: List = "/", Param::query("p").explode(false).shape(Shape::List);
    Pairs: Fields = "/", Param::query("p").explode(false).shape(Shape::Object(&[]));
    Deep: Fields = "/", Param::query("p").style(Style::DeepObject).shape(Shape::Object(&[]));
    Text: String = "/", Param::query("p");
    Number: i64 = "/x/{p}", Param::path("p").style(Style::Matrix);
}

fn list(items: &[&str]) -> List {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn many(items: &[&str]) -> Any {
    Any::List(list(items))
}

fn fields(fields: &[(&str, &str)]) -> Fields {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn one_or_a_list() {
    let (one, two) = (Any::One(7), many(&["a", "b,c|d.e;f"]));
    both_ways::<InSimple>(&one, "/x/7");
    both_ways::<InSimple>(&two, "/x/a,b%2Cc%7Cd.e%3Bf");
    both_ways::<InLabel>(&one, "/x/.7");
    both_ways::<InLabel>(&two, "/x/.a.b%2Cc%7Cd%2Ee%3Bf");
    both_ways::<InLabelJoined>(&two, "/x/.a,b%2Cc%7Cd.e%3Bf");
    both_ways::<InMatrix>(&one, "/x/;p=7");
    both_ways::<InMatrix>(&two, "/x/;p=a;p=b%2Cc%7Cd.e%3Bf");
    both_ways::<InMatrixJoined>(&two, "/x/;p=a,b%2Cc%7Cd.e%3Bf");
    both_ways::<InForm>(&one, "/?p=7");
    both_ways::<InForm>(&two, "/?p=a&p=b%2Cc%7Cd.e%3Bf");
    both_ways::<InFormJoined>(&two, "/?p=a,b%2Cc%7Cd.e%3Bf");
    both_ways::<InPipes>(&many(&["a", "b,c"]), "/?p=a%7Cb%2Cc");
    both_ways::<InHeader>(&one, "x-p: 7");
    both_ways::<InHeader>(&many(&["a", "b"]), "x-p: a,b");
    both_ways::<InCookie>(&two, "cookie: p=a; p=b%2Cc%7Cd.e%3Bf");
    both_ways::<InCookieJoined>(&two, "cookie: p=a,b%2Cc%7Cd.e%3Bf");
    both_ways::<InDeep>(&two, "/?p%5B0%5D=a&p%5B1%5D=b%2Cc%7Cd.e%3Bf");
}

/// A single value is a list only if it cannot be anything else.
#[test]
fn a_list_of_one() {
    for line in ["/?p=a", "/?p[]=a", "/?p%5B0%5D=a"] {
        assert_eq!(arrived::<InForm>(request("/", line)), Ok(many(&["a"])), "{line}");
    }
    assert_eq!(arrived::<InForm>(request("/", "/?p=a,b")), Ok(many(&["a,b"])));
    assert_eq!(arrived::<InSimple>(request("/", "/x/a")), Ok(many(&["a"])));
    assert_eq!(arrived::<InHeader>(request("/", "x-p: a")), Ok(many(&["a"])));
    assert!(sent::<InHeader>(many(&["a,b"])).is_err());
}

/// A list that may contain itself, as the generator writes it.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Leaf(i64),
    Branches(Vec<Tree>),
}

impl Encode for Tree {
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Leaf(value) => value.encode(to),
            Self::Branches(value) => value.encode(to),
        }
    }
}

impl Decode for Tree {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        if let Some(value) = Decode::try_decode(value, report) {
            return Some(Self::Leaf(value));
        }
        if let Some(value) = Decode::try_decode(value, report) {
            return Some(Self::Branches(value));
        }
        if value.is_single_item() {
            return Decode::decode(value, report).map(Self::Branches);
        }
        report.no_branch_matches(value, "a number or a list").map(Self::Leaf)
    }
}

carriers! {
    Trees: Tree = "/", QUERY;
}

/// The nesting of single values as lists is limited.
#[test]
fn a_recursive_list_type_ends() {
    let numbers = Tree::Branches(vec![Tree::Leaf(1), Tree::Leaf(2)]);
    both_ways::<Trees>(&numbers, "/?p=1&p=2");
    both_ways::<Trees>(&Tree::Leaf(1), "/?p=1");
    assert_eq!(refusal::<Trees>("/?p=x"), ["query/p type"]);
    assert!(!refusal::<Trees>("/?p=x&p=1").is_empty());
}

#[test]
fn one_or_an_object() {
    both_ways::<InDeep>(&Any::One(7), "/?p=7");
    let object = Any::Fields(fields(&[("gte", "1"), ("lt", "a b")]));
    both_ways::<InDeep>(&object, "/?p%5Bgte%5D=1&p%5Blt%5D=a%20b");
    assert_eq!(arrived::<InDeep>(request("/", "/?p[gte]=1&p[lt]=a+b")), Ok(object));
    assert_eq!(refusal::<InDeep>("/?p[gte]=1&p[gte][lt]=2"), ["query/p style"]);
}

#[test]
fn lists_of_a_deep_object() {
    both_ways::<DeepList>(&list(&["a", "b"]), "/?p%5B0%5D=a&p%5B1%5D=b");
    for line in ["/?p=a&p=b", "/?p[]=a&p[]=b", "/?p[0]=a&p[1]=b", "/?p[5]=a&p[7]=b"] {
        assert_eq!(arrived::<DeepList>(request("/", line)), Ok(list(&["a", "b"])), "{line}");
    }
    assert_eq!(refusal::<DeepList>("/?p[x]=a"), ["query/p type"]);
}

#[test]
fn maps_take_what_is_left() {
    both_ways::<OpenQuery>(&fields(&[("a b", "1"), ("c", "")]), "/?a%20b=1&c=");
    let line = "/?known=1&a=2&key=secret&known[x]=3";
    assert_eq!(arrived::<OpenQuery>(request("/", line)), Ok(fields(&[("a", "2")])));
    both_ways::<OpenCookies>(&fields(&[("a", "1;2"), ("b", "")]), "cookie: a=1%3B2; b=");
    let line = "Cookie: session=secret; theme=dark";
    assert_eq!(arrived::<OpenCookies>(request("/", line)), Ok(fields(&[("theme", "dark")])));
    assert_eq!(arrived::<OpenCookies>(request("/", "Cookie: session=secret")), Ok(fields(&[])));
}

#[test]
fn invalid_values_are_rejected() {
    assert_eq!(refusal::<Pairs>("/?p=a,1,b"), ["query/p style"]);
    assert_eq!(arrived::<Pairs>(request("/", "/?p")), Ok(fields(&[])));
}

#[test]
fn forms_of_common_clients_are_read() {
    let text = |line: &str| arrived::<Text>(request("/", line)).unwrap();
    assert_eq!(text("/?p=100%"), "100%");
    assert_eq!(text("/?p=%zz%2"), "%zz%2");
    assert_eq!(text("/?p=a%2Bb+c"), "a+b c");
    assert_eq!(text("/?p=%E2%98%83"), "\u{2603}");
    assert_eq!(text("/?p=a=b==&q"), "a=b==");
    // If a scalar is repeated, the first value counts.
    assert_eq!(text("/?p=1&p=2"), "1");
    assert_eq!(refusal::<Text>("/?p=%FF"), ["query/p style"]);
    assert_eq!(refusal::<Text>("/?P=1"), ["query/p required"]);
    assert_eq!(arrived::<Joined>(request("/", "/?p=")), Ok(list(&[])));
    assert_eq!(arrived::<Joined>(request("/", "/?p=,")), Ok(list(&["", ""])));
    assert_eq!(arrived::<Joined>(request("/", "/?p=a%2Cb,c")), Ok(list(&["a,b", "c"])));
    assert!(sent::<Joined>(list(&[""])).is_err());
    assert!(check::<Joined>(&list(&["", ""])));
    for line in ["/?p[a[b]]=1", "/?p[]=1", "/?p[a]b=1", "/?p[a=1", "/?p[]]=1", "/?p[[a]]=1"] {
        assert_eq!(refusal::<Deep>(line), ["query/p style"], "{line}");
    }
    for line in ["/x/p=1", "/x/;q=1", "/x/;p1", "/x/;p=1;p=2"] {
        assert_eq!(refusal::<Number>(line).len(), 1, "{line}");
    }
}
