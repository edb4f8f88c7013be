//! Failing implementations: the caller learns little, the log has the cause, the server keeps running.

use std::time::Duration;

use counterpart_wire::server::Limits;
use counterpart_wire::{
    Error, Fault, FaultKind, Problem, ProblemShape, ProblemValue, Status, StatusCode,
};
use serde_json::json;

use super::support::{Answer, Log, ask, router};

async fn make(router: &axum::Router, name: &str) -> Answer {
    let body = format!(r#"{{"name": "{name}"}}"#);
    ask(router, &["POST /items", "X-Key: k-1"], body).await
}

#[tokio::test]
async fn the_text_of_a_fault_reaches_the_log_and_not_the_caller() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let answer = make(&router(Limits::default()), "fault").await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["detail"], "the server failed to process the request");
    assert!(!answer.body.contains("hunter2"), "{}", answer.body);
    assert!(log.text().contains("db password is hunter2"), "{}", log.text());
    assert!(log.text().contains(r#"operation="make""#), "{}", log.text());
    assert!(!log.text().contains("k-1"), "{}", log.text());
}

#[tokio::test]
async fn a_panic_affects_one_response_only() {
    let router = router(Limits::default());
    let answer = make(&router, "panic").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (500, Some("application/problem+json"))
    );
    assert!(!answer.body.contains("broke"), "{}", answer.body);
    assert_eq!(make(&router, "cup").await.status, 201);
}

#[tokio::test]
async fn documented_errors_and_problems_reach_the_caller_as_they_are() {
    let answer = make(&router(Limits::default()), "taken").await;
    assert_eq!((answer.status, answer.json()), (409, json!({"message": "taken"})));
    let answer = make(&router(Limits::default()), "problem").await;
    assert_eq!((answer.status, &answer.json()["code"]), (418, &json!("teapot")));
    assert_eq!(answer.json()["detail"], "short and stout");
}

#[tokio::test(start_paused = true)]
async fn an_implementation_has_its_own_time() {
    let started = tokio::time::Instant::now();
    let limits = Limits::default().answer(Duration::from_secs(2)).read(Duration::from_hours(1));
    let answer = make(&router(limits), "slow").await;
    assert_eq!(answer.status, 504);
    assert_eq!(started.elapsed().as_secs(), 2);
    let answer = ask(&router(limits), &["POST /items", "X-Key: k-slow"], "{}").await;
    assert_eq!(answer.status, 504);
}

#[test]
fn the_question_mark_keeps_faults_and_problems() {
    fn fails(fault: Fault) -> Result<(), Error<()>> {
        Err(fault)?;
        Ok(())
    }
    let problem = Problem::new(StatusCode::GONE, "gone");
    for (fault, status) in [
        (Fault::problem(problem), 410),
        (Fault::new(FaultKind::Timeout), 504),
        (Fault::new(FaultKind::Connect), 502),
        (Fault::new(FaultKind::Request("no".to_owned())), 500),
        (Fault::from_error("any text"), 500),
    ] {
        let shown = format!("{fault}");
        let Err(Error::Fault(fault)) = fails(fault) else { unreachable!("it fails") };
        assert_eq!(fault.to_problem().status.as_u16(), status, "{shown}");
        assert_eq!(format!("{fault}"), shown);
    }
}

#[test]
fn problems_have_the_documented_shape() {
    const VALUE: ProblemValue = ProblemValue::Object(&[
        ("ok", ProblemValue::Bool(false)),
        ("kind", ProblemValue::Text("error")),
        ("status", ProblemValue::Status),
        ("code", ProblemValue::StatusText),
        (
            "error",
            ProblemValue::Object(&[("title", ProblemValue::Title), ("why", ProblemValue::Detail)]),
        ),
        ("all", ProblemValue::Violations(&ProblemValue::Pointer)),
    ]);
    const SHAPE: ProblemShape = ProblemShape::new(Status::Default, "application/json", VALUE);
    let mut problem = Problem::new(StatusCode::NOT_FOUND, "no cup");
    assert_eq!(
        SHAPE.render(&problem),
        json!({
            "ok": false, "kind": "error", "status": 404, "code": "404",
            "error": {"title": "Not Found", "why": "no cup"}, "all": [""],
        })
    );
    let found = counterpart_wire::Violation::new(
        counterpart_wire::Location::Query,
        "/a~1b/0",
        "type",
        "no",
    );
    problem.violations = [found].into_iter().collect();
    assert_eq!(SHAPE.render(&problem)["all"], json!(["/a~1b/0"]));
    let place = ProblemShape { value: ProblemValue::Violations(&ProblemValue::Place), ..SHAPE };
    assert_eq!(place.render(&problem), json!([["query", "a/b", 0]]));
}

#[test]
fn an_undocumented_code_becomes_the_first_documented_one() {
    const VALUE: ProblemValue = ProblemValue::Violations(&ProblemValue::Code);
    let shape = ProblemShape::new(Status::Default, "application/json", VALUE);
    let problem = Problem::new(StatusCode::BAD_REQUEST, "no").code("INVALID_PART");
    assert_eq!(shape.render(&problem), json!(["INVALID_PART"]));
    let shape = shape.codes(&["INVALID_REQUEST", "INVALID_PART"]);
    assert_eq!(shape.render(&problem), json!(["INVALID_PART"]));
    assert_eq!(shape.render(&problem.code("odd")), json!(["INVALID_REQUEST"]));
}

#[test]
fn the_nearest_shape_is_taken() {
    const fn shape(status: Status, text: &'static str) -> ProblemShape {
        ProblemShape::new(status, "application/json", ProblemValue::Text(text))
    }
    const SPEC: counterpart_wire::OperationSpec = counterpart_wire::OperationSpec {
        id: "x",
        method: "GET",
        path: "/{a}/b/{c}.json",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[
            shape(Status::Default, "default"),
            shape(Status::Range(4), "range"),
            shape(Status::Code(404), "code"),
        ],
        invalid: 400,
        security: &[],
    };
    let spec = SPEC;
    for (status, expected) in [(404, "code"), (400, "range"), (500, "default")] {
        let shape = spec.problem(StatusCode::from_u16(status).unwrap()).unwrap();
        assert_eq!(shape.render(&Problem::new(StatusCode::OK, "")), json!(expected));
    }
    assert_eq!(spec.path_names().collect::<Vec<_>>(), ["a", "c"]);
}
