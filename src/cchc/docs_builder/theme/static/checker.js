// The checker page: a file or pasted text goes to the library in this browser; the form comes back with its findings.
"use strict";

const checker = document.getElementById("checker");
const status = document.getElementById("checker-status");
const result = document.getElementById("checker-result");
const edition = document.getElementById("checker-edition");
const wards = document.getElementById("checker-wards");

const check = (bytes, name) => asked("check", { edition: edition.value, name }, bytes, (answer) => show(answer, answer.file));

// Several files at once: one table, from which each report is opened.
const compare = (files, bytes) => asked("wards", { edition: edition.value, files }, bytes, showWards);

async function asked(question, values, bytes, shown) {
  status.replaceChildren(element("p", { class: "busy" }, say.loading));
  try {
    const answer = await engine.ask(question, values, bytes, () => status.replaceChildren(element("p", { class: "busy" }, say.checking)));
    shown(answer);
    status.replaceChildren();
    await keepPage();
    checker.dataset.ready = "true";
  } catch (error) {
    if (question !== "ward") wards.replaceChildren();
    result.replaceChildren();
    status.replaceChildren(element("p", { class: "failed" }, `${say.failed} ${error.message}`));
  }
}

function showWards(answer) {
  const heading = element("h2", { tabindex: "-1" }, answer.title);
  const names = Object.keys(answer.heads);
  const cell = (row, name) => element("td", { class: answer.numbers.includes(name) ? "num" : name, "data-head": answer.heads[name] },
    ...(name === "file" && row.reports.length ? row.reports.map(reportButton) : [row.cells[name]]));
  result.replaceChildren();
  wards.replaceChildren(element("div", { class: "wards" },
    heading,
    element("p", {}, answer.summary),
    element("div", { class: "form-table", tabindex: "0", role: "group", "aria-label": answer.title }, element("table", {},
      element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, answer.heads[name])))),
      element("tbody", {}, ...answer.rows.map((row) => element("tr", { class: row.state }, ...names.map((name) => cell(row, name))))))),
    ...answer.notes.map((note) => element("p", {}, note)),
    answer.earlier.length ? element("p", { class: "earlier" }, ...answer.earlier.map(reportButton)) : ""));
  arrive(heading);
}

// Opens one report of the table under it.
function reportButton(report) {
  const button = element("button", { type: "button", class: "second" }, report[1] ? `${report[0]} (${report[1] + 1})` : report[0]);
  button.addEventListener("click", () => asked("ward", { report }, undefined, (answer) => show(answer, answer.file)));
  return button;
}

function arrive(heading) {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}

const SEVERITIES = ["error", "warning", "info"];
const MOST_PLACES = 400;
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const RATE_COLUMNS = ["code", "label", "printed", "computed", "verdict"];

