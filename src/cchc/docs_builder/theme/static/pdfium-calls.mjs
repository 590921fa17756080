// PDFium for the library's own reader of PDF files (cchc/docs_builder/pdfium.py), loaded when a PDF is first chosen.

// It takes no more memory for a file than where the library runs in a process of its own (cchc/reading/budget.py).
const MOST_MEMORY = 256_000_000, PAGE = 65536;
// PDFium goes on using what these were given, until the document is closed: one is open at a time.
const KEEPING = ["FPDF_LoadMemDocument64", "FPDFDOC_InitFormFillEnvironment"], CLOSING = "FPDF_CloseDocument";

// Puts pypdfium2 where Python finds it, over a PDFium of its own; `read` gives a file of the engine by its name.
export async function addPdfium(python, { glue, wasm, bindings }, root, read) {
  const [wasmBinary, packed] = await Promise.all([read(wasm), read(bindings)]);
  const { init } = await import(root + glue);
  const { pdfium } = await init({ wasmBinary });
  bound(pdfium.wasmExports.memory);
  python.unpackArchive(packed, "zip", { extractDir: "/pdfium" });
  python.pyimport("cchc.docs_builder.pdfium").install("/pdfium", calling(pdfium, python._module));
}

// PDFium ends where it is refused memory: that it was is told in place of whatever it ended by.
let isFull = false;

function bound(memory) {
  isFull = false;
  const most = memory.buffer.byteLength + MOST_MEMORY;
  memory.grow = (pages) => {
    isFull = memory.buffer.byteLength + pages * PAGE > most;
    if (isFull) throw new RangeError("memory");
    return WebAssembly.Memory.prototype.grow.call(memory, pages);
  };
}

function called(run, given) {
  try {
    return run(...given);
  } catch (error) {
    throw isFull ? new RangeError("memory") : error;
  }
}

// A function of PDFium by its name: `given` begins with the position, address and size of each argument in `own` memory.
function calling(pdfium, own) {
  const kept = [];
  return (name) => (count, ...given) => {
    const places = given.splice(0, 3 * count);
    const memory = Array.from({ length: count }, (_, at) => lent(places.slice(3 * at, 3 * at + 3)));
    for (const { position, there } of memory) given[position] = there;
    const answer = called(pdfium[`_${name}`], given);
    for (const { address, size, there } of memory) {
      own.HEAPU8.set(pdfium.HEAPU8.subarray(there, there + size), address);
      if (KEEPING.includes(name)) kept.push(there);
      else pdfium._free(there);
    }
    if (name === CLOSING) kept.splice(0).forEach((there) => pdfium._free(there));
    return answer;
  };

  function lent([position, address, size]) {
    const there = pdfium._malloc(size);
    pdfium.HEAPU8.set(own.HEAPU8.subarray(address, address + size), there);
    return { position, address, size, there };
  }
}
