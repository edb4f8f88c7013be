// Compares a message before the gateway with the same message behind it. What the suite itself takes for the same is the
// same: its definitions have matchers, such as for dates.

import { isDeepStrictEqual } from "node:util";

import { isMatcher, matchValues } from "@typespec/spec-api";
import { XMLParser } from "fast-xml-parser";

function equal(what, expected, actual) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`${what}: ${short(expected)} became ${short(actual)}`);
  }
}

export function short(value) {
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
function isExpected(actual, body, config) {
  const content = body?.rawContent;
  return typeof content?.resolve === "function" && matchValues(actual, content.resolve(config)).pass;
}

/** The pairs of a query, without those whose text the suite finds right: different texts may mean the same. */
function query(url, named, config) {
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
export async function compareRequests(definition, sent, arrived, config) {
  equal("method", sent.method, arrived.method);
  equal("path", path(sent.url), path(arrived.url));
  const named = definition.request?.query;
  equal("query", query(sent.url, named, config), query(arrived.url, named, config));
  compareHeaders(definition.request?.headers, sent.headers, arrived.headers, config);
  if (sent.body.length > 0 || arrived.body.length > 0) {
    equal("content-type", essence(sent.headers), essence(arrived.headers));
  }
  const actual = await value(arrived.headers, arrived.body);
  if (!isExpected(actual, definition.request?.body, config)) equal("body", await value(sent.headers, sent.body), actual);
}

/** Compares what came to the gateway with what left it. */
export async function compareAnswers(definition, came, left, config) {
  equal("status", came.status, left.status);
  compareHeaders(definition.response.headers, came.headers, left.headers, config);
  if (came.body.length > 0) equal("content-type", essence(came.headers), essence(left.headers));
  const actual = await value(left.headers, left.body);
  if (!isExpected(actual, definition.response.body, config)) equal("body", await value(came.headers, came.body), actual);
}

/** Compares the headers that the suite names, except those whose text it finds right. */
function compareHeaders(named, before, after, config) {
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
