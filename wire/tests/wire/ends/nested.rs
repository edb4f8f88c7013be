//! Lists and objects inside a parameter: brackets in `deepObject`, JSON text in all other styles.

use counterpart_wire::{Map, Nested, Param, Shape, Style};

use super::carrier::{arrived, both_ways, carriers, refusal, request, sent};

type Fields = Map<String>;
type Rows = Vec<Fields>;

const QUERY: Param = Param::query("p").nested(Nested::All);
const LIST: Param = QUERY.shape(Shape::List);
const SHEETS: Shape = Shape::Object(&["a", "b"]);

carriers! {
    Repeated: Rows = "/", LIST;
    Joined: Rows = "/", LIST.explode(false);
    InPath: Rows = "/x/{p}", Param::path("p").shape(Shape::List).nested(Nested::All);
    InHeader: Rows = "/", Param::header("x-p").shape(Shape::List).nested(Nested::All);
    Grid: Vec<Vec<i64>> = "/", LIST;
    Sheets: Map<Rows> = "/", QUERY.shape(SHEETS);
    SheetsJoined: Map<Rows> = "/", QUERY.shape(SHEETS).explode(false);
    Partly: Fields = "/", Param::query("p").shape(SHEETS).nested(Nested::Properties(&["b"]));
    DeepRows: Rows = "/", Param::query("p").style(Style::DeepObject).shape(Shape::List);
    DeepSheets: Map<Rows> = "/", Param::query("p").style(Style::DeepObject).shape(SHEETS);
}

fn fields(fields: &[(&str, &str)]) -> Fields {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn rows() -> Rows {
    vec![fields(&[("x", "1,2"), ("y", "[")]), fields(&[("x", "&")])]
}

fn sheets(a: Rows, b: Rows) -> Map<Rows> {
    [("a".to_owned(), a), ("b".to_owned(), b)].into_iter().collect()
}

/// Percent-encodes JSON text.
fn json(text: &str) -> String {
    let escape = |c: char| match c {
        '{' | '}' | '[' | ']' | '"' | ':' | ',' | '&' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

#[test]
fn items_are_json_text() {
    let (first, second) = (json(r#"{"x":"1,2","y":"["}"#), json(r#"{"x":"&"}"#));
    both_ways::<Repeated>(&rows(), &format!("/?p={first}&p={second}"));
    both_ways::<Repeated>(&rows()[..1].to_vec(), &format!("/?p={first}"));
    both_ways::<Repeated>(&vec![fields(&[])], &format!("/?p={}", json("{}")));
    both_ways::<Joined>(&rows(), &format!("/?p={first},{second}"));
    both_ways::<InPath>(&rows(), &format!("/x/{first},{second}"));
    both_ways::<Grid>(
        &vec![vec![1, 2], vec![], vec![3]],
        &format!("/?p={}&p={}&p={}", json("[1,2]"), json("[]"), json("[3]")),
    );
    for line in ["/?p={", "/?p=a", "/?p=7", "/?p=[1]"] {
        assert_eq!(refusal::<Repeated>(line), ["query/p/0 type"], "{line}");
    }
    assert_eq!(refusal::<Repeated>("/?p={}&p={%22x%22:5}"), ["query/p/1/x type"]);
}

/// A header cannot escape the comma between items.
#[test]
fn a_header_item_cannot_contain_a_comma() {
    let plain = vec![fields(&[("x", "1")]), fields(&[])];
    both_ways::<InHeader>(&plain, r#"x-p: {"x":"1"},{}"#);
    assert!(sent::<InHeader>(rows()).is_err());
}

#[test]
fn properties_are_json_text() {
    let (first, second) = (json(r#"{"x":"1,2","y":"["}"#), json(r#"{"x":"&"}"#));
    let both = sheets(rows(), rows()[1..].to_vec());
    both_ways::<Sheets>(&both, &format!("/?a={first}&a={second}&b={second}"));
    let joined = json(r#"[{"x":"1,2","y":"["},{"x":"&"}]"#);
    let alone = json(r#"[{"x":"&"}]"#);
    both_ways::<SheetsJoined>(&both, &format!("/?p=a,{joined},b,{alone}"));
    assert_eq!(refusal::<Sheets>("/?a={}&b=1"), ["query/p/b type"]);
}

/// Text that looks like JSON stays text where no object or list is possible.
#[test]
fn other_properties_are_not() {
    let line = format!("/?a={}", json(r#"{"x":1}"#));
    both_ways::<Partly>(&fields(&[("a", r#"{"x":1}"#)]), &line);
    assert_eq!(refusal::<Partly>("/?a={}&b={}"), ["query/p/b type"]);
}

#[test]
fn brackets_express_nested_values() {
    let line = "/?p%5B0%5D%5Bx%5D=1%2C2&p%5B0%5D%5By%5D=%5B&p%5B1%5D%5Bx%5D=%26";
    both_ways::<DeepRows>(&rows(), line);
    let line = "/?p[1][x]=%26&p[0][x]=1,2&p[0][y]=[";
    assert_eq!(arrived::<DeepRows>(request("/", line)), Ok(rows()));
    assert_eq!(refusal::<DeepRows>("/?p[0][x]=1&p[2][x]=2"), ["query/p type"]);
    both_ways::<DeepSheets>(
        &sheets(rows()[1..].to_vec(), rows()[1..].to_vec()),
        "/?p%5Ba%5D%5B0%5D%5Bx%5D=%26&p%5Bb%5D%5B0%5D%5Bx%5D=%26",
    );
    // An object that would be read as a list is not sent.
    let numbers = vec![fields(&[("1", "a"), ("0", "b")])];
    assert!(sent::<DeepRows>(numbers).is_err());
    both_ways::<DeepRows>(&vec![fields(&[("1", "a")])], "/?p%5B0%5D%5B1%5D=a");
}
