//! Every combination of credentials and granted scopes against every operation of `cases/emit/ends/scopes.yaml`. The
//! expected response is computed from the document.

use std::collections::BTreeMap;

use axum::Router;
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::load::load;
use counterpart_generator::source::Sources;
use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted};
use counterpart_wire::{Base64, Body, Call, Json, Outcome, http, to_text};
use tower::ServiceExt as _;

use crate::ends_scopes::operations::{
    Any, Both, DefaultApi, Either, Federated, One, Optional, OptionalPair, Pairs, Password,
    Unguarded,
};
use crate::ends_scopes::server;

const DOCUMENT: &str = include_str!("../../cases/emit/ends/scopes.yaml");
const SCOPES: [&str; 2] = ["read", "write"];

/// Answers with the principal: the schemes of the alternative that was satisfied.
struct Service;

impl DefaultApi for Service {
    type Principal = String;

    async fn one(&self, call: Call<One, String>) -> Outcome<One> {
        Ok(call.principal)
    }

    async fn either(&self, call: Call<Either, String>) -> Outcome<Either> {
        Ok(call.principal)
    }

    async fn both(&self, call: Call<Both, String>) -> Outcome<Both> {
        Ok(call.principal)
    }

    async fn pairs(&self, call: Call<Pairs, String>) -> Outcome<Pairs> {
        Ok(call.principal)
    }

    async fn optional(&self, call: Call<Optional, Option<String>>) -> Outcome<Optional> {
        Ok(call.principal.unwrap_or_default())
    }

    async fn optional_pair(
        &self,
        call: Call<OptionalPair, Option<String>>,
    ) -> Outcome<OptionalPair> {
        Ok(call.principal.unwrap_or_default())
    }

    async fn password(&self, call: Call<Password, String>) -> Outcome<Password> {
        Ok(call.principal)
    }

    async fn federated(&self, call: Call<Federated, String>) -> Outcome<Federated> {
        Ok(call.principal)
    }

    async fn any(&self, call: Call<Any, String>) -> Outcome<Any> {
        Ok(call.principal)
    }

    async fn unguarded(&self, _: Call<Unguarded, ()>) -> Outcome<Unguarded> {
        Ok(String::new())
    }
}

/// How an authenticator says which scopes are granted.
#[derive(Debug, Clone, PartialEq)]
enum Says {
    /// Those of each credential, which has them in its text.
    OfEach,
    /// The same for all credentials.
    These(Vec<&'static str>),
    All,
    Nothing,
}

/// Accepts credentials that begin with `right`.
struct Gate(Says);

impl Authenticator for Gate {
    type Principal = String;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<String>, AuthError> {
        let names: Vec<&str> =
            presented.requirement.iter().map(|(scheme, _)| scheme.name).collect();
        let mut granted = Granted::new(names.join("+"));
        for (scheme, _) in presented.requirement {
            let credential = presented.get(scheme).expect("a credential for each scheme");
            let mut parts = credential.secret().expose().split('.');
            if parts.next() != Some("right") {
                return Err(AuthError::unauthorized());
            }
            if self.0 == Says::OfEach {
                // `oauth` and `login` get the same token, and grant different scopes of it.
                let of = |part: &str| part.strip_prefix(scheme.name).map(str::to_owned);
                let own = parts.filter_map(|part| of(part)?.strip_prefix(':').map(str::to_owned));
                granted = granted.scopes_of(scheme, own);
            }
        }
        Ok(match &self.0 {
            Says::OfEach | Says::Nothing => granted,
            Says::These(scopes) => granted.scopes(scopes.iter().copied()),
            Says::All => granted.all_scopes(),
        })
    }
}

/// A credential of a request.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Right,
    Wrong,
    Malformed,
}

/// The credentials of a request by scheme, with their scopes.
type Sent = BTreeMap<&'static str, (State, Vec<&'static str>)>;

/// The expected response.
#[derive(Debug, PartialEq)]
enum Verdict {
    /// The schemes of the satisfied alternative; none for an anonymous caller.
    Passes(String),
    /// With the challenges for scopes.
    Forbidden(Vec<String>),
    /// Whether a bearer token was wrong.
    Unauthorized { bad_token: bool },
}

