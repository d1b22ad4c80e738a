// The page as one file, opened from the disk.
import { chromium } from "@playwright/test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "./fixtures";
import { App } from "./pages/app";
import { SCREENS, addDeal, goTo } from "./pages/beginning";

test("one file works from the disk and keeps its data over a restart", { tag: "@once" }, async ({ baseURL, locale, language, timezoneId, launchOptions }) => {
  test.setTimeout(90_000);
  const place = await mkdtemp(join(tmpdir(), "single-"));
  const file = join(place, "trichter.html");
  const answer = await fetch(new URL("trichter.html", baseURL));
  expect(answer.status).toBe(200);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const asked: string[] = [];
  const wrong: string[] = [];
  const start = async () => {
    const context = await chromium.launchPersistentContext(join(place, "profile"), { ...launchOptions, locale, timezoneId });
    context.on("request", (request) => {
      if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
    });
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
    context.on("weberror", (error) => wrong.push(String(error.error())));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${pathToFileURL(file)}#/board`);
    await expect(page.locator("#boot")).toHaveCount(0);
    await page.locator("body").dispatchEvent("pointermove");
    await expect(page.locator("body[data-complete]")).toHaveCount(1);
    return { context, page, app: new App(page, language) };
  };
  try {
    const first = await start();
    await first.page.getByTestId("start-empty").click();
    await addDeal(first.app, 0, "On a stick 1000 €");
    await expect(first.page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
    await first.context.close();

    const second = await start();
    await expect(second.page.locator(".card").filter({ hasText: "On a stick" })).toBeVisible();
    for (const screen of SCREENS) await goTo(second.app, screen);
    await second.page.goBack();
    await expect(second.page.locator("#main")).toHaveAttribute("data-screen", SCREENS[SCREENS.length - 2]);
    // What arrives later has its styles as well.
    await goTo(second.app, "list");
    const download = second.page.waitForEvent("download");
    await goTo(second.app, "data");
    await second.page.getByRole("button", { name: /JSON/ }).first().click();
    expect((await download).suggestedFilename()).toMatch(/\.json$/);
    const content = await second.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    expect(content).toMatch(/^default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; style-src 'sha256-[^']+' 'sha256-[^']+';/);
    expect(content).not.toMatch(/unsafe-inline|'unsafe-eval'|'self'|https?:|\*/);
    await second.context.close();
    expect(asked.filter((address) => !address.startsWith(pathToFileURL(file).href))).toEqual([]);
    expect(new Set(asked).size).toBe(1);
    expect(wrong).toEqual([]);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