// What has to be done comes first, then percentages, then the form with its marks.
function show(answer, name) {
  const heading = element("h2", { tabindex: "-1" }, answer.title || name);
  const form = element("a", { href: new URL(`forms/${answer.form.id}.html`, root) }, answer.form.title);
  const about = [fill(say.file, { name }), answer.office, answer.period && fill(say.period, answer.period)].filter(Boolean);
  const [all, ...boxes] = answer.tables ? tablesOf(answer) : linesOf(answer);
  const shown = element("div", { class: "checked" },
    heading,
    element("p", {}, ...around(fill(say.by_form, { about: answer.form.about, title: "{title}", why: answer.form.why }), "title", form), element("br"), about.join(" · ")),
    ...toDo(answer),
    Object.values(answer.summary.rules).some(Boolean) ? element("p", { class: "rules" }, fill(say.rules, answer.summary.rules)) : "",
    ratesTable(answer.rates),
    element("div", { class: "downloads" },
      answer.causes.some(({ number }) => number) ? download(say.download_letter, "letter", `${stem(name)}.phieu.docx`, WORD) : "",
      answer.document ? download(fill(say.download_document, { kind: answer.document }), "document", `${stem(name)}.checked.${answer.document}`, answer.document === "odt" ? "application/vnd.oasis.opendocument.text" : WORD) : "",
      download(say.download_xlsx, "xlsx", `${stem(name)}.checked.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      download(say.download_html, "html", `${stem(name)}.checked.html`, "text/html;charset=utf-8"),
      download(say.download_text, "text", `${stem(name)}.checked.txt`, "text/plain;charset=utf-8"),
      download(say.download_json, "json", `${stem(name)}.json`, "application/json")),
    element("section", { class: "marked-form" },
      element("h3", {}, say.marked_form),
      answer.found.length ? element("div", { class: "form-tools" }, all) : "",
      ...boxes));
  shown.addEventListener("click", reveal);
  result.replaceChildren(shown);
  arrive(heading);
}

// Every percentage: printed, computed, and whether they agree. On a phone each is a card, as a line of the form is.
function ratesTable({ heads, rows }) {
  if (!rows.length) return "";
  const cell = (text, place) => element("td", { class: RATE_COLUMNS[place], "data-head": place > 1 ? heads[place] : undefined }, text);
  return element("details", { class: "rates", open: matchMedia("(min-width: 46.01em)").matches },
    element("summary", {}, fill(say.rates, { count: rows.length })),
    element("div", { class: "form-table lines", tabindex: "0", role: "group", "aria-label": fill(say.rates, { count: rows.length }) }, element("table", {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows.map(({ id, texts, tone }) => element("tr", { class: tone }, ...texts.map((text, place) => cell(
        place === 0 ? element("a", { href: `#line-${id}` }, text) : text, place))))))));
}

// A text with an element in the place of a figure.
function around(text, name, inside) {
  const [before, after] = text.split(`{${name}}`);
  return [before, inside, after];
}

// Each cause once, gravest first, its findings folded under it; mere notes are folded together.
function toDo(answer) {
  const causes = answer.causes.filter(({ number }) => number);
  const notes = answer.causes.filter(({ number }) => !number).flatMap(({ findings }) => findings);
  const items = (numbers) => numbers.map((number) => foundItem(answer.found[number - 1], number));
  const item = (cause) => element("li", { class: `cause ${cause.severity} ${has(answer, cause.findings)}`, id: `cause-${cause.number}` },
    element("div", { class: "title" }, element("span", { class: "severity" }, `${cause.number}. ${cause.word}:`), " ", cause.title),
    cause.places.length ? element("div", { class: "where" }, say[`at_${cause.at}`], " ", ...placesOf(cause.places)) : "",
    cause.action ? element("div", { class: "action" }, `→ ${cause.action}`) : "",
    element("details", {}, element("summary", {}, fill(say.found_count, { count: cause.findings.length })), element("ul", { class: "findings" }, ...items(cause.findings))));
  return [
    element("h3", { class: "to-do" }, answer.found.length ? fill(say.to_do, { count: causes.length }) : say.clean),
    chips(answer.summary),
    element("p", { class: "filtered", role: "status" }),
    causes.length ? element("ol", { class: "causes" }, ...causes.map(item)) : "",
    notes.length ? element("details", { class: `notes ${has(answer, notes)}` },
      element("summary", {}, fill(say.notes_besides, { count: notes.length })), element("ul", { class: "findings" }, ...items(notes))) : "",
  ];
}

const has = (answer, numbers) => SEVERITIES.filter((severity) => numbers.some((number) => answer.found[number - 1].severity === severity)).map((severity) => `has-${severity}`).join(" ");

function placesOf(places) {
  const links = places.slice(0, MOST_PLACES).map(({ text, cell }) => cell ? element("a", { href: `#${cell}` }, text) : text);
  return [...links, places.length > MOST_PLACES ? "…" : ""].filter(Boolean).flatMap((link, behind) => (behind ? [", ", link] : [link]));
}

// How many findings there are of each severity; one that is pressed leaves only its own.
function chips({ errors, warnings, infos }) {
  const counted = [["error", errors, say.errors], ["warning", warnings, say.warnings], ["info", infos, say.infos]].filter(([, count]) => count);
  return counted.length ? element("div", { class: "summary", role: "group", "aria-label": say.filter }, ...counted.map(([severity, count, word]) => {
    const chip = element("button", { type: "button", class: `count ${severity}`, "aria-pressed": "false", "data-severity": severity }, `${count} ${word}`);
    chip.addEventListener("click", () => only(chip.closest(".checked"), chip.getAttribute("aria-pressed") === "true" ? "" : severity));
    return chip;
  })) : "";
}

function only(shown, severity) {
  shown.dataset.only = severity;
  const word = { error: say.errors, warning: say.warnings, info: say.infos }[severity];
  const shownOf = (selector) => [...shown.querySelectorAll(selector)].filter((each) => !severity || each.matches(`.has-${severity}, .finding.${severity}`)).length;
  const [causes, all] = [shownOf(".cause"), shown.querySelectorAll(".cause").length];
  shown.querySelector(".filtered").textContent = severity ? fill(say.filtered, { severity: word, causes, all }) : "";
  for (const item of shown.querySelectorAll(".cause")) {
    const found = item.querySelectorAll("li.finding").length;
    const own = severity ? item.querySelectorAll(`li.finding.${severity}`).length : found;
    item.querySelector("summary").textContent = own === found ? fill(say.found_count, { count: found }) : fill(say.found_count_of, { count: own, all: found });
  }
  for (const chip of shown.querySelectorAll(".summary [data-severity]")) chip.setAttribute("aria-pressed", String(chip.dataset.severity === severity));
}

// What a link leads to is unfolded, and shown whatever the filter.
function reveal(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  if (!target.getClientRects().length) only(target.closest(".checked"), "");
}

// A button that leaves only what has findings; what it shows is drawn anew. On a phone it begins with those.
function onlyFound(answer, draw) {
  const all = element("button", { type: "button", class: "second" });
  let found = answer.found.length > 0 && matchMedia("(max-width: 46em)").matches;
  const shown = () => {
    all.textContent = found ? say.show_all : say.show_found;
    draw(found);
  };
  all.addEventListener("click", () => { found = !found; shown(); });
  shown();
  return all;
}

function linesOf(answer) {
  const table = element("div", { class: "form-table lines", tabindex: "0", role: "group", "aria-label": say.marked_form });
  return [onlyFound(answer, (found) => table.replaceChildren(formTable(answer, found))), table];
}

// Tables stand as they were filled in, however many there are.
function tablesOf(answer) {
  const boxes = answer.tables.map(() => element("div", { class: "form-table columns", tabindex: "0", role: "group", "aria-label": say.marked_form }));
  const all = onlyFound(answer, (found) => boxes.forEach((box, place) => box.replaceChildren(filledTable(answer, answer.tables[place], found))));
  return [all, ...boxes];
}

function foundItem(finding, number) {
  const item = findingItem(finding);
  item.id = `finding-${number}`;
  const { place, where, cell } = finding;
  const parts = [where, place && fill(/^\d+$/.test(place) ? say.at_line : say.at_cell, { place }),
    cell && element("a", { href: `#${cell}` }, say.show_cell)].filter(Boolean);
  if (parts.length) item.append(element("div", { class: "where" }, ...parts.flatMap((part, behind) => (behind ? [" · ", part] : [part]))));
  return item;
}

function filledTable(answer, rows, found) {
  const heads = rows.findIndex((row) => row.part === "table");
  const body = rows.slice(heads < 0 ? rows.length : heads).filter((row) => !found || row.cells.some((cell) => cell.findings.length || cell.named));
  const head = heads < 0 ? rows : rows.slice(0, heads);
  const refs = (cell) => references(answer, cell.findings).map((link) => element("sup", {}, link));
  return element("table", {},
    element("thead", {}, ...head.map((row) => element("tr", { class: row.part }, ...row.cells.map((cell) => headCell(row, cell, refs(cell)))))),
    element("tbody", {}, ...body.map((row) => element("tr", { class: [row.role, `depth-${Math.min(row.depth, 4)}`, has(answer, row.cells.flatMap((cell) => cell.findings))].join(" ") },
      ...row.cells.map((cell) => filledCell(cell, refs(cell)))))));
}

const spans = (cell) => ({ id: cell.name, colspan: cell.across > 1 && cell.across, rowspan: cell.down > 1 && cell.down });

const headCell = (row, cell, refs) => row.part === "numbers"
  ? element("td", spans(cell), cell.text, ...refs)
  : element("th", { ...spans(cell), scope: cell.across > 1 ? "colgroup" : "col" }, cell.text, ...refs);

function filledCell(cell, refs) {
  const classes = [cell.kind, cell.severity, cell.named ? "named" : ""].filter(Boolean).join(" ");
  return element("td", { ...spans(cell), class: classes, tabindex: cell.severity ? "-1" : undefined, title: cell.named ? say.may_be_wrong : undefined }, cell.text, ...refs);
}

// The numbers of the causes that some findings have, each leading to the first of them.
function references(answer, numbers) {
  const first = new Map();
  for (const number of numbers) {
    const cause = answer.causes.find(({ findings }) => findings.includes(number));
    if (!first.has(cause.number)) first.set(cause.number, { cause, number });
  }
  return [...first.values()].map(({ cause, number }) => {
    const { severity, message } = answer.found[number - 1];
    return element("a", { class: `ref ${severity} ${has(answer, numbers.filter((each) => cause.findings.includes(each)))}`, href: `#finding-${number}`, title: message }, String(cause.number ?? cause.word));
  });
}

const stem = (name) => name.replace(/\.\w+$/, "");

function download(label, kind, name, type) {
  const button = element("button", { type: "button", class: "second", "data-download": kind }, label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { base64 } = await engine.ask("file", { kind });
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
      document.body.append(link);
      link.click();
      link.remove();
    } catch (error) {
      status.replaceChildren(element("p", { class: "failed" }, `${say.failed} ${error.message}`));
    }
    button.disabled = false;
  });
  return button;
}

function formTable(answer, onlyFound) {
  const { code, label, quantity, unit, explanation } = answer.heads;
  const heads = [code, label, quantity, unit, explanation, say.value, say.to_do_column];
  const rows = answer.rows.filter((row) => !onlyFound || row.findings.length);
  return element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map((row) => line(row, answer))));
}

