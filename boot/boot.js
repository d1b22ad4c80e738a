// Starts the page. If it cannot start, or stops with a fault, this script alone shows what happened
// and hands out everything in local storage as a file: it needs nothing of the module for that.

import { fetched } from "trichter-files";
import init from "trichter-glue";
import "./desk.js";
import "./mirror.js";
import { keepOffline, renew } from "./offline.js";
import { askForArchive, modules } from "./part.js";
import { POSTER_KEY, keepPosters, showPoster } from "./poster.js";

// Replaced by the build with the name of the module, which lies beside this script.
/* global WASM_FILE */

const TEXTS = {
  de: {
    start: "Trichter konnte nicht starten.",
    stop: "Trichter ist auf einen Fehler gestoßen und wurde angehalten.",
    hint: "Die gespeicherten Daten sind unverändert in diesem Browser. Bitte zuerst sichern, dann neu laden.",
    save: "Alle Daten als Datei sichern",
    reload: "Neu laden",
    blocked: "Der Browser gibt den Speicher dieser Seite nicht frei: ",
    empty: "In diesem Browser sind für diese Seite keine Daten gespeichert.",
  },
  en: {
    start: "Trichter could not start.",
    stop: "Trichter met an error and was stopped.",
    hint: "The saved data is unchanged in this browser. Please save a copy first, then reload.",
    save: "Save all data to a file",
    reload: "Reload",
    blocked: "The browser does not give access to the storage of this page: ",
    empty: "This browser holds no saved data for this page.",
  },
};

let shown = false;

/** Makes an element with text; text is never read as markup. */
function element(name, text, children = []) {
  const node = document.createElement(name);
  node.textContent = text;
  node.append(...children);
  return node;
}

/** Everything in local storage but the picture, unchanged; lone surrogates survive as escapes. */
function storedEntries() {
  const entries = {};
  for (let at = 0; at < localStorage.length; at += 1) {
    const key = localStorage.key(at);
    if (key !== POSTER_KEY) entries[key] = localStorage.getItem(key);
  }
  return entries;
}

/** Everything in the mirror; nothing where the browser gives none. */
async function mirroredEntries() {
  const { keys, texts } = await globalThis.trichterMirror.read();
  return Object.fromEntries(keys.map((key, at) => [key, texts[at]]));
}

async function download(texts, status) {
  try {
    const mirror = await mirroredEntries();
    let entries = {};
    try {
      entries = storedEntries();
    } catch (error) {
      if (Object.keys(mirror).length === 0) throw error;
    }
    if (Object.keys(entries).length === 0 && Object.keys(mirror).length === 0) {
      status.textContent = texts.empty;
      return;
    }
    const saved = new Date().toISOString();
    const file = { type: "trichter-rescue", version: 1, saved, address: location.href, entries, mirror };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
    link.download = `trichter-${saved.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    status.textContent = texts.blocked + error;
  }
}

function section(language, what, error) {
  const texts = TEXTS[language];
  const status = element("p", "");
  status.setAttribute("role", "status");
  const save = element("button", texts.save);
  save.type = "button";
  save.addEventListener("click", () => download(texts, status));
  const reload = element("button", texts.reload);
  reload.type = "button";
  // Nothing more is written here, and a newer version may be the one that starts.
  reload.addEventListener("click", () => renew(() => true));
  const node = element("section", "", [
    element("h1", texts[what]),
    element("p", texts.hint),
    element("p", "", [save, " ", reload]),
    status,
    element("pre", String(error)),
  ]);
  node.lang = language;
  return node;
}

/** Shows the rescue screen over whatever is there, once. */
function rescue(what, error) {
  if (shown) return;
  shown = true;
  const languages = (navigator.language || "").startsWith("de") ? ["de", "en"] : ["en", "de"];
  const screen = element("div", "", languages.map((language) => section(language, what, error)));
  screen.id = "rescue";
  screen.className = "boot-message";
  screen.setAttribute("role", "alert");
  document.getElementById("boot")?.remove();
  document.body.prepend(screen);
}

/** A trap leaves the module in an unknown state, so nothing more may be asked of it. */
function stopOnTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) rescue("stop", error);
  // The page itself says that a part it cannot start without is missing.
  if (error?.name === "StartError") rescue("start", error);
}
addEventListener("error", (event) => stopOnTrap(event.error));
addEventListener("unhandledrejection", (event) => stopOnTrap(event.reason));

keepOffline();
try {
  // The options must match the preload of the page.
  const answer = fetched(WASM_FILE);
  askForArchive();
  showPoster();
  modules.first = await WebAssembly.compileStreaming(answer);
  await init({ module_or_path: modules.first });
  keepPosters();
} catch (error) {
  rescue("start", error);
  console.error(error);
}
