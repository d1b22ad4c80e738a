// What the page says of what is saved, and the history that survives a reload.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectAccessible } from "./pages/accessible";
import { addDeal, beginEmpty, beginWithExample, goTo } from "./pages/beginning";
import { blockLocalStorage, blockMirror, blockStorage, damage, keysOf } from "./pages/storage";
import { Trust } from "./pages/trust";

/** From the next load on the browser says that it is Safari. */
const pretendSafari = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(navigator, "vendor", { get: () => "Apple Computer, Inc." });
    Object.defineProperty(navigator, "userAgent", {
      get: () => "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    });
  });

/** An hour, in milliseconds. */
const HOUR = 3_600_000;

test("one click writes a file, and the strip says when there was one and what is not in it", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  const strip = page.getByTestId("back-up");
  await expect(strip).toHaveAccessibleName(app.text({ de: /in keiner Datei/, en: /in no file yet/ }));
  const { name, text } = await trust.file("back-up");
  expect(name).toMatch(/\.json$/);
  expect(text).toContain("Alpha");
  await expect(strip).toHaveAccessibleName(app.text({ de: /Alles ist darin/, en: /Everything is in it/ }));
  await addDeal(app, 0, "Beta");
  await expect(strip).toHaveAccessibleName(app.text({ de: /1 Änderung ist in keiner Datei/, en: /1 change is in no file/ }));
  await trust.saved();
  // It is remembered.
  await page.reload();
  await expect(strip).toHaveAccessibleName(app.text({ de: /1 Änderung ist in keiner Datei/, en: /1 change is in no file/ }));
  await goTo(app, "data");
  await expect(page.getByTestId("last-file")).toContainText(app.text({ de: "1 Änderung", en: "1 change" }));
});

test("after a week with edits in no file a calm reminder comes, can be put off, and stays away after a file", async ({ app, page }) => {
  await page.clock.install({ time: new Date("2026-03-03T10:00:00") });
  const trust = new Trust(app);
  await beginEmpty(app);
  for (let at = 0; at < 6; at += 1) await addDeal(app, 0, `Deal ${at}`);
  await trust.saved();
  await page.clock.runFor(2_000);
  const reminder = page.getByTestId("reminder");
  await expect(reminder).toHaveCount(0);
  await page.clock.fastForward(169 * HOUR);
  await addDeal(app, 0, "After a week");
  await expect(reminder).toHaveAttribute("data-value", "7");
  await expect(reminder).toHaveRole("status");
  await expect(page.locator(".banner.trouble")).toHaveCount(0);
  await expectAccessible(page, "reminder");
  await page.getByTestId("reminder-later").click();
  await expect(reminder).toHaveCount(0);
  // It is known to the page at once, and over a reload as soon as it is on the disk.
  await expect.poll(() => trust.filesNoted()).toContain("put_off");
  await trust.saved();
  await page.clock.runFor(2_000);
  await page.reload();
  await page.clock.runFor(2_000);
  await addDeal(app, 0, "Silent");
  await expect(reminder).toHaveCount(0);
  await page.clock.fastForward(73 * HOUR);
  await addDeal(app, 0, "Again");
  await expect(reminder).toBeVisible();
  await trust.file("reminder-file");
  await expect(reminder).toHaveCount(0);
});

test("what was set aside is named and handed out, and nobody says that nothing is saved", async ({ app, page }) => {
  await blockMirror(page);
  const trust = new Trust(app);
  await beginEmpty(app);
  for (const title of ["One", "Two", "Three"]) await addDeal(app, 0, title);
  const journal = await keysOf(page, "j");
  const broken = await damage(page, journal[1]);
  await page.reload();
  const aside = page.getByTestId("aside");
  await expect(aside).toContainText(app.text({ de: "2 Änderungen", en: "2 changes" }));
  await expect(aside).not.toContainText(app.text({ de: "Nicht gespeichert", en: "Not saved" }));
  await trust.saved();
  await expectAccessible(page, "what was set aside");
  const { text } = await trust.file("take-aside");
  const file = JSON.parse(text);
  expect(file.type).toBe("trichter-quarantine");
  expect(Object.values<string>(file.entries).some((entry) => entry.endsWith(broken))).toBe(true);
  // It stays while work goes on, and goes when it was read.
  await addDeal(app, 0, "Four");
  await expect(aside).toBeVisible();
  await page.getByTestId("aside-close").click();
  await expect(aside).toHaveCount(0);
});