function line(row, answer) {
  const { heads, found } = answer;
  const worst = SEVERITIES.find((severity) => row.findings.some((number) => found[number - 1].severity === severity));
  const cell = (column) => element("td", {
    class: `${column}${row.origin === "relocated" && row.from === column ? " moved" : ""}`,
    "data-head": row.cells[column] ? heads[column] : undefined,
  }, row.cells[column] ?? "");
  const differs = row.origin === "derived" && row.printed && row.printed !== row.display;
  return element("tr", { id: `line-${row.id}`, class: [row.heading ? "heading" : "", worst ?? "", has(answer, row.findings), `depth-${Math.min(row.path.split(".").length - 1, 4)}`].join(" ") },
    element("td", { class: "code" }, row.cells.code ?? ""),
    element(row.heading ? "th" : "td", { class: "label" }, element("a", { href: new URL(`indicators/${row.id}.html`, root) }, row.label)),
    cell("quantity"), cell("unit"), cell("explanation"),
    element("td", { class: "value", "data-head": row.display ? say.value : undefined }, row.display ?? "", differs ? element("small", {}, `${say.printed} ${row.printed}`) : ""),
    element("td", { class: "found", "data-head": row.findings.length ? say.to_do_column : undefined }, ...references(answer, row.findings).flatMap((link) => [link, " "])));
}

