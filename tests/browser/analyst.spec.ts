// Many deals: a worker draws the screens of analysis, and the page's own thread hardly notices an edit.
import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { App } from "./pages/app";
import { addDeal, goTo } from "./pages/beginning";
import { Trust } from "./pages/trust";

const DEALS = 10_000;
/** So long one edit may keep the page's code for a screen of analysis, in milliseconds of its processor. */
const AFTER_ONE_EDIT = 16;
const SCREENS = ["funnel", "insights", "forecast"] as const;

/** Everything that stands on a screen of analysis, with the unrounded values: line by line. */
function content(page: Page): Promise<string> {
  return page.locator(".findings").evaluate((place) => {
    const lines: string[] = [];
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      // In which order attributes were set says nothing.
      const names = node instanceof Element ? node.getAttributeNames().sort() : [];
      const attributes = names.map((name) => `${name}=${(node as Element).getAttribute(name)}`);
      lines.push([node.nodeName, ...attributes, node.nodeValue ?? ""].join(" "));
    }
    return lines.join("\n");
  });
}

/** Waits until a screen is drawn. */
async function drawn(page: Page) {
  await expect(page.locator(".findings > .finding").nth(1)).not.toBeEmpty({ timeout: 20_000 });
  await expect(page.locator(".findings[aria-busy]")).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator(".findings .calculating")).toHaveCount(0, { timeout: 30_000 });
}

/** Waits until the worker has its copy, too. */
async function copied(page: Page) {
  await drawn(page);
  await expect(page.locator("body[data-analyst=ready]")).toHaveCount(1, { timeout: 30_000 });
}

/** Watches from now on for the screen to be drawn once more, without looking at it meanwhile; what it returns
 *  waits for that. */
async function watchDrawing(page: Page): Promise<() => Promise<unknown>> {
  // Installed before anything else is done: a key may overtake what the page is to run.
  await page.evaluate(() => {
    const drawnAnew = new Promise<void>((resolve) => {
      const place = document.querySelector(".findings")!;
      let busy = false;
      new MutationObserver(() => {
        if (busy && !place.hasAttribute("aria-busy")) resolve();
        busy = place.hasAttribute("aria-busy");
      }).observe(place, { attributes: true });
    });
    Object.assign(window, { drawnAnew });
  });
  return () => page.evaluate(() => (window as unknown as { drawnAnew: Promise<void> }).drawnAnew);
}

/** What the page's thread has done so far, in milliseconds: its own code, and everything. */
async function worked(session: CDPSession): Promise<{ code: number; all: number }> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => 1_000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
  return { code: of("ScriptDuration"), all: of("TaskDuration") };
}

/** Takes an edit back and does it again, and tells what one of five costs: the middle one's code, and of
 *  everything the least, for layout and painting wait for what else the machine does. */
async function edit(app: App, session: CDPSession, watch: () => Promise<() => Promise<unknown>>) {
  const spent: { code: number; all: number }[] = [];
  for (const key of ["Control+z", "Control+Shift+z", "Control+z", "Control+Shift+z", "Control+z"]) {
    await new Trust(app).saved();
    const [done, before] = [await watch(), await worked(session)];
    await app.page.keyboard.press(key);
    await done();
    await new Trust(app).saved();
    const after = await worked(session);
    spent.push({ code: after.code - before.code, all: after.all - before.all });
  }
  await app.page.keyboard.press("Control+Shift+z");
  await new Trust(app).saved();
  const [code, all] = [spent.map((one) => one.code).sort((a, b) => a - b)[2], Math.min(...spent.map((one) => one.all))];
  return { code, all };
}

/** Begins with ten thousand deals and one that was added. */
async function beginWithMany(app: App) {
  await app.open(`#/data/simulate?deals=${DEALS}&seed=42`);
  await goTo(app, "board");
  await addDeal(app, 0, "One more 5000");
}

test("the worker draws on each screen of analysis what the page itself would", { tag: "@once" }, async ({ app, page }) => {
  test.setTimeout(180_000);
  await page.clock.setFixedTime(new Date("2026-05-06T10:00:00Z"));
  await beginWithMany(app);
  await goTo(app, "funnel");
  await copied(page);
  const byWorker: Record<string, string> = {};
  for (const screen of SCREENS) {
    await goTo(app, screen);
    await drawn(page);
    const [before, done] = [await content(page), await watchDrawing(page)];
    await page.keyboard.press("Control+z");
    await done();
    byWorker[screen] = await content(page);
    // The edit is seen in it.
    expect(byWorker[screen]).not.toBe(before);
    // What is behind a figure that the worker drew is found by the page.
    await page.locator(".findings [data-open]").filter({ visible: true }).last().click();
    await expect(page.getByTestId("explanation")).toBeVisible({ timeout: 20_000 });
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+z");
  }
  await page.keyboard.press("Control+z");
  await new Trust(app).saved();
  // The same data where no worker can be started.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Worker"));
  await app.reload();
  for (const screen of SCREENS) {
    await goTo(app, screen);
    await drawn(page);
    expect(await content(page)).toBe(byWorker[screen]);
  }
  await expect(page.locator("body[data-analyst]")).toHaveCount(0);
});

test("one edit keeps the page's code for a screen of analysis no longer than a frame", { tag: "@once" }, async ({ app, page, context }) => {
  test.setTimeout(180_000);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await beginWithMany(app);
  await goTo(app, "funnel");
  await copied(page);
  // The same edit where nothing is analysed.
  await goTo(app, "settings");
  const elsewhere = await edit(app, session, async () => () => Promise.resolve());
  for (const screen of SCREENS) {
    await goTo(app, screen);
    await drawn(page);
    const here = await edit(app, session, () => watchDrawing(page));
    const [code, all] = [here.code - elsewhere.code, here.all - elsewhere.all];
    console.log(`${screen}: ${code.toFixed(1)} ms of the page's code, ${all.toFixed(1)} ms with layout and painting`);
    expect(code).toBeLessThan(AFTER_ONE_EDIT);
  }
});
