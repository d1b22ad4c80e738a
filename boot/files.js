// Where the other files of the page come from: they lie beside this script. The page in one file has
// `inside.js` in its place.

// Replaced by the build: file and checksum of the later style sheet.
/* global LATER_STYLE */

/** Asks for a file; a failed answer is told with its status, not as a module that does not compile. */
export async function fetched(name, options) {
  const answer = await fetch(new URL(name, import.meta.url), options);
  if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
  return answer;
}

let sheet;

/** Adds the style sheet of the later screens; resolves when it holds. */
export function laterStyle() {
  sheet ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    [link.href, link.integrity] = LATER_STYLE;
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      sheet = undefined;
      reject(new Error(`${LATER_STYLE[0]} did not load`));
    };
    document.head.append(link);
  });
  return sheet;
}
