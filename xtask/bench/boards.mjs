// The two boards under measurement, and how each gets its deals.

/** Where a board keeps what the measurement touches. */
export const PLAIN = {
  name: "plain",
  card: ".card",
  column: ".list",
  filter: "#q",
  address: (base, deals, cap) => `${base}vanilla/?n=${deals}${cap ? `&cap=${cap}` : ""}`,
  seedAddress: (base, deals) => `${base}vanilla/?n=${deals}`,
};

export const OURS = {
  name: "Trichter",
  card: "[data-deal]",
  column: "[data-stage]",
  filter: "[data-testid=filter]",
  address: (base) => `${base}#/board`,
  seedAddress: (base, deals) => `${base}#/data/simulate?deals=${deals}&seed=42&open=1`,
};

/** The longest wait for the first card; making 10,000 deals and storing them may take a while. */
const SEED_TIMEOUT_MS = 120_000;
/** The storage counts as written when its size stayed the same for this long. */
const QUIET_MS = 1_500;

/**
 * Opens a board once, lets it make its deals, and returns what is then in local storage, so that
 * every later context starts with the same stored data and none of the caches.
 */
export async function seed(browser, board, base, deals) {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    await page.goto(board.seedAddress(base, deals));
    await page.locator(board.card).first().waitFor({ timeout: SEED_TIMEOUT_MS });
    let size = -1;
    for (;;) {
      const now = await page.evaluate(() => JSON.stringify(localStorage).length);
      if (now === size) break;
      size = now;
      await page.waitForTimeout(QUIET_MS);
    }
    if (size <= 2) throw new Error("the board stored nothing");
    return await page.evaluate(dump);
  } catch (error) {
    throw new Error(`${board.name} did not come up with ${deals} deals: ${error.message}`);
  } finally {
    await context.close();
  }
}

/** Puts stored data into a fresh context without loading anything of the board. */
export async function restore(context, base, stored) {
  const page = await context.newPage();
  // An address without a file: the answer is "not found", but the storage is that of the origin.
  await page.goto(`${base}nothing-here`);
  await page.evaluate(load, stored);
  await page.close();
}

/** Runs in the page. Strings may hold lone surrogates, which only survive as bytes. */
function dump() {
  const encode = (text) => {
    let bytes = "";
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      bytes += String.fromCharCode(unit & 255, unit >> 8);
    }
    return btoa(bytes);
  };
  const entries = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const key = localStorage.key(at);
    entries.push([encode(key), encode(localStorage.getItem(key))]);
  }
  return entries;
}

/** Runs in the page. */
function load(entries) {
  const decode = (packed) => {
    const bytes = atob(packed);
    let text = "";
    for (let at = 0; at < bytes.length; at += 2) {
      text += String.fromCharCode(bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8));
    }
    return text;
  };
  localStorage.clear();
  for (const [key, value] of entries) localStorage.setItem(decode(key), decode(value));
}
