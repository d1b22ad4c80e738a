// Measures one board in one fresh context: first card cold and warm, then drag, drop, filter and
// memory on the warm page. All CPU figures are main-thread CPU milliseconds (`threadTicks`).
import { restore } from "./boards.mjs";

/** Moves of one measured drag. */
const MOVES = 80;
/** Typed one after the other, then taken back: each is a key that changes the filter. */
const KEYS = ["a", "c", "m", "e", "Backspace", "Backspace", "Backspace", "Backspace"];
/** A pause that lets deferred work of an action (a debounce, a write) end inside its measurement. */
const SETTLE_MS = 250;
/** How long a page may finish its start, and fill the code cache, before anything else. */
const START_MS = 1_000;

/** Returns the figures of one round for one board. */
export async function measure(browser, board, base, address, stored, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await restore(context, base, stored);
    const cold = await open(context, board, address, options);
    const figures = { cold: cold.first };
    await cold.page.waitForTimeout(START_MS);
    await cold.page.close();
    const warm = await open(context, board, address, options);
    figures.warm = warm.first;
    figures.answers = await answers(warm);
    await warm.page.waitForTimeout(START_MS);
    figures.memory = await memory(warm);
    figures.keys = await filterKeys(warm, board);
    Object.assign(figures, await dragAndDrop(warm, board));
    Object.assign(figures, await warm.page.evaluate(() => window.__bench.observed()));
    return figures;
  } finally {
    await context.close();
  }
}

async function open(context, board, address, { throttle }) {
  const page = await context.newPage();
  await page.addInitScript(observe, board.card);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  if (throttle > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  const before = await cpu(cdp);
  await page.goto(address, { waitUntil: "commit" });
  const wall = await page.evaluate(() => window.__bench.firstCard);
  const after = await cpu(cdp);
  // The counter starts again if the navigation took another process.
  return { page, cdp, before, first: { cpu: after >= before ? after - before : after, wall } };
}

/** Until the cards can be used: before that a board may show a picture of itself. */
async function answers({ page, cdp, before }) {
  const wall = await page.evaluate(() => window.__bench.answers);
  const after = await cpu(cdp);
  return { cpu: after >= before ? after - before : after, wall };
}

/** Main-thread CPU time of the page so far, in milliseconds. */
async function cpu(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "TaskDuration").value * 1000;
}

async function memory({ page, cdp }) {
  for (let round = 0; round < 2; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => window.__bench.wasmBytes());
  return { heap: usedSize, wasm, sum: usedSize + wasm };
}

async function filterKeys({ page, cdp }, board) {
  await page.locator(board.filter).focus();
  await page.waitForTimeout(SETTLE_MS);
  const before = await cpu(cdp);
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await page.waitForTimeout(SETTLE_MS);
  }
  return { cpu: ((await cpu(cdp)) - before) / KEYS.length };
}

async function dragAndDrop({ page, cdp }, board) {
  const path = await page.evaluate(dragPath, { card: board.card, column: board.column });
  const [start] = path.points;
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // Past the threshold at which a press becomes a drag; what that costs is not a move.
  await page.mouse.move(start.x + 12, start.y + 4, { steps: 4 });
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(() => window.__bench.watchMoves());
  const before = await cpu(cdp);
  for (let move = 1; move <= MOVES; move += 1) {
    const point = along(path.points, move / MOVES);
    await page.mouse.move(point.x, point.y);
  }
  const moved = await cpu(cdp);
  await page.waitForTimeout(SETTLE_MS);
  const frames = await page.evaluate(() => window.__bench.moveDelays());
  if (frames.length === 0) throw new Error(`${board.name}: no pointer move reached the page`);
  await page.evaluate(() => window.__bench.watchDrop());
  const dropping = await cpu(cdp);
  await page.mouse.up();
  await page.waitForTimeout(2 * SETTLE_MS);
  const dropped = await cpu(cdp);
  const wall = await page.evaluate(() => window.__bench.dropSettled());
  const column = await page.evaluate(columnOf, [{ card: board.card, column: board.column }, path.key]);
  if (column !== path.target) {
    throw new Error(`${board.name}: the dragged card is in column ${column}, not ${path.target}`);
  }
  return {
    move: { cpu: (moved - before) / MOVES, wall: median(frames) },
    drop: { cpu: dropped - dropping, wall },
  };
}

