// Turns a form into a request: the arguments of fetch, and the equivalent curl command.

export function build(form, key) {
  const { method, base } = form.dataset;
  const headers = [];
  const query = [];
  let path = form.dataset.path;

  if (form.dataset.keyName && key) {
    const pair = [form.dataset.keyName, form.dataset.keyBefore + key];
    (form.dataset.keyIn === "query" ? query : headers).push(pair);
  }
  for (const field of form.querySelectorAll("[data-parameter]")) {
    const name = field.dataset.parameter;
    const values = parameterValues(field);
    if (field.dataset.in === "path") {
      path = path.replaceAll(`{${name}}`, values.map(encodeURIComponent).join(","));
    } else if (field.dataset.in === "query") {
      query.push(...values.map((value) => [name, value]));
    } else if (field.dataset.in === "header") {
      headers.push(...values.map((value) => [name, value]));
    }
  }
  const media = form.querySelector(".media:not([hidden])");
  const body = media ? bodyOf(media) : { parts: [] };
  if (body.type) headers.push(["Content-Type", body.type]);

  const encoded = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const url = location.origin + base + path + (encoded.length ? `?${encoded.join("&")}` : "");
  return { method, url, headers, body: body.content, curl: curl(method, url, headers, body) };
}

// Returns the values of a parameter as they are sent: none, one, or several with the same name.
function parameterValues(field) {
  const text = field.value;
  if (text.trim() === "") return [];
  if (field.dataset.control === "lines") {
    const lines = text.split("\n").filter((line) => line !== "");
    return field.dataset.joinedBy === undefined ? lines : [lines.join(field.dataset.joinedBy)];
  }
  return [field.dataset.control === "json" ? compact(text) : text];
}

function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    // Invalid JSON is sent unchanged, so that the server can report the error.
    return text;
  }
}

function bodyOf(media) {
  const type = media.dataset.media;
  const control = media.dataset.control;
  if (control === "multipart" || control === "urlencoded") return formBody(media, control);
  const field = media.querySelector("[data-body]");
  if (control === "file") {
    const file = field.files[0];
    return { type, content: file ?? "", parts: [["--data-binary", `@${file ? file.name : "FILE"}`]] };
  }
  if (field.value.trim() === "") return { parts: [] };
  return { type, content: field.value, parts: [["-d", field.value]] };
}

function formBody(media, control) {
  const content = control === "multipart" ? new FormData() : new URLSearchParams();
  const option = control === "multipart" ? "-F" : "--data-urlencode";
  const parts = [];
  for (const field of media.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    if (field.type === "file") {
      for (const file of field.files) {
        content.append(name, file);
        parts.push([option, `${name}=@${file.name}`]);
      }
      if (field.files.length === 0) parts.push([option, `${name}=@FILE`]);
      continue;
    }
    if (field.value.trim() === "") continue;
    const many = "many" in field.dataset && !("json" in field.dataset);
    for (const value of many ? field.value.split("\n").filter((line) => line !== "") : [field.value]) {
      content.append(name, value);
      parts.push([option, `${name}=${value}`]);
    }
  }
  // The browser sets the content type itself, including the multipart boundary.
  return { content, parts };
}

function curl(method, url, headers, body) {
  const lines = [`curl${method === "GET" ? "" : ` -X ${method}`} ${quote(url)}`];
  lines.push(...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`));
  lines.push(...body.parts.map(([option, value]) => `${option} ${quote(value)}`));
  return lines.join(" \\\n  ");
}

function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
