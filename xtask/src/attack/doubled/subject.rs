//! The inputs of an API: who sends them, and each place of a body that can be made larger.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value as Json};

use super::create;
use crate::attack::account::Account;
use crate::attack::call::Request;
use crate::attack::document::Operation;
use crate::attack::ids::Ids;
use crate::attack::payload::places;
use crate::attack::server::Server;

/// Makes the request for a size in bytes; with members that continue what an earlier request began.
type Make = Box<dyn Fn(usize, Option<Map<String, Json>>) -> Option<Request> + Send + Sync>;

/// An input of any size.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) request: Make,
    /// The members of a body by which a request continues an earlier one.
    links: BTreeSet<String>,
}

impl fmt::Debug for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Subject").field(&self.name).finish()
    }
}

impl Subject {
    /// The ids of an answer that the same operation takes in its body.
    pub(super) fn continued(&self, answer: &Json) -> Option<Map<String, Json>> {
        let members = answer.as_object()?.iter();
        let known = members.filter(|(name, value)| self.links.contains(*name) && value.is_string());
        let known: Map<_, _> = known.map(|(name, value)| (name.clone(), value.clone())).collect();
        (!known.is_empty()).then_some(known)
    }
}

/// Who calls an API, and the ids of what exists there.
#[derive(Debug)]
pub(super) struct Caller {
    api: String,
    account: Option<Account>,
    pub(super) ids: Ids,
}

impl Caller {
    /// A caller for whom something of every kind exists.
    pub(super) async fn new(
        server: &Server,
        api: &str,
        operations: &[Operation],
        number: usize,
    ) -> anyhow::Result<Self> {
        let mut caller = Self { api: api.to_owned(), account: None, ids: Ids::default() };
        if api == "agents" {
            let account = Account::register(server, number).await?;
            caller.ids.name("tenant_id", &account.tenant);
            caller.account = Some(account);
        }
        if api == "archetype" {
            caller.upload(server, operations).await?;
        }
        caller.ids = create(server, &caller, operations).await;
        Ok(caller)
    }

    /// Uploads every file that an example names.
    async fn upload(&self, server: &Server, operations: &[Operation]) -> anyhow::Result<()> {
        let mut names = BTreeSet::new();
        for body in operations.iter().flat_map(|operation| &operation.bodies) {
            file_names(body, &mut names);
        }
        for name in names {
            let text = "timestamp,vibration_x,vibration_y\n2026-03-01T00:00:00Z,0.131,0.094\n";
            let request = server.request("archetype", "POST", "/files");
            server.send(&request.file("file", &name, "text/csv", text)).await?;
        }
        Ok(())
    }

    /// A request to an operation, without a body.
    pub(super) fn request(&self, server: &Server, operation: &Operation, ids: &Ids) -> Request {
        let request = server.request(&self.api, &operation.method, &ids.path(operation));
        match &self.account {
            Some(account) => request.token(&account.token),
            None => request,
        }
    }

    /// The first body that the operation accepts, or the one with the most members; and whether it is accepted.
    pub(super) async fn base(&self, server: &Server, operation: &Operation) -> (Json, bool) {
        for body in &operation.bodies {
            let body = self.ids.body(body);
            let request = self.request(server, operation, &self.ids).json(&body);
            if server.send(&request).await.is_ok_and(|answer| answer.is_success()) {
                return (body, true);
            }
        }
        let largest = operation.bodies.iter().max_by_key(|body| body.to_string().len());
        (largest.map(|body| self.ids.body(body)).unwrap_or_default(), false)
    }

    /// The inputs of an operation: the places of the accepted body, and those of the others.
    pub(super) fn subjects(
        &self,
        server: &Server,
        operation: &Operation,
        base: &Json,
        quick: bool,
    ) -> Vec<Subject> {
        let links = operation.bodies.iter().filter_map(Json::as_object).flat_map(Map::keys);
        let links = links.filter(|name| name.ends_with("id")).cloned().collect::<BTreeSet<_>>();
        let mut known = BTreeSet::new();
        let mut subjects = Vec::new();
        let others = operation.bodies.iter().map(|body| self.ids.body(body));
        for body in [base.clone()].into_iter().chain(others) {
            for place in places(&body, quick) {
                let name = format!("{} {} {:?}", operation.id, place.pointer, place.filling);
                if !known.insert(name.clone()) {
                    continue;
                }
                // A member that the accepted body does not have is put into it.
                let body = with_member(base, &body, &place.pointer);
                let request = self.request(server, operation, &self.ids);
                let make = move |size: usize, known: Option<Map<String, Json>>| {
                    let first = if known.is_some() { 'x' } else { 'w' };
                    let mut body = place.fill(&body, size, first)?;
                    if let (Some(members), Some(known)) = (body.as_object_mut(), known) {
                        members.extend(known);
                    }
                    Some(request.clone().json(&body))
                };
                subjects.push(Subject { name, request: Box::new(make), links: links.clone() });
            }
        }
        subjects
    }

    /// Inputs that are files: tables with many columns, and with many rows.
    pub(super) fn forms(&self, server: &Server) -> Vec<Subject> {
        let (operation, request, field) = match self.api.as_str() {
            "arcee" => {
                let path = "/v2/contexts/doubled/csv";
                ("uploadContextCsv", server.request("arcee", "POST", path), "file")
            }
            "archetype" => ("uploadFile", server.request("archetype", "POST", "/files"), "file"),
            _ => return Vec::new(),
        };
        let mut subjects = Vec::new();
        for kind in ["columns", "rows"] {
            let request = request.clone();
            let make = move |size: usize, _| {
                let table = if kind == "columns" { columns(size) } else { rows(size) };
                Some(request.clone().file(field, "table.csv", "text/csv", &table))
            };
            let name = format!("{operation} {kind} of a table");
            subjects.push(Subject { name, request: Box::new(make), links: BTreeSet::new() });
        }
        subjects
    }
}

fn columns(size: usize) -> String {
    let names: Vec<String> = (0..size / 6).map(|at| format!("c{at}")).collect();
    format!("doc,title,{}\na,b\n", names.join(","))
}

fn rows(size: usize) -> String {
    let row = |at: usize| format!("d{at},t\n");
    let mut text = "doc,title\n".to_owned();
    text.extend((0..size / 16).map(row));
    text
}

/// The base, with the first member on the way to a pointer taken from another body if it is absent.
fn with_member(base: &Json, other: &Json, pointer: &str) -> Json {
    let mut body = base.clone();
    let first = pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
    if body.pointer(pointer).is_none()
        && let (Some(members), Some(value)) = (body.as_object_mut(), other.get(first))
    {
        members.insert(first.to_owned(), value.clone());
    }
    if body.pointer(pointer).is_none() { other.clone() } else { body }
}

fn file_names(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                if name.contains("file") {
                    found.extend(values.iter().filter_map(Json::as_str).map(str::to_owned));
                }
                file_names(value, found);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| file_names(item, found)),
        _ => {}
    }
}
