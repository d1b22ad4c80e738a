// Two storages: what one of them loses the other one has, and a kill of the browser takes nothing.
import { chromium } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import { App } from "./pages/app";
import { addDeal, beginEmpty } from "./pages/beginning";
import {
  blockLocalStorage,
  blockMirror,
  damage,
  fillStorage,
  freeStorage,
  holdMirror,
  keysOf,
  letMirrorEnd,
  mirrored,
  quarantined,
  refuseTurn,
  stored,
} from "./pages/storage";

const cards = (app: App, title: string) => app.page.locator(".card").filter({ hasText: title });
const banner = (app: App) => app.page.locator(".banner.trouble");
const saved = (app: App) =>
  expect(app.page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");

test("an edit is said to be saved when the database has it", { tag: "@once" }, async ({ app, page }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha 1000 €");
  await saved(app);
  expect(Object.values(await mirrored(page)).join("")).toContain("Alpha");
  expect(Object.values(await stored(page)).join("")).toContain("Alpha");
});

test("without local storage the database keeps everything, and the page says so", async ({ app, page }) => {
  await blockLocalStorage(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await saved(app);
  await expect(banner(app)).toContainText(app.text({ de: "Datenbank des Browsers", en: "database of the browser" }));
  await page.reload();
  await expect(cards(app, "Alpha")).toBeVisible();
});

test("without the database local storage keeps everything, and the page says so", async ({ app, page }) => {
  await blockMirror(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await saved(app);
  await expect(page.getByTestId("save-state")).toContainText(app.text({ de: "ohne Datenbank", en: "without database" }));
  await page.reload();
  await expect(cards(app, "Alpha")).toBeVisible();
});

test("a page stands while the disk is still writing that it has begun", { tag: "@once" }, async ({ app, page }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await saved(app);
  await holdMirror(page);
  await page.reload();
  await expect(cards(app, "Before")).toBeVisible();
  await addDeal(app, 0, "During");
  // It is only said to be saved when it is.
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await letMirrorEnd(page);
  await saved(app);
  expect(Object.values(await mirrored(page)).join("")).toContain("During");
});

test("where the database refuses that a page begins, its edits are saved all the same", { tag: "@once" }, async ({ app, page }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await saved(app);
  const before = await mirrored(page);
  await refuseTurn(page);
  await page.reload();
  await expect(cards(app, "Before")).toBeVisible();
  await page.waitForFunction(() => "turnsRefused" in window);
  await addDeal(app, 0, "After");
  await saved(app);
  const after = await mirrored(page);
  expect(Object.values(after).join("")).toContain("After");
  expect(Number(after["trichter/term"])).toBeGreaterThan(Number(before["trichter/term"]));
});

test("what was wiped from local storage comes back from the database", { tag: "@once" }, async ({ app, page }) => {
  await beginEmpty(app);
  for (const title of ["One", "Two"]) await addDeal(app, 0, title);
  await saved(app);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  for (const title of ["One", "Two"]) await expect(cards(app, title)).toBeVisible();
  // And is there again before anything is edited.
  await expect.poll(async () => (await keysOf(page, "j")).length).toBe(2);
});

test("a damaged manifest is set aside and healed from the database", { tag: "@once" }, async ({ app, page }) => {
  await beginEmpty(app);
  for (const title of ["One", "Two"]) await addDeal(app, 0, title);
  await saved(app);
  const [manifest] = await keysOf(page, "m");
  const broken = await damage(page, manifest);
  await page.reload();
  for (const title of ["One", "Two"]) await expect(cards(app, title)).toBeVisible();
  expect((await quarantined(page)).join("\n")).toContain(broken);
  await addDeal(app, 0, "Three");
  await page.reload();
  for (const title of ["One", "Two", "Three"]) await expect(cards(app, title)).toBeVisible();
});

test("with local storage full the database takes the edits, and both are whole when there is room", async ({ app, page }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await saved(app);
  await fillStorage(page);
  await addDeal(app, 0, "During");
  await saved(app);
  await expect(banner(app)).toContainText(app.text({ de: "Speicher des Browsers ist voll", en: "storage of the browser is full" }));
  expect(Object.values(await mirrored(page)).join("")).toContain("During");
  await page.reload();
  for (const title of ["Before", "During"]) await expect(cards(app, title)).toBeVisible();
  await freeStorage(page);
  await addDeal(app, 0, "After");
  await addDeal(app, 0, "Last");
  await expect(banner(app)).toHaveCount(0);
  await page.reload();
  for (const title of ["Before", "During", "After", "Last"]) await expect(cards(app, title)).toBeVisible();
});

/** Finds each deal by the filter, however long its column is. */
async function sees(app: App, titles: string[]) {
  const filter = app.page.getByTestId("filter");
  for (const title of titles) {
    await filter.fill(title);
    await expect(cards(app, title)).toHaveCount(1);
  }
  await filter.fill("");
}

/** How often the browser is killed. */
const KILLS = 5;

test("a kill of the browser during steady edits takes nothing that was saved", { tag: "@once" }, async ({ baseURL, locale, language, timezoneId, launchOptions }) => {
  test.setTimeout(240_000);
  const profile = await mkdtemp(join(tmpdir(), "profile-"));
  const start = async () => {
    // Its own process group, so that all of the browser can be killed.
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL, locale, timezoneId });
    return { context, app: new App(context.pages()[0] ?? (await context.newPage()), language) };
  };
  const promised: string[] = [];
  try {
    let { context, app } = await start();
    await beginEmpty(app);
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let edit = 0; edit < 8; edit += 1) {
        const title = `Kill ${kill} edit ${edit}`;
        const field = app.page.getByTestId("quick-add").nth(edit % 5);
        await field.fill(title);
        await field.press("Enter");
        await expect(field).toHaveValue("");
        await saved(app);
        promised.push(title);
      }
      // One more is under way; it may be there or not.
      const field = app.page.getByTestId("quick-add").first();
      await field.fill(`Under way ${kill}`);
      await field.press("Enter");
      const session = await context.browser()?.newBrowserCDPSession();
      const pid = (await session?.send("SystemInfo.getProcessInfo"))?.processInfo.find(
        (one) => one.type === "browser",
      )?.id;
      expect(pid).toBeTruthy();
      process.kill(Number(pid), "SIGKILL");
      await context.close().catch(() => {});
      ({ context, app } = await start());
      await app.open("#/board");
      await sees(app, promised.slice(-8));
    }
    await sees(app, promised);
    await context.close();
    console.log(`${KILLS} kills, ${promised.length} saved edits, none lost`);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
