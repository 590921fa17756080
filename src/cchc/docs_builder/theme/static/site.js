// Search, copy buttons, the calculator, and the service worker. No library, nothing from elsewhere.
"use strict";

const say = JSON.parse(document.getElementById("script-words").textContent);
const root = new URL(document.documentElement.dataset.content_root, location.href);
const language = document.documentElement.lang;
const fill = (text, figures) => text.replace(/\{(\w+)\}/g, (_, name) => figures[name]);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// ---------------------------------------------------------------- language
for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", () => {
    try { localStorage.setItem("language", link.dataset.language); } catch { /* private window */ }
    link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
  });
}

// ------------------------------------------------------------------ search
let index;

function script(name) {
  return new Promise((resolve, reject) => {
    const loaded = element("script", { src: new URL(`_static/${name}`, root) });
    loaded.onload = resolve;
    loaded.onerror = reject;
    document.head.append(loaded);
  });
}

// What ranks and what is ranked are loaded by the first question.
function loadIndex() {
  index ??= Promise.all([script("search.js"), script("search-index.js")]).then(() => cchcSearch.prepared(cchcIndex));
  return index;
}

// What a question finds, or what is written most like it.
async function find(text) {
  const prepared = await loadIndex();
  const began = performance.now();
  const found = text.trim() ? cchcSearch.search(prepared, text) : [];
  window.cchcSearchTime = performance.now() - began;
  return { found, near: found.length || !text.trim() ? [] : cchcSearch.nearest(prepared, text) };
}

function resultLink(entry, attributes = {}) {
  return element("a", { href: new URL(entry.address, root), ...attributes },
    element("span", { class: "result-title" }, entry.shown),
    element("span", { class: "result-kind" }, say[`kind_${entry.kind}`] ?? ""));
}

const folded = (text) => text.normalize("NFC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

// The words around the first one of the question that stands in a text.
function excerpt({ text }, asked) {
  const spelt = text.toLowerCase(), plain = folded(text);
  const words = asked.normalize("NFC").toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  const found = [spelt, plain].map((own) => words.map((word) => own.indexOf(own === plain ? folded(word) : word)).filter((at) => at >= 0));
  const [place] = found.find((places) => places.length) ?? [0];
  const first = Math.max(0, place - 60);
  const at = first ? text.indexOf(" ", first) + 1 : 0;
  return text ? (at ? "…" : "") + text.slice(at, at + 200) + (text.length > at + 200 ? "…" : "") : "";
}

async function showResults(text) {
  const { found, near } = await find(text);
  const shown = (entry) => element("li", {}, resultLink(entry), element("p", {}, excerpt(entry, text)));
  document.getElementById("search-results").replaceChildren(...(found.length ? found.slice(0, 50) : near).map(shown));
  document.getElementById("search-count").textContent =
    !text.trim() ? "" : found.length ? fill(say.results, { count: found.length }) : near.length ? say.near_results : say.no_results;
}

function suggest(input) {
  const id = `suggestions-${Math.random().toString(36).slice(2)}`;
  const list = element("div", { class: "suggestions", id, role: "listbox", "aria-label": say.findings, hidden: true });
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  let chosen = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); chosen = -1; };
  const mark = () => [...list.children].forEach((child, place) => {
    child.setAttribute("aria-selected", String(place === chosen));
    if (place === chosen) { input.setAttribute("aria-activedescendant", child.id); child.scrollIntoView({ block: "nearest" }); }
  });
  input.addEventListener("focus", loadIndex);
  input.addEventListener("input", async () => {
    const asked = input.value;
    const { found: all, near } = await find(asked);
    if (asked !== input.value) return;
    const found = (all.length ? all : near).slice(0, 8);
    list.replaceChildren(...found.map((entry, place) => resultLink(entry, { role: "option", id: `${id}-${place}`, "aria-selected": "false", tabindex: "-1" })));
    list.hidden = !found.length;
    chosen = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") close();
    else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : count) + (chosen < 0 && event.key === "ArrowUp" ? 1 : 0)) % count;
      if (event.key === "ArrowUp" && chosen < 0) chosen = count - 1;
      mark();
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      list.children[chosen].click();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 200));
}

document.querySelectorAll("[data-search]").forEach(suggest);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    [...document.querySelectorAll("[data-search], #search-query")].find((input) => input.offsetParent)?.focus();
  }
});

const queryField = document.getElementById("search-query");
if (queryField) {
  queryField.value = new URLSearchParams(location.search).get("q") ?? "";
  document.title = `${queryField.value} – ${document.title}`;
  showResults(queryField.value);
  queryField.addEventListener("input", () => {
    history.replaceState(null, "", `?q=${encodeURIComponent(queryField.value)}`);
    showResults(queryField.value);
  });
}

