// Backups: made by themselves and before what is dangerous, looked at before they are restored.
import { expect, test } from "./fixtures";
import { expectAccessible } from "./pages/accessible";
import { App } from "./pages/app";
import { addDeal, beginEmpty, beginWithExample, goTo } from "./pages/beginning";
import { Data } from "./pages/data";
import { blockMirror } from "./pages/storage";
import { Trust } from "./pages/trust";

const cards = (app: App, title: string) => app.page.locator(".card").filter({ hasText: title });

test("the first edit is backed up by itself, and the list says what is in it", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha 1000 €");
  await trust.saved();
  await goTo(app, "data");
  await expect(trust.rows()).toHaveCount(1);
  await expect(trust.rows().first()).toContainText(app.text({ de: "regelmäßig", en: "regular" }));
  await expect(trust.rows().first()).toContainText("1");
  // A quarter of an hour is not over: no second one.
  await goTo(app, "board");
  await addDeal(app, 0, "Beta");
  await trust.saved();
  await goTo(app, "data");
  await trust.makeBackup();
  await expect(trust.rows()).toHaveCount(2);
  await expect(trust.rows().first()).toContainText(app.text({ de: "von Hand", en: "by hand" }));
  expect(await trust.kept()).toBe(2);
});

test("after a quarter of an hour there is another one, and of one day three are kept", async ({ app, page }) => {
  await page.clock.install({ time: new Date("2026-03-03T10:00:00") });
  const trust = new Trust(app);
  await beginEmpty(app);
  for (let turn = 0; turn < 5; turn += 1) {
    await addDeal(app, 0, `Turn ${turn}`);
    await trust.saved();
    await page.clock.runFor(2_000);
    await expect.poll(() => trust.kept()).toBe(Math.min(turn + 1, 3));
    await page.clock.fastForward("15:01");
  }
});

test("a restore shows what would change, is one step, and can be undone", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  for (const title of ["Stays", "Changes", "Goes"]) await addDeal(app, 0, title);
  await goTo(app, "data");
  // The first edit is backed up by itself.
  await expect(trust.rows()).toHaveCount(1);
  await trust.makeBackup();
  await goTo(app, "board");
  await cards(app, "Goes").getByTestId("card-menu").click();
  await page.getByRole("menuitem").last().click();
  const sure = page.getByRole("dialog").getByRole("button").last();
  if (await sure.isVisible()) await sure.click();
  await expect(cards(app, "Goes")).toHaveCount(0);
  await addDeal(app, 1, "Is new");
  await goTo(app, "data");
  await expect(trust.rows()).toHaveCount(2);
  await trust.look(0);
  const deals = page.locator("[data-testid=would-change] [data-kind=deals]");
  await expect(deals).toHaveAttribute("data-added", "1");
  await expect(deals).toHaveAttribute("data-gone", "1");
  await expectAccessible(page, "what a restore would change");
  await page.getByTestId("restore").click();
  await expect(page.getByTestId("toast").last()).toContainText(app.text({ de: "wiederhergestellt", en: "Restored" }));
  await expect(trust.rows()).toHaveCount(3);
  await expect(trust.rows().first()).toContainText(app.text({ de: "vor dem Wiederherstellen", en: "before restoring" }));
  await goTo(app, "board");
  for (const title of ["Stays", "Changes", "Goes"]) await expect(cards(app, title)).toBeVisible();
  await expect(cards(app, "Is new")).toHaveCount(0);
  // It is saved, and one undo takes all of it back, after a reload as well.
  await trust.saved();
  await page.reload();
  await expect(cards(app, "Goes")).toBeVisible();
  await page.getByTestId("undo").click();
  await expect(cards(app, "Goes")).toHaveCount(0);
  await expect(cards(app, "Is new")).toBeVisible();
});

test("a backup opens as a copy beside the workspace and leaves that as it is", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginWithExample(app, "showcase", "data");
  await trust.makeBackup();
  await trust.look(0);
  await expect(page.getByTestId("no-difference")).toBeVisible();
  await expect(page.getByTestId("restore")).toHaveCount(0);
  await page.getByTestId("backup-copy").click();
  await expect(page.getByTestId("workspace")).toContainText(app.text({ de: "(Kopie)", en: "(copy)" }));
  await page.getByTestId("workspace").click();
  await expect(page.getByRole("menuitem")).toHaveCount(3);
});

