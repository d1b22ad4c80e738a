// The parts of the page in the analyst, which is given all of them (see `part.js`).

/** The modules of the page, compiled: by the name of the part. */
export const modules = {};

/** Hands over a part. */
export async function take(name) {
  return modules[name];
}

/** Places a part beside the first module. */
export async function place(part, imports) {
  return WebAssembly.instantiate(await part, imports);
}