/// The oracle: reads the document only.
fn verdict(document: &Json, path: &str, sent: &Sent, says: &Says) -> Verdict {
    let own = &document["paths"][path]["get"]["security"];
    let security = own.as_array().or(document["security"].as_array()).expect("requirements");
    let (mut optional, mut rejected, mut bad_token, mut lacking) =
        (security.is_empty(), false, false, Vec::new());
    for alternative in security.iter().filter_map(Json::as_object) {
        let states: Option<Vec<State>> =
            alternative.keys().map(|name| Some(sent.get(name.as_str())?.0)).collect();
        optional |= alternative.is_empty();
        let Some(states) = states.filter(|states| !states.is_empty()) else { continue };
        if states.iter().any(|state| *state != State::Right) {
            rejected = true;
            // Of several credentials, it is not known which one the authenticator rejected.
            let malformed = |name: &&String| sent[name.as_str()].0 == State::Malformed;
            let known: Vec<&String> = if states.contains(&State::Malformed) {
                alternative.keys().filter(malformed).collect()
            } else {
                alternative.keys().filter(|_| states.len() == 1).collect()
            };
            bad_token |= known.iter().any(|name| challenge(document, name).starts_with("Bearer"));
            continue;
        }
        let mut short = Vec::new();
        for (name, scopes) in alternative {
            let required: Vec<&str> =
                scopes.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            let grants = |scope: &&str| match says {
                Says::OfEach => sent[name.as_str()].1.contains(scope),
                Says::These(these) => these.contains(scope),
                Says::All => true,
                Says::Nothing => false,
            };
            if !required.iter().all(grants) {
                let (scheme, scope) = (challenge(document, name), required.join(" "));
                short.push(format!("{scheme}, error=\"insufficient_scope\", scope=\"{scope}\""));
            }
        }
        if short.is_empty() {
            let names: Vec<&str> = alternative.keys().map(String::as_str).collect();
            return Verdict::Passes(names.join("+"));
        }
        short.retain(|challenge| !lacking.contains(challenge));
        lacking.extend(short);
    }
    match (optional, rejected, lacking.is_empty()) {
        (true, false, _) => Verdict::Passes(String::new()),
        (false, _, false) => Verdict::Forbidden(lacking),
        _ => Verdict::Unauthorized { bad_token },
    }
}

/// Returns the challenge of a scheme.
fn challenge(document: &Json, name: &str) -> String {
    let scheme = &document["components"]["securitySchemes"][name];
    match (scheme["type"].as_str(), scheme["scheme"].as_str()) {
        (Some("apiKey"), _) => format!("ApiKey name={}", scheme["name"]),
        (_, Some("basic")) => "Basic realm=\"api\", charset=\"UTF-8\"".to_owned(),
        _ => "Bearer realm=\"api\"".to_owned(),
    }
}

/// Returns every subset of the scopes.
fn subsets() -> Vec<Vec<&'static str>> {
    vec![vec![], vec![SCOPES[0]], vec![SCOPES[1]], SCOPES.to_vec()]
}

/// Returns every state of one key: absent, wrong, and right with every subset of the scopes.
fn of_key(scheme: &'static str) -> Vec<Sent> {
    let right = subsets().into_iter().map(|scopes| Sent::from([(scheme, (State::Right, scopes))]));
    let wrong = Sent::from([(scheme, (State::Wrong, vec![]))]);
    right.chain([Sent::new(), wrong]).collect()
}

/// Returns every state of the `Authorization` header: a password, a token that three schemes read, or neither.
fn of_authorization() -> Vec<Sent> {
    let tokens = ["token", "oauth", "login"];
    let mut found = of_key("user");
    found.push(Sent::from([("user", (State::Malformed, vec![]))]));
    for state in [State::Wrong, State::Malformed] {
        found.push(tokens.map(|token| (token, (state, vec![]))).into());
    }
    for scopes in subsets() {
        for of_login in subsets() {
            let of = |token| if token == "login" { of_login.clone() } else { scopes.clone() };
            found.push(tokens.map(|token| (token, (State::Right, of(token)))).into());
        }
    }
    found
}

/// Returns the text of a credential that several schemes may read.
fn text<'s>(sent: &Sent, schemes: impl IntoIterator<Item = &'s str>) -> String {
    let mut text = String::new();
    for scheme in schemes {
        let (state, scopes) = &sent[scheme];
        if text.is_empty() {
            text.push_str(if *state == State::Right { "right" } else { "wrong" });
        }
        text.extend(scopes.iter().map(|scope| format!(".{scheme}:{scope}")));
    }
    text
}

