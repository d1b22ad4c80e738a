// The table of deals: sort, filter, change many at once and take that back at once.
import { expect, test } from "./fixtures";
import type { App } from "./pages/app";
import { Board } from "./pages/board";
import { List } from "./pages/list";

/** Five deals in two stages, entered on the board, then the table. */
async function withDeals(app: App): Promise<{ board: Board; list: List }> {
  const board = new Board(app);
  await board.start.empty();
  await board.add(0, "Cherry 300k € #fruit");
  await board.add(0, "apple 20k € #fruit");
  await board.add(0, "Banana");
  await board.add(1, "Élan 1k €");
  await board.add(3, "Zoo 45k €");
  const list = new List(app);
  await list.open();
  await expect(list.rows()).toHaveCount(5);
  return { board, list };
}

test.describe("sort", () => {
  test("by value in both directions, unknown ones last", async ({ app }) => {
    const { list } = await withDeals(app);
    await list.sort("value", "descending");
    await expect(list.titles()).toHaveText(["Cherry", "Zoo", "apple", "Élan", "Banana"]);
    await list.sort("value", "ascending");
    await expect(list.titles()).toHaveText(["Élan", "apple", "Zoo", "Cherry", "Banana"]);
  });

  test("by title as people read it, and by stage as the pipeline goes", async ({ app }) => {
    const { list } = await withDeals(app);
    await list.sort("title", "ascending");
    await expect(list.titles()).toHaveText(["apple", "Banana", "Cherry", "Élan", "Zoo"]);
    await list.sort("stage", "ascending");
    // Among equals the order before decides.
    await expect(list.titles()).toHaveText(["apple", "Banana", "Cherry", "Élan", "Zoo"]);
    await list.sort("stage", "descending");
    await expect(list.titles().first()).toHaveText("Zoo");
  });

  test("the order and the filters stay while another screen is shown", async ({ app, page }) => {
    const { list } = await withDeals(app);
    await list.sort("value", "descending");
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await expect(page.locator(".board")).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await expect(list.titles()).toHaveText(["Cherry", "Zoo", "apple", "Élan", "Banana"]);
  });
});

test.describe("filter", () => {
  test("by what is typed, by stage and by tag, with count and sums", async ({ app, page }) => {
    const { board, list } = await withDeals(app);
    const count = page.getByTestId("list-count");
    await expect(count).toHaveText("5 Deals", { ignoreCase: true });
    await page.getByTestId("filter").fill("an");
    await expect(list.titles()).toHaveCount(2);
    await expect(count).toHaveText(app.text({ de: "2 von 5 Deals", en: "2 of 5 deals" }));
    expect(await app.value("list.value")).toBe(100_000);
    await page.getByTestId("clear-filters").click();
    await expect(page.getByTestId("filter")).toHaveValue("");
    await expect(list.rows()).toHaveCount(5);
    await list.filter("stage").selectOption({ label: board.stages()[0] });
    await expect(list.rows()).toHaveCount(3);
    await expect(page.getByTestId("list-left-out")).toContainText(app.text({ de: "1 ohne Wert", en: "1 without a value" }));
    expect(await app.value("list.value")).toBe(32_000_000);
    expect(await app.value("list.weighted")).toBe(3_200_000);
    await page.getByTestId("filter").fill("fruit");
    await expect(list.rows()).toHaveCount(2);
    await page.getByTestId("filter").fill("nowhere");
    await expect(page.getByTestId("list-empty")).toBeVisible();
    await expect(list.rows()).toHaveCount(0);
  });

  test("by outcome", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["Open one", "Won one"]);
    await board.menu("Won one", app.text({ de: "Als gewonnen abschließen", en: "Mark as won" }));
    await page.getByTestId("win-form").locator("button[type=submit]").click();
    const list = new List(app);
    await list.open();
    await expect(list.titles()).toHaveText(["Open one"]);
    await list.segment("won");
    await expect(list.titles()).toHaveText(["Won one"]);
    await list.segment("lost");
    await expect(page.getByTestId("list-empty")).toBeVisible();
    await list.segment("all");
    await expect(list.rows()).toHaveCount(2);
  });
});

