// The analyst: a worker that draws the screens of analysis for the page, so that the page's own
// thread does not wait for them. It runs the modules that the page has compiled; nothing is fetched.

import init from "trichter-glue";
import { modules } from "trichter-part";

let hear;
let work;

/** Does the next piece of work, and what was said meanwhile before the one after it. */
const turns = new MessageChannel();
turns.port1.onmessage = () => {
  if (work()) turns.port2.postMessage(0);
};

globalThis.trichterAnalyst = {
  /** Called once by the module: what it does with a word of the page, and what it does by itself. */
  serve(hearing, working) {
    hear = hearing;
    work = working;
    // Ready: the first number in `told` of `src/ui/analyst/mod.rs`.
    postMessage([0, 0]);
  },
  /** Tells the page something. */
  tell(kind, run, bytes) {
    postMessage([kind, run, bytes], [bytes.buffer]);
  },
};

onmessage = ({ data }) => {
  if (hear) {
    if (hear(...data)) turns.port2.postMessage(0);
    return;
  }
  Object.assign(modules, data);
  init({ module_or_path: modules.first });
};

// The script is here.
postMessage(0);
