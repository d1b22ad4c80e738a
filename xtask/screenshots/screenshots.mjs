// Takes the pictures of the README. Started by `cargo xtask screenshots`, which serves the page and names its
// address in BASE_URL and the place of the pictures as the argument.
//
// The clock stands still, so that the same page gives the same pictures on any day.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { shrink } from "./png.mjs";

const require = createRequire(pathToFileURL(`${process.cwd()}/package.json`));
const { chromium } = require("@playwright/test");

const [place] = process.argv.slice(2);

/** A Tuesday in the middle of a month: nothing falls into another one. */
const NOW = new Date("2026-06-16T09:30:00+02:00");

/** No picture may be larger, in bytes. */
const MOST_BYTES = 150 * 1024;

const shown = (screen) => async (page) => {
  await page.locator(`.nav-link[href^="#/${screen}"]`).click();
  await page.locator(`#main[data-screen=${screen}]`).waitFor();
};

async function withDeal(page) {
  // One that has a company, a score and a next step.
  await page.locator(".column").nth(2).locator(".card-link").first().click();
  await page.getByTestId("deal-panel").waitFor();
}

const PICTURES = [
  { name: "board", locale: "en-GB", show: shown("board") },
  { name: "board-de", locale: "de-DE", show: shown("board") },
  { name: "funnel", locale: "en-GB", show: shown("funnel") },
  { name: "forecast", locale: "en-GB", show: shown("forecast") },
  { name: "insights", locale: "en-GB", show: shown("insights") },
  { name: "deal", locale: "en-GB", show: withDeal },
];

mkdirSync(place, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none"],
});
try {
  for (const picture of PICTURES) {
    const file = join(place, `${picture.name}.png`);
    const bytes = shrink(await take(picture));
    if (bytes.length > MOST_BYTES) throw new Error(`${file} has ${bytes.length} bytes, allowed are ${MOST_BYTES}`);
    writeFileSync(file, bytes);
    console.log(`  ${file}: ${(bytes.length / 1024).toFixed(0)} KiB`);
  }
} finally {
  await browser.close();
}

async function take({ locale, show }) {
  const context = await browser.newContext({
    locale,
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(`${process.env.BASE_URL}#/board`);
    await page.getByTestId("start-example").click();
    await page.locator(".card").first().waitFor();
    await show(page);
    // No pointer over a card and no caret in a field.
    await page.mouse.move(0, 799);
    await page.evaluate(() => document.activeElement?.blur());
    return await page.screenshot({ animations: "disabled", caret: "hide" });
  } finally {
    await context.close();
  }
}
