//! Several parameters in one path segment: each ends where the next one begins; ambiguous paths are rejected.

use counterpart_wire::{Decode, Encode, Map, Param, Report, Shape, Style, Value, Writer, http};
use proptest::prelude::*;

use super::carrier::{Carrier, arrived, both_ways, check, request, sent, whole_law};
use super::parameter_codecs::{fields, list, nasty};

/// Defines operations `Name: First, Second = "/path", parameter, parameter;`, as generated code is written.
macro_rules! neighbours {
    ($($name:ident: $one:ty, $other:ty = $path:literal, $first:expr, $second:expr;)*) => {$(
        #[derive(Debug)]
        struct $name($one, $other);

        impl $name {
            const FIRST: Param = $first;
            const SECOND: Param = $second;
        }

        impl From<($one, $other)> for $name {
            fn from((one, other): ($one, $other)) -> Self {
                Self(one, other)
            }
        }

        impl Carrier for $name {
            type Value = ($one, $other);

            fn into_value(self) -> Self::Value {
                (self.0, self.1)
            }
        }

        impl counterpart_wire::Operation for $name {
            type Output = ();
            type Error = std::convert::Infallible;
            const SPEC: &'static counterpart_wire::OperationSpec = &super::carrier::spec($path);
            const PATH: &'static [Param] = &[Self::FIRST, Self::SECOND];

            fn write(self, to: &mut counterpart_wire::RequestWriter) {
                // The parameters are written in another order than in the path.
                to.param(&Self::SECOND, Some(&self.1));
                to.param(&Self::FIRST, Some(&self.0));
            }

            fn read(from: &mut counterpart_wire::RequestReader) -> Option<Self> {
                let one = from.required(&Self::FIRST);
                let other = from.required(&Self::SECOND);
                Some(Self(one?, other?))
            }

            fn respond(_: Result<(), Self::Error>) -> http::Response<counterpart_wire::Body> {
                counterpart_wire::respond::empty(204)
            }

            fn receive(
                from: counterpart_wire::ResponseReader,
            ) -> Result<Result<(), Self::Error>, counterpart_wire::Fault> {
                from.empty().map(Ok)
            }
        }
    )*};
}

type List = Vec<String>;
type Fields = Map<String>;

/// An object with known property names.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: i64,
    y: Option<i64>,
}

impl Encode for Point {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("x", &self.x);
        to.optional("y", &self.y);
        to.end_object();
    }
}

impl Decode for Point {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let (x, y) = (object.required("x", report), object.optional("y", report));
        Some(Self { x: x?, y: y? })
    }
}

const A: Param = Param::path("a");
const B: Param = Param::path("b");
const POINT: Shape = Shape::Object(&["x", "y"]);
const OPEN: Shape = Shape::Object(&[]);

neighbours! {
    Dashed: String, String = "/x/{a}-{b}", A, B;
    Comma: f64, f64 = "/x/{a},{b}", A, B;
    Suffixed: String, String = "/x/{a}-{b}.json", A, B;
    SimpleLabel: String, String = "/x/{a}{b}", A, B.style(Style::Label);
    SimpleMatrix: String, String = "/x/{a}{b}", A, B.style(Style::Matrix);
    ListLabels: List, List = "/x/{a}{b}", A.shape(Shape::List), B.style(Style::Label).explode(true).shape(Shape::List);
    LabelMatrix: List, List = "/x/{a}{b}",
        A.style(Style::Label).explode(true).shape(Shape::List), B.style(Style::Matrix).shape(Shape::List);
    Labels: String, List = "/x/{a}{b}.json", A.style(Style::Label), B.style(Style::Label).explode(true).shape(Shape::List);
    Matrices: String, String = "/x/{a}{b}", A.style(Style::Matrix), B.style(Style::Matrix);
    LongerName: List, String = "/x/{ab}{a}",
        Param::path("ab").style(Style::Matrix).explode(true).shape(Shape::List), A.style(Style::Matrix);
    ShorterName: List, String = "/x/{a}{ab}",
        A.style(Style::Matrix).explode(true).shape(Shape::List), Param::path("ab").style(Style::Matrix);
    MatrixLabel: List, String = "/x/{a}{b}", A.style(Style::Matrix).shape(Shape::List), B.style(Style::Label);
    MatrixPoint: Fields, Point = "/x/{a}{b}",
        A.style(Style::Matrix).explode(true).shape(OPEN), B.style(Style::Matrix).explode(true).shape(POINT);
    ReservedMatrix: String, String = "/x/{a}{b}", A.reserved(), B.style(Style::Matrix);
    JsonLabel: List, String = "/x/{a}{b}", A.style(Style::Json), B.style(Style::Label);
    ListDash: List, String = "/x/{a}-{b}", A.shape(Shape::List), B;

    Side: String, String = "/x/{a}{b}.json", A, B;
    LabelSimple: String, String = "/x/{a}{b}", A.style(Style::Label), B;
    LabelsLabel: List, String = "/x/{a}{b}", A.style(Style::Label).explode(true).shape(Shape::List), B.style(Style::Label);
    ListComma: List, String = "/x/{a},{b}", A.shape(Shape::List), B;
    TwoMaps: Fields, Fields = "/x/{a}{b}",
        A.style(Style::Matrix).explode(true).shape(OPEN), B.style(Style::Matrix).explode(true).shape(OPEN);
}