test.describe("many at once", () => {
  test("moved together, and one undo takes all back", async ({ app, page }) => {
    const { board, list } = await withDeals(app);
    await list.select("Cherry", "apple", "Zoo");
    await expect(page.getByTestId("bulk")).toContainText(app.text({ de: "3 ausgewählt", en: "3 selected" }));
    expect(await app.value("list.value")).toBe(36_500_000);
    await page.getByTestId("bulk-move").click();
    await page.getByRole("menuitem", { name: board.stages()[4] }).click();
    for (const title of ["Cherry", "apple", "Zoo"]) {
      await expect(list.cell(title, "stage")).toHaveText(board.stages()[4]);
    }
    await expect(list.cell("Banana", "stage")).toHaveText(board.stages()[0]);
    await page.getByTestId("undo").click();
    for (const title of ["Cherry", "apple"]) await expect(list.cell(title, "stage")).toHaveText(board.stages()[0]);
    await expect(list.cell("Zoo", "stage")).toHaveText(board.stages()[3]);
    // Only the five new deals are left to undo: the move was one step.
    await page.getByTestId("undo").click();
    await expect(list.rows()).toHaveCount(4);
  });

  test("lost together with one reason, which is mandatory", async ({ app, page }) => {
    const { list } = await withDeals(app);
    await list.select("Cherry", "Banana");
    await page.getByTestId("bulk-lose").click();
    const form = page.getByTestId("bulk-lose-form");
    await form.locator("button[type=submit]").click();
    await expect(form.getByRole("alert")).toHaveText(app.text({ de: /Ein Grund ist nötig/, en: /A reason is needed/ }));
    await expect(form.getByRole("radio").first()).toBeFocused();
    await expect(list.rows()).toHaveCount(5);
    await form.getByLabel(app.text({ de: "Kein Bedarf", en: "No need" }), { exact: true }).check();
    await form.locator("button[type=submit]").click();
    await expect(form).toHaveCount(0);
    await expect(list.rows()).toHaveCount(3);
    await list.segment("lost");
    await expect(list.rows()).toHaveCount(2);
    await page.getByTestId("undo").click();
    await expect(list.rows()).toHaveCount(0);
    await list.segment("open");
    await expect(list.rows()).toHaveCount(5);
  });

  test("an owner is set for all, and all are deleted and brought back", async ({ app, page }) => {
    const { list } = await withDeals(app);
    await page.getByTestId("select-all").click();
    await page.getByTestId("bulk-owner").click();
    const form = page.getByTestId("bulk-owner-form");
    await form.getByRole("combobox").fill("Ada");
    await form.locator("button[type=submit]").click();
    for (const title of ["Cherry", "apple", "Banana", "Élan", "Zoo"]) {
      await expect(list.cell(title, "owner")).toHaveText("Ada");
    }
    await page.getByTestId("bulk").getByRole("button", { name: app.text({ de: "Löschen", en: "Delete" }) }).click();
    await expect(list.rows()).toHaveCount(0);
    await page.getByTestId("undo").click();
    await expect(list.rows()).toHaveCount(5);
    await page.getByTestId("undo").click();
    await expect(list.cell("Cherry", "owner")).toHaveText("");
  });
});

test("the table works by keyboard", async ({ app, page }) => {
  const { list } = await withDeals(app);
  await list.sort("title", "ascending");
  await page.getByTestId("deal-table").focus();
  await page.keyboard.press("ArrowDown");
  await expect(list.titles().nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(list.titles().nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(list.row("Banana")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(list.row("Cherry")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("bulk")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  await expect(page.getByTestId("field-title")).toHaveValue("Cherry");
  await page.keyboard.press("Escape");
  await expect(list.row("Cherry").getByRole("link")).toBeFocused();
});

test("a key that comes at once after an arrow meets the row it went to", async ({ app, page }) => {
  const { list } = await withDeals(app);
  await list.sort("title", "ascending");
  await list.titles().nth(0).focus();
  // In one task: no frame is drawn in between.
  const focused = await page.evaluate(() => {
    const press = (key: string) => document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    press("ArrowDown");
    press("ArrowDown");
    return document.activeElement!.textContent;
  });
  expect(focused).toBe("Cherry");
  await list.titles().nth(1).evaluate((link) => {
    const press = (key: string) => link.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    link.focus();
    press("ArrowDown");
    // As if the row it went to were not there yet.
    press("Enter");
  });
  await expect(page.getByTestId("field-title")).toHaveValue("Cherry");
});

test("a row names the next step and its day", async ({ app, page }) => {
  await page.clock.setFixedTime(new Date("2026-11-18T12:00:00+01:00"));
  const { list } = await withDeals(app);
  await list.row("Zoo").getByRole("link").click();
  const panel = page.getByTestId("deal-panel");
  await panel.getByTestId("add-task").click();
  await panel.getByTestId("task-subject").fill("Call back");
  await panel.getByTestId("field-task-due").fill(app.text({ de: "gestern", en: "yesterday" }));
  await panel.getByTestId("save-activity").click();
  const cell = list.cell("Zoo", "next-step");
  await expect(cell).toHaveText(app.text({ de: "Call back, gestern", en: "Call back, yesterday" }));
  await expect(cell.locator(".late")).toHaveCount(1);
  await expect(list.cell("apple", "next-step")).toHaveText(app.text({ de: "Kein nächster Schritt", en: "No next step" }));
});

test("ten thousand deals are few rows, and the last one can be reached", async ({ app, page }) => {
  test.setTimeout(90_000);
  const board = new Board(app);
  await board.start.simulate(10_000, 7);
  const list = new List(app);
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await list.segment("all");
  await expect(page.getByTestId("deal-table")).toHaveAttribute("aria-rowcount", "10001");
  expect(await list.rows().count()).toBeLessThan(200);
  await page.getByTestId("deal-table").focus();
  await page.keyboard.press("End");
  await expect(page.locator('.list-row[aria-rowindex="10001"] .list-link')).toBeFocused();
  await expect(page.locator('.list-row[aria-rowindex="10001"]')).toBeInViewport();
  expect(await list.rows().count()).toBeLessThan(200);
});
