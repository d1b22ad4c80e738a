// Deals on the board: the first run, quick add, many deals, what a reload leaves.
import { expect, test } from "./fixtures";
import { Board } from "./pages/board";
import { Start } from "./pages/start";

/** A Wednesday at noon: the days a line names are then the same in every run. */
const WEDNESDAY = new Date("2026-11-18T12:00:00+01:00");

test.describe("the first run", () => {
  test("the example shows deals in every stage", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.example();
    await expect(board.columns()).toHaveCount(5);
    for (const place of [0, 1, 2, 3, 4]) {
      await expect(board.column(place).getByRole("heading")).toHaveText(board.stages()[place]);
      const count = Number(await board.count(place).textContent());
      expect(count).toBeGreaterThan(0);
      await expect(board.titles(place)).toHaveCount(count);
    }
    await expect(page.getByTestId("workspace")).toContainText(app.text({ de: "Beispiel", en: "Example" }));
  });

  test("an empty workspace has five stages without a deal", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await expect(board.columns()).toHaveCount(5);
    for (const place of [0, 1, 2, 3, 4]) {
      await expect(board.column(place).getByRole("heading")).toHaveText(board.stages()[place]);
      await expect(board.count(place)).toHaveText("0");
      expect(await board.sum(place)).toBe(0);
    }
  });

  test("another pipeline can be chosen before the first deal", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty(1);
    await expect(board.columns()).toHaveCount(6);
    await expect(board.column(5).getByRole("heading")).toHaveText(app.text({ de: "A Auftrag", en: "A Order" }));
  });
});

test.describe("quick add", () => {
  test("one line says title, value, stage and day", async ({ app, page }) => {
    await page.clock.setFixedTime(WEDNESDAY);
    const board = new Board(app);
    await board.start.empty();
    const line = app.text({
      de: "Acme Relaunch 12k € Angebot Freitag #web",
      en: "Acme Relaunch 12k € Proposal Friday #web",
    });
    await board.add(0, line);
    await expect(board.titles(3)).toHaveText(["Acme Relaunch"]);
    await expect(board.titles(0)).toHaveCount(0);
    await expect(board.card("Acme Relaunch").locator(".card-value")).toHaveText(
      app.text({ de: /^12\.000\s€$/, en: /^€12,000$/ }),
    );
    expect(await board.sum(3)).toBe(1_200_000);
    expect(await board.sum(3, "weighted")).toBe(900_000);
    await board.link("Acme Relaunch").click();
    await expect(page.getByTestId("field-expected-close")).toHaveValue(
      app.text({ de: "20.11.2026", en: "20 Nov 2026" }),
    );
    await expect(page.getByTestId("deal-panel").locator(".chip")).toHaveText(["web"]);
  });

  test("a line without anything else is a title in the stage it was typed into", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(2, "Plan 2027");
    await expect(board.titles(2)).toHaveText(["Plan 2027"]);
    await expect(board.toast("Plan 2027")).toBeVisible();
  });

  test("a title too long is refused at the place and stays to be shortened", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    const input = board.column(1).getByTestId("quick-add");
    const long = "ä".repeat(10_000);
    await input.fill(long);
    await input.press("Enter");
    await expect(board.column(1).getByRole("alert")).toContainText(
      app.text({ de: "10.000 von höchstens 500", en: "10,000 of at most 500" }),
    );
    await expect(input).toHaveAttribute("aria-invalid", "true");
    await expect(input).toHaveValue(long);
    await expect(board.titles(1)).toHaveCount(0);
  });

  test("markup in a title is text", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    const title = "<img src=x onerror=alert(1)> 😀 <script>alert(1)</script>";
    await board.add(0, title);
    await expect(board.titles(0)).toHaveText([title]);
    await expect(board.list(0).locator("img, script")).toHaveCount(0);
    await expect(page.getByTestId("toast").locator("img, script")).toHaveCount(0);
  });
});

test("ten thousand deals are few elements, and the last one can be reached", async ({ app }) => {
  test.setTimeout(90_000);
  const board = new Board(app);
  await board.start.simulate(10_000, 7);
  const cards = board.page.locator(".board .card");
  expect(await cards.count()).toBeLessThan(400);
  const place = await board.longest();
  const count = Number(((await board.count(place).textContent()) ?? "").replace(/\D/g, ""));
  expect(count).toBeGreaterThan(100);
  const list = board.list(place);
  const first = await board.titles(place).first().textContent();
  await list.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  // The rows above are only room; with those in the page they are all.
  const rows = () =>
    list.evaluate((list) => {
      const pitch = Number.parseFloat(getComputedStyle(list.querySelector(".card")!).blockSize);
      const gap = Number.parseFloat(getComputedStyle(list.querySelector(".card")!).marginBlockEnd);
      const above = Number.parseFloat(getComputedStyle(list).getPropertyValue("--above"));
      return Math.round(above / (pitch + gap)) + list.querySelectorAll(".card").length;
    });
  await expect.poll(rows).toBe(count);
  const last = board.column(place).locator(".card").last();
  await expect(last).toBeInViewport();
  await expect(board.titles(place).first()).not.toHaveText(first ?? "");
  expect(await cards.count()).toBeLessThan(400);
  await last.locator(".card-link").click();
  await expect(board.page.getByTestId("deal-panel")).toBeVisible();
});

test("reload keeps everything", async ({ app, page }) => {
  const board = new Board(app);
  await board.start.example();
  const before = await snapshot(board);
  await board.start.reload();
  await expect(page.locator(".card").first()).toBeVisible();
  expect(await snapshot(board)).toEqual(before);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
});

/** Everything the cards of the board say. */
async function snapshot(board: Board): Promise<string[][]> {
  const columns = [];
  for (const place of [0, 1, 2, 3, 4]) {
    columns.push(await board.column(place).locator(".card-link").allInnerTexts());
  }
  return columns;
}

test("a second workspace leaves the first as it is", async ({ app, page }) => {
  const start = new Start(app);
  const board = new Board(app);
  await start.empty();
  await board.add(0, "Mine");
  await page.getByTestId("workspace").click();
  await page.getByRole("menuitem").last().click();
  await page.getByTestId("start-example").click();
  await expect(board.count(0)).not.toHaveText("1");
  await expect(board.card("Mine")).toHaveCount(0);
  await page.getByTestId("workspace").click();
  await page.getByRole("menuitem").first().click();
  await expect(board.card("Mine")).toBeVisible();
  await expect(page.locator(".board .card")).toHaveCount(1);
});
