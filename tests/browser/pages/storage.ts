// What lies in local storage, and ways to spoil it.
import { expect, type Page } from "@playwright/test";

/** Makes every access to the database fail; what is stored is in local storage alone. */
export async function blockMirror(page: Page) {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
}

/** From the next start on the database answers at once, and ends no write before `letMirrorEnd`. */
export async function holdMirror(page: Page) {
  await page.addInitScript(() => {
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...options) {
      const transaction = begin.apply(this, options);
      if (options[1] === "readwrite") {
        const store = transaction.objectStore(transaction.objectStoreNames[0] ?? "");
        // A transaction with a request under way does not end.
        const ask = () => {
          if (!("mirrorMayEnd" in window)) store.count().onsuccess = ask;
        };
        ask();
      }
      return transaction;
    };
  });
}

/** Lets the database end what it writes, until the next start. */
export async function letMirrorEnd(page: Page) {
  await page.evaluate(() => Object.assign(window, { mirrorMayEnd: true }));
}

/** From the next start on the database gives what it holds to who takes over, and then refuses to write that turn. */
export async function refuseTurn(page: Page) {
  await page.addInitScript(() => {
    const getAll = IDBObjectStore.prototype.getAll;
    IDBObjectStore.prototype.getAll = function (...options) {
      const request = getAll.apply(this, options);
      const { transaction } = this;
      if (transaction.mode === "readwrite") {
        request.addEventListener("success", () => {
          transaction.abort();
          Object.assign(window, { turnsRefused: true });
        });
      }
      return request;
    };
  });
}

/** Makes every access to stored data fail, as with cookies forbidden. */
export async function blockStorage(page: Page) {
  await blockMirror(page);
  await blockLocalStorage(page);
}

/** Makes every access to local storage fail. */
export async function blockLocalStorage(page: Page) {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
}

/** Fills local storage to the last unit. */
export async function fillStorage(page: Page) {
  await page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      for (let at = 0; at < 4; at += 1) {
        try {
          localStorage.setItem(`filler-${size}-${at}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
}

/** Takes away what filled it. */
export async function freeStorage(page: Page) {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("filler-")) localStorage.removeItem(key);
  });
}

/** Everything in local storage but the picture of the board, which is no data. */
export async function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const { "trichter/poster": _, ...entries } = { ...localStorage };
    return entries;
  });
}

/** Waits until what can be undone is kept, too, in local storage and in the database: that follows the data. */
export async function historyKept(page: Page) {
  const kept = () =>
    page.evaluate(async () => {
      const keys = Object.keys(localStorage);
      if (!keys.some((key) => key.split("/")[2] === "m")) return true;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("trichter");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const copies: string[] = [];
      for (const name of database.objectStoreNames) {
        const found = database.transaction(name).objectStore(name).getAllKeys();
        await new Promise((resolve) => (found.onsuccess = resolve));
        copies.push(...found.result.map(String));
      }
      database.close();
      return [keys, copies].every((all) => all.some((key) => key.endsWith("/h")));
    });
  await expect.poll(kept).toBe(true);
}

/** How many keys hold data of a workspace; the number of the tab that writes is none. */
export async function held(page: Page): Promise<number> {
  return Object.keys(await stored(page)).filter((key) => key !== "trichter/term").length;
}

/** Takes everything away, from local storage and from the database, while no page is there to write. */
export async function forget(page: Page) {
  const address = page.url();
  await page.goto("./workspace.schema.json");
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        localStorage.clear();
        const request = indexedDB.deleteDatabase("trichter");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await page.goto(address);
}

/** The keys of one kind: `j` journal, `m` manifests, `s` segments, `p` left by closed tabs; in the order of their numbers. */
export async function keysOf(page: Page, kind: "j" | "m" | "p" | "s"): Promise<string[]> {
  const keys = Object.keys(await stored(page)).filter((key) => key.split("/")[2] === kind);
  return keys.sort((one, two) => Number(one.split("/").at(-1)) - Number(two.split("/").at(-1)));
}

/** Changes one character in the middle of what is stored under a key; returns what is there now. */
export async function damage(page: Page, key: string): Promise<string> {
  return page.evaluate((key) => {
    const text = localStorage.getItem(key) ?? "";
    const at = Math.floor(text.length / 2);
    const broken = text.slice(0, at) + (text[at] === "~" ? "!" : "~") + text.slice(at + 1);
    localStorage.setItem(key, broken);
    return broken;
  }, key);
}

/** What was set aside: the bytes that could not be read. */
export async function quarantined(page: Page): Promise<string[]> {
  const entries = Object.entries(await stored(page));
  return entries.filter(([key]) => key.startsWith("trichter/quarantine/")).map(([, text]) => text);
}

/** Everything in the database. */
export async function mirrored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve, reject) => {
        const request = indexedDB.open("trichter");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const store = request.result.transaction("texts").objectStore("texts");
          const found: Record<string, string> = {};
          store.openCursor().onsuccess = (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
            if (cursor) {
              found[String(cursor.key)] = cursor.value;
              cursor.continue();
            } else {
              request.result.close();
              resolve(found);
            }
          };
        };
      }),
  );
}
