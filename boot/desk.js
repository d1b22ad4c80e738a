// Where the page gives work to the analyst (`analyst.js`). Where there is none, the page draws itself.

import { modules } from "trichter-part";

// Replaced by the build: the file of the analyst; empty in the page that is one file.
/* global ANALYST */

let worker;

globalThis.trichterDesk = {
  /** Fetches the analyst, who waits until somebody begins; resolves also when it does not come. */
  fetch() {
    return new Promise((resolve) => {
      try {
        worker = ANALYST && new Worker(new URL(ANALYST, import.meta.url), { type: "module" });
      } catch {
        // Some browsers know no modules in workers.
      }
      if (!worker) resolve();
      else worker.onmessage = worker.onerror = resolve;
    });
  },
  /** Lets the analyst begin, and says who hears it; false without one. */
  begin(hear) {
    if (!worker) return false;
    worker.onmessage = ({ data }) => hear(...data);
    // Numbers as in `told` of `src/ui/analyst/mod.rs`: this one is a fault.
    worker.onerror = () => hear(-1, 0);
    worker.postMessage(modules);
    return true;
  },
  /** Tells the analyst something. */
  tell(kind, bytes) {
    worker.postMessage([kind, bytes], [bytes.buffer]);
  },
};