test("before a workspace is deleted it is backed up, and it can be brought back from the start", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Precious 1000 €");
  await trust.saved();
  await goTo(app, "settings");
  await page.getByTestId("delete-workspace").click();
  await page.getByTestId("delete-now").click();
  await expect(page.getByTestId("start-empty")).toBeVisible();
  await expect(trust.rows().first()).toContainText(app.text({ de: "vor dem Löschen", en: "before deleting" }));
  await app.reload();
  await trust.look(0);
  await page.getByTestId("bring-back").click();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", /./);
  await goTo(app, "board");
  await expect(cards(app, "Precious")).toBeVisible();
  await page.reload();
  await expect(cards(app, "Precious")).toBeVisible();
});

test("before an import and before a replacement there is a backup", async ({ app, page }) => {
  const trust = new Trust(app);
  const data = new Data(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Mine");
  await trust.saved();
  await goTo(app, "data");
  const file = await data.exportJson();
  await data.choose("deals.csv", "Title;Value\nImported;100\n");
  await data.confirm();
  await expect(trust.rows().first()).toContainText(app.text({ de: "vor einem Import", en: "before an import" }));
  await data.choose("mine.json", file);
  await page.getByTestId("open-replace").click();
  await expect(data.count("deals")).toHaveText("1");
  await expect(trust.rows().first()).toContainText(app.text({ de: "vor dem Ersetzen", en: "before replacing" }));
  // What was replaced is in it.
  await trust.look(0);
  await expect(page.locator("[data-testid=would-change] [data-kind=deals]")).toHaveAttribute("data-added", "1");
});

test("a damaged backup is said to be one, nothing of it is taken, and its bytes are handed out", async ({ app, page }) => {
  const trust = new Trust(app);
  await beginWithExample(app, "showcase", "data");
  await trust.makeBackup();
  await trust.damageBackups();
  await trust.look(0);
  await expect(page.getByTestId("backup-broken")).toBeVisible();
  await expect(page.getByTestId("restore")).toHaveCount(0);
  const { text } = await trust.file("backup-raw");
  const file = JSON.parse(text);
  expect(file.type).toBe("trichter-backup");
  expect(file.parts[0][20]).toBe("~");
  await page.getByTestId("backup-delete").click();
  await expect(trust.rows()).toHaveCount(0);
});

test("without a database there is no backup, and the page says so and hands out a file before a deletion", async ({ app, page }) => {
  await blockMirror(page);
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Precious");
  await goTo(app, "data");
  await expect(page.getByTestId("backups-blocked")).toBeVisible();
  await goTo(app, "settings");
  await page.getByTestId("delete-workspace").click();
  const { text } = await trust.file("delete-now");
  expect(text).toContain("Precious");
  await expect(page.getByTestId("start-empty")).toBeVisible();
});

test("a workspace that is replaced, copied or deleted in one tab is so in the other", async ({ app, page, context, language }) => {
  const trust = new Trust(app);
  const data = new Data(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await trust.saved();
  await goTo(app, "data");
  const file = (await data.exportJson()).toString().replaceAll("Before", "Instead");
  const other = new App(await context.newPage(), language);
  await other.open("#/board");
  await expect(cards(other, "Before")).toBeVisible();
  await page.bringToFront();
  await data.choose("other.json", file);
  await page.getByTestId("open-replace").click();
  await trust.saved();
  await expect(cards(other, "Instead")).toBeVisible();
  await expect(cards(other, "Before")).toHaveCount(0);
  // A copy is in the list of the other tab.
  await data.choose("other.json", file);
  await page.getByTestId("open-copy").click();
  await trust.saved();
  await other.page.getByTestId("workspace").click();
  await expect(other.page.getByRole("menuitem").filter({ hasText: app.text({ de: "(Kopie)", en: "(copy)" }) })).toBeVisible();
  await other.page.keyboard.press("Escape");
  // Deleted here, it goes off the screen there.
  await page.bringToFront();
  await page.getByTestId("workspace").click();
  await page.getByRole("menuitem").first().click();
  await expect(page.getByTestId("workspace")).not.toContainText(app.text({ de: "(Kopie)", en: "(copy)" }));
  await goTo(app, "settings");
  await page.getByTestId("delete-workspace").click();
  await page.getByTestId("delete-now").click();
  await expect(other.page.getByTestId("workspace")).toContainText(app.text({ de: "(Kopie)", en: "(copy)" }));
  await expect(other.page.getByTestId("toast")).toContainText(app.text({ de: "anderen Fenster gelöscht", en: "deleted in another window" }));
});
