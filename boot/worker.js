// The service worker: keeps all files of one version of the page, so that it starts without a network.
//
// It answers only for the files of the page in its own directory and for opening the page itself;
// whatever else is asked for goes its way as if there were no worker. It takes over from an older
// version only when the page says so (`offline.js`), or when no page is open any more.

// Replaced by the build: name and checksum of each file, the page first; and a mark of all of them.
/* global FILES, VERSION */

const PAGE = "./";
const scope = new URL(registration.scope);
// Several copies of the page may lie on one host; each keeps to its own.
const PREFIX = `trichter ${scope.pathname} `;
const CACHE = PREFIX + VERSION;
const [page, ...others] = FILES;
const names = new Set(others.map(([name]) => name));

/** Asks for a file, and refuses any other content than that of this version. */
async function fetched(name, integrity, cache) {
  const answer = await fetch(new URL(name, scope), { integrity, cache, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
  // What was redirected must not be given as an answer to opening the page.
  return answer.redirected ? new Response(answer.body, { headers: answer.headers }) : answer;
}

/** Keeps a file. A name tells the content, so what an older version has kept is taken from there. */
async function keep(cache, name, integrity) {
  if (await cache.match(name)) return;
  const known = await caches.match(new URL(name, scope));
  await cache.put(name, known ?? (await fetched(name, integrity, "default")));
}

async function keepPage(cache, [name, integrity]) {
  // Most hosts give the page for the directory, and some send its name there.
  const answer = await fetched(PAGE, integrity, "no-cache").catch(() => fetched(name, integrity, "no-cache"));
  await cache.put(PAGE, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(others.map(([name, integrity]) => keep(cache, name, integrity)));
  // Last: a page that is kept has all its files.
  if (page) await keepPage(cache, page);
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(name) {
  return (await caches.open(CACHE)).match(new URL(name, scope));
}

/** A file of this version: as it was kept, or from the host if the browser has thrown it away. */
async function file(name, request) {
  return (await kept(name)) ?? fetch(request);
}

/** Another page in the directory: from the host, and without a network the page. */
async function elsewhere(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await kept(PAGE);
    if (!answer) throw error;
    return answer;
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("message", (event) => {
  if (event.data === "activate") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (!page || request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const name = pathname.slice(scope.pathname.length);
  if (names.has(name)) event.respondWith(file(name, request));
  else if (request.mode !== "navigate" || name.includes("/")) return;
  else if (name === "" || name === page[0]) event.respondWith(file(PAGE, request));
  else event.respondWith(elsewhere(request));
});
