// Taking back and doing again.
import { expect, test } from "./fixtures";
import { Board } from "./pages/board";

/** Words of the page that the tests press or expect. */
const WORDS = {
  undo: { de: "Rückgängig", en: "Undo" },
};

test.describe("undo", () => {
  test("by button, by message and by key; redo by both", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    const undo = page.getByTestId("undo");
    const redo = page.getByTestId("redo");
    await expect(undo).toBeDisabled();
    await board.addInOrder(0, ["One", "Two"]);
    await board.drag("One", board.list(1));
    await expect(board.titles(1)).toHaveText(["One"]);
    await undo.click();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await redo.click();
    await expect(board.titles(1)).toHaveText(["One"]);
    await board.drag("Two", board.list(2));
    await board.toast("Two").getByRole("button", { name: app.text(WORDS.undo) }).click();
    await expect(board.titles(0)).toHaveText(["Two"]);
    await expect(board.titles(2)).toHaveCount(0);
    await board.link("Two").focus();
    await page.keyboard.press("Control+z");
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await page.keyboard.press("Control+Shift+z");
    await expect(board.titles(1)).toHaveText(["One"]);
    await page.keyboard.press("Control+z");
    // Three undone in all: the move, and then both new deals.
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect(page.locator(".board .card")).toHaveCount(0);
    await expect(undo).toBeDisabled();
  });

  test("the history survives a reload", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.drag("One", board.list(1));
    await expect(board.titles(1)).toHaveText(["One"]);
    await board.start.reload();
    await expect(board.titles(1)).toHaveText(["One"]);
    await page.getByTestId("undo").click();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
  });

  test("a key that is typed into a field is not taken for undo", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One");
    const input = board.column(0).getByTestId("quick-add");
    await input.fill("Tw");
    await input.press("Control+z");
    await expect(board.titles(0)).toHaveText(["One"]);
  });
});