fn request(path: &str, sent: &Sent) -> http::Request<Body> {
    let part = if sent.contains_key("part") {
        format!("?part={}", text(sent, ["part"]))
    } else {
        String::new()
    };
    let mut request = http::Request::get(format!("{path}{part}"));
    if sent.contains_key("key") {
        request = request.header("x-key", text(sent, ["key"]));
    }
    if sent.contains_key("session") {
        request = request.header("cookie", format!("session={}", text(sent, ["session"])));
    }
    match (sent.get("user"), sent.get("token")) {
        (Some((State::Malformed, _)), _) => request = request.header("authorization", "Basic !"),
        (Some(_), _) => {
            let pair = format!("ann:{}", text(sent, ["user"]));
            let encoded = to_text(&Base64::from(pair.into_bytes()));
            request = request.header("authorization", format!("Basic {encoded}"));
        }
        (_, Some((State::Malformed, _))) => request = request.header("authorization", "Bearer"),
        (_, Some(_)) => {
            let token = text(sent, ["token", "oauth", "login"]);
            request = request.header("authorization", format!("Bearer {token}"));
        }
        (None, None) => {}
    }
    request.body(Body::default()).expect("a request")
}

async fn answer(
    router: &Router,
    document: &Json,
    path: &str,
    sent: &Sent,
) -> Result<Verdict, String> {
    let response = router.clone().oneshot(request(path, sent)).await.expect("a response");
    let (parts, body) = response.into_parts();
    let body = Body::wrap(body).collect(1 << 16).await.expect("a body");
    let challenges =
        parts.headers.get("www-authenticate").map_or("", |it| it.to_str().expect("text"));
    match (parts.status.as_u16(), challenges) {
        (200, "") => Ok(Verdict::Passes(String::from_utf8_lossy(&body).into_owned())),
        (403, challenges) => {
            let starts = ["ApiKey", "Basic", "Bearer"];
            let mut found: Vec<String> = Vec::new();
            for part in challenges.split(", ") {
                match found.last_mut() {
                    Some(last) if !starts.iter().any(|start| part.starts_with(start)) => {
                        *last = format!("{last}, {part}");
                    }
                    _ => found.push(part.to_owned()),
                }
            }
            Ok(Verdict::Forbidden(found))
        }
        (401, challenges) => {
            let own = &document["paths"][path]["get"]["security"];
            let security = own.as_array().or(document["security"].as_array());
            for alternative in security.into_iter().flatten().filter_map(Json::as_object) {
                for name in alternative.keys() {
                    if !challenges.contains(&challenge(document, name)) {
                        return Err(format!("no challenge for {name} in {challenges}"));
                    }
                }
            }
            let bad_token = challenges.contains("error=\"invalid_token\"");
            Ok(Verdict::Unauthorized { bad_token })
        }
        (status, challenges) => Err(format!("{status} {challenges}")),
    }
}

#[tokio::test]
async fn every_combination_of_credentials_and_scopes_is_answered_as_the_document_says() {
    let sources = Sources::from_text("scopes.yaml", DOCUMENT);
    let document = load(&sources, &mut Diagnostics::new()).expect("a document");
    let paths: Vec<&String> = document["paths"].as_object().expect("paths").keys().collect();
    let same = subsets().into_iter().map(Says::These);
    let (mut tried, mut wrong) = (0, Vec::new());
    for says in same.chain([Says::OfEach, Says::All, Says::Nothing]) {
        let router = server::router(Service, Gate(says.clone()));
        for key in of_key("key") {
            for part in of_key("part") {
                for session in of_key("session") {
                    for authorization in of_authorization() {
                        let sent: Sent = [&key, &part, &session, &authorization]
                            .into_iter()
                            .flat_map(Clone::clone)
                            .collect();
                        // Only one authenticator reads the scopes in the credentials.
                        let varies = sent.values().any(|(_, scopes)| !scopes.is_empty());
                        if varies && says != Says::OfEach {
                            continue;
                        }
                        for path in &paths {
                            let expected = verdict(&document, path, &sent, &says);
                            let found = answer(&router, &document, path, &sent).await;
                            tried += 1;
                            if found.as_ref() != Ok(&expected) {
                                wrong.push(format!(
                                    "{path} {sent:?} {says:?}: {found:?}, not {expected:?}"
                                ));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    assert!(tried > 50_000, "only {tried} requests");
}
