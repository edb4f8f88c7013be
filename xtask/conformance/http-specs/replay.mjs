// Sends every request of the mock API of http-specs through the gateway to the suite's own mock server, and compares
// request and answer on both sides of the gateway. Is run in the folder with `node_modules` and `documents.json`:
//
//     node replay.mjs GATEWAY RESULTS
//
// GATEWAY is the program; RESULTS is written as JSON: a result for each request and version of OpenAPI.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import { dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { expandDyns, isMatcher, matchValues } from "@typespec/spec-api";
import { XMLParser } from "fast-xml-parser";

const here = import.meta.dirname;
const suite = join(here, "node_modules/@typespec/http-specs");
const spector = join(here, "node_modules/@typespec/spector/dist/src");
const { serve } = await import(join(spector, "actions/serve.js"));
const { loadScenarioMockApiFiles } = await import(join(spector, "scenarios-resolver.js"));

const [program, results] = process.argv.slice(2);
const { documents } = JSON.parse(readFileSync(join(here, "documents.json"), "utf8"));
for (const document of documents) document.content = JSON.parse(readFileSync(document.path, "utf8"));

// ---- the mock server, and a proxy before it that keeps what passes -------------------------------------------------

const mockPort = await freePort();
await serve({ scenariosPath: join(suite, "specs"), port: mockPort, coverageFile: join(here, "coverage.json") });
const config = { baseUrl: `http://localhost:${mockPort}` };

/** The exchanges since it was last emptied. */
let seen = [];
const proxy = http.createServer(async (request, response) => {
  const exchange = { method: request.method, url: request.url, headers: request.headers, body: await collected(request) };
  seen.push(exchange);
  const options = { port: mockPort, host: "127.0.0.1", method: request.method, path: request.url };
  const forwarded = http.request({ ...options, headers: request.headers, agent: false }, async (answer) => {
    const body = await collected(answer);
    exchange.answer = { status: answer.statusCode, headers: answer.headers, body };
    response.writeHead(answer.statusCode, answer.rawHeaders.filter((_, at) => !isOfConnection(answer.rawHeaders[at - (at % 2)])));
    response.end(body);
  });
  forwarded.on("error", (error) => response.writeHead(599).end(String(error)));
  forwarded.end(exchange.body);
});
const proxyPort = await listening(proxy);

function isOfConnection(name) {
  return ["connection", "keep-alive", "transfer-encoding", "content-length"].includes(name.toLowerCase());
}

async function collected(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

async function freePort() {
  const server = http.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// ---- the gateway ---------------------------------------------------------------------------------------------------

// It ends when its standard input ends, also if this process is killed.
const gateway = spawn(program, [`http://127.0.0.1:${proxyPort}`], { stdio: ["pipe", "pipe", "inherit"] });
const ports = await new Promise((resolve, reject) => {
  const found = new Map();
  gateway.on("exit", (code) => reject(new Error(`the gateway ended with ${code}`)));
  createInterface({ input: gateway.stdout }).on("line", (line) => {
    if (line === "ready") return resolve(found);
    const [path, port] = line.split("\t");
    found.set(path, Number(port));
  });
});

// ---- comparing -----------------------------------------------------------------------------------------------------

class Differs extends Error {}

function equal(what, expected, actual) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Differs(`${what}: ${short(expected)} became ${short(actual)}`);
  }
}

function short(value) {
  const text = Buffer.isBuffer(value) ? value.toString("latin1") : typeof value === "string" ? value : JSON.stringify(value);
  return String(text).replaceAll(/\s+/g, " ").slice(0, 300);
}

/** The media type of a message without its parameters. */
function essence(headers) {
  return (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
}

const xml = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, ignoreAttributes: false });

/** A body as the value that it means. */
async function value(headers, body) {
  const type = essence(headers);
  const text = () => body.toString("utf8");
  if (body.length === 0) return "";
  if (type.endsWith("/json") || type.endsWith("+json")) return JSON.parse(text());
  if (type === "application/jsonl") return text().split(/\r?\n/).filter(Boolean).map((line) => JSON.parse(line));
  if (type.endsWith("/xml") || type.endsWith("+xml")) return xml.parse(text());
  if (type === "text/event-stream") return text().split(/\r?\n\r?\n/).filter(Boolean).map((event) => fields(event));
  if (type === "multipart/form-data") {
    const form = await new Response(body, { headers: { "content-type": headers["content-type"] } }).formData();
    const parts = [];
    for (const [name, part] of form) {
      const content = typeof part === "string" ? part : Buffer.from(await part.arrayBuffer());
      parts.push(typeof part === "string" ? { name, content } : { name, file: part.name, type: part.type, content });
    }
    return parts;
  }
  return body;
}

