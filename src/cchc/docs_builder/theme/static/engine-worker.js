// The library in a worker of its own: Pyodide, its files, then one Python module that answers requests.
// A message without a question only begins to load it; what fails then is tried again by the first question.
let session;

self.onmessage = async ({ data: { id, name, values, bytes, root } }) => {
  try {
    const ask = await loaded(root);
    if (id === undefined) return;
    self.postMessage({ id, step: "checking" });
    const answer = await ask(name, values, bytes);
    self.postMessage(answer.refused === undefined ? { id, answer: answer.answer } : { id, error: answer.refused });
  } catch (error) {
    if (id !== undefined) self.postMessage({ id, error: String(error.message ?? error) });
  }
};

async function loaded(root) {
  session ??= start(root);
  try {
    return await session;
  } catch (error) {
    session = undefined;
    throw error;
  }
}

async function start(root) {
  const fetched = async (path) => {
    const answer = await fetch(root + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  };
  const read = async (name) => new Uint8Array(await (await fetched(name)).arrayBuffer());
  const manifest = await (await fetched("manifest.json")).json();
  const [{ filesOf, inflated, opening, unpack }, { addPdfium }, { loadPyodide }] =
    await Promise.all([import("./engine-start.mjs"), import("./pdfium-calls.mjs"), import(root + "pyodide.mjs")]);
  const options = { indexURL: root, lockFileURL: root + "pyodide-lock.json" };
  const unpacked = async (name, as) => as((await fetched(name)).body);
  const files = unpacked(manifest.library.name, filesOf);
  files.catch(() => {}); // it is waited for below, where a failure is told
  const python = (manifest.snapshot && await resumed(loadPyodide, options, unpacked(manifest.snapshot, inflated)))
    || await loadPyodide(options);
  unpack(python, await files);
  python.runPython(opening(manifest));
  const module = python.pyimport("cchc.docs_builder.session");
  return async (name, values, bytes) => {
    const told = () => JSON.parse(module.answer(name, JSON.stringify(values), ...(bytes ? [python.toPy(bytes)] : [])));
    const first = told();
    if (first.missing !== "pdf") return first;
    try {
      await addPdfium(python, manifest.pdf, root, read);
    } catch (error) {
      console.error(error);
      return { refused: values.no_pdf };
    }
    return told();
  };
}

// Pyodide with the memory of one that has answered already; nothing where this browser cannot take it up.
async function resumed(loadPyodide, options, snapshot) {
  try {
    const [memory, { default: createModule }] =
      await Promise.all([snapshot, import(options.indexURL + "pyodide.asm.mjs")]);
    const createPyodideModule = (settings) => createModule(withRoom(settings, memory.length));
    return await loadPyodide({ ...options, createPyodideModule, _loadSnapshot: memory });
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

// Pyodide copies a snapshot into the memory that it begins with, which is smaller than one that has worked.
function withRoom(settings, size) {
  const { instantiateWasm } = settings;
  settings.instantiateWasm = (imports, done) => instantiateWasm(imports, (instance, module) => {
    const { memory } = instance.exports;
    const missing = size - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    done(instance, module);
  });
  return settings;
}
