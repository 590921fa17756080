// The library in a worker of its own: Pyodide, wheels, then one Python module that answers requests.
// A message without a question only begins to load it; what fails then is tried again by the first question.
let session;

self.onmessage = async ({ data: { id, name, values, bytes, root } }) => {
  try {
    const ask = await loaded(root);
    if (id === undefined) return;
    self.postMessage({ id, step: "checking" });
    const answer = JSON.parse(ask(name, JSON.stringify(values), bytes));
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
  const manifest = await (await fetched("manifest.json")).json();
  const { loadPyodide } = await import(root + "pyodide.mjs");
  const [python, ...wheels] = await Promise.all([
    loadPyodide({ indexURL: root, lockFileURL: root + "pyodide-lock.json" }),
    ...manifest.wheels.map(async (name) => (await fetched(name)).arrayBuffer()),
  ]);
  wheels.forEach((wheel) => python.unpackArchive(wheel, "wheel"));
  const module = python.pyimport("cchc.docs_builder.session");
  if (manifest.catalogue) {
    python.unpackArchive(await (await fetched(manifest.catalogue)).arrayBuffer(), "zip", { extractDir: "/catalogue" });
    module.open_catalogue("/catalogue");
  }
  return (name, values, bytes) => module.answer(name, values, ...(bytes ? [python.toPy(bytes)] : []));
}
