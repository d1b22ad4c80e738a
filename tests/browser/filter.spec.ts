// What the filter leaves, and the sums of the columns.
import { expect, test } from "./fixtures";
import { Board } from "./pages/board";

/** Words of the page that the tests press or expect. */
const WORDS = {
  moveTo: { de: "Verschieben nach …", en: "Move to …" },
};

test.describe("filter", () => {
  test("the columns follow what is typed and count what is left", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["Apple 100 €", "Apple Pie 200 €", "Berry 400 €"].map(title));
    await board.add(1, "Apfelmus 800 €");
    await expect(board.count(0)).toHaveText("3");
    const filter = page.getByTestId("filter");
    await filter.pressSequentially("app");
    await expect(board.titles(0)).toHaveText(["Apple", "Apple Pie"]);
    await expect(board.count(0)).toHaveText("2 / 3");
    await expect(board.count(1)).toHaveText("0 / 1");
    await filter.pressSequentially(" pie");
    await expect(board.titles(0)).toHaveText(["Apple Pie"]);
    await expect(board.count(0)).toHaveText("1 / 3");
    await filter.fill("nowhere");
    await expect(page.locator(".board .card")).toHaveCount(0);
    await filter.fill("");
    await expect(board.count(0)).toHaveText("3");
    await expect(board.count(1)).toHaveText("1");
  });

  test("it finds by tag and without regard to capitals", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One #Messe");
    await board.add(0, "Two");
    await page.getByTestId("filter").fill("MESSE");
    await expect(board.titles(0)).toHaveText(["One"]);
  });

  test("a card moved while a filter is on keeps its place among the hidden ones", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["A one", "B two", "A three", "B four", "A five"]);
    await page.getByTestId("filter").fill("A");
    await expect(board.titles(0)).toHaveText(["A one", "A three", "A five"]);
    await board.drag("A five", board.card("A three"), "upper");
    await expect(board.titles(0)).toHaveText(["A one", "A five", "A three"]);
    await page.getByTestId("filter").fill("");
    await expect(board.titles(0)).toHaveText(["A one", "B two", "A five", "A three", "B four"]);
  });
});

/** Keeps only the title of a quick-add line: the deals of the filter test need no value. */
function title(line: string): string {
  return line.replace(/ \d+ €$/, "");
}

test.describe("sums", () => {
  test("the sum of a column is the sum of its cards, also of those the filter leaves", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.example();
    const check = async () => {
      let cards = 0;
      for (const place of [0, 1, 2, 3, 4]) {
        const values = await board.column(place).locator(".card-value").allTextContents();
        const minor = values.map((value) => board.minor(value));
        expect(await board.sum(place)).toBe(minor.reduce((sum, value) => sum + value, 0));
        cards += values.length;
      }
      return cards;
    };
    const all = await check();
    expect(all).toBeGreaterThan(20);
    const word = ((await board.titles(0).first().textContent()) ?? "").split(" ")[0];
    await page.getByTestId("filter").fill(word);
    await expect(board.titles(0).first()).toContainText(word);
    const left = await check();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all);
  });

  test("raw and weighted sum follow a move", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, app.text({ de: "One 1.234,56 €", en: "One €1,234.56" }));
    await board.add(0, "Two 10k €");
    await board.add(0, "Three");
    expect(await board.sum(0)).toBe(1_123_456);
    // 10 %, each deal rounded once.
    expect(await board.sum(0, "weighted")).toBe(12_346 + 100_000);
    await board.menu("Two", app.text(WORDS.moveTo), board.stages()[3]);
    await expect(board.titles(3)).toHaveText(["Two"]);
    expect(await board.sum(0)).toBe(123_456);
    expect(await board.sum(3)).toBe(1_000_000);
    expect(await board.sum(3, "weighted")).toBe(750_000);
  });
});
