// Makes the forms interactive: the key, the curl commands, sending requests, and showing responses.

import { build } from "./request.js";

const KEY = "counterpart-key";
const keyField = document.getElementById("key");

function key() {
  return keyField ? keyField.value.trim() : "";
}

function showCall(form) {
  const call = form.closest(".call");
  call.querySelector(".curl code").textContent = build(form, key() || "KEY").curl;
  const hint = form.querySelector(".no-key");
  if (hint) hint.hidden = key() !== "";
}

function forms() {
  return document.querySelectorAll("form.try");
}

function fit(area) {
  const lines = area.value.split("\n").length;
  area.rows = Math.max(Number(area.dataset.least), Math.min(lines, 18));
}

function setUp(form) {
  form.hidden = false;
  for (const area of form.querySelectorAll("textarea")) {
    area.dataset.least = area.rows;
    fit(area);
    area.addEventListener("input", () => fit(area));
  }
  form.querySelector("[data-media-choice]")?.addEventListener("change", (event) => {
    for (const media of form.querySelectorAll(".media")) {
      media.hidden = media.dataset.media !== event.target.value;
    }
  });
  for (const choice of form.querySelectorAll("[data-example-choice]")) {
    choice.addEventListener("change", () => {
      const area = choice.parentElement.querySelector("textarea");
      area.value = choice.selectedOptions[0].dataset.text;
      fit(area);
    });
  }
  form.addEventListener("input", () => showCall(form));
  form.addEventListener("change", () => showCall(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  const copy = form.closest(".call").querySelector("[data-copy]");
  copy.hidden = false;
  copy.addEventListener("click", () => copyCall(copy, build(form, key() || "KEY").curl));
  showCall(form);
}

async function copyCall(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // Without HTTPS, scripts may not access the clipboard. Select the text, so that it can be copied with one key.
    const code = button.closest(".call").querySelector(".curl code");
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

async function send(form) {
  const request = build(form, key());
  const result = form.querySelector(".result");
  const stop = form.querySelector("[data-stop]");
  const button = form.querySelector("[type=submit]");
  const controller = new AbortController();
  const began = performance.now();
  const took = () => { result.querySelector(".took").textContent = `${Math.round(performance.now() - began)} ms`; };

  clear(result);
  result.hidden = false;
  result.querySelector(".status").textContent = "Sending …";
  button.disabled = true;
  stop.hidden = false;
  stop.onclick = () => controller.abort();
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: controller.signal,
      credentials: "omit",
      cache: "no-store",
    });
    took();
    showHead(result, response);
    await showBody(result, response);
    took();
  } catch (error) {
    const stopped = error.name === "AbortError";
    if (!stopped || result.dataset.class === undefined) {
      result.querySelector(".status").textContent = stopped ? "Stopped" : "No response";
      result.dataset.class = "none";
    }
    if (!stopped) result.querySelector(".answer").textContent = String(error.message ?? error);
  } finally {
    button.disabled = false;
    stop.hidden = true;
  }
}

function clear(result) {
  delete result.dataset.class;
  for (const part of [".took", ".headers", ".answer"]) result.querySelector(part).textContent = "";
  const save = result.querySelector(".save");
  if (save.href) URL.revokeObjectURL(save.href);
  save.removeAttribute("href");
  save.hidden = true;
}

function showHead(result, response) {
  result.dataset.class = String(response.status)[0];
  result.querySelector(".status").textContent = `${response.status} ${response.statusText}`.trim();
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  result.querySelector(".headers").textContent = lines.join("\n");
}

// Text is shown as it arrives, so that streamed events are visible immediately. Other content becomes a file to save.
async function showBody(result, response) {
  const answer = result.querySelector(".answer");
  const type = (response.headers.get("content-type") ?? "").toLowerCase();
  if (!/json|text|xml|yaml|javascript|urlencoded/.test(type)) {
    const blob = await response.blob();
    answer.textContent = blob.size === 0 ? "(no body)" : `(${blob.size} bytes of ${type || "unknown type"})`;
    if (blob.size > 0) {
      const save = result.querySelector(".save");
      save.href = URL.createObjectURL(blob);
      save.hidden = false;
    }
    return;
  }
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = reader ? await reader.read() : { done: true };
    text += decoder.decode(value, { stream: !done });
    answer.textContent = text;
    if (done) break;
  }
  if (text === "") answer.textContent = "(no body)";
  if (/json$|json;/.test(type)) answer.textContent = pretty(text);
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

if (keyField) {
  keyField.form.hidden = false;
  keyField.value = sessionStorage.getItem(KEY) ?? "";
  keyField.form.addEventListener("submit", (event) => event.preventDefault());
  keyField.addEventListener("input", () => {
    sessionStorage.setItem(KEY, key());
    forms().forEach(showCall);
  });
  const show = keyField.form.querySelector("[data-show]");
  show.addEventListener("click", () => {
    const hidden = keyField.type === "password";
    keyField.type = hidden ? "text" : "password";
    show.textContent = hidden ? "Hide" : "Show";
    show.setAttribute("aria-pressed", String(hidden));
  });
}
forms().forEach(setUp);
