// Cards that are dragged by mouse and by finger.
import { expect, test } from "./fixtures";
import { Board, Finger } from "./pages/board";

test.describe("by mouse", () => {
  test("a card goes to another column and stays there after reload", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three"]);
    await board.addInOrder(1, ["Four", "Five"]);
    await board.drag("Two", board.card("Four"), "lower");
    await expect(board.titles(0)).toHaveText(["One", "Three"]);
    await expect(board.titles(1)).toHaveText(["Four", "Two", "Five"]);
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["One", "Three"]);
    await expect(board.titles(1)).toHaveText(["Four", "Two", "Five"]);
  });

  test("a card goes to an empty column", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One 1k €");
    await board.drag("One", board.list(4));
    await expect(board.titles(4)).toHaveText(["One"]);
    expect(await board.sum(4)).toBe(100_000);
    expect(await board.sum(0)).toBe(0);
  });

  test("cards change their order within a column and keep it", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three", "Four"]);
    await board.drag("Four", board.card("One"), "upper");
    await expect(board.titles(0)).toHaveText(["Four", "One", "Two", "Three"]);
    await board.drag("Four", board.card("Two"), "lower");
    await expect(board.titles(0)).toHaveText(["One", "Two", "Four", "Three"]);
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["One", "Two", "Four", "Three"]);
  });

  test("a line shows the place before the card is dropped", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.addInOrder(1, ["Three", "Four"]);
    await board.lift("One", await board.point(board.card("Three"), "lower"));
    await expect(board.line()).toBeVisible();
    const line = await board.line().boundingBox();
    const below = await board.card("Four").boundingBox();
    const width = await board.list(1).boundingBox();
    expect(Math.abs((line?.y ?? 0) - (below?.y ?? 0))).toBeLessThan(12);
    expect(Math.abs((line?.width ?? 0) - (width?.width ?? 0))).toBeLessThan(20);
    await page.keyboard.press("Escape");
    await expect(board.ghost()).toHaveCount(0);
    await expect(board.line()).toHaveCount(0);
    await page.mouse.up();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await expect(board.titles(1)).toHaveText(["Three", "Four"]);
  });

  test("a press without a move opens the deal, a drag does not", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.drag("One", board.list(1));
    await expect(board.titles(1)).toHaveText(["One"]);
    await expect(page.getByTestId("deal-panel")).toHaveCount(0);
    await board.card("Two").click();
    await expect(page.getByTestId("deal-panel")).toBeVisible();
  });

  test("a long column scrolls while a card is held at its edge", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.simulate(1000, 7);
    const place = await board.longest();
    const list = board.list(place);
    const title = await board.titles(place).first().textContent();
    const deal = (await board.column(place).locator(".card").first().getAttribute("data-deal")) ?? "";
    expect(title).toBeTruthy();
    const box = await list.boundingBox();
    if (!box) throw new Error("no list");
    const from = await board.point(app.card(deal));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, box.y + box.height - 4, { steps: 4 });
    await expect
      .poll(() => list.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)), { timeout: 20_000 })
      .toBeLessThanOrEqual(1);
    // Dropped between the last two cards.
    const last = board.column(place).locator(".card").last();
    const before = (await last.getAttribute("data-deal")) ?? "";
    const to = await board.point(last, "upper");
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await expect(board.ghost()).toHaveCount(0);
    const order = board.column(place).locator(".card");
    await expect
      .poll(async () => {
        const shown = await order.evaluateAll((cards) => cards.map((card) => card.getAttribute("data-deal")));
        return shown.indexOf(before) - shown.indexOf(deal);
      })
      .toBe(1);
  });

  test.describe("in a narrow window", () => {
    test.use({ viewport: { width: 390, height: 844 } });

    test("the board scrolls while a card is held at its edge", async ({ app, page }) => {
      const board = new Board(app);
      await board.start.empty();
      await board.add(0, "One");
      const width = page.viewportSize()?.width ?? 0;
      const from = await board.point(board.card("One"));
      await board.lift("One", { x: width - 6, y: from.y });
      await expect
        .poll(() => board.page.locator(".board").evaluate((board) => board.scrollWidth - board.scrollLeft - board.clientWidth))
        .toBeLessThanOrEqual(1);
      await page.mouse.move(width / 2, from.y, { steps: 4 });
      await page.mouse.up();
      await expect(board.titles(4)).toHaveText(["One"]);
      await expect(board.titles(0)).toHaveCount(0);
    });
  });
});

