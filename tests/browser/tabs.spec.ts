// Several tabs on the same data: one writes at a time, the others follow, and nothing is lost.
import { expect, test } from "./fixtures";
import { App } from "./pages/app";
import { addDeal, beginEmpty } from "./pages/beginning";

const card = (app: App, title: string) => app.page.getByText(title, { exact: true }).first();
const saved = (app: App) =>
  expect(app.page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");

test("what is done in one tab is seen in the other, both ways", { tag: "@once" }, async ({ app, page, context, language }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "From one");
  await saved(app);
  const other = new App(await context.newPage(), language);
  await other.open("#/board");
  await expect(card(other, "From one")).toBeVisible();
  await addDeal(other, 1, "From two");
  await saved(other);
  await expect(card(app, "From two")).toBeVisible();
  await page.bringToFront();
  await addDeal(app, 2, "From one again");
  await saved(app);
  await expect(card(other, "From one again")).toBeVisible();
});

test("a tab can be closed while it writes, and the other goes on", { tag: "@once" }, async ({ app, page, context, language }) => {
  await beginEmpty(app);
  const other = new App(await context.newPage(), language);
  await other.open("#/board");
  await addDeal(app, 0, "One");
  await saved(app);
  await page.close();
  await addDeal(other, 0, "Two");
  await saved(other);
  await other.page.reload();
  for (const title of ["One", "Two"]) await expect(card(other, title)).toBeVisible();
});

/** How many turns the two tabs take. */
const TURNS = 200;
/** After so many turns a tab is closed and opened anew. */
const CLOSE_EVERY = 17;

test("two tabs editing in turns lose nothing", { tag: "@once" }, async ({ app, context, language }) => {
  test.setTimeout(900_000);
  await beginEmpty(app);
  const second = new App(await context.newPage(), language);
  await second.open("#/board");
  const tabs = [app, second];
  const promised: string[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const at = turn % 2;
    await tabs[at].page.bringToFront();
    const title = `Turn ${turn}`;
    const field = tabs[at].page.getByTestId("quick-add").nth(turn % 5);
    await field.fill(title);
    await field.press("Enter");
    await expect(field).toHaveValue("");
    await saved(tabs[at]);
    promised.push(title);
    if (turn % CLOSE_EVERY === CLOSE_EVERY - 1) {
      await tabs[at].page.close();
      tabs[at] = new App(await context.newPage(), language);
      await tabs[at].open("#/board");
    }
  }
  // Each column says how many it holds, however long it is.
  for (const tab of tabs) {
    await tab.page.reload();
    await expect(tab.page.getByTestId("column-count")).toHaveText(Array(5).fill(String(TURNS / 5)));
  }
  console.log(`${promised.length} edits in turns, none lost`);
});
