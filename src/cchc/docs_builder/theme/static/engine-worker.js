// The library in a worker of its own: Pyodide, wheels, then one Python module that answers requests.
// A message without a question only begins to load it; what fails then is tried again by the first question.
let session;

self.onmessage = async ({ data: { id, name, values, bytes, root } }) => {
  try {
    const ask = await loaded(root);
    if (id === undefined) return;
    self.postMessage({ id, step: "checking" });
    const answer = JSON.parse(await ask(name, JSON.stringify(values), bytes));
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
  const { opening, unpack } = await import("./engine-start.mjs");
  const { loadPyodide } = await import(root + "pyodide.mjs");
  const options = { indexURL: root, lockFileURL: root + "pyodide-lock.json" };
  const memory = manifest.snapshot && await resumed(loadPyodide, options, fetched(manifest.snapshot));
  const python = memory || await loadPyodide(options);
  const open = async () => {
    await unpack(python, manifest, read);
    python.runPython(opening(manifest));
  };
  const put = (name, values, bytes) =>
    python.pyimport("cchc.docs_builder.session").answer(name, values, ...(bytes ? [python.toPy(bytes)] : []));
  if (memory) return fromMemory(put, open);
  await open();
  return put;
}

// A memory that has answered knows all that most questions need; the files of the library are unpacked for the others,
// once the first answer is given or where something was missing for it.
function fromMemory(put, open) {
  let opened;
  return async (...question) => {
    if (opened) {
      await opened;
      return put(...question);
    }
    const answer = attempted(put, question);
    opened = new Promise((resolve) => setTimeout(resolve)).then(open);
    opened.catch(() => { opened = undefined; });  // the page was left, or the network; the next question tries again
    if (answer !== undefined) return answer;
    await opened;
    return put(...question);
  };
}

function attempted(put, question) {
  try {
    const answer = put(...question);
    return JSON.parse(answer).refused === undefined ? answer : undefined;
  } catch {
    return undefined;
  }
}

// Pyodide with the memory of one that has answered already; nothing where this browser cannot take it up.
async function resumed(loadPyodide, options, snapshot) {
  try {
    const memory = await inflated(await snapshot);
    const { default: createModule } = await import(options.indexURL + "pyodide.asm.mjs");
    const createPyodideModule = (settings) => createModule(withRoom(settings, memory.length));
    return await loadPyodide({ ...options, createPyodideModule, _loadSnapshot: memory });
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

// The service worker keeps it unpacked.
const inflated = async (answer) => {
  const unpacked = answer.headers.has("x-unpacked") ? answer : gunzipped(answer);
  return new Uint8Array(await unpacked.arrayBuffer());
};
const gunzipped = (answer) => new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));

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
