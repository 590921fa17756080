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
// A text is looked for twice: as spelt (composed, lower case) and with its marks dropped and đ as d.
const spelt = (text) => text.normalize("NFC").toLowerCase();
const folded = (text) => spelt(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
let index;

function loadIndex() {
  index ??= new Promise((resolve, reject) => {
    const script = element("script", { src: new URL("_static/search-index.js", root) });
    script.onload = () => resolve(window.cchcIndex.map(prepared));
    script.onerror = reject;
    document.head.append(script);
  });
  return index;
}

function prepared([address, title, code, kind, names, text]) {
  const fields = [code, title, names, text];
  return { address, title, code, kind, names, text, spelt: fields.map(spelt), folded: fields.map(folded) };
}

const LETTER = /[\p{L}\p{N}]/u;
const starts = (text, at) => at === 0 || !LETTER.test(text[at - 1]);

const ends = (text, at) => !LETTER.test(text[at] ?? "");

// Whether a word of the text begins with this one, and, for a whole word, ends with it too.
function beginsWord(text, word, whole = false) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (starts(text, at) && (!whole || ends(text, at + word.length))) return true;
  }
  return false;
}
const holdsWord = (text, word) => beginsWord(text, word, true);

// How much a match counts in the code, the title, the other names, the text.
const WEIGHTS = [60, 40, 12, 4];

function score(entry, query) {
  let sum = 0;
  for (const [place, word] of query.folded.entries()) {
    let best = 0;
    for (const [field, weight] of WEIGHTS.entries()) {
      if (!entry.folded[field].includes(word)) continue;
      const begins = beginsWord(entry.folded[field], word);
      if (!begins && word.length < 5) continue;
      const whole = holdsWord(entry.folded[field], word);
      const exact = holdsWord(entry.spelt[field], query.spelt[place]);
      best = Math.max(best, weight * (whole ? 1.3 : begins ? 1 : 0.4) * (exact ? 1.5 : 1));
    }
    if (!best) return 0;
    sum += best;
  }
  WEIGHTS.forEach((weight, field) => {
    if (entry.spelt[field].includes(query.whole)) sum += weight * 4;
    else if (entry.folded[field].includes(query.wholeFolded)) sum += weight * 2;
    if (entry.folded[field] === query.wholeFolded) sum += weight * 3;
  });
  return sum - Math.min(entry.title.length / 40, 5);
}

function find(entries, text) {
  const whole = spelt(text.trim()).replace(/\s+/g, " ");
  if (!whole) return [];
  const words = whole.split(" ");
  // Who types diacritics means them: what is spelt so comes before whatever only looks alike.
  const marked = words.filter((word) => folded(word) !== word);
  const query = { spelt: words, folded: words.map(folded), whole, wholeFolded: folded(whole) };
  return entries
    .map((entry) => ({ entry, points: score(entry, query), exact: marked.every((word) => entry.spelt.some((field) => field.includes(word))) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.exact - a.exact || b.points - a.points)
    .map(({ entry }) => entry);
}

function resultLink(entry, attributes = {}) {
  return element("a", { href: new URL(entry.address, root), ...attributes },
    element("span", { class: "result-title" }, entry.title),
    element("span", { class: "result-kind" }, say[`kind_${entry.kind}`] ?? ""));
}

function excerpt(entry, text) {
  const word = spelt(text.trim()).split(/\s+/)[0] ?? "";
  const exact = spelt(entry.text).indexOf(word);
  const at = Math.max(0, (exact >= 0 ? exact : folded(entry.text).indexOf(folded(word))) - 60);
  return entry.text ? (at ? "…" : "") + entry.text.slice(at, at + 200) + (entry.text.length > at + 200 ? "…" : "") : "";
}

async function showResults(text) {
  const entries = await loadIndex();
  const began = performance.now();
  const found = find(entries, text);
  window.cchcSearchTime = performance.now() - began;
  const list = document.getElementById("search-results");
  list.replaceChildren(...found.slice(0, 50).map((entry) =>
    element("li", {}, resultLink(entry), element("p", {}, excerpt(entry, text)))));
  document.getElementById("search-count").textContent =
    !text.trim() ? "" : found.length ? fill(say.results, { count: found.length }) : say.no_results;
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
    const entries = await loadIndex();
    const found = find(entries, input.value).slice(0, 8);
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
  async ask(name, values, bytes, onStep) {
    await controlled();
    this.worker ??= this.started();
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onStep });
      const address = new URL("../engine/", root).href;
      this.worker.postMessage({ id, name, values: { language, ...values }, bytes, root: address });
    });
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

// What this page itself is made of, kept too: it was loaded before the service worker stood.
async function keepPage() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = [location.href.split("#")[0], ...loaded].filter((name) => name.startsWith(location.origin));
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

for (const form of document.querySelectorAll("form.calculator")) {
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
