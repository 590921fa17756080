// The checker page: a file or pasted text goes to the library in this browser; the form comes back with its findings.
"use strict";

const checker = document.getElementById("checker");
const status = document.getElementById("checker-status");
const result = document.getElementById("checker-result");
const edition = document.getElementById("checker-edition");
let checked;

async function check(bytes, name) {
  status.replaceChildren(element("p", { class: "busy" }, say.loading));
  try {
    checked = await engine.ask("check", { edition: edition.value, name }, bytes, () =>
      status.replaceChildren(element("p", { class: "busy" }, say.checking)));
    show(checked, name);
    status.replaceChildren();
    await keepPage();
    checker.dataset.ready = "true";
  } catch (error) {
    result.replaceChildren();
    status.replaceChildren(element("p", { class: "failed" }, `${say.failed} ${error.message}`));
  }
}

function show(answer, name) {
  const { errors, warnings, infos } = answer.summary;
  const counts = [["error", errors, say.errors], ["warning", warnings, say.warnings], ["info", infos, say.infos]]
    .filter(([, count]) => count)
    .map(([severity, count, word]) => element("span", { class: `count ${severity}` }, `${count} ${word}`));
  const heading = element("h2", { tabindex: "-1" }, answer.title || name);
  const form = element("a", { href: new URL(`forms/${answer.form.id}.html`, root) }, answer.form.title);
  const [all, ...body] = answer.tables ? tablesOf(answer) : linesOf(answer);
  result.replaceChildren(element("div", { class: "checked" },
    heading,
    element("p", {}, ...around(say.by_form, "title", form)),
    answer.period ? element("p", {}, [answer.office, fill(say.period, answer.period)].filter(Boolean).join(" · ")) : "",
    element("div", { class: "summary" }, ...(counts.length ? counts : [say.clean]), all),
    Object.values(answer.summary.rules).some(Boolean) ? element("p", {}, fill(say.rules, answer.summary.rules)) : "",
    element("div", { class: "downloads" },
      download(say.download_xlsx, "xlsx", `${stem(name)}.checked.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      download(say.download_html, "html", `${stem(name)}.checked.html`, "text/html;charset=utf-8"),
      download(say.download_text, "text", `${stem(name)}.checked.txt`, "text/plain;charset=utf-8"),
      download(say.download_json, "json", `${stem(name)}.json`, "application/json")),
    ...body));
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}

// A text with an element in the place of a figure.
function around(text, name, inside) {
  const [before, after] = text.split(`{${name}}`);
  return [before, inside, after];
}

// A button that leaves only what has findings; what it shows is drawn anew.
function onlyFound(draw) {
  const all = element("button", { type: "button", class: "second", "aria-pressed": "true" }, say.show_found);
  let found = false;
  all.addEventListener("click", () => {
    found = !found;
    all.textContent = found ? say.show_all : say.show_found;
    draw(found);
  });
  draw(found);
  return all;
}

function linesOf(answer) {
  const table = element("div", { class: "form-table lines", tabindex: "0", role: "group", "aria-label": say.findings });
  const all = onlyFound((found) => table.replaceChildren(formTable(answer, found)));
  return [all,
    answer.general.length ? element("div", {}, element("h3", {}, say.general), element("ul", { class: "findings" }, ...answer.general.map(findingItem))) : "",
    table];
}

// Tables stand as they were filled in; what was found is listed above them, and its number stands in the cell.
function tablesOf(answer) {
  const boxes = answer.tables.map(() => element("div", { class: "form-table columns", tabindex: "0", role: "group", "aria-label": say.the_table }));
  const all = onlyFound((found) => boxes.forEach((box, place) => box.replaceChildren(filledTable(answer.tables[place], found))));
  return [all,
    answer.placed.length ? element("ol", { class: "findings numbered" }, ...answer.placed.map(placedItem)) : "",
    element("h3", {}, say.the_table),
    ...boxes];
}

function placedItem(finding, at) {
  const item = findingItem(finding);
  item.id = `finding-${at + 1}`;
  const { place, where, cell } = finding;
  const parts = [where, place && fill(/^\d+$/.test(place) ? say.at_line : say.at_cell, { place }),
    cell && element("a", { href: `#${cell}` }, say.show_cell)].filter(Boolean);
  if (parts.length) item.append(element("div", { class: "where" }, ...parts.flatMap((part, behind) => (behind ? [" · ", part] : [part]))));
  return item;
}

function filledTable(rows, found) {
  const heads = rows.findIndex((row) => row.part === "table");
  const body = rows.slice(heads < 0 ? rows.length : heads).filter((row) => !found || row.cells.some((cell) => cell.findings.length || cell.named));
  const head = heads < 0 ? rows : rows.slice(0, heads);
  return element("table", {},
    element("thead", {}, ...head.map((row) => element("tr", { class: row.part }, ...row.cells.map((cell) => headCell(row, cell))))),
    element("tbody", {}, ...body.map((row) => element("tr", { class: [row.role, `depth-${Math.min(row.depth, 4)}`].join(" ") }, ...row.cells.map(filledCell)))));
}

const spans = (cell) => ({ id: cell.name, colspan: cell.across > 1 && cell.across, rowspan: cell.down > 1 && cell.down });

const headCell = (row, cell) => row.part === "numbers"
  ? element("td", spans(cell), cell.text, ...references(cell))
  : element("th", { ...spans(cell), scope: cell.across > 1 ? "colgroup" : "col" }, cell.text, ...references(cell));

function filledCell(cell) {
  const classes = [cell.kind, cell.severity, cell.named ? "named" : ""].filter(Boolean).join(" ");
  return element("td", { ...spans(cell), class: classes, tabindex: cell.severity ? "-1" : undefined, title: cell.named ? say.may_be_wrong : undefined }, cell.text, ...references(cell));
}

const references = (cell) => cell.findings.map((number) => element("sup", {}, element("a", { href: `#finding-${number}` }, String(number))));

const stem = (name) => name.replace(/\.\w+$/, "");

function download(label, kind, name, type) {
  const button = element("button", { type: "button", class: "second", "data-download": kind }, label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { base64 } = await engine.ask("file", { kind });
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    button.disabled = false;
  });
  return button;
}

function formTable(answer, onlyFound) {
  const { code, label, quantity, unit, explanation } = answer.heads;
  const heads = [code, label, quantity, unit, explanation, say.value, say.findings];
  const rows = answer.rows.filter((row) => !onlyFound || row.findings.length);
  return element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map((row) => line(row, answer.heads))));
}

function line(row, heads) {
  const worst = ["error", "warning", "info"].find((severity) => row.findings.some((finding) => finding.severity === severity));
  const cell = (column) => element("td", {
    class: `${column}${row.origin === "relocated" && row.from === column ? " moved" : ""}`,
    "data-head": row.cells[column] ? heads[column] : undefined,
  }, row.cells[column] ?? "");
  const differs = row.origin === "derived" && row.printed && row.printed !== row.display;
  return element("tr", { class: [row.heading ? "heading" : "", worst ?? "", `depth-${Math.min(row.path.split(".").length - 1, 4)}`].join(" ") },
    element("td", { class: "code" }, row.cells.code ?? ""),
    element(row.heading ? "th" : "td", { class: "label" }, element("a", { href: new URL(`indicators/${row.id}.html`, root) }, row.label)),
    cell("quantity"), cell("unit"), cell("explanation"),
    element("td", { class: "value", "data-head": row.display ? say.value : undefined }, row.display ?? "", differs ? element("small", {}, `${say.printed} ${row.printed}`) : ""),
    element("td", { class: "found" }, row.findings.length ? element("ul", { class: "findings" }, ...row.findings.map(findingItem)) : ""));
}

const read = async (file) => check(new Uint8Array(await file.arrayBuffer()), file.name);

document.getElementById("checker-file").addEventListener("change", ({ target }) => {
  if (target.files[0]) read(target.files[0]);
  target.value = "";
});
document.getElementById("checker-paste").addEventListener("click", () =>
  check(new TextEncoder().encode(document.getElementById("checker-text").value), "bao-cao.txt"));
for (const sample of checker.querySelectorAll("[data-sample]")) sample.addEventListener("click", async () => {
  const address = new URL(sample.dataset.sample, location.href);
  check(new Uint8Array(await (await fetch(address)).arrayBuffer()), address.pathname.split("/").pop());
});
const drop = checker.querySelector(".drop");
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]); });
