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

import { expandDyns } from "@typespec/spec-api";

import { compareAnswers, compareRequests, short } from "./compare.mjs";
import { contentOf, targetOf } from "./request.mjs";

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

// ---- replaying -----------------------------------------------------------------------------------------------------

/** Sends a request of the suite, and returns the answer and what passed the proxy. */
async function send(definition, document, port) {
  seen = [];
  const { body, headers } = contentOf(definition, document, config);
  const url = `http://127.0.0.1:${port}${targetOf(definition, config)}`;
  const answer = await fetch(url, { method: definition.method.toUpperCase(), headers, body });
  const received = Buffer.from(await answer.arrayBuffer());
  return { answer: { status: answer.status, headers: Object.fromEntries(answer.headers), body: received }, passed: seen };
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
    await compareRequests(definition, sent, arrived, config);
  } catch (error) {
    return ["request", error.message];
  }
  if (arrived.answer.status !== definition.response.status) return ["mock", short(arrived.answer.body)];
  try {
    await compareAnswers(definition, arrived.answer, answer, config);
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
