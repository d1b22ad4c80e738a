// Cards that are moved by keyboard and menu, and deals that are closed on the board.
import { expect, test } from "./fixtures";
import { Board } from "./pages/board";

/** Words of the page that the tests press or expect. */
const WORDS = {
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

  test("a key that comes at once after an arrow meets the card it went to", async ({ app, page }) => {
    const board = new Board(app);
    await board.start.empty();
    await board.addInOrder(0, ["One", "Two", "Three"]);
    await board.link("One").focus();
    // In one task: no frame is drawn in between.
    await page.evaluate(() => {
      for (const key of ["ArrowDown", "ArrowDown", " "]) {
        document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      }
    });
    await expect(board.link("Three")).toBeFocused();
    await expect(page.locator(".card.lifted")).toContainText("Three");
    await page.keyboard.press("Escape");
    await expect(page.locator(".card.lifted")).toHaveCount(0);
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