fn texts(items: &[&str]) -> List {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn two(one: &str, other: &str) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[test]
fn a_value_ends_where_the_next_piece_begins() {
    both_ways::<Dashed>(&two("a", "b-c"), "/x/a-b-c");
    both_ways::<Dashed>(&two("a-b", "c"), "/x/a%2Db-c");
    both_ways::<Comma>(&(1.5, -2.5), "/x/1.5,-2.5");
    both_ways::<Suffixed>(&two("a", "b.json"), "/x/a-b.json.json");
    both_ways::<SimpleLabel>(&two("report", "tar.gz"), "/x/report.tar.gz");
    both_ways::<SimpleLabel>(&two("v1.2", "zip"), "/x/v1%2E2.zip");
    both_ways::<SimpleMatrix>(&two("a;b", ""), "/x/a%3Bb;b");
    both_ways::<ListLabels>(&(texts(&["a", "b.c"]), texts(&["d", "e.f"])), "/x/a,b%2Ec.d.e%2Ef");
    both_ways::<LabelMatrix>(&(texts(&["a", "b"]), texts(&["c", "d"])), "/x/.a.b;b=c,d");
    both_ways::<Labels>(&("a.b".to_owned(), texts(&["c", "d"])), "/x/.a%2Eb.c.d.json");
    both_ways::<Matrices>(&two("1", ""), "/x/;a=1;b");
    both_ways::<LongerName>(&(texts(&["1", "2"]), "3".to_owned()), "/x/;ab=1;ab=2;a=3");
    both_ways::<ShorterName>(&(texts(&["1", "2"]), "3".to_owned()), "/x/;a=1;a=2;ab=3");
    both_ways::<MatrixLabel>(&(texts(&["1", "2.5"]), "x".to_owned()), "/x/;a=1,2%2E5.x");
    let fields: Fields = [("k".to_owned(), "v".to_owned())].into_iter().collect();
    both_ways::<MatrixPoint>(&(fields, Point { x: 1, y: Some(2) }), "/x/;k=v;x=1;y=2");
    both_ways::<ReservedMatrix>(&two("a:c", "d"), "/x/a:c;b=d");
    both_ways::<ReservedMatrix>(&two("a;b=c", "d"), "/x/a%3Bb%3Dc;b=d");
    both_ways::<ListDash>(&(texts(&["a-b", "c"]), "d".to_owned()), "/x/a%2Db,c-d");
}

/// A name written like the next parameter would end the map early.
#[test]
fn values_that_would_end_early_are_not_sent() {
    let fields = |names: &[&str]| -> Fields {
        names.iter().map(|name| ((*name).to_owned(), "v".to_owned())).collect()
    };
    let point = Point { x: 1, y: None };
    both_ways::<MatrixPoint>(&(fields(&["x"]), point.clone()), "/x/;x=v;x=1");
    assert!(sent::<MatrixPoint>((fields(&["k", "x"]), point)).is_err());
    assert!(sent::<SimpleLabel>(two(".", "")).is_err(), "a segment of two dots is another place");
}

#[test]
fn ambiguous_paths_are_sent_but_not_served() {
    let table = [
        (sent::<Side>(two("a", "b")), "/x/ab.json"),
        (sent::<LabelSimple>(two("a", "b")), "/x/.ab"),
        (sent::<LabelsLabel>((texts(&["a"]), "b".to_owned())), "/x/.a.b"),
        (sent::<ListComma>((texts(&["a", "b"]), "c".to_owned())), "/x/a,b,c"),
    ];
    for (written, expected) in table {
        assert_eq!(written.unwrap().uri().path(), expected);
    }
    let unserved = Err(http::StatusCode::NOT_IMPLEMENTED);
    assert_eq!(arrived::<Side>(request("", "/x/ab.json")), unserved);
    assert_eq!(arrived::<Side>(request("", "/x/ab.xml")), Err(http::StatusCode::NOT_FOUND));
    assert_eq!(arrived::<LabelSimple>(request("", "/x/.ab")), unserved);
    assert_eq!(
        arrived::<LabelsLabel>(request("", "/x/.a.b")).map(|_| ()),
        unserved.clone().map(|_| ())
    );
    assert_eq!(
        arrived::<ListComma>(request("", "/x/a,b,c")).map(|_| ()),
        unserved.clone().map(|_| ())
    );
    assert_eq!(arrived::<TwoMaps>(request("", "/x/;a=1;b=2")).map(|_| ()), unserved.map(|_| ()));
}

proptest! {
    #[test]
    fn neighbours_keep_their_values(one in nasty(), other in nasty(), list in list(), more in list(), fields in fields()) {
        let both = (one.clone(), other.clone());
        if !one.is_empty() && !other.is_empty() {
            whole_law::<Dashed>(&both);
            whole_law::<Suffixed>(&both);
        }
        if !one.is_empty() {
            if both != two(".", "") {
                whole_law::<SimpleLabel>(&both);
            }
            whole_law::<SimpleMatrix>(&both);
            whole_law::<ReservedMatrix>(&both);
        }
        whole_law::<Matrices>(&both);
        check::<ListLabels>(&(list.clone(), more.clone()));
        check::<LabelMatrix>(&(list.clone(), more.clone()));
        check::<Labels>(&(one.clone(), more));
        check::<LongerName>(&(list.clone(), one.clone()));
        check::<ShorterName>(&(list.clone(), one.clone()));
        check::<MatrixLabel>(&(list.clone(), one.clone()));
        whole_law::<JsonLabel>(&(list.clone(), one.clone()));
        check::<ListDash>(&(list, one));
        check::<MatrixPoint>(&(fields, Point { x: 1, y: None }));
    }
}
