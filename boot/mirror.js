// What keeps an edit through a kill of the browser, and what several tabs need of each other: a copy
// of local storage in IndexedDB, written with strict durability; the lock of the tab that writes; and
// the channel on which it tells the others. It knows nothing of what the texts mean.
//
// A *term* is begun by whoever takes over. The database takes writes of the latest term only, so a tab
// that was thought dead writes nothing when it comes back. Terms with a database are multiples of
// 2^20; where there is none the lower bits are drawn, so that two never meet.

const STORE = "texts";
const TERM = "trichter/term";
const LOCK = "trichter/writer";
const CHANNEL = "trichter/tabs";
const TERM_STEP = 2 ** 20;
/** So long an open database may take, in milliseconds. */
const OPEN_MS = 5_000;
/** After so long a wish to write is said again. */
const REMIND_MS = 400;
/** After so long without an answer the lock is taken from a tab that hangs. */
const PATIENCE_MS = 4_000;

let database;

function open() {
  if (database) return database;
  const opening = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the database does not answer")), OPEN_MS);
    const request = indexedDB.open("trichter", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        database = undefined;
      };
      resolve(request.result);
    };
  });
  // What failed is tried anew the next time.
  opening.catch(() => (database = undefined));
  database = opening;
  return database;
}

/** Runs one transaction; resolves with what `work` returned when all of it is on the disk. */
async function transact(mode, work) {
  const transaction = (await open()).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const result = work(transaction.objectStore(STORE), transaction);
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => (result.fenced ? resolve(result) : reject(transaction.error));
  });
}

/** Asks for all keys and texts; calls back when they are there. */
function everything(store, found, done) {
  store.getAllKeys().onsuccess = (event) => (found.keys = event.target.result);
  store.getAll().onsuccess = (event) => {
    found.texts = event.target.result;
    done?.(found);
  };
}

function read() {
  return transact("readonly", (store) => {
    const found = {};
    everything(store, found);
    return found;
  });
}

function localTerm() {
  try {
    return Number(localStorage.getItem(TERM)) || 0;
  } catch {
    return 0;
  }
}

const nextTerm = (known) => (Math.floor(known / TERM_STEP) + 1) * TERM_STEP;

/** The term that this tab began and that is not known to be on the disk. */
let unproven;

/** Begins a term. Resolves when everything is read: nobody need wait for the disk to look at what it
 *  holds, and what is written later comes after the term or brings it along. */
function takeOver(floor) {
  const least = Math.max(floor, localTerm());
  return new Promise((resolve, reject) => {
    const begun = transact("readwrite", (store) => {
      const found = {};
      store.get(TERM).onsuccess = (event) => {
        found.term = unproven = nextTerm(Math.max(least, Number(event.target.result) || 0));
        store.put(String(found.term), TERM);
        everything(store, found, resolve);
      };
      return found;
    });
    begun.then(({ term }) => {
      if (term === unproven) unproven = undefined;
    }, reject);
  });
}

/** Begins a term, or only reads where another tab writes. Without a database it says why. */
async function begin(writes, floor) {
  let found;
  try {
    found = await (writes ? takeOver(floor) : read());
  } catch (error) {
    const drawn = 1 + Math.floor(Math.random() * (TERM_STEP - 1));
    found = { term: nextTerm(Math.max(floor, localTerm())) + drawn, why: String(error) };
  }
  if (writes) {
    try {
      localStorage.setItem(TERM, String(found.term));
    } catch {
      // Then there is nothing there that could be mistaken for this term.
    }
  }
  return { writes, term: 0, keys: [], texts: [], why: "", ...found };
}

/** Writes texts (`undefined`: removes the key); resolves with true when they are on the disk, with
 *  false when another tab has begun a later term. */
async function write(term, keys, texts) {
  const { fenced } = await transact("readwrite", (store, transaction) => {
    const result = { fenced: false };
    store.get(TERM).onsuccess = (event) => {
      const stored = Number(event.target.result ?? 0);
      // The disk refused the beginning of this term, and nobody has begun a later one.
      if (term === unproven && stored < term) {
        store.put(String(term), TERM);
      } else if (stored !== term) {
        result.fenced = true;
        transaction.abort();
        return;
      }
      keys.forEach((key, at) => (texts[at] === undefined ? store.delete(key) : store.put(texts[at], key)));
    };
    return result;
  });
  return !fenced;
}

let tell = () => {};
let release;
let asking;

/** Holds the lock until it is released or taken away. */
function hold(options, granted) {
  const done = navigator.locks.request(LOCK, options, (lock) => {
    if (!lock) return granted(false);
    const held = new Promise((resolve) => (release = resolve));
    granted(true);
    return held;
  });
  done.catch(() => {
    // Given up while waiting, or taken away by another tab.
    if (!options.signal?.aborted) {
      release = undefined;
      tell("lost", "");
    }
  });
  return done;
}

/** Takes the lock if nobody has it. */
function tryLock() {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    // Where a file must not ask for locks, as in some browsers, there is none to wait for.
    hold({ ifAvailable: true }, resolve).catch(() => resolve(true));
  });
}

function stopAsking() {
  if (!asking) return;
  clearInterval(asking.timer);
  asking.waiting.abort();
  asking = undefined;
}

function requestLock() {
  if (!navigator.locks) {
    tell("granted", "");
    return;
  }
  const since = Date.now();
  const waiting = new AbortController();
  const granted = () => {
    clearInterval(asking?.timer);
    asking = undefined;
    tell("granted", "");
  };
  const timer = setInterval(() => {
    if (Date.now() - since < PATIENCE_MS) {
      tell("remind", "");
    } else {
      stopAsking();
      hold({ steal: true }, granted);
    }
  }, REMIND_MS);
  asking = { timer, waiting };
  hold({ signal: waiting.signal }, granted);
}

function releaseLock() {
  stopAsking();
  release?.();
  release = undefined;
}

const channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : undefined;

/** Says from now on what happens: a message, the lock, the use of this tab. */
function listen(told) {
  tell = told;
  if (channel) channel.onmessage = (event) => tell("message", String(event.data));
  const used = () => tell("used", "");
  for (const name of ["pointerdown", "keydown", "focus"]) addEventListener(name, used, { capture: true });
}

// The database is opened while the module is on its way.
open().catch(() => {});
const first = tryLock().then((writes) => begin(writes, 0));

globalThis.trichterMirror = {
  first: () => first,
  takeOver: (floor) => begin(true, floor),
  read: () => begin(false, 0),
  write,
  listen,
  requestLock,
  releaseLock,
  post: (text) => channel?.postMessage(text),
};
