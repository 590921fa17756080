// How the library comes into Pyodide, in the reader's browser and where a snapshot of it is made.

// Puts the library, and somebody's catalogue, where Python finds them; `read` gives a file of the engine by its name.
export async function unpack(python, manifest, read) {
  const [catalogue, ...wheels] = await Promise.all(
    [manifest.catalogue, ...manifest.wheels].map((name) => name && read(name)));
  for (const wheel of wheels) python.unpackArchive(wheel, "wheel");
  if (catalogue) python.unpackArchive(catalogue, "zip", { extractDir: "/catalogue" });
}

// What opens the library, as Python says it.
export const opening = (manifest) =>
  "from cchc.docs_builder import session\n" + (manifest.catalogue ? 'session.open_catalogue("/catalogue")\n' : "");
