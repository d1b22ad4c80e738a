// Deals on the board: add, move by mouse, finger, keyboard and menu, close, filter, undo.
import { expect, test } from "./fixtures";
import { Board, Finger } from "./pages/board";
import { Start } from "./pages/start";

/** Words of the page that the tests press or expect. */
const WORDS = {
  undo: { de: "Rückgängig", en: "Undo" },
  moveTo: { de: "Verschieben nach …", en: "Move to …" },
  toTop: { de: "Ganz nach oben", en: "To the top" },
  toBottom: { de: "Ganz nach unten", en: "To the bottom" },
  markWon: { de: "Als gewonnen abschließen", en: "Mark as won" },
  price: { de: "Preis", en: "Price" },
  lost: { de: "Verloren", en: "Lost" },
  reasonNeeded: { de: /Ein Grund ist nötig/, en: /A reason is needed/ },
  consumers: { de: "Kurz, für Privatkunden", en: "Short, for consumers" },
  otherStage: { de: "B2C kurz · Interesse", en: "B2C short · Interest" },
  firstStageBack: { de: "Vertrieb · Lead-Generierung", en: "Sales · Lead" },
};

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
    const place = await longest(board);
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

/** The place of the column with the most deals. */
async function longest(board: Board): Promise<number> {
  const counts = await board.page.getByTestId("column-count").allTextContents();
  const numbers = counts.map((count) => Number(count.replace(/\D/g, "")));
  return numbers.indexOf(Math.max(...numbers));
}

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

test.describe("by keyboard", () => {
  test("Space, arrows and Space move a card, and each step is said", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.addInOrder(1, ["Three", "Four"]);
    const [lead, qualified] = board.stages();
    await board.link("Two").focus();
    await page.keyboard.press("Space");
    await expect(board.voice()).toHaveText(
      app.text({ de: `„Two“ aufgenommen aus „${lead}“`, en: `Picked up “Two” from “${lead}”` }),
    );
    await page.keyboard.press("ArrowRight");
    await expect(board.voice()).toHaveText(
      app.text({ de: `Über „${qualified}“, Platz 2 von 3`, en: `Over “${qualified}”, place 2 of 3` }),
    );
    await page.keyboard.press("ArrowUp");
    await expect(board.voice()).toContainText(app.text({ de: "Platz 1 von 3", en: "place 1 of 3" }));
    await expect(board.column(1).locator(".drop-line")).toBeVisible();
    // Nothing has happened yet.
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await page.keyboard.press("Space");
    await expect(board.titles(0)).toHaveText(["One"]);
    await expect(board.titles(1)).toHaveText(["Two", "Three", "Four"]);
    await expect(board.voice()).toHaveText(
      app.text({
        de: `„Two“ von „${lead}“ nach „${qualified}“ verschoben`,
        en: `Moved “Two” from “${lead}” to “${qualified}”`,
      }),
    );
    await expect(board.link("Two")).toBeFocused();
    await expect(board.line()).toHaveCount(0);
  });

  test("a card changes its place within a column", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three"]);
    await board.link("One").focus();
    for (const key of ["Space", "ArrowDown", "ArrowDown", "Space"]) await page.keyboard.press(key);
    await expect(board.titles(0)).toHaveText(["Two", "Three", "One"]);
    await expect(board.voice()).toHaveText(
      app.text({ de: "„One“ auf Platz 3 gelegt", en: "“One” put at place 3" }),
    );
  });

  test("Escape puts the card back", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.link("One").focus();
    for (const key of ["Space", "ArrowRight", "ArrowRight", "Escape"]) await page.keyboard.press(key);
    await expect(board.voice()).toHaveText(
      app.text({ de: "Abgebrochen, „One“ bleibt, wo es war", en: "Cancelled, “One” stays where it was" }),
    );
    await expect(board.line()).toHaveCount(0);
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await expect(board.link("One")).toBeFocused();
    // The arrows walk again.
    await page.keyboard.press("ArrowDown");
    await expect(board.link("Two")).toBeFocused();
  });

  test("the arrows walk over cards and empty columns", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.add(3, "Three");
    await board.link("Two").focus();
    await page.keyboard.press("ArrowRight");
    await expect(board.link("Three")).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(board.link("One")).toBeFocused();
  });
});

