//! Prints operations.

use std::fmt::Write as _;

use super::Page;
use crate::api::{
    Content, Encoding, Events, Operation, Paging, Parameter, ParameterShape, Payload, ProblemValue,
    Response, Side, Status, Turn,
};

impl Page<'_> {
    pub(super) fn operation(&mut self, operation: &Operation) {
        let mut head =
            format!("operation {:?} {} {}", operation.id, operation.method, operation.path);
        match self.api.side(operation) {
            Side::Api => {}
            Side::Webhooks => head.push_str(" (webhook)"),
            Side::Callbacks => head.push_str(" (callback)"),
        }
        if operation.optional_slash {
            head.push_str(" (slash optional)");
        }
        if operation.deprecated {
            head.push_str(" deprecated");
        }
        self.line(0, format_args!("{head}  # {}", operation.origin.pointer));
        self.docs(1, &operation.docs);
        if let Some(tag) = self.api.tags.get(operation.tag) {
            self.line(1, format_args!("tag {:?}", tag.name));
        }
        for server in &operation.servers {
            self.server(1, server);
        }
        for asked in &operation.callback_of {
            let owner = self.api.operations.get(asked.operation).map_or("", |owner| &owner.id);
            self.line(1, format_args!("asked by {owner:?} to {:?}", asked.url));
        }
        if !operation.security.is_empty() {
            let needs: Vec<String> =
                operation.security.iter().map(|need| self.need(need)).collect();
            self.line(1, format_args!("security {}", needs.join(" or ")));
        }
        if let Some(paging) = &operation.paging {
            self.paging(operation, paging);
        }
        for parameter in &operation.parameters {
            let line = self.parameter(parameter);
            self.line(1, line);
            self.docs(2, &parameter.docs);
        }
        if let Some(body) = &operation.body {
            self.line(1, if body.required { "body" } else { "body?" });
            self.docs(2, &body.docs);
            for content in &body.contents {
                self.content(2, content);
            }
        }
        for response in &operation.outputs {
            self.response("answers", response);
        }
        for response in &operation.errors {
            self.response("fails with", response);
        }
    }

    fn paging(&mut self, operation: &Operation, paging: &Paging) {
        let name = |index: usize| {
            operation.parameters.get(index).map_or("", |parameter| parameter.name.as_str())
        };
        let turn = match &paging.turn {
            Turn::Cursor { parameter, next } | Turn::Offset { parameter, next: Some(next) } => {
                format!("{} = /{}", name(*parameter), next.join("/"))
            }
            Turn::Offset { parameter, next: None } => format!("{} + items", name(*parameter)),
            Turn::Page { parameter, first } => format!("{} + 1 from {first}", name(*parameter)),
            Turn::After { parameter, key } => {
                format!("{} = last item's /{}", name(*parameter), key.join("/"))
            }
        };
        let item = self.ty(&paging.item);
        let mut line = format!("pages of {item} at /{}, {turn}", paging.items.join("/"));
        if let Some(limit) = paging.limit {
            let _ = write!(line, ", at most {}", name(limit));
        }
        for (word, number) in [("asking for", paging.size), ("all are", paging.unlimited)] {
            if let Some(number) = number {
                let _ = write!(line, ", {word} {number}");
            }
        }
        for (word, path) in [("total", &paging.total), ("more", &paging.more)] {
            if let Some(path) = path {
                let _ = write!(line, ", {word} /{}", path.join("/"));
            }
        }
        self.line(1, line);
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let optional = if parameter.required { "" } else { "?" };
        let name = parameter.name.escape_debug();
        let mut line =
            format!("{} {name}{optional}: {}", parameter.location, self.ty(&parameter.ty));
        if let Some(default) = &parameter.default {
            let _ = write!(line, " = {default}");
        }
        let explode = if parameter.explode { ", exploded" } else { "" };
        let _ = write!(line, " as {}{explode}", parameter.style);
        match &parameter.shape {
            ParameterShape::Value => {}
            ParameterShape::List => line.push_str(", list"),
            ParameterShape::ScalarOrList => line.push_str(", one or a list"),
            ParameterShape::Object(names) => {
                let _ = write!(line, ", object of {names:?}");
            }
            ParameterShape::Map(taken) => {
                let _ = write!(line, ", object of all but {taken:?}");
            }
        }
        for (said, word) in [
            (parameter.reserved, "reserved allowed"),
            (parameter.empty_is_absent, "empty is absent"),
            (parameter.deprecated, "deprecated"),
        ] {
            if said {
                let _ = write!(line, ", {word}");
            }
        }
        if let Some(example) = &parameter.example {
            let _ = write!(line, ", example {example}");
        }
        line
    }

    fn content(&mut self, depth: usize, content: &Content) {
        let payload = match &content.payload {
            Payload::Typed(ty) => self.ty(ty),
            Payload::Bytes => "bytes".to_owned(),
            Payload::Text => "text".to_owned(),
            Payload::Events(events) => self.events(events),
        };
        let coded = format!("{:?}", content.codec).to_lowercase();
        self.line(depth, format_args!("{:?} by {coded}: {payload}", content.media));
        if !content.aliases.is_empty() {
            self.line(depth + 1, format_args!("also {:?}", content.aliases));
        }
        for encoding in &content.encodings {
            self.line(depth + 1, shown(encoding));
        }
        if let Some(example) = &content.example {
            self.line(depth + 1, format_args!("example {example}"));
        }
    }

    fn events(&self, events: &Events) -> String {
        let mut line = format!("{:?} of ", events.framing).to_lowercase();
        line.push_str(if events.text { "text " } else { "" });
        line.push_str(&self.ty(&events.data));
        if let Some(end) = &events.end {
            let _ = write!(line, " until {end:?}");
        }
        line
    }

    fn response(&mut self, verb: &str, response: &Response) {
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(digit) => format!("{digit}XX"),
            Status::Default => "default".to_owned(),
        };
        self.line(1, format_args!("{verb} {status}"));
        self.docs(2, &response.docs);
        for content in &response.contents {
            self.content(2, content);
        }
        let set = response.headers.and_then(|index| self.api.headers.get(index));
        if let Some(set) = set {
            self.line(2, format_args!("headers {:?}  # {}", set.name, set.origin.pointer));
            for header in &set.headers {
                let line = self.parameter(header);
                self.line(3, line);
                self.docs(4, &header.docs);
            }
        }
        for link in &response.links {
            let target = link.target.as_deref().unwrap_or("nothing");
            self.line(2, format_args!("link {:?} to {:?}  # {target}", link.name, link.named));
            let body = link.body.iter().map(|body| ("body", body));
            let given = link.parameters.iter().map(|(name, value)| (name.as_str(), value));
            for (name, value) in given.chain(body) {
                self.line(3, format_args!("{name} = {value:?}"));
            }
            self.docs(3, &link.docs);
        }
        if let Some(rule) = &response.problem {
            self.line(2, format_args!("made of a problem: {}", problem(rule)));
        }
    }
}

fn shown(encoding: &Encoding) -> String {
    let mut line = format!("{:?} by {:?}", encoding.field, encoding.media);
    if let Some((style, explode)) = &encoding.style {
        let explode = if *explode { ", exploded" } else { "" };
        let _ = write!(line, " as {style}{explode}");
    }
    if encoding.reserved {
        line.push_str(", reserved allowed");
    }
    if let Some(headers) = encoding.headers {
        let _ = write!(line, ", headers {headers}");
    }
    line
}

fn problem(value: &ProblemValue) -> String {
    match value {
        ProblemValue::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name:?}: {}", problem(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        ProblemValue::Violations(item) => format!("[{} ..]", problem(item)),
        ProblemValue::Text(text) => format!("{text:?}"),
        ProblemValue::Bool(value) => value.to_string(),
        plain => format!("<{plain:?}>").to_lowercase(),
    }
}
