//! How clients write parameters in practice, and what they are told about invalid ones.

use counterpart_wire::{Decode, Encode, Nullable, Param, Report, Shape, Style, Value, Writer};

use super::carrier::{arrived, both_ways, carriers, line, refusal, request, sent};

/// `filter[name]=a&filter[range][from]=1&filter[tags]=x&filter[tags]=y`
#[derive(Debug, Clone, PartialEq, Default)]
struct Filter {
    name: Option<String>,
    range: Option<Range>,
    tags: Option<Vec<String>>,
    cleared: Nullable<i64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Range {
    from: i64,
}

impl Encode for Filter {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.optional("name", &self.name);
        to.optional("range", &self.range);
        to.optional("tags", &self.tags);
        to.nullable("cleared", &self.cleared);
        to.end_object();
    }
}

impl Decode for Filter {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.optional("name", report);
        let range = object.optional("range", report);
        let tags = object.optional("tags", report);
        let cleared = object.nullable("cleared", report);
        Some(Self { name: name?, range: range?, tags: tags?, cleared: cleared? })
    }
}

impl Encode for Range {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("from", &self.from);
        to.end_object();
    }
}

impl Decode for Range {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let from = value.object(report)?.required("from", report);
        Some(Self { from: from? })
    }
}

type Numbers = Vec<i64>;
type Texts = Vec<String>;

carriers! {
    Flag: bool = "/", Param::query("allow_demo");
    Ids: Numbers = "/", Param::query("id").shape(Shape::List);
    Joined: Texts = "/", Param::query("id").explode(false).shape(Shape::List);
    Spaced: Texts = "/", Param::query("id").style(Style::SpaceDelimited).explode(false).shape(Shape::List);
    Piped: Texts = "/", Param::query("id").style(Style::PipeDelimited).explode(false).shape(Shape::List);
    Text: String = "/", Param::query("q");
    MaybeEmpty: Texts = "/", Param::query("q").shape(Shape::List).empty_is_absent();
    Deep: Filter = "/", Param::query("filter").style(Style::DeepObject).shape(Shape::Object(&[]));
    Spread: Filter = "/", Param::query("f").shape(Shape::Object(&["name", "tags", "cleared"]));
    Must: Range = "/", Param::query("f").shape(Shape::Object(&["from"]));
    Json: Filter = "/", Param::query("filter").style(Style::Json);
    Segment: i64 = "/x/{id}", Param::path("id");
    Dotted: Texts = "/x/{id}", Param::path("id").style(Style::Matrix).shape(Shape::List);
    Rate: f64 = "/", Param::query("rate");
    Rates: Vec<f64> = "/", Param::query("rate").explode(false).shape(Shape::List).no_commas();
    RateInPath: f64 = "/x/{rate}", Param::path("rate");
    RateInHeader: f64 = "/", Param::header("x-rate");
    IdsInPath: Numbers = "/x/{ids}", Param::path("ids").shape(Shape::List).no_commas();
    IdsInCookie: Numbers = "/", Param::cookie("ids").explode(false).shape(Shape::List).no_commas();
    Header: Numbers = "/", Param::header("x-ids").shape(Shape::List);
    Word: String = "/", Param::header("x-word");
    Session: String = "/", Param::cookie("session");
    RawSession: String = "/", Param::cookie("session").style(Style::Cookie);
}