/** Runs in the page: a way from the first card to the next column, back and there again. */
function dragPath(board) {
  const columns = [...document.querySelectorAll(board.column)];
  const [source, target] = columns.filter((column) => column.querySelector(board.card));
  const card = source.querySelector(board.card);
  const from = card.getBoundingClientRect();
  const to = target.getBoundingClientRect();
  const middle = (rect) => rect.x + rect.width / 2;
  const y = from.y + from.height / 2;
  const near = { x: middle(from), y };
  // Down the other column, over its cards, but far from the edges where a board would scroll.
  const far = (share) => ({ x: middle(to), y: y + (innerHeight * 0.7 - y) * share });
  return {
    points: [near, far(0.2), far(0.9), { x: near.x, y: y + 80 }, far(0.5)],
    key: card.dataset.deal ?? card.textContent,
    target: columns.indexOf(target),
  };
}

/** Runs in the page: which column shows the card of this key, or -1. */
function columnOf([board, key]) {
  const columns = [...document.querySelectorAll(board.column)];
  return columns.findIndex((column) =>
    [...column.querySelectorAll(board.card)].some((card) => (card.dataset.deal ?? card.textContent) === key),
  );
}

function along(points, share) {
  const place = share * (points.length - 1);
  const leg = Math.min(Math.floor(place), points.length - 2);
  const [a, b] = [points[leg], points[leg + 1]];
  const rest = place - leg;
  return { x: a.x + (b.x - a.x) * rest, y: a.y + (b.y - a.y) * rest };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs in the page before its own scripts: observers only, the board is not touched. */
function observe(card) {
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      for (const value of Object.values((result.instance ?? result).exports ?? {})) {
        if (value instanceof WebAssembly.Memory) memories.add(value);
      }
      return result;
    };
  }
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(0);
    });
  const firstCard = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no card (${card}) within a minute`)), 60_000);
    const seen = new MutationObserver(() => {
      if (!document.querySelector(card)) return;
      seen.disconnect();
      afterFrame(resolve);
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  const answers = new Promise((resolve) => {
    const look = () => {
      const usable = [...document.querySelectorAll(card)].some((one) => !one.closest("[inert]"));
      if (usable) afterFrame(resolve);
      return usable;
    };
    const seen = new MutationObserver(() => look() && seen.disconnect());
    seen.observe(document, { childList: true, subtree: true });
  });
  const longest = { longtask: 0, event: 0, "largest-contentful-paint": 0 };
  for (const type of Object.keys(longest)) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        longest[type] = Math.max(longest[type], entry.duration || entry.startTime);
      }
    }).observe({ type, buffered: true, ...(type === "event" ? { durationThreshold: 16 } : {}) });
  }
  let delays = [];
  let drop = { at: 0, last: 0 };
  window.__bench = {
    firstCard,
    answers,
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    watchMoves() {
      delays = [];
      addEventListener(
        "pointermove",
        (event) => afterFrame((now) => delays.push(now - event.timeStamp)),
        { capture: true, passive: true },
      );
    },
    moveDelays: () => delays,
    watchDrop() {
      drop = { at: 0, last: 0 };
      const release = (event) => {
        drop.at = drop.last = event.timeStamp;
      };
      addEventListener("pointerup", release, { capture: true, passive: true, once: true });
      new MutationObserver(() => {
        if (drop.at) drop.last = performance.now();
      }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
    },
    dropSettled: () => drop.last - drop.at,
    observed: () => ({
      longtask: { wall: longest.longtask },
      event: { wall: longest.event },
      paint: { wall: longest["largest-contentful-paint"] },
    }),
  };
}
