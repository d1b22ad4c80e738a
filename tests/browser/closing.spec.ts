// A deal is won or lost, opened again, deleted; and a deal in two windows.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { App } from "./pages/app";
import { Board } from "./pages/board";
import { DealPanel, withDeal } from "./pages/deal";

test.describe("closing and reopening", () => {
  test("a lost deal needs a reason, and a reason to be opened again", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.root.getByTestId("lose").click();
    const form = page.getByTestId("lose-form");
    await form.getByLabel(app.text({ de: "Preis", en: "Price" }), { exact: true }).check();
    await form.getByRole("button", { name: app.text({ de: "Verloren", en: "Lost" }) }).click();
    await expect(panel.root.getByTestId("outcome")).toContainText(app.text({ de: "Verloren", en: "Lost" }));
    await expect(panel.chosen("loss-reason")).toHaveText(app.text({ de: "Preis", en: "Price" }));
    await expect(panel.timeLine().first()).toHaveText(app.text({ de: "Verloren: Preis", en: "Lost: Price" }));
    await expect(board.titles(0)).toHaveCount(0);

    const reopen = panel.root.getByTestId("reopen");
    await reopen.locator("summary").click();
    await reopen.locator("button[type=submit]").click();
    const because = reopen.getByTestId("reopen-because");
    await expect(await panel.error(because)).toHaveText(app.text({ de: /warum der Deal wieder geöffnet/, en: /why the deal is reopened/ }));
    await expect(board.titles(0)).toHaveCount(0);
    await because.fill("They called");
    await panel.choose("reopen-stage", board.stages()[2]);
    await reopen.locator("button[type=submit]").click();
    await expect(panel.root.getByTestId("outcome")).toHaveText(app.text({ de: "Offen", en: "Open" }));
    await expect(board.titles(2)).toHaveText(["Acme"]);
    const stage = board.stages()[2];
    await expect(panel.timeLine().first()).toHaveText(
      app.text({ de: `In „${stage}“ wieder geöffnet`, en: `Reopened in “${stage}”` }),
    );
  });

  test("a won deal asks its questions in the panel", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.root.getByTestId("win").click();
    await page.getByTestId("win-form").getByRole("button", { name: app.text({ de: "Gewonnen", en: "Won" }) }).click();
    await expect(panel.field("win-reason")).toBeVisible();
    await panel.type("win-reason", "The team");
    await panel.type("recommend", "9");
    await panel.refuse("recommend", "11", app.text({ de: /zwischen 0 und 10/, en: /between 0 and 10/ }));
    await expect(panel.field("stage")).toBeDisabled();
    await board.start.reload();
    await expect(panel.field("win-reason")).toHaveValue("The team");
    await expect(panel.field("recommend")).toHaveValue("9");
  });
});

test("a deleted deal comes back by the message", async ({ app }) => {
  const { board, panel } = await withDeal(app, "Acme", "Other");
  await panel.root.getByTestId("delete-deal").click();
  await expect(panel.root).toHaveCount(0);
  await expect(board.titles(0)).toHaveText(["Other"]);
  await board.toast("Acme").getByRole("button", { name: app.text({ de: "Rückgängig", en: "Undo" }) }).click();
  await expect(board.titles(0)).toHaveText(["Acme", "Other"]);
  await board.start.reload();
  await expect(board.titles(0)).toHaveText(["Acme", "Other"]);
});

test.describe("in two windows", () => {
  /** Opens the same address in a second window. */
  async function second(page: Page, app: App): Promise<{ board: Board; panel: DealPanel; page: Page }> {
    const other = await page.context().newPage();
    const otherApp = new App(other, app.language);
    await otherApp.open(new URL(page.url()).hash);
    return { board: new Board(otherApp), panel: new DealPanel(otherApp), page: other };
  }

  test("an edit in one is seen in the other, both ways", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    const there = await second(page, app);
    await expect(there.panel.field("title")).toHaveValue("Acme");
    await panel.type("title", "Acme 2");
    await expect(there.panel.field("title")).toHaveValue("Acme 2");
    await expect(there.board.titles(0)).toHaveText(["Acme 2"]);
    await there.panel.type("owner", "Ada");
    await expect(panel.field("owner")).toHaveValue("Ada");
    await there.panel.choose("stage", board.stages()[3]);
    await expect(board.titles(3)).toHaveText(["Acme 2"]);
    await there.board.start.reload();
    await expect(there.board.titles(3)).toHaveText(["Acme 2"]);
    await expect(there.panel.field("owner")).toHaveValue("Ada");
  });

  test("edits of both are kept", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.close();
    const there = await second(page, app);
    await board.add(1, "From here");
    await expect(there.board.titles(1)).toHaveText(["From here"]);
    await there.board.add(2, "From there");
    await expect(board.titles(2)).toHaveText(["From there"]);
    await board.add(1, "From here too");
    // The other window wrote last: this one has its turn before what was added is saved.
    await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
    await there.page.close();
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["Acme"]);
    await expect(board.titles(1)).toHaveText(["From here too", "From here"]);
    await expect(board.titles(2)).toHaveText(["From there"]);
  });
});