test.describe("by finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("a card that is held goes with the finger", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three"]);
    const finger = await Finger.on(page);
    await finger.down(await board.point(board.card("One")));
    await expect(board.ghost()).toBeVisible();
    await finger.move(await board.point(board.card("Two")));
    await finger.move(await board.point(board.card("Three"), "lower"));
    await expect(board.line()).toBeVisible();
    await finger.up();
    await expect(board.titles(0)).toHaveText(["Two", "Three", "One"]);
    await expect(page.getByTestId("deal-panel")).toHaveCount(0);
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["Two", "Three", "One"]);
  });

  test("a card held at the edge takes the board along", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    const finger = await Finger.on(page);
    const from = await board.point(board.card("One"));
    await finger.down(from);
    await expect(board.ghost()).toBeVisible();
    await finger.move({ x: 300, y: from.y });
    await finger.move({ x: 384, y: from.y });
    await expect
      .poll(() => page.locator(".board").evaluate((board) => board.scrollWidth - board.scrollLeft - board.clientWidth))
      .toBeLessThanOrEqual(1);
    await finger.move({ x: 300, y: from.y });
    await finger.move({ x: 200, y: from.y });
    await finger.up();
    await expect(board.titles(4)).toHaveText(["One"]);
  });

  test("a long column scrolls under a held card, and the card can still be dropped", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.simulate(1000, 7);
    const list = board.list(0);
    const deal = (await board.column(0).locator(".card").first().getAttribute("data-deal")) ?? "";
    const box = await list.boundingBox();
    if (!box) throw new Error("no list");
    const finger = await Finger.on(page);
    const from = await board.point(app.card(deal));
    await finger.down(from);
    await expect(board.ghost()).toBeVisible();
    await finger.move({ x: from.x, y: from.y + 100 });
    await finger.move({ x: from.x, y: box.y + box.height - 4 });
    await expect
      .poll(() => list.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)), { timeout: 20_000 })
      .toBeLessThanOrEqual(1);
    const last = board.column(0).locator(".card").last();
    const before = (await last.getAttribute("data-deal")) ?? "";
    const to = await board.point(last, "upper");
    await finger.move({ x: to.x, y: to.y - 30 });
    await finger.move(to);
    await expect(board.ghost()).toBeVisible();
    await finger.up();
    await expect
      .poll(async () => {
        const shown = await board
          .column(0)
          .locator(".card")
          .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-deal")));
        return shown.indexOf(before) - shown.indexOf(deal);
      })
      .toBe(1);
  });

  test("a short touch scrolls the column and moves nothing", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.simulate(1000, 7);
    const first = await board.titles(0).first().textContent();
    const at = await board.point(board.column(0).locator(".card").nth(3));
    const finger = await Finger.on(page);
    await finger.stroke(at, { x: at.x, y: at.y - 220 });
    await expect.poll(() => board.list(0).evaluate((list) => list.scrollTop)).toBeGreaterThan(100);
    await expect(board.ghost()).toHaveCount(0);
    await expect(page.getByTestId("deal-panel")).toHaveCount(0);
    await board.list(0).evaluate((list) => list.scrollTo(0, 0));
    await expect(board.titles(0).first()).toHaveText(first ?? "");
    await expect(page.getByTestId("undo")).toBeDisabled();
  });

  test("a tap opens the deal", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One");
    await board.card("One").tap();
    await expect(page.getByTestId("deal-panel")).toBeVisible();
    await expect(page.getByTestId("field-title")).toHaveValue("One");
  });
});
