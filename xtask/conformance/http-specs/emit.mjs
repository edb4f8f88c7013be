// Compiles the scenarios of http-specs to OpenAPI documents: each to 3.0 and to 3.1, or to 3.2 in place of 3.1 if it
// streams. Is run in the folder with `node_modules`. Writes `documents/` and `documents.json`: the list of documents, and
// what the emitter says of each scenario.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const here = import.meta.dirname;
const scenarios = join(here, "node_modules/@typespec/http-specs/specs");
const out = join(here, "documents");

/** Replaces a text in a file of the emitter. Fails if neither the old nor the new text is there. */
function patch(file, from, to) {
  const path = join(here, "node_modules/@typespec/openapi3/dist/src", file);
  const text = readFileSync(path, "utf8");
  if (text.includes(to)) return;
  if (!text.includes(from)) throw new Error(`${path}: the text to patch is missing`);
  writeFileSync(path, text.replace(from, to));
}

// The emitter looks up the examples of a parameter by its name in a plain object. For a parameter called `constructor` it
// finds the function that every object inherits, and crashes. An object without a prototype inherits nothing.
patch(
  "examples.js",
  "{ requestBody: {}, parameters: {}, responses: {} }",
  "{ requestBody: {}, parameters: Object.create(null), responses: {} }",
);
// OpenAPI has no path with a query, and no range of status codes such as 494 to 499. The emitter leaves the operation out,
// or rounds the range. It calls both an error, and then it writes no document at all, so all other operations are lost.
for (const code of ["path-query", "unsupported-status-code-range"]) {
  patch("lib.js", `"${code}": {\n            severity: "error"`, `"${code}": {\n            severity: "warning"`);
}

const { compile, NodeHost } = await import("@typespec/compiler");

/** Returns the path of the document's first server, for the version that the document is of. */
function base(document) {
  const version = document.info.version;
  const url = document.servers?.[0]?.url ?? "";
  const filled = url
    .replace("{endpoint}", "")
    .replaceAll(/\{(?:version|apiVersion)\}/g, version)
    .replace(/^https?:\/\/[^/]*/, "");
  return filled === "/" ? "" : filled;
}

rmSync(out, { recursive: true, force: true });
const documents = [];
const notes = [];
const files = readdirSync(scenarios, { recursive: true }).filter((file) => file.endsWith("main.tsp"));
for (const file of files.sort()) {
  const folder = dirname(file);
  const newer = folder.startsWith("streaming/") ? "3.2.0" : "3.1.0";
  const directory = join(out, folder);
  const options = {
    "openapi-versions": ["3.0.0", newer],
    "file-type": "json",
    "emitter-output-dir": directory,
  };
  let diagnostics;
  try {
    const program = await compile(NodeHost, join(scenarios, file), {
      emit: ["@typespec/openapi3"],
      additionalImports: ["@typespec/spector"],
      options: { "@typespec/openapi3": options },
      outputDir: directory,
    });
    diagnostics = program.diagnostics.map(({ severity, code, message }) => ({ severity, code, message }));
  } catch (error) {
    diagnostics = [{ severity: "error", code: "crash", message: String(error.stack) }];
  }
  notes.push(...diagnostics.map((diagnostic) => ({ scenario: folder, ...diagnostic })));
  for (const version of ["3.0.0", newer]) {
    const emitted = join(directory, version);
    if (!existsSync(emitted)) continue;
    for (const name of readdirSync(emitted).sort()) {
      const path = join(emitted, name);
      const document = JSON.parse(readFileSync(path, "utf8"));
      documents.push({
        scenario: folder,
        // The column of the table: what streams is compiled to 3.2 in place of 3.1.
        openapi: version === "3.0.0" ? "3.0" : "3.1",
        version: document.info.version,
        base: base(document),
        path,
      });
    }
  }
}
writeFileSync(join(here, "documents.json"), JSON.stringify({ documents, notes }, null, 1));