// One file is checked; several are compared, one behind the other in one array.
async function read(files) {
  if (!files.length) return;
  const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
  if (files.length === 1) {
    wards.replaceChildren();
    await check(contents[0], files[0].name);
    return;
  }
  const bytes = new Uint8Array(contents.reduce((size, each) => size + each.length, 0));
  contents.reduce((at, each) => { bytes.set(each, at); return at + each.length; }, 0);
  await compare(files.map(({ name }, place) => ({ name, size: contents[place].length })), bytes);
}

document.getElementById("checker-file").addEventListener("change", ({ target }) => {
  read([...target.files]);
  target.value = "";
});
document.getElementById("checker-paste").addEventListener("click", () => {
  wards.replaceChildren();
  check(new TextEncoder().encode(document.getElementById("checker-text").value), "bao-cao.txt");
});
for (const sample of checker.querySelectorAll("[data-sample]")) sample.addEventListener("click", async () => {
  const address = new URL(sample.dataset.sample, location.href);
  wards.replaceChildren();
  check(new Uint8Array(await (await fetch(address)).arrayBuffer()), address.pathname.split("/").pop());
});
// The library comes while the person reads, unless the connection is to be spared.
if (!navigator.connection?.saveData && location.protocol !== "file:") (window.requestIdleCallback ?? setTimeout)(() => engine.start());

const drop = checker.querySelector(".drop");
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); read([...event.dataTransfer.files]); });