test("without any storage the page works in memory and says so where storage is shown", async ({ app, page }) => {
  await blockStorage(page);
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await expect(page.locator(".banner.trouble")).toBeVisible();
  await goTo(app, "data");
  await expect(page.locator(".error").filter({ hasText: app.text({ de: "nur in diesem Fenster", en: "in this window only" }) })).toBeVisible();
  await expect(page.getByTestId("backups-blocked")).toBeVisible();
  const { text } = await trust.file("back-up");
  expect(text).toContain("Alpha");
});

test("the screen for data shows how full both storages are and what the browser promised", async ({ app, page }) => {
  await page.addInitScript(() => {
    let granted = false;
    navigator.storage.persisted = async () => granted;
    navigator.storage.persist = async () => {
      (window as unknown as { asked: number }).asked = ((window as unknown as { asked?: number }).asked ?? 0) + 1;
      granted = (window as unknown as { asked: number }).asked > 1;
      return granted;
    };
  });
  const asked = () => page.evaluate(() => (window as unknown as { asked?: number }).asked ?? 0);
  await beginEmpty(app, "data");
  await expect(page.getByTestId("persist")).toHaveAttribute("data-state", "denied");
  expect(await asked()).toBe(0);
  await goTo(app, "board");
  await addDeal(app, 0, "First edit");
  await expect.poll(asked).toBe(1);
  await addDeal(app, 0, "Second edit");
  await goTo(app, "data");
  expect(await asked()).toBe(1);
  await page.getByTestId("persist-ask").click();
  await expect(page.getByTestId("persist")).toHaveAttribute("data-state", "granted");
  const used = Number(await page.getByTestId("storage-used").getAttribute("data-value"));
  expect(used).toBeGreaterThan(500);
  await expect(page.getByTestId("database-used")).toContainText("B");
});

test("only where the browser deletes after a week the page warns of it, once", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await trust.saved();
  await expect(page.getByTestId("eviction")).toHaveCount(0);
  await pretendSafari(page);
  await page.reload();
  await expect(page.getByTestId("eviction")).toContainText("Safari");
  await page.getByTestId("eviction-close").click();
  await expect(page.getByTestId("eviction")).toHaveCount(0);
  await goTo(app, "data");
  await expect(page.getByTestId("backups")).toBeVisible();
  await page.reload();
  await expect(page.getByTestId("backup-list")).toBeVisible();
  await expect(page.getByTestId("eviction")).toHaveCount(0);
});

test("what is in local storage is counted as the browser counts it", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Größe für 5 €");
  await trust.saved();
  const share = page.getByTestId("storage-used");
  const counted = (webkit: boolean) =>
    page.evaluate((webkit) => {
      const one = (text: string) => (webkit && /[^\0-\xff]/.test(text) ? 2 : 1) * text.length;
      return Object.entries({ ...localStorage }).reduce((all, [key, text]) => all + one(key) + one(text), 0);
    }, webkit);
  const shown = async (webkit: boolean) => {
    await goTo(app, "data");
    await expect.poll(async () => Number(await share.getAttribute("data-value")) - (await counted(webkit))).toBe(0);
  };
  await shown(false);
  await expect(share).toContainText(app.text({ de: "Zeichen", en: "characters" }));
  await pretendSafari(page);
  await page.reload();
  await shown(true);
  await expect(share).toContainText("MB");
  expect(await counted(true)).toBeGreaterThan(await counted(false));
});

