// Where the other files of the page come from when it is one file: each module stands in the page as
// text (base64 of gzip), in a script element that is no script. From a file nothing can be fetched.

/** Hands out a module of the page. */
export async function fetched(name) {
  const text = document.getElementById(name)?.textContent;
  if (!text) throw new Error(`${name} is missing in this file`);
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
}

/** All styles stand in the page. */
export function laterStyle() {
  return Promise.resolve();
}
