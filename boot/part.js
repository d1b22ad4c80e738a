// Brings the parts of the page that do not stand in the first module: each a module of its own, and
// with the annex the styles of its screens.

import { fetched, laterStyle } from "trichter-files";

// Replaced by the build: file and checksum of each part.
/* global PARTS */

/** Answers that were asked for and not taken yet, by the name of the part. */
const asked = new Map();

async function brought(name) {
  const [file, integrity] = PARTS[name];
  const answer = await fetched(file, { integrity });
  if (name === "annex") await laterStyle();
  return answer;
}

/** Asks for a part before it is needed. */
export function ask(name) {
  if (asked.has(name)) return;
  const answer = brought(name);
  // Whoever takes it hears of a failure.
  answer.catch(() => {});
  asked.set(name, answer);
}

/** Hands over the answer for a part. What failed is asked for anew the next time. */
export function take(name) {
  ask(name);
  const answer = asked.get(name);
  asked.delete(name);
  answer.part = name;
  return answer;
}

/** The modules of the page, compiled: by the name of the part. */
export const modules = {};

/** Places a part beside the first module. */
export async function place(answer, imports) {
  const { module } = await WebAssembly.instantiateStreaming(answer, imports);
  modules[answer.part] = module;
}

/** Keys that hold no data of a workspace. */
const NO_DATA = ["trichter/preferences", "trichter/poster", "trichter/term"];

/** Asks for the parts that read what is stored, if something is. */
export function askForArchive() {
  try {
    const keys = Object.keys(localStorage);
    const stored = keys.some((key) => key.startsWith("trichter/") && !NO_DATA.includes(key));
    if (stored) Object.keys(PARTS).filter((name) => name !== "annex").forEach(ask);
  } catch {
    // Without storage there is nothing to read; the page says so.
  }
}
