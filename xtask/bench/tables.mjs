// Measures how long a table takes from the drop to its preview, beside Papa Parse on the same file in
// the same browser. Started by `cargo xtask bench`; needs the sample of 8,800 opportunities.
//
// Our time begins with the drop and ends when the preview stands on the page: read, cut, every column
// studied, matched and drawn. Papa Parse only cuts (`header: true`), from the same kind of `File`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { median } from "./measure.mjs";

const BOUND = 1.5;
/** No task may keep the page busy for longer, in milliseconds. */
const LONGEST_TASK = 100;

const require = createRequire(pathToFileURL(`${process.cwd()}/package.json`));
const { chromium } = require("@playwright/test");
const papa = readFileSync(require.resolve("papaparse/papaparse.min.js"), "utf8");

const base = process.env.BASE_URL;
const rounds = Number(process.argv[2] ?? 5);
const table = readFileSync(process.argv[3], "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
let failed = 0;
try {
  const context = await browser.newContext({ locale: "de-DE", serviceWorkers: "block", bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${base}#/data`);
  // Nobody hears it before the page stands.
  await page.locator("#boot").waitFor({ state: "detached" });
  await page.locator("body").dispatchEvent("pointermove");
  await page.locator("body[data-complete]").waitFor({ state: "attached" });
  await page.getByTestId("start-empty").click();
  await page.getByTestId("count-deals").waitFor();
  await page.evaluate(papa);
  await page.evaluate((text) => (window.table = text), table);
  await page.evaluate(watchTasks);
  const [ours, plan, plain] = [[], [], []];
  // The first round warms both up and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 ? [drop, parse] : [parse, drop];
    const figures = {};
    for (const measure of order) Object.assign(figures, await page.evaluate(measure));
    await page.getByTestId("import-cancel").click();
    if (round === 0) continue;
    ours.push(figures.preview);
    plan.push(figures.planned);
    plain.push(figures.parsed);
  }
  const longest = await page.evaluate(() => Math.max(0, ...window.tasks));
  const ratio = median(ours.map((value, round) => value / plain[round]));
  const verdict = ratio <= BOUND ? "pass" : "FAIL";
  const ms = (values) => `${median(values).toFixed(0)} ms`;
  console.log(`\n8,800 rows, ${rounds} rounds, against Papa Parse`);
  console.log(`  drop to preview ${ms(ours)}, Papa Parse ${ms(plain)}, ratio ${ratio.toFixed(2)}, bound ≤ ${BOUND}: ${verdict}`);
  console.log(`  drop to checked plan ${ms(plan)}`);
  const task = longest <= LONGEST_TASK ? "pass" : "FAIL";
  console.log(`  longest task ${longest.toFixed(0)} ms, bound ≤ ${LONGEST_TASK}: ${task}`);
  failed += (verdict === "FAIL") + (task === "FAIL");
} catch (error) {
  console.log(`bench: ${error.message}`);
  failed += 1;
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;

function watchTasks() {
  window.tasks = [];
  new PerformanceObserver((list) => {
    // Papa Parse works in one piece; that is not ours.
    for (const entry of list.getEntries()) if (!window.parsing) window.tasks.push(entry.duration);
  }).observe({ type: "longtask" });
}

async function drop() {
  const present = (selector) =>
    new Promise((resolve) => {
      const look = () => document.querySelector(selector) && (observer.disconnect(), resolve(performance.now()));
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      look();
    });
  const transfer = new DataTransfer();
  transfer.items.add(new File([window.table], "sales_pipeline.csv"));
  const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  const begin = performance.now();
  document.body.dispatchEvent(event);
  const preview = (await present(".map-row")) - begin;
  const planned = (await present("[data-testid=import-counts]")) - begin;
  return { preview, planned };
}

async function parse() {
  // What was measured before shall not be tidied up in this time.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const file = new File([window.table], "sales_pipeline.csv");
  window.parsing = true;
  const begin = performance.now();
  await new Promise((complete) => window.Papa.parse(file, { header: true, skipEmptyLines: true, complete }));
  const parsed = performance.now() - begin;
  await new Promise((resolve) => setTimeout(resolve, 100));
  window.parsing = false;
  return { parsed };
}
