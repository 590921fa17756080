// How the library comes into Pyodide, in the reader's browser and where a snapshot of it is made.

// What was packed by gzip, in the browser's own code, while other things go on.
export const inflated = async (packed) =>
  new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());

// The files of an archive of the engine: their names and lengths in a line of JSON, and then what they hold.
export async function filesOf(packed) {
  const bytes = await inflated(packed);
  const start = bytes.indexOf(10) + 1;
  let at = start;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)))
    .map(([name, length]) => [name, bytes.subarray(at, at += length)]);
}

// Puts the library, and somebody's catalogue, where Python finds them.
export function unpack(python, files) {
  const folders = new Set();
  for (const [name, content] of files) {
    const folder = name.slice(0, name.lastIndexOf("/"));
    if (!folders.has(folder)) python.FS.mkdirTree(folder);
    folders.add(folder);
    python.FS.writeFile(name, content, { canOwn: true });
  }
}

// What opens the library, as Python says it.
export const opening = (manifest) =>
  `import sys\nif "${manifest.library.root}" not in sys.path: sys.path.append("${manifest.library.root}")\n`
  + "from cchc.docs_builder import session\n"
  + (manifest.catalogue ? `session.open_catalogue("${manifest.catalogue}")\n` : "");
