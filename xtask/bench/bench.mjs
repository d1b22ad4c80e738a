// Measures Trichter beside a board in plain JavaScript. Started by `cargo xtask bench`, which builds
// and serves both pages and names their address in BASE_URL.
//
// Figures of one machine at one moment say little; their ratio does. So the two boards alternate, every
// round gives a ratio, and the median of the ratios is compared with its bound. Bounds hold for
// main-thread CPU; wall time stands beside it.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { OURS, PLAIN, seed } from "./boards.mjs";
import { measure, median } from "./measure.mjs";

const require = createRequire(pathToFileURL(`${process.cwd()}/package.json`));
const { chromium } = require("@playwright/test");

const base = process.env.BASE_URL;
const rounds = Number(process.argv[2] ?? 5);
const words = process.argv.slice(3);
const selfCheck = words.includes("--self-check");
const throttle = words.includes("--phone") ? 4 : 1;

/** What is measured at each number of deals, and the greatest ratio that passes. */
const SUITES = [
  { deals: 50, bounds: {} },
  { deals: 1_000, bounds: { warm: 3, move: 1.5, keys: 2 }, memoryBound: 25e6 },
  // The plain board has no windowing; limited to 50 cards a column it shows as much as a window does.
  { deals: 10_000, cap: 50, bounds: { cold: 2.5, warm: 2.5, move: 1.5, keys: 2 } },
];

const LABELS = {
  cold: "first card, cold",
  warm: "first card, warm",
  answers: "cards answer, warm",
  move: "drag, per move",
  keys: "filter, per key",
  drop: "drop until settled",
  longtask: "longest task",
  event: "slowest event",
  paint: "largest paint",
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let failed = 0;
try {
  const ours = selfCheck ? { ...PLAIN, name: "plain again" } : OURS;
  await requestEverythingOnce();
  for (const suite of SUITES) await run(suite, ours);
} catch (error) {
  console.log(`bench: ${error.message}`);
  failed += 1;
} finally {
  await browser.close();
}
console.log(failed ? `\n${failed} not within bounds` : "\nall within bounds");
process.exitCode = failed ? 1 : 0;

/** The server packs a file at its first request; that must not count. */
async function requestEverythingOnce() {
  const page = await browser.newPage();
  for (const address of [base, PLAIN.address(base, 50)]) {
    await page.goto(address, { waitUntil: "networkidle" });
  }
  await page.close();
}

async function run({ deals, cap, bounds, memoryBound }, ours) {
  const against = cap ? `plain board with ${cap} cards a column` : "plain board";
  console.log(`\n${deals} deals, ${rounds} rounds, against the ${against}`);
  const boards = [];
  for (const board of [ours, PLAIN]) {
    const stored = await seed(browser, board, base, deals);
    boards.push({ board, stored, address: board.address(base, deals, cap), figures: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 ? [...boards].reverse() : boards;
    for (const { board, stored, address, figures } of order) {
      figures.push(await measure(browser, board, base, address, stored, { throttle }));
    }
  }
  const [mine, plain] = boards.map((entry) => entry.figures);
  print(["", "CPU ms", "plain", "ratio", "min–max", "bound", "", "wall ms", "plain", "ratio"]);
  for (const [key, label] of Object.entries(LABELS)) {
    const bound = bounds[key];
    const cpu = column(mine, plain, key, "cpu");
    const wall = column(mine, plain, key, "wall");
    const verdict = bound === undefined || !cpu ? "" : cpu.ratio <= bound ? "pass" : "FAIL";
    if (verdict === "FAIL") failed += 1;
    print([
      label,
      ...(cpu ? [cpu.mine, cpu.plain, cpu.ratio].map(short) : ["", "", ""]),
      cpu ? `${short(cpu.min)}–${short(cpu.max)}` : "",
      bound === undefined ? "" : `≤ ${bound}`,
      verdict,
      ...(wall ? [wall.mine, wall.plain, wall.ratio].map(short) : ["", "", ""]),
    ]);
  }
  printMemory(mine, plain, memoryBound);
}

/** Medians of both boards, and the median and range of the ratios of the rounds. */
function column(mine, plain, key, kind) {
  const of = (figures) => figures.map((figure) => figure[key]?.[kind]);
  const [a, b] = [of(mine), of(plain)];
  if ([...a, ...b].some((value) => value === undefined)) return undefined;
  const ratios = a.map((value, round) => value / b[round]).filter(Number.isFinite);
  if (ratios.length === 0) return { mine: median(a), plain: median(b), ratio: NaN };
  return {
    mine: median(a),
    plain: median(b),
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
  };
}

function printMemory(mine, plain, bound) {
  const of = (figures, part) => median(figures.map((figure) => figure.memory[part]));
  const above = median(mine.map((figure, round) => figure.memory.sum - plain[round].memory.sum));
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const verdict = bound === undefined ? "" : above <= bound ? "pass" : "FAIL";
  if (verdict === "FAIL") failed += 1;
  console.log(
    `  memory: heap ${mb(of(mine, "heap"))} + wasm ${mb(of(mine, "wasm"))}, ` +
      `plain ${mb(of(plain, "sum"))}: ${mb(above)} above it` +
      (bound === undefined ? "" : `, bound ${mb(bound)}: ${verdict}`),
  );
}

function short(number) {
  if (!Number.isFinite(number)) return "–";
  return number >= 100 ? number.toFixed(0) : number.toFixed(number >= 10 ? 1 : 2);
}

function print(cells) {
  const widths = [20, 8, 8, 7, 12, 6, 5, 8, 8, 7];
  const line = cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[at])));
  console.log(`  ${line.join(" ")}`);
}