/** The fields of an event. A text that is JSON is compared as JSON. */
function fields(event) {
  const found = {};
  for (const line of event.split(/\r?\n/).filter((line) => line && !line.startsWith(":"))) {
    const at = line.indexOf(":");
    const [name, text] = at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, "")];
    found[name] = name in found ? `${found[name]}\n${text}` : text;
  }
  // A reader ignores them (HTML, section 9.2.6), so they need not be passed on.
  if (found.id?.includes("\0")) delete found.id;
  if (!/^\d+$/.test(found.retry ?? "0")) delete found.retry;
  try {
    found.data = JSON.parse(found.data);
  } catch {
    // A plain text.
  }
  return found;
}

/** The values with their dates and matchers in the suite's sense: different texts may mean the same. */
function isExpected(actual, body) {
  const content = body?.rawContent;
  return typeof content?.resolve === "function" && matchValues(actual, content.resolve(config)).pass;
}

/** The pairs of a query, without those whose text the suite finds right: different texts may mean the same. */
function query(url, named) {
  const { searchParams } = new URL(url, "http://host");
  return [...searchParams]
    .filter(([name, value]) => !isMatcher(named?.[name]) || !named[name].check(value, config).pass)
    .map((pair) => pair.join("="))
    .sort();
}

function path(url) {
  return new URL(url, "http://host").pathname.split("/").map(decodeURIComponent);
}

/** Compares what was sent to the gateway with what left it. */
async function compareRequests(definition, sent, arrived) {
  equal("method", sent.method, arrived.method);
  equal("path", path(sent.url), path(arrived.url));
  const named = definition.request?.query;
  equal("query", query(sent.url, named), query(arrived.url, named));
  compareHeaders(definition.request?.headers, sent.headers, arrived.headers);
  if (sent.body.length > 0 || arrived.body.length > 0) {
    equal("content-type", essence(sent.headers), essence(arrived.headers));
  }
  const actual = await value(arrived.headers, arrived.body);
  if (!isExpected(actual, definition.request?.body)) equal("body", await value(sent.headers, sent.body), actual);
}

/** Compares what came to the gateway with what left it. */
async function compareAnswers(definition, came, left) {
  equal("status", came.status, left.status);
  compareHeaders(definition.response.headers, came.headers, left.headers);
  if (came.body.length > 0) equal("content-type", essence(came.headers), essence(left.headers));
  const actual = await value(left.headers, left.body);
  if (!isExpected(actual, definition.response.body)) equal("body", await value(came.headers, came.body), actual);
}

/** Compares the headers that the suite names, except those whose text it finds right. */
function compareHeaders(named, before, after) {
  for (const [key, value] of Object.entries(named ?? {})) {
    const name = key.toLowerCase();
    if (name === "content-type") continue;
    if (isMatcher(value) && value.check(after[name], config).pass) continue;
    equal(`header ${name}`, instant(before[name]), instant(after[name]));
  }
}

/** A date and time of RFC 3339 without the zeros that end its fraction. */
function instant(text) {
  return text?.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*[1-9])?)\.?0*(Z|[+-]\d\d:\d\d)$/, "$1$2");
}

// ---- replaying -----------------------------------------------------------------------------------------------------

/** Sends a request of the suite, and returns the answer and what passed the proxy. */
async function send(definition, document, port) {
  seen = [];
  const { body, headers } = contentOf(definition, document);
  const url = `http://127.0.0.1:${port}${targetOf(definition)}`;
  const answer = await fetch(url, { method: definition.method.toUpperCase(), headers, body });
  const received = Buffer.from(await answer.arrayBuffer());
  return { answer: { status: answer.status, headers: Object.fromEntries(answer.headers), body: received }, passed: seen };
}

/**
 * The path and query of a request. The suite writes a list as one text, with the delimiters of its style, so a comma is
 * sent as it is. Encoded, it would be a part of a value (RFC 6570, section 3.2.1).
 */