test.describe("by menu", () => {
  test("a card goes to a stage, to the top and to the bottom", async ({ app }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three"]);
    await board.menu("Two", app.text(WORDS.moveTo), board.stages()[2]);
    await expect(board.titles(2)).toHaveText(["Two"]);
    await board.menu("One", app.text(WORDS.toBottom));
    await expect(board.titles(0)).toHaveText(["Three", "One"]);
    await board.menu("One", app.text(WORDS.toTop));
    await expect(board.titles(0)).toHaveText(["One", "Three"]);
  });

  test("the menu works by keyboard and gives the focus back", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One");
    const button = board.card("One").getByTestId("card-menu");
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem").nth(1)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  test("a card goes to another pipeline and back", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.add(0, "One");
    await expect(page.getByTestId("pipeline")).toHaveCount(0);
    await app.open("#/settings");
    await page.getByTestId("new-pipeline").click();
    await page.getByRole("menuitem", { name: app.text(WORDS.consumers) }).click();
    await expect(page.getByTestId("settings-pipeline")).toHaveCount(2);
    await app.open("#/board");
    await board.menu("One", app.text(WORDS.moveTo), app.text(WORDS.otherStage));
    await expect(board.card("One")).toHaveCount(0);
    await page.getByTestId("pipeline").click();
    await page.getByRole("menuitem").nth(1).click();
    await expect(board.columns()).toHaveCount(3);
    await expect(board.titles(0)).toHaveText(["One"]);
    // The pipeline is part of the address.
    await board.start.reload();
    await expect(board.columns()).toHaveCount(3);
    await expect(board.titles(0)).toHaveText(["One"]);
    await board.menu("One", app.text(WORDS.moveTo), app.text(WORDS.firstStageBack));
    await expect(board.card("One")).toHaveCount(0);
    await page.goBack();
    await expect(board.columns()).toHaveCount(5);
    await expect(board.titles(0)).toHaveText(["One"]);
  });
});

test.describe("closing a deal", () => {
  test("dropped on the won zone it is won once the question is answered", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.lift("One", await board.point(board.list(1)));
    const zone = await board.point(board.zone("won"));
    await page.mouse.move(zone.x, zone.y, { steps: 4 });
    await expect(board.zone("won")).toHaveClass(/over/);
    await page.mouse.up();
    const form = page.getByTestId("win-form");
    await expect(form).toBeVisible();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await form.locator("textarea").fill("Team");
    await form.getByRole("button", { name: app.text({ de: "Gewonnen", en: "Won" }) }).click();
    await expect(form).toHaveCount(0);
    await expect(board.titles(0)).toHaveText(["Two"]);
    await app.open("#/list");
    await page.locator("[data-segment=won]").click();
    await expect(page.getByTestId("deal-table")).toContainText("One");
    await expect(page.getByTestId("deal-table")).not.toContainText("Two");
  });

  test("dropped on the lost zone it stays until a reason is given", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.lift("One", await board.point(board.list(1)));
    const zone = await board.point(board.zone("lost"));
    await page.mouse.move(zone.x, zone.y, { steps: 4 });
    await page.mouse.up();
    const form = page.getByTestId("lose-form");
    const submit = form.getByRole("button", { name: app.text(WORDS.lost) });
    await submit.click();
    await expect(form.getByRole("alert")).toHaveText(app.text(WORDS.reasonNeeded));
    await expect(form.getByRole("group").first()).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByRole("radio").first()).toBeFocused();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    // Going away without a reason loses nothing.
    await page.keyboard.press("Escape");
    await expect(form).toHaveCount(0);
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
    await expect(page.getByTestId("toast").filter({ hasText: app.text({ de: "verloren", en: "lost" }) })).toHaveCount(0);
    // With a reason it goes.
    await board.menu("One", app.text({ de: "Als verloren abschließen …", en: "Mark as lost …" }));
    await form.getByLabel(app.text(WORDS.price), { exact: true }).check();
    await submit.click();
    await expect(board.titles(0)).toHaveText(["Two"]);
    await board.start.reload();
    await expect(board.titles(0)).toHaveText(["Two"]);
  });

  test("the menu wins a deal too, and undo opens it again", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two"]);
    await board.menu("Two", app.text(WORDS.markWon));
    await page.getByTestId("win-form").getByRole("button", { name: app.text({ de: "Gewonnen", en: "Won" }) }).click();
    await expect(board.titles(0)).toHaveText(["One"]);
    await page.getByTestId("undo").click();
    await expect(board.titles(0)).toHaveText(["One", "Two"]);
  });
});

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

test("ten thousand deals are few elements, and the last one can be reached", async ({ app }) => {
  test.setTimeout(90_000);
  const board = new Board(app);
  await board.start.simulate(10_000, 7);
  const cards = board.page.locator(".board .card");
  expect(await cards.count()).toBeLessThan(400);
  const place = await longest(board);
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
