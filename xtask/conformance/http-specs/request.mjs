// Makes the requests that the definitions of the suite describe.

import { expandDyns } from "@typespec/spec-api";

/**
 * The path and query of a request. The suite writes a list as one text, with the delimiters of its style, so a comma is
 * sent as it is. Encoded, it would be a part of a value (RFC 6570, section 3.2.1).
 */
export function targetOf({ uri, request }, config) {
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
export function contentOf(definition, document, config) {
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