function targetOf({ uri, request }) {
  const path = Object.entries(request?.pathParams ?? {}).reduce(
    (path, [name, value]) => path.replaceAll(`:${name}`, String(value)),
    uri,
  );
  const pairs = Object.entries(expandDyns(request?.query ?? {}, config)).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one).replaceAll("%2C", ",")}`),
  );
  const plain = path.replaceAll("\\:", ":");
  return pairs.length === 0 ? plain : `${plain}${plain.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

/** The media types of the body that a document describes for a request. */
function described({ uri, method }, document) {
  const path = uri.slice(document?.base.length ?? 0);
  return Object.keys(document?.content.paths[path]?.[method]?.requestBody?.content ?? {});
}

/** The headers and body of a request. */
function contentOf(definition, document) {
  const { body, headers: named } = definition.request ?? {};
  const headers = new Headers(expandDyns(named ?? {}, config));
  if (!body) return { headers };
  if ("kind" in body) {
    const form = new FormData();
    for (const [name, part] of Object.entries(body.parts ?? {})) form.append(name, JSON.stringify(part));
    for (const file of body.files ?? []) {
      form.append(file.fieldname, new Blob([file.buffer], { type: file.mimetype }), file.originalname);
    }
    return { headers, body: form };
  }
  // Where the suite names two media types, the described one is meant.
  if (!described(definition, document).includes(headers.get("content-type"))) {
    headers.set("content-type", body.contentType);
  }
  const content = body.rawContent;
  if (typeof content?.serialize !== "function") return { headers, body: content };
  // The suite writes a plain text as a JSON string.
  const value = content.resolve(config);
  const isText = headers.get("content-type") === "text/plain" && typeof value === "string";
  return { headers, body: isText ? value : content.serialize(config) };
}

/** Returns the document that describes a request: of several, the one for its version. */
function documentOf(scenario, openapi, definition) {
  const of = documents.filter((one) => one.scenario === scenario && one.openapi === openapi);
  const uri = definition.uri.replaceAll("\\:", ":");
  const below = of.filter((one) => `${uri}/`.startsWith(`${one.base}/`));
  const asked = JSON.stringify([uri, expandDyns(definition.request?.query ?? {}, config)]);
  return below.find((one) => below.length > 1 && asked.includes(one.version)) ?? below.at(-1);
}

/** Returns the kind of failure and its cause, or `null`. */
async function judge(definition, direct, document) {
  const port = ports.get(document.path);
  if (port === undefined) return ["no-package", "no package was generated"];
  let through;
  try {
    through = await send(definition, document, port);
  } catch (error) {
    return ["answer", `no answer: ${error.cause ?? error}`];
  }
  const { answer, passed } = through;
  const arrived = passed[0];
  if (arrived === undefined) return ["refused", `${answer.status} ${short(answer.body)}`];
  if (passed.length > 1) return ["request", `sent ${passed.length} times`];
  const [sent] = direct.passed;
  try {
    await compareRequests(definition, sent, arrived);
  } catch (error) {
    return ["request", error.message];
  }
  if (arrived.answer.status !== definition.response.status) return ["mock", short(arrived.answer.body)];
  try {
    await compareAnswers(definition, arrived.answer, answer);
  } catch (error) {
    return ["answer", `${error.message}${answer.status >= 500 ? ` ${short(answer.body)}` : ""}`];
  }
  return null;
}

const found = [];
for (const { path: file, scenarios } of await loadScenarioMockApiFiles(join(suite, "specs"))) {
  const scenario = relative(join(suite, "dist/specs"), dirname(file));
  for (const [name, { apis }] of Object.entries(scenarios)) {
    for (const [at, definition] of apis.entries()) {
      const request = apis.length > 1 ? `${name}#${at + 1}` : name;
      // Some requests of the suite are placeholders that its own mock server refuses.
      let direct;
      try {
        direct = await send(definition, documentOf(scenario, "3.1", definition), proxyPort);
      } catch (error) {
        direct = { answer: { status: 0, body: Buffer.from(String(error)) } };
      }
      const suiteFails =
        direct.answer.status !== definition.response.status &&
        `${direct.answer.status} in place of ${definition.response.status}: ${short(direct.answer.body)}`;
      for (const openapi of ["3.0", "3.1"]) {
        const document = documentOf(scenario, openapi, definition);
        let failure;
        if (suiteFails) failure = ["suite", suiteFails];
        else if (!document) failure = ["no-document", "the emitter wrote no document"];
        else failure = await judge(definition, direct, document);
        found.push({ scenario, openapi, request, kind: failure?.[0] ?? null, why: failure?.[1] ?? null });
      }
    }
  }
}
writeFileSync(results, JSON.stringify(found, null, 1));
gateway.stdin.end();
process.exit(0);