// -------------------------------------------------------------------- copy
for (const block of document.querySelectorAll("div.highlight")) {
  const button = element("button", { type: "button", class: "copy" }, say.copy);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("pre").textContent);
    button.textContent = say.copied;
    setTimeout(() => { button.textContent = say.copy; }, 2000);
  });
  block.append(button);
}
for (const block of document.querySelectorAll("div.highlight > pre, .table-wrapper")) block.tabIndex = 0;

// ------------------------------------------------------------------ engine
// One worker a page, started by the first question; a question has an id that its answer bears too.
const engine = {
  waiting: new Map(),
  count: 0,
  address: new URL("../engine/", root).href,
  async ask(name, values, bytes, onStep) {
    await this.start();
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onStep });
      this.worker.postMessage({ id, name, values: { language, no_pdf: say.no_pdf, ...values }, bytes, root: this.address });
    });
  },
  // Begins to load the library; what fails then is told by the first question, which tries again.
  async start() {
    await controlled();
    if (this.worker) return;
    this.worker = this.started();
    this.worker.postMessage({ root: this.address });
  },
  started() {
    const worker = new Worker(new URL("_static/engine-worker.js", root), { type: "module" });
    worker.onmessage = ({ data }) => {
      const asked = this.waiting.get(data.id);
      if (data.step) { asked.onStep?.(data.step); return; }
      this.waiting.delete(data.id);
      if (data.error) asked.reject(new Error(data.error));
      else asked.resolve(data.answer);
    };
    worker.onerror = (event) => {
      this.waiting.forEach(({ reject }) => reject(new Error(event.message || say.no_engine)));
      this.waiting.clear();
      this.worker = undefined;
    };
    return worker;
  },
};

// Whatever the engine loads is kept by the service worker, so that has to stand first.
async function controlled() {
  if (!navigator.serviceWorker || navigator.serviceWorker.controller || location.protocol === "file:") return;
  await Promise.race([
    new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true })),
    new Promise((resolve) => setTimeout(resolve, 3000)),
  ]);
}

// What this page itself is made of, kept too (it was loaded before the service worker stood), and the pages of codes and
// lines that an answer leads to: whoever goes on without a network reads them then.
async function keepPage() {
  const linked = [...document.querySelectorAll(".checked a[href]")].map(({ href }) => href.split("#")[0]);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = [...new Set([location.href.split("#")[0], ...loaded, ...linked])].filter((name) => name.startsWith(location.origin));
  await Promise.allSettled(own.map((name) => fetch(name)));
}

if (navigator.serviceWorker && location.protocol !== "file:") {
  navigator.serviceWorker.register(new URL("../sw.js", root)).catch(() => {});
}

// -------------------------------------------------------------- calculator
function findingItem(finding) {
  return element("li", { class: `finding ${finding.severity}` },
    element("a", { class: "code", href: new URL(`codes/${finding.code}.html`, root) }, finding.code),
    " ", finding.message,
    finding.expected ? element("div", { class: "expected" }, `${say.expected} ${finding.expected}`) : "",
    finding.suggestion ? element("div", { class: "remedy" }, `${say.remedy} ${finding.suggestion}`) : "");
}

// The figure while it is typed, computed by the page itself; whatever is not plainly a number waits for the library.
async function showInstantly(form) {
  const instant = JSON.parse(form.dataset.instant);
  if (!instant) return;
  if (!window.cchcFormula) await script("formula.js");
  const { figure, isNothing, typed, written } = cchcFormula;
  const shown = () => {
    const figures = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, typed(text, instant.point)]));
    delete figures[form.dataset.id];
    const isPlain = !Object.values(figures).includes(undefined);
    const known = Object.fromEntries(Object.entries(figures).filter(([, read]) => read));
    const found = isPlain ? figure(form.dataset.id, instant.formulas, known) : undefined;
    form.querySelector(".instant").replaceChildren(...(found === undefined ? [] : ["= ", element("strong", {},
      isNothing(found) ? instant.causes[found.cause] : written(found, instant.decimals, instant.point) + instant.after)]));
  };
  form.addEventListener("input", shown);
  shown();
}

for (const form of document.querySelectorAll("form.calculator")) {
  showInstantly(form);
  const outcome = form.querySelector(".outcome");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const figures = Object.fromEntries(new FormData(form));
    outcome.replaceChildren(element("p", { class: "busy" }, say.loading));
    form.querySelector("button").disabled = true;
    try {
      const answer = await engine.ask("calculate", { edition: form.dataset.edition, id: form.dataset.id, figures });
      outcome.replaceChildren(
        element("p", { class: "answer" }, answer.label, " = ", element("strong", {}, answer.display)),
        answer.substituted ? element("p", { class: "substituted" }, `= ${answer.substituted}`) : "",
        answer.findings.length ? element("ul", { class: "findings" }, ...answer.findings.map(findingItem)) : element("p", { class: "clean" }, say.rules_hold));
    } catch (error) {
      outcome.replaceChildren(element("p", { class: "failed" }, `${say.failed} ${error.message}`));
    }
    form.querySelector("button").disabled = false;
  });
}
