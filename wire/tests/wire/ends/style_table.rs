//! The table "Style Examples" of OpenAPI 3.1 and 3.2: each cell is written and read.

use counterpart_wire::{Decode, Encode, Param, Report, Shape, Style, Value, Writer};

use super::carrier::{both_ways, carriers};

/// The object of the table.
#[derive(Debug, Clone, PartialEq)]
struct Color {
    r: i64,
    g: i64,
    b: i64,
}

const OBJECT: Shape = Shape::Object(&["R", "G", "B"]);

impl Encode for Color {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("R", &self.r);
        to.field("G", &self.g);
        to.field("B", &self.b);
        to.end_object();
    }
}

impl Decode for Color {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let r = object.required("R", report);
        let g = object.required("G", report);
        let b = object.required("B", report);
        Some(Self { r: r?, g: g?, b: b? })
    }
}

type List = Vec<String>;

const PATH: Param = Param::path("color");
const QUERY: Param = Param::query("color");
const HEADER: Param = Param::header("x-color");
const COOKIE: Param = Param::cookie("color");

carriers! {
    MatrixText: String = "/{color}", PATH.style(Style::Matrix);
    MatrixTextExploded: String = "/{color}", PATH.style(Style::Matrix).explode(true);
    MatrixList: List = "/{color}", PATH.style(Style::Matrix).shape(Shape::List);
    MatrixListExploded: List = "/{color}", PATH.style(Style::Matrix).explode(true).shape(Shape::List);
    MatrixObject: Color = "/{color}", PATH.style(Style::Matrix).shape(OBJECT);
    MatrixObjectExploded: Color = "/{color}", PATH.style(Style::Matrix).explode(true).shape(OBJECT);

    LabelText: String = "/{color}", PATH.style(Style::Label);
    LabelTextExploded: String = "/{color}", PATH.style(Style::Label).explode(true);
    LabelList: List = "/{color}", PATH.style(Style::Label).shape(Shape::List);
    LabelListExploded: List = "/{color}", PATH.style(Style::Label).explode(true).shape(Shape::List);
    LabelObject: Color = "/{color}", PATH.style(Style::Label).shape(OBJECT);
    LabelObjectExploded: Color = "/{color}", PATH.style(Style::Label).explode(true).shape(OBJECT);

    SimpleText: String = "/{color}", PATH;
    SimpleTextExploded: String = "/{color}", PATH.explode(true);
    SimpleList: List = "/{color}", PATH.shape(Shape::List);
    SimpleListExploded: List = "/{color}", PATH.explode(true).shape(Shape::List);
    SimpleObject: Color = "/{color}", PATH.shape(OBJECT);
    SimpleObjectExploded: Color = "/{color}", PATH.explode(true).shape(OBJECT);

    HeaderText: String = "/", HEADER;
    HeaderTextExploded: String = "/", HEADER.explode(true);
    HeaderList: List = "/", HEADER.shape(Shape::List);
    HeaderListExploded: List = "/", HEADER.explode(true).shape(Shape::List);
    HeaderObject: Color = "/", HEADER.shape(OBJECT);
    HeaderObjectExploded: Color = "/", HEADER.explode(true).shape(OBJECT);

    FormText: String = "/", QUERY.explode(false);
    FormTextExploded: String = "/", QUERY;
    FormList: List = "/", QUERY.explode(false).shape(Shape::List);
    FormListExploded: List = "/", QUERY.shape(Shape::List);
    FormObject: Color = "/", QUERY.explode(false).shape(OBJECT);
    FormObjectExploded: Color = "/", QUERY.shape(OBJECT);

    SpaceList: List = "/", QUERY.style(Style::SpaceDelimited).explode(false).shape(Shape::List);
    SpaceObject: Color = "/", QUERY.style(Style::SpaceDelimited).explode(false).shape(OBJECT);
    PipeList: List = "/", QUERY.style(Style::PipeDelimited).explode(false).shape(Shape::List);
    PipeObject: Color = "/", QUERY.style(Style::PipeDelimited).explode(false).shape(OBJECT);
    DeepObject: Color = "/", QUERY.style(Style::DeepObject).shape(OBJECT);

    CookieFormText: String = "/", COOKIE;
    CookieFormList: List = "/", COOKIE.explode(false).shape(Shape::List);
    CookieFormListExploded: List = "/", COOKIE.shape(Shape::List);
    CookieFormObject: Color = "/", COOKIE.explode(false).shape(OBJECT);
    CookieFormObjectExploded: Color = "/", COOKIE.shape(OBJECT);

    CookieText: String = "/", COOKIE.style(Style::Cookie).explode(false);
    CookieTextExploded: String = "/", COOKIE.style(Style::Cookie);
    CookieList: List = "/", COOKIE.style(Style::Cookie).explode(false).shape(Shape::List);
    CookieListExploded: List = "/", COOKIE.style(Style::Cookie).shape(Shape::List);
    CookieObject: Color = "/", COOKIE.style(Style::Cookie).explode(false).shape(OBJECT);
    CookieObjectExploded: Color = "/", COOKIE.style(Style::Cookie).shape(OBJECT);

    JsonPath: Color = "/{color}", PATH.style(Style::Json);
    JsonQuery: Color = "/", QUERY.style(Style::Json);
    JsonHeader: Color = "/", HEADER.style(Style::Json);
    JsonCookie: Color = "/", COOKIE.style(Style::Json);
    JsonText: String = "/", QUERY.style(Style::Json);
    JsonList: List = "/", QUERY.style(Style::Json);
}

fn blue() -> String {
    "blue".to_owned()
}

