// What happens when the browser cannot store, or gives back other bytes than it was given.
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { App } from "./pages/app";
import { SCREENS, addDeal, beginEmpty, beginWithExample, goTo } from "./pages/beginning";
import { handedOut } from "./pages/files";
import { blockMirror, blockStorage, damage, fillStorage, freeStorage, historyKept, keysOf, quarantined, stored } from "./pages/storage";

const cards = (app: App, title: string) => app.page.locator(".card").filter({ hasText: title });
const banner = (app: App) => app.page.locator(".banner.trouble");

/** Presses a button that hands out a file and returns what the file says. */
async function textFrom(button: Locator): Promise<string> {
  const file = await handedOut(button.page(), () => button.click());
  return readFile(await file.path(), "utf8");
}

/** Exports from the banner and returns what the file says. */
function exportFromBanner(app: App): Promise<string> {
  return textFrom(banner(app).getByRole("button").first());
}

test("without storage the page says so, works all the same and hands out the data", async ({ app, page }) => {
  await blockStorage(page);
  await beginEmpty(app);
  await expect(banner(app)).toContainText(
    app.text({ de: "Der Browser erlaubt kein Speichern", en: "The browser does not allow storing" }),
  );
  await expect(banner(app)).toHaveRole("alert");
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await addDeal(app, 0, "Alpha 1000 €");
  await page.getByTestId("undo").click();
  await expect(cards(app, "Alpha")).toHaveCount(0);
  await page.getByTestId("redo").click();
  await expect(cards(app, "Alpha")).toBeVisible();
  for (const screen of SCREENS) await goTo(app, screen);
  // It does not go away by itself.
  await expect(banner(app)).toBeVisible();
  const file = await exportFromBanner(app);
  expect(JSON.parse(file)).toBeTruthy();
  expect(file).toContain("Alpha");
});

test("a full storage is said loudly, nothing is lost, and what follows is stored with it", async ({ app, page }) => {
  await blockMirror(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await fillStorage(page);
  await addDeal(app, 0, "During");
  await expect(banner(app)).toContainText(app.text({ de: "Speicher des Browsers ist voll", en: "storage of the browser is full" }));
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await expect(cards(app, "During")).toBeVisible();
  const file = await exportFromBanner(app);
  expect(file).toContain("Before");
  expect(file).toContain("During");
  expect(Object.values(await stored(page)).join("")).not.toContain("During");

  // With room again the next edit stores both, and the message goes.
  await freeStorage(page);
  await addDeal(app, 1, "After");
  await expect(banner(app)).toHaveCount(0);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
  await page.reload();
  for (const title of ["Before", "During", "After"]) await expect(cards(app, title)).toBeVisible();
});

test("a damaged journal entry is set aside with its bytes, and all before it is there", async ({ app, page }) => {
  await blockMirror(page);
  await beginEmpty(app);
  for (const title of ["One", "Two", "Three"]) await addDeal(app, 0, title);
  const journal = await keysOf(page, "j");
  expect(journal).toHaveLength(3);
  const broken = await damage(page, journal[1]);
  const following = (await stored(page))[journal[2]];
  await page.reload();
  await expect(cards(app, "One")).toBeVisible();
  await expect(cards(app, "Two")).toHaveCount(0);
  await expect(cards(app, "Three")).toHaveCount(0);
  await expect(banner(app)).toContainText(app.text({ de: "beiseitegelegt", en: "set aside" }));
  // The broken entry and the one that can no longer follow it, both to the last character.
  const aside = (await quarantined(page)).join("\n");
  const as_text = (bytes: string) => JSON.stringify(bytes).slice(1, -1);
  expect(aside.includes(broken) || aside.includes(as_text(broken))).toBe(true);
  expect(aside.includes(following) || aside.includes(as_text(following))).toBe(true);

  // Work goes on, and what is stored from now on is found again.
  await addDeal(app, 0, "Four");
  await page.reload();
  for (const title of ["One", "Four"]) await expect(cards(app, title)).toBeVisible();
  expect((await quarantined(page)).join("\n")).toBe(aside);
});

test("a damaged snapshot that is the only one is said at the start and its bytes are kept", async ({ app, page }) => {
  await blockMirror(page);
  await beginWithExample(app, "showcase");
  const manifests = await keysOf(page, "m");
  expect(manifests).toHaveLength(1);
  const segment = (await stored(page))[(await keysOf(page, "s"))[0]];
  const broken = await damage(page, manifests[0]);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText(app.text({ de: "beiseitegelegt", en: "set aside" }));
  // Nothing of it is gone, whatever is begun now.
  await page.getByTestId("start-empty").click();
  await addDeal(app, 0, "New");
  await page.reload();
  await expect(cards(app, "New")).toBeVisible();
  const all = Object.values(await stored(page)).join("\n");
  const as_text = (bytes: string) => JSON.stringify(bytes).slice(1, -1);
  expect(all.includes(broken) || all.includes(as_text(broken))).toBe(true);
  expect(all.includes(segment) || all.includes(as_text(segment))).toBe(true);
});

test("data of a newer version is left as it is", async ({ app, page }) => {
  await blockMirror(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Old");
  const [key] = await keysOf(page, "m");
  const newer = await page.evaluate((key) => {
    // The same frame with another version number and the checksum that belongs to it.
    const [, , length, ...json] = (localStorage.getItem(key) ?? "").split(" ");
    const payload = `9 ${json.join(" ")}`;
    let crc = ~0;
    for (const byte of new TextEncoder().encode(payload)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    const sum = (~crc >>> 0).toString(16).padStart(8, "0");
    const text = `9 ${sum} ${length} ${json.join(" ")}`;
    localStorage.setItem(key, text);
    return text;
  }, key);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText(app.text({ de: "neueren Version", en: "newer version" }));
  expect((await stored(page))[key]).toBe(newer);
});

test("a page whose module does not arrive hands out the stored data", async ({ app, page, faults, language }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Precious");
  await historyKept(page);
  const before = await stored(page);
  faults.expect(/\.wasm/);
  faults.expect(/console: TypeError: Failed to fetch/);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.reload();
  const rescue = page.locator("#rescue section").first();
  await expect(rescue).toHaveAttribute("lang", language);
  const file = JSON.parse(await textFrom(rescue.getByRole("button").first()));
  // The script alone has begun to write under a number of its own.
  const without = ({ "trichter/term": _, ...rest }: Record<string, string>) => rest;
  expect(without(file.entries)).toEqual(without(before));
  expect(without(file.mirror)).toEqual(without(before));
  expect(JSON.stringify(file.entries)).toContain("Precious");

  // With the module there again everything is as it was.
  await page.unroute("**/*.wasm");
  await rescue.getByRole("button").last().click();
  await expect(cards(app, "Precious")).toBeVisible();
});

test("markup in a name is shown and never executed", async ({ app, page }) => {
  const evil = "<img src=x onerror=\"window.injected=1\"><script>window.injected=1</script>";
  await beginEmpty(app);
  await addDeal(app, 0, evil);
  await page.locator(".card-link").first().click();
  await expect(page.locator("#deal-heading")).toContainText("<script>");
  for (const screen of SCREENS) await goTo(app, screen);
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
  expect(await page.locator("img, main script").count()).toBe(0);
});