fn texts(items: &[&str]) -> Texts {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn booleans_have_several_spellings() {
    for text in ["True", "true", "TRUE", "1"] {
        assert_eq!(
            arrived::<Flag>(request("/", &format!("/?allow_demo={text}"))),
            Ok(true),
            "{text}"
        );
    }
    assert_eq!(arrived::<Flag>(request("/", "/?allow_demo=False")), Ok(false));
    assert_eq!(refusal::<Flag>("/?allow_demo=yes"), ["query/allow_demo type"]);
    both_ways::<Flag>(&true, "/?allow_demo=true");
}

#[test]
fn lists_are_repeated_in_many_ways() {
    for line in ["/?id=1&id=2", "/?id%5B%5D=1&id%5B%5D=2", "/?id[]=1&id[]=2", "/?x=0&id=1&y&id=2&"]
    {
        assert_eq!(arrived::<Ids>(request("/", line)), Ok(vec![1, 2]), "{line}");
    }
    assert_eq!(arrived::<Ids>(request("/", "/?id=1")), Ok(vec![1]));
    assert_eq!(refusal::<Ids>("/?id=1&id=x&id=&id=4"), ["query/id/1 type", "query/id/2 type"]);
    assert_eq!(arrived::<Joined>(request("/", "/?id=a,b&id=c")), Ok(texts(&["a", "b", "c"])));
    assert_eq!(arrived::<Joined>(request("/", "/?id=")), Ok(texts(&[])));
    assert_eq!(arrived::<Joined>(request("/", "/?id=a,,b")), Ok(texts(&["a", "", "b"])));
    for line in ["/?id=a%20b", "/?id=a+b"] {
        assert_eq!(arrived::<Spaced>(request("/", line)), Ok(texts(&["a", "b"])), "{line}");
    }
    for line in ["/?id=a%7Cb", "/?id=a%7cb", "/?id=a|b"] {
        assert_eq!(arrived::<Piped>(request("/", line)), Ok(texts(&["a", "b"])), "{line}");
    }
}

#[test]
fn a_whole_number_has_no_fraction() {
    both_ways::<Rate>(&32000.0, "/?rate=32000");
    both_ways::<Rate>(&0.5, "/?rate=0.5");
    both_ways::<Rates>(&vec![1.0, 2.5], "/?rate=1,2.5");
    both_ways::<RateInPath>(&32000.0, "/x/32000");
    both_ways::<RateInHeader>(&32000.0, "x-rate: 32000");
}

/// What JavaScript's `URLSearchParams` and Python's `requests` write.
#[test]
fn an_escaped_comma_separates_items_that_cannot_contain_one() {
    assert_eq!(arrived::<Rates>(request("/", "/?rate=1%2C2.5%2c3")), Ok(vec![1.0, 2.5, 3.0]));
    assert_eq!(arrived::<IdsInPath>(request("/", "/x/1%2C2")), Ok(vec![1, 2]));
    assert_eq!(arrived::<IdsInCookie>(request("/", "Cookie: ids=1%2C2")), Ok(vec![1, 2]));
    assert_eq!(arrived::<Joined>(request("/", "/?id=a%2Cb")), Ok(texts(&["a,b"])));
}

#[test]
fn a_plus_is_a_space_in_a_query_alone() {
    assert_eq!(arrived::<Text>(request("/", "/?q=a+b%2B")).as_deref(), Ok("a b+"));
    assert_eq!(
        arrived::<Session>(request("/", "Cookie: session=a+b/c==")).as_deref(),
        Ok("a+b/c==")
    );
    assert_eq!(arrived::<Dotted>(request("/", "/x/;id=a+b")), Ok(texts(&["a+b"])));
    both_ways::<Text>(&"a b+c".to_owned(), "/?q=a%20b%2Bc");
}

#[test]
fn deep_objects() {
    let filter = Filter {
        name: Some("a b".to_owned()),
        range: Some(Range { from: 1 }),
        tags: Some(texts(&["x", "y"])),
        cleared: Nullable::Null,
    };
    let expected = "/?filter%5Bname%5D=a%20b&filter%5Brange%5D%5Bfrom%5D=1\
                    &filter%5Btags%5D%5B0%5D=x&filter%5Btags%5D%5B1%5D=y&filter%5Bcleared%5D=";
    both_ways::<Deep>(&filter, expected);
    let bare = "/?filter[name]=a+b&filter[range][from]=1&filter[tags][]=x&filter[tags][]=y&filter[cleared]=";
    assert_eq!(arrived::<Deep>(request("/", bare)), Ok(filter.clone()));
    let one =
        Filter { range: None, tags: Some(texts(&["x"])), cleared: Nullable::Value(0), ..filter };
    both_ways::<Deep>(
        &one,
        "/?filter%5Bname%5D=a%20b&filter%5Btags%5D%5B0%5D=x&filter%5Bcleared%5D=0",
    );
    assert_eq!(refusal::<Deep>("/?filter[range][from]=x"), ["query/filter/range/from type"]);
    assert_eq!(arrived::<Deep>(request("/", "/?filters[name]=x")), Ok(Filter::default()));
    both_ways::<Deep>(&Filter::default(), "/");
    for line in [
        "/?filter[name",
        "/?filter[]=1",
        "/?filter[a]b=1",
        "/?filter[[a]]=1",
        "/?filter[a][b]=1&filter[a]=2",
        "/?filter[name]=%FF",
    ] {
        assert_eq!(refusal::<Deep>(line), ["query/filter style"], "{line}");
    }
    let tall = format!("/?filter{}=1", "[a]".repeat(1000));
    assert_eq!(refusal::<Deep>(&tall), ["query/filter style"]);
}

#[test]
fn exploded_objects_read_only_their_own_names() {
    let line = "/?name=a&tags=x&tags=y&limit=7";
    let filter = arrived::<Spread>(request("/", line)).unwrap();
    assert_eq!((filter.name.as_deref(), filter.tags), (Some("a"), Some(texts(&["x", "y"]))));
    assert_eq!(arrived::<Spread>(request("/", "/?limit=7")), Ok(Filter::default()));
    both_ways::<Spread>(&Filter::default(), "/");
    assert_eq!(refusal::<Must>("/?limit=7"), ["query/f/from required"]);
    assert_eq!(refusal::<Spread>("/?name=%FF"), ["query/f style"]);
}

#[test]
fn unreadable_parameters_are_reported_not_ignored() {
    assert_eq!(refusal::<Text>("/"), ["query/q required"]);
    assert_eq!(refusal::<Text>("/?q=%FF"), ["query/q style"]);
    assert_eq!(refusal::<Ids>("/?id=1&id=%FF"), ["query/id style"]);
    assert_eq!(refusal::<Json>("/?filter={"), ["query/filter json"]);
    assert_eq!(refusal::<Json>("/?filter=%FF"), ["query/filter json"]);
    assert_eq!(
        refusal::<Json>("/?filter=%7B%22range%22:%7B%7D%7D"),
        ["query/filter/range/from required"]
    );
    assert_eq!(refusal::<Segment>("/x/a"), ["path/id type"]);
    assert_eq!(refusal::<Segment>("/x/%FF"), ["path/id style"]);
    assert_eq!(refusal::<Dotted>("/x/;other=1"), ["path/id style"]);
    assert_eq!(refusal::<Dotted>("/x/1"), ["path/id style"]);
    assert_eq!(refusal::<Header>("X-Ids: 1, 2, x"), ["header/x-ids/2 type"]);
    let mut latin = request("/", "/");
    let value = counterpart_wire::HeaderValue::from_bytes(b"na\xefve").unwrap();
    latin.headers_mut().insert("x-word", value);
    assert_eq!(arrived::<Word>(latin).map_err(|status| status.as_u16()), Err(400));
}

#[test]
fn an_empty_text_may_mean_absent() {
    assert_eq!(refusal::<MaybeEmpty>("/?q="), ["query/q required"]);
    assert_eq!(arrived::<MaybeEmpty>(request("/", "/?q=&q=")), Ok(texts(&["", ""])));
    assert_eq!(arrived::<Text>(request("/", "/?q=")).as_deref(), Ok(""));
    assert_eq!(arrived::<Text>(request("/", "/?q")).as_deref(), Ok(""));
}

#[test]
fn headers_of_one_name_are_one_list() {
    let mut two = request("/", "X-Ids: 1,2");
    two.headers_mut().append("x-ids", counterpart_wire::HeaderValue::from_static(" 3 , 4"));
    assert_eq!(arrived::<Header>(two), Ok(vec![1, 2, 3, 4]));
}

#[test]
fn one_cookie_cannot_set_another() {
    let line_of_two = "Cookie: tracking=x&session=forged; session=mine";
    assert_eq!(arrived::<Session>(request("/", line_of_two)).as_deref(), Ok("mine"));
    let mut two = request("/", "Cookie: a=1");
    two.headers_mut().append("cookie", counterpart_wire::HeaderValue::from_static("session=2"));
    assert_eq!(arrived::<Session>(two).as_deref(), Ok("2"));
    assert!(sent::<RawSession>("a; admin=1".to_owned()).is_err());
    assert_eq!(line(&sent::<Session>("a; b".to_owned()).unwrap()), "cookie: session=a%3B%20b");
}

#[test]
fn a_path_value_cannot_leave_its_segment() {
    for text in [".", ".."] {
        assert!(sent::<Dot>(text.to_owned()).is_err(), "{text}");
    }
    assert!(sent::<Dot>(String::new()).is_err());
    assert_eq!(line(&sent::<Dot>("../a".to_owned()).unwrap()), "/x/..%2Fa");
    assert_eq!(arrived::<Dot>(request("/", "/x/a%2F..%2Fb")).as_deref(), Ok("a/../b"));
}

carriers! {
    Dot: String = "/x/{id}", Param::path("id");
}
