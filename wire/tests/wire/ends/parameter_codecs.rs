//! Parameters with arbitrary text, in every location and style: they arrive unchanged or are not sent.

use counterpart_wire::{Map, Param, Shape, Style};
use proptest::prelude::*;

use super::carrier::{carriers, check, whole_law};

type List = Vec<String>;
type Numbers = Vec<f64>;
type Fields = Map<String>;

const PATH: Param = Param::path("p");
const QUERY: Param = Param::query("a b&=");
const HEADER: Param = Param::header("x-p");
const COOKIE: Param = Param::cookie("p");
const OBJECT: Shape = Shape::Object(&[]);

carriers! {
    Path: String = "/x/{p}/y", PATH;
    PathList: List = "/x/{p}/y", PATH.shape(Shape::List);
    PathFields: Fields = "/x/{p}/y", PATH.shape(OBJECT);
    PathFieldsExploded: Fields = "/x/{p}/y", PATH.explode(true).shape(OBJECT);
    Label: String = "/x/{p}/y", PATH.style(Style::Label);
    LabelList: List = "/x/{p}/y", PATH.style(Style::Label).explode(true).shape(Shape::List);
    LabelNumbers: Numbers = "/x/{p}/y", PATH.style(Style::Label).explode(true).shape(Shape::List);
    LabelFields: Fields = "/x/{p}/y", PATH.style(Style::Label).explode(true).shape(OBJECT);
    Matrix: String = "/x/{p}/y", PATH.style(Style::Matrix);
    MatrixList: List = "/x/{p}/y", PATH.style(Style::Matrix).shape(Shape::List);
    MatrixListExploded: List = "/x/{p}/y", PATH.style(Style::Matrix).explode(true).shape(Shape::List);
    MatrixFields: Fields = "/x/{p}/y", PATH.style(Style::Matrix).explode(true).shape(OBJECT);
    Suffix: String = "/x/{p}.json", PATH;

    Query: String = "/", QUERY;
    QueryReserved: String = "/", QUERY.reserved();
    QueryList: List = "/", QUERY.shape(Shape::List);
    QueryListJoined: List = "/", QUERY.explode(false).shape(Shape::List);
    QueryListReserved: List = "/", QUERY.explode(false).reserved().shape(Shape::List);
    QueryFields: Fields = "/", QUERY.explode(false).shape(OBJECT);
    Spaces: List = "/", QUERY.style(Style::SpaceDelimited).explode(false).shape(Shape::List);
    SpacesExploded: List = "/", QUERY.style(Style::SpaceDelimited).shape(Shape::List);
    Pipes: List = "/", QUERY.style(Style::PipeDelimited).explode(false).shape(Shape::List);
    PipeFields: Fields = "/", QUERY.style(Style::PipeDelimited).explode(false).shape(OBJECT);
    Deep: Fields = "/", QUERY.style(Style::DeepObject).shape(OBJECT);
    QueryJson: List = "/", QUERY.style(Style::Json);

    Header: String = "/", HEADER;
    HeaderList: List = "/", HEADER.shape(Shape::List);
    HeaderFields: Fields = "/", HEADER.explode(true).shape(OBJECT);
    HeaderJson: List = "/", HEADER.style(Style::Json);
    Cookie: String = "/", COOKIE;
    CookieList: List = "/", COOKIE.shape(Shape::List);
    CookieListJoined: List = "/", COOKIE.explode(false).shape(Shape::List);
    RawCookie: String = "/", COOKIE.style(Style::Cookie);
    RawCookieList: List = "/", COOKIE.style(Style::Cookie).explode(false).shape(Shape::List);
    CookieJson: List = "/", COOKIE.style(Style::Json);
}

/// Generates text with special characters of all styles, and arbitrary text.
pub(super) fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ ,|.;=&%+#?/:@!$'()*\\[\\]{}<>\"\\\\~_a-c0-9é☃\\-]{0,8}",
        "%[0-9a-fA-F]{0,2}%?[27cC]{0,2}0?",
        any::<String>(),
    ]
}

pub(super) fn list() -> impl Strategy<Value = List> {
    proptest::collection::vec(nasty(), 0..4)
}

