// Leaving the page before everything is saved: it asks, and what waits for its turn is not lost.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { App } from "./pages/app";
import { addDeal, beginEmpty } from "./pages/beginning";
import { keysOf } from "./pages/storage";
import { Trust } from "./pages/trust";

const card = (app: App, title: string) => app.page.locator(".card").filter({ hasText: title });

/** Holds the lock of the writer, as a tab does that hangs; returns how to let go of it. */
async function holdLock(context: BrowserContext, baseURL: string): Promise<() => Promise<void>> {
  const holder = await context.newPage();
  await holder.route("**/holder", (route) => route.fulfill({ contentType: "text/html", body: "holder" }));
  await holder.goto(new URL("holder", baseURL).href);
  await holder.evaluate(
    () =>
      new Promise<void>((resolve) => {
        void navigator.locks.request("trichter/writer", { steal: true }, () => {
          resolve();
          return new Promise<void>(() => {});
        });
      }),
  );
  return () => holder.close();
}

/** Notes which questions the page puts, and agrees to leave. */
function questions(page: Page): string[] {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  return asked;
}

test("an edit that waits for its turn to write survives an immediate reload, and the page asks before it", async ({ app, page, context, baseURL }) => {
  const trust = new Trust(app);
  const asked = questions(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Saved");
  await trust.saved();
  // What is saved is left without a question.
  await page.reload();
  expect(asked).toEqual([]);
  const letGo = await holdLock(context, baseURL ?? "");
  await page.reload();
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
  await addDeal(app, 0, "Waiting");
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await letGo();
  await expect(card(app, "Waiting")).toBeVisible();
  await trust.saved();
  // It was taken over for good, and once.
  await expect.poll(() => keysOf(page, "p")).toEqual([]);
  await page.reload();
  await expect(card(app, "Waiting")).toHaveCount(1);
  await expect(card(app, "Saved")).toHaveCount(1);
});

test("what a tab could not save before it was left is taken over by the one that writes", async ({ app, context, language }) => {
  const trust = new Trust(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Here");
  await trust.saved();
  // The other tab cannot tell that it would like to write.
  const other = new App(await context.newPage(), language);
  await other.page.addInitScript(() => {
    BroadcastChannel.prototype.postMessage = () => {};
  });
  await other.open("#/board");
  await addDeal(other, 0, "There");
  await other.page.goto("about:blank");
  await expect(card(app, "There")).toBeVisible();
  await trust.saved();
  await expect(app.page.getByTestId("toast")).toContainText(
    app.text({ de: "aus einem geschlossenen Fenster", en: "of a closed window" }),
  );
});
