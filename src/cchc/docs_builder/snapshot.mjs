// Keeps the memory of a Python that has loaded the library and answered once: a browser takes it up where it stands.
// node snapshot.mjs ENGINE STARTING EXAMPLES SNAPSHOT
import { readFile, readdir, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [engine, starting, examples, snapshot] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${engine}/pyodide.mjs`));
const { filesOf, opening, unpack } = await import(pathToFileURL(starting));

const manifest = JSON.parse(await readFile(`${engine}/manifest.json`, "utf-8"));
const python = await loadPyodide({ indexURL: engine, lockFileURL: `${engine}/pyodide-lock.json`, _makeSnapshot: true });
unpack(python, await filesOf(new Blob([await readFile(`${engine}/${manifest.library.name}`)]).stream()));
python.FS.mkdir("/rehearsal");
for (const name of await readdir(examples)) {
  python.FS.writeFile(`/rehearsal/${name}`, new Uint8Array(await readFile(`${examples}/${name}`)));
}
python.runPython(`${opening(manifest)}session.rehearse("/rehearsal")`);
await writeFile(snapshot, python.makeMemorySnapshot());