pub(super) fn fields() -> impl Strategy<Value = Fields> {
    proptest::collection::vec((nasty(), nasty()), 0..4)
        .prop_map(|fields| fields.into_iter().collect())
}

/// A path segment cannot be empty or consist of dots.
fn fills_a_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

proptest! {
    #[test]
    fn paths(text in nasty(), list in list(), fields in fields(), numbers: Vec<i32>) {
        prop_assert_eq!(check::<Path>(&text), fills_a_segment(&text));
        prop_assert_eq!(check::<Label>(&text), fills_a_segment(&format!(".{text}")));
        whole_law::<Matrix>(&text);
        prop_assert_eq!(check::<Suffix>(&text), !text.is_empty());
        check::<PathList>(&list);
        check::<PathFields>(&fields);
        check::<PathFieldsExploded>(&fields);
        check::<LabelList>(&list);
        check::<LabelFields>(&fields);
        check::<LabelNumbers>(&numbers.iter().map(|number| f64::from(*number) / 8.0).collect());
        prop_assert_eq!(check::<MatrixList>(&list), list != [""]);
        whole_law::<MatrixListExploded>(&list);
        whole_law::<MatrixFields>(&fields);
    }

    #[test]
    fn queries(text in nasty(), list in list(), fields in fields()) {
        whole_law::<Query>(&text);
        whole_law::<QueryReserved>(&text);
        whole_law::<QueryJson>(&list);
        whole_law::<QueryFields>(&fields);
        if !list.is_empty() {
            whole_law::<QueryList>(&list);
            whole_law::<SpacesExploded>(&list);
        }
        let whole = list != [""];
        prop_assert_eq!(check::<QueryListJoined>(&list), whole);
        prop_assert_eq!(check::<QueryListReserved>(&list), whole);
        // An escaped space or pipe is still the separator: such a list is rejected.
        let holds = |letter: char| list.iter().any(|item| item.contains(letter));
        prop_assert_eq!(check::<Spaces>(&list), whole && !holds(' '));
        prop_assert_eq!(check::<Pipes>(&list), whole && !holds('|'));
        check::<PipeFields>(&fields);
        if !fields.is_empty() {
            let plain = fields.keys().all(|key| !key.is_empty() && !key.contains(['[', ']']));
            prop_assert_eq!(check::<Deep>(&fields), plain);
        }
    }

    #[test]
    fn headers(text in nasty(), list in list(), fields in fields()) {
        let fits = |text: &str| {
            text.trim_matches([' ', '\t']).len() == text.len()
                && !text.bytes().any(|byte| (byte < 32 && byte != b'\t') || byte == 127)
        };
        prop_assert_eq!(check::<Header>(&text), fits(&text));
        let splits = list.iter().any(|item| item.contains(',')) || list == [""];
        prop_assert_eq!(check::<HeaderList>(&list), !splits && list.iter().all(|item| fits(item)));
        check::<HeaderFields>(&fields);
        check::<HeaderJson>(&list);
    }

    #[test]
    fn cookies(text in nasty(), list in list()) {
        whole_law::<Cookie>(&text);
        whole_law::<CookieJson>(&list);
        if !list.is_empty() {
            whole_law::<CookieList>(&list);
        }
        prop_assert_eq!(check::<CookieListJoined>(&list), list != [""]);
        check::<RawCookie>(&text);
        check::<RawCookieList>(&list);
    }
}

#[test]
fn common_input_is_accepted() {
    whole_law::<RawCookie>(&"abc+/=%41".to_owned());
    whole_law::<MatrixFields>(&[(String::new(), String::new())].into_iter().collect());
    whole_law::<Cookie>(&"\u{a0}".to_owned());
    whole_law::<HeaderFields>(&[("a".to_owned(), "b=c".to_owned())].into_iter().collect());
    whole_law::<LabelList>(&["1.5".to_owned(), "a.b".to_owned()].to_vec());
    whole_law::<HeaderJson>(&["naïve, \"quoted\"".to_owned()].to_vec());
    whole_law::<PathFieldsExploded>(&[("a=b".to_owned(), "c,d".to_owned())].into_iter().collect());
}