fn colors() -> List {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

fn rgb() -> Color {
    Color { r: 100, g: 200, b: 150 }
}

#[test]
fn matrix() {
    both_ways::<MatrixText>(&String::new(), "/;color");
    both_ways::<MatrixText>(&blue(), "/;color=blue");
    both_ways::<MatrixList>(&colors(), "/;color=blue,black,brown");
    both_ways::<MatrixObject>(&rgb(), "/;color=R,100,G,200,B,150");
    both_ways::<MatrixTextExploded>(&String::new(), "/;color");
    both_ways::<MatrixTextExploded>(&blue(), "/;color=blue");
    both_ways::<MatrixListExploded>(&colors(), "/;color=blue;color=black;color=brown");
    both_ways::<MatrixObjectExploded>(&rgb(), "/;R=100;G=200;B=150");
}

#[test]
fn label() {
    both_ways::<LabelText>(&blue(), "/.blue");
    both_ways::<LabelList>(&colors(), "/.blue,black,brown");
    both_ways::<LabelObject>(&rgb(), "/.R,100,G,200,B,150");
    both_ways::<LabelTextExploded>(&blue(), "/.blue");
    both_ways::<LabelListExploded>(&colors(), "/.blue.black.brown");
    both_ways::<LabelObjectExploded>(&rgb(), "/.R=100.G=200.B=150");
}

#[test]
fn simple_in_a_path() {
    both_ways::<SimpleText>(&blue(), "/blue");
    both_ways::<SimpleList>(&colors(), "/blue,black,brown");
    both_ways::<SimpleObject>(&rgb(), "/R,100,G,200,B,150");
    both_ways::<SimpleTextExploded>(&blue(), "/blue");
    both_ways::<SimpleListExploded>(&colors(), "/blue,black,brown");
    both_ways::<SimpleObjectExploded>(&rgb(), "/R=100,G=200,B=150");
}

#[test]
fn simple_in_a_header() {
    both_ways::<HeaderText>(&String::new(), "x-color: ");
    both_ways::<HeaderText>(&blue(), "x-color: blue");
    both_ways::<HeaderList>(&colors(), "x-color: blue,black,brown");
    both_ways::<HeaderObject>(&rgb(), "x-color: R,100,G,200,B,150");
    both_ways::<HeaderTextExploded>(&blue(), "x-color: blue");
    both_ways::<HeaderListExploded>(&colors(), "x-color: blue,black,brown");
    both_ways::<HeaderObjectExploded>(&rgb(), "x-color: R=100,G=200,B=150");
}

#[test]
fn form() {
    both_ways::<FormText>(&String::new(), "/?color=");
    both_ways::<FormText>(&blue(), "/?color=blue");
    both_ways::<FormList>(&colors(), "/?color=blue,black,brown");
    both_ways::<FormObject>(&rgb(), "/?color=R,100,G,200,B,150");
    both_ways::<FormTextExploded>(&String::new(), "/?color=");
    both_ways::<FormTextExploded>(&blue(), "/?color=blue");
    both_ways::<FormListExploded>(&colors(), "/?color=blue&color=black&color=brown");
    both_ways::<FormObjectExploded>(&rgb(), "/?R=100&G=200&B=150");
}

#[test]
fn delimited_and_deep() {
    both_ways::<SpaceList>(&colors(), "/?color=blue%20black%20brown");
    both_ways::<SpaceObject>(&rgb(), "/?color=R%20100%20G%20200%20B%20150");
    both_ways::<PipeList>(&colors(), "/?color=blue%7Cblack%7Cbrown");
    both_ways::<PipeObject>(&rgb(), "/?color=R%7C100%7CG%7C200%7CB%7C150");
    both_ways::<DeepObject>(&rgb(), "/?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
}

/// The ampersands of `form` in the table do not separate cookies; semicolons are sent, as in the style `cookie`.
#[test]
fn cookies() {
    both_ways::<CookieFormText>(&String::new(), "cookie: color=");
    both_ways::<CookieFormText>(&blue(), "cookie: color=blue");
    both_ways::<CookieFormList>(&colors(), "cookie: color=blue,black,brown");
    both_ways::<CookieFormListExploded>(&colors(), "cookie: color=blue; color=black; color=brown");
    both_ways::<CookieFormObject>(&rgb(), "cookie: color=R,100,G,200,B,150");
    both_ways::<CookieFormObjectExploded>(&rgb(), "cookie: R=100; G=200; B=150");

    both_ways::<CookieText>(&String::new(), "cookie: color=");
    both_ways::<CookieText>(&blue(), "cookie: color=blue");
    both_ways::<CookieList>(&colors(), "cookie: color=blue,black,brown");
    both_ways::<CookieObject>(&rgb(), "cookie: color=R,100,G,200,B,150");
    both_ways::<CookieTextExploded>(&blue(), "cookie: color=blue");
    both_ways::<CookieListExploded>(&colors(), "cookie: color=blue; color=black; color=brown");
    both_ways::<CookieObjectExploded>(&rgb(), "cookie: R=100; G=200; B=150");
}

#[test]
fn content_is_json() {
    both_ways::<JsonPath>(&rgb(), "/%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D");
    both_ways::<JsonQuery>(&rgb(), "/?color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D");
    both_ways::<JsonHeader>(&rgb(), "x-color: {\"R\":100,\"G\":200,\"B\":150}");
    both_ways::<JsonCookie>(
        &rgb(),
        "cookie: color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    );
    both_ways::<JsonText>(&blue(), "/?color=%22blue%22");
    both_ways::<JsonList>(&colors(), "/?color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D");
}
