// Keeps the page at hand without a network, and brings a new version: only when it is asked for, and
// never in the middle of something.
//
// The worker (`worker.js`) is registered when the page is complete, so it costs the first visit
// nothing. A new version is installed beside the running one and waits. The page says so, and calls
// `renew` when the visitor agrees and everything is saved. Other tabs stay as they are until they are
// reloaded; they have loaded all of themselves.

// Replaced by the build: the file of the worker; empty in the page that is one file.
/* global WORKER */

/** How long a reload may wait for a new version, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How often a page that is to be reloaded looks whether everything is saved, in milliseconds. */
const LOOK_MS = 50;
/** What a worker goes through, in this order. */
const STATES = ["parsed", "installing", "installed", "activating", "activated", "redundant"];

let tell = () => {};
/** True while there is a newer version than the one on screen. */
let newer = false;
/** True from the moment the visitor agreed. */
let agreed = false;
let leaving = false;

function offer() {
  newer = true;
  if (!agreed) tell();
}

/** Reloads once, and not in the middle of saving. */
function reload(isSaved) {
  if (leaving) return;
  if (isSaved()) {
    leaving = true;
    location.reload();
  } else {
    setTimeout(reload, LOOK_MS, isSaved);
  }
}

/** Resolves when a worker has come as far as a state, or further. */
function until(worker, state) {
  return new Promise((resolve) => {
    const look = () => STATES.indexOf(worker.state) >= STATES.indexOf(state) && resolve();
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Offers what was installed beside a version that runs already. */
async function follow(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return;
  await until(worker, "installed");
  if (worker === registration.waiting && registration.active) offer();
}

async function begin() {
  const workers = navigator.serviceWorker;
  try {
    const registration = await workers.register(WORKER, { updateViaCache: "none" });
    // Some browsers answer with nothing where workers are forbidden.
    if (!registration) return;
    if (workers.controller) workers.addEventListener("controllerchange", offer);
    registration.addEventListener("updatefound", () => follow(registration));
    follow(registration);
    await workers.ready;
    // Browsers look by themselves too, but late. Without a network there is nothing to be found.
    if (workers.controller) await registration.update().catch(() => {});
    // Nothing is asked for after this.
    document.body.dataset.offline = "";
  } catch (error) {
    // The page is as good as before; it only needs the network.
    console.warn(error);
  }
}

/** Registers the worker as soon as nothing else is on its way. */
export function keepOffline() {
  if (!WORKER || !navigator.serviceWorker) return;
  const complete = new MutationObserver(() => {
    complete.disconnect();
    begin();
  });
  complete.observe(document.body, { attributeFilter: ["data-complete"] });
}

/** Looks for a newer version, for as long as patience lasts, and lets it take over. */
async function takeOver() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  if (!registration.waiting) await registration.update();
  if (registration.installing) await until(registration.installing, "installed");
  const { waiting } = registration;
  if (!waiting) return;
  waiting.postMessage("activate");
  await until(waiting, "activated");
}

/** Reloads the page, in the newest version that can be had, when everything is saved. */
export async function renew(isSaved) {
  if (agreed) return;
  agreed = true;
  setTimeout(reload, PATIENCE_MS, isSaved);
  try {
    if (WORKER) await takeOver();
  } catch {
    // Without a network the version that is here starts again.
  }
  reload(isSaved);
}

globalThis.trichterOffline = {
  /** Calls back when there is a newer version, at once if there is one already. */
  listen(told) {
    tell = told;
    if (newer) tell();
  },
  renew,
};