test("where there is no local storage the screen for data says so, and what the database holds", async ({ app, page }) => {
  await blockLocalStorage(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await new Trust(app).saved();
  await goTo(app, "data");
  await expect(page.getByTestId("database-used")).toContainText("B");
  await expect(page.locator("main")).toContainText(app.text({ de: "Alles liegt in der Datenbank", en: "Everything is in the database" }));
  await expect(page.getByTestId("storage-used")).toHaveCount(0);
});

test("each change is written into the chosen file, after a reload too, until it is ended", async ({ app, page }) => {
  // A file of the browser's own file system stands for one of the device.
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle("autosave.json", { create: true }),
    });
  });
  const content = () =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle("autosave.json")).getFile()).text();
    });
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await goTo(app, "data");
  const state = page.getByTestId("autosave");
  await expect(state).toHaveAttribute("data-state", "off");
  await page.getByTestId("autosave-file").click();
  await expect(state).toHaveAttribute("data-state", "on");
  await expect.poll(content).toContain("Alpha");
  await goTo(app, "board");
  await addDeal(app, 0, "Beta");
  await expect.poll(content).toContain("Beta");
  await trust.saved();
  await page.reload();
  await addDeal(app, 0, "Gamma");
  await expect.poll(content).toContain("Gamma");
  await expect(page.getByTestId("back-up")).toHaveAccessibleName(app.text({ de: /Alles ist darin/, en: /Everything is in it/ }));
  await goTo(app, "data");
  await page.getByTestId("autosave-stop").click();
  await expect(state).toHaveAttribute("data-state", "off");
});

test("a file that may not be written any more is said to be paused, and a click asks again", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle("paused.json", { create: true }),
    });
    const answers = { query: sessionStorage.getItem("answer") ?? "granted" };
    const handles = FileSystemFileHandle.prototype as unknown as Record<string, unknown>;
    handles.queryPermission = async () => answers.query;
    handles.requestPermission = async () => (answers.query = "granted");
  });
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha");
  await goTo(app, "data");
  await page.getByTestId("autosave-file").click();
  await expect(page.getByTestId("autosave")).toHaveAttribute("data-state", "on");
  await page.evaluate(() => sessionStorage.setItem("answer", "prompt"));
  await page.reload();
  await expect(page.getByTestId("autosave")).toHaveAttribute("data-state", "permission");
  await page.getByTestId("autosave-allow").click();
  await expect(page.getByTestId("autosave")).toHaveAttribute("data-state", "on");
});

test("the history names every step, goes back to any of them by keyboard, and survives a reload", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  for (const title of ["One", "Two", "Three", "Four"]) await addDeal(app, 0, title);
  await trust.saved();
  await page.reload();
  await expect(page.getByTestId("history")).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("h");
  const list = page.getByTestId("history-list");
  await expect(list.locator("[data-step]")).toHaveCount(4);
  for (const [at, title] of ["Four", "Three", "Two", "One"].entries()) {
    await expect(list.locator("[data-step]").nth(at)).toContainText(title);
  }
  await expectAccessible(page, "history, one step back");
  await list.locator("[data-step=back-1]").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(list.locator("[data-step=back-3]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list.locator("[data-step=forth-3]")).toContainText("Four");
  await expect(list.locator("[data-step=back-1]")).toContainText("One");
  await expectAccessible(page, "history, looked ahead");
  await list.locator("[data-step=forth-2]").click();
  await page.keyboard.press("Escape");
  await expect(page.locator(".card")).toHaveCount(3);
  await expect(page.locator(".card").filter({ hasText: "Four" })).toHaveCount(0);
});

test("two hundred steps are there after the journal was folded and the page was loaded again", { tag: "@once" }, async ({ app, page }) => {
  test.setTimeout(180_000);
  const trust = new Trust(app);
  await beginEmpty(app);
  const field = page.getByTestId("quick-add").first();
  for (let at = 0; at < 230; at += 1) {
    await field.fill(`Step ${at}`);
    await field.press("Enter");
    await expect(field).toHaveValue("");
  }
  await trust.saved();
  // Folded: there is a second snapshot, and the history is kept beside it.
  await expect.poll(async () => (await keysOf(page, "m")).length, { timeout: 20_000 }).toBe(2);
  await trust.saved();
  await app.reload();
  await page.locator("h1").click();
  await page.keyboard.press("h");
  const steps = page.getByTestId("history-list").locator("[data-step]");
  await expect(steps).toHaveCount(200);
  await expect(steps.first()).toContainText("Step 229");
  await expect(steps.last()).toContainText("Step 30");
  await steps.last().click();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("column-count").first()).toHaveText("30");
});

test("the screen for data with backups breaks no rule", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginWithExample(app, "showcase", "data");
  await trust.makeBackup();
  await expectAccessible(page, "data with backups");
});
