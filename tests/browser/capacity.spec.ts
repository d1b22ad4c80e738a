// Ten thousand deals: neither saving nor folding the journal holds the page.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { goTo } from "./pages/beginning";
import { tasksOf } from "./pages/processor";
import { Trust } from "./pages/trust";

/** No task of the page takes longer, in milliseconds of its processor. */
const LONGEST_TASK = 100;
/** So many edits fill the journal. */
const EDITS = 200;

/** How many snapshots there are. What they hold is not read: that would be a long task, too. */
function snapshots(page: Page): Promise<number> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.split("/")[2] === "m").length);
}

test("with ten thousand deals no task takes long while edits are saved and the journal is folded", { tag: "@once" }, async ({ app, page, browser }) => {
  test.setTimeout(180_000);
  const trust = new Trust(app);
  await app.open("#/data/simulate?deals=10000&seed=42");
  await goTo(app, "settings");
  await trust.saved();
  expect(await snapshots(page)).toBe(1);
  const name = page.getByTestId("field-workspace-name");
  const tasks = await tasksOf(browser, page, async () => {
    // As fast as somebody types at best: one with every frame.
    await name.evaluate(async (field: HTMLInputElement, edits) => {
      for (let at = 0; at < edits; at += 1) {
        field.value = `Name ${at}`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
    }, EDITS);
    await expect(page.getByTestId("workspace")).toContainText(`Name ${EDITS - 1}`);
    await expect.poll(() => snapshots(page), { timeout: 60_000 }).toBe(2);
    await trust.saved();
  });
  const longest = Math.max(...tasks);
  console.log(`${tasks.length} tasks, the longest took ${longest.toFixed(1)} ms of the processor`);
  // There was something to be seen.
  expect(longest).toBeGreaterThan(1);
  expect(longest).toBeLessThan(LONGEST_TASK);
});
