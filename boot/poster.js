// The picture of the board as it was left. It is shown at once, until the page stands: with thousands
// of deals, reading them takes a moment in which there would be only a skeleton.
//
// It is a picture only: inert, made of nothing but names, classes and text. It is shown when the keys of
// local storage are those it was taken with (every edit adds a key), on the same day and at the same
// address; otherwise the skeleton stays.

export const POSTER_KEY = "trichter/poster";
/** Keys that are no data on the board: the picture itself, what can be undone, notes on files and tables. */
const ASIDE = /^trichter\/(poster|files|mappings|term|.*\/(h|opened))$/;
/** Attributes that the look depends on. */
const KEPT = ["class", "hidden", "disabled", "data-deal", "data-stage", "data-zone", "aria-current", "type", "placeholder", "viewBox", "d"];
/** What changes or must not be in a picture. */
const LEFT_OUT = "dialog, [popover], [role=alert], .toasts, .arriving, script";
/** The largest picture that is kept, in characters. */
const LARGEST = 64 * 1024;
/** How long the page may rest before the first picture is taken, in milliseconds. */
const REST = 500;
const SVG = "http://www.w3.org/2000/svg";

/** What the picture holds for: which data is stored, the day, the address, the width. */
function moment() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("trichter/") && !ASIDE.test(key));
  const address = location.hash.replace(/^#\/board$/, "");
  return [keys.sort().join(), new Date().toDateString(), address, innerWidth < 900].join("\n");
}

function taken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return undefined;
  const attributes = {};
  for (const name of KEPT) if (node.hasAttribute(name)) attributes[name] = node.getAttribute(name);
  const children = [...node.childNodes].map(taken).filter((child) => child !== undefined);
  return [node.localName, attributes, ...children];
}

function drawn(part, drawing) {
  if (typeof part === "string") return document.createTextNode(part);
  const [name, attributes, ...children] = part;
  const within = drawing || name === "svg";
  const node = within ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const known of KEPT) if (known in attributes) node.setAttribute(known, attributes[known]);
  node.append(...children.map((child) => drawn(child, within)));
  return node;
}

/** Takes a picture of the board, if it is what is on screen. */
function keep() {
  try {
    const shell = document.querySelector("body > .shell:not(#boot)");
    const board = shell?.querySelector("#main[data-screen=board]");
    if (!shell) localStorage.removeItem(POSTER_KEY);
    const filtered = shell?.querySelector("[data-testid=filter]")?.value;
    if (!board || filtered || document.querySelector("dialog[open]")) return;
    const { lang, dataset } = document.documentElement;
    const picture = JSON.stringify({ moment: moment(), lang, theme: dataset.theme, title: document.title, shell: taken(shell) });
    if (picture.length <= LARGEST && picture !== localStorage.getItem(POSTER_KEY)) localStorage.setItem(POSTER_KEY, picture);
  } catch {
    // Without a picture the skeleton is shown; the data is kept elsewhere.
  }
}

/** Shows the picture in place of the skeleton. */
export function showPoster() {
  try {
    const { moment: then, lang, theme, title, shell } = JSON.parse(localStorage.getItem(POSTER_KEY)) ?? {};
    if (then !== moment() || shell[0] !== "div") return;
    const picture = drawn(shell, false);
    picture.id = "boot";
    picture.inert = true;
    picture.setAttribute("aria-hidden", "true");
    Object.assign(document.documentElement, { lang });
    document.documentElement.dataset.theme = theme;
    document.title = title;
    document.getElementById("boot").replaceWith(picture);
  } catch {
    // The skeleton stays.
  }
}

/** Takes pictures: when the page is complete, when a large state is stored, and whenever it is left. */
export function keepPosters() {
  const due = new MutationObserver(() => {
    setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(keep), REST);
  });
  due.observe(document.body, { attributeFilter: ["data-complete", "data-stored"] });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
