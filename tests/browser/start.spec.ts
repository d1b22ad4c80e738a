// The page starts, and when it cannot it says so and hands out the data.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

test("the page starts without a failed request", async ({ app, page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await app.open();
  await expect(page).toHaveTitle(/Trichter/);
  const modules = addresses.filter((address) => address.endsWith(".wasm"));
  expect(modules, "the preloaded module is the one that runs").toHaveLength(1);
});

test("nothing runs that the policy of the page does not allow", async ({ app, page, faults }) => {
  await app.open();
  faults.expect(/Content Security Policy/);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
  });
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
});

test("a page that cannot start hands out the stored data", async ({ page, faults, language }) => {
  faults.expect(/wasm/);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.addInitScript(() => localStorage.setItem("deal", "Größe \ud800 <b>"));
  await page.goto("./");
  const first = page.locator("#rescue section").first();
  await expect(first).toHaveAttribute("lang", language);
  await expect(page.locator("#rescue section")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await first.getByRole("button").first().click();
  const path = await (await download).path();
  const file = JSON.parse(await readFile(path, "utf8"));
  expect(file.type).toBe("trichter-rescue");
  expect(file.entries.deal).toBe("Größe \ud800 <b>");
});

test("a fault of the running module is shown and not hidden", async ({ app, page, faults }) => {
  await app.open();
  faults.expect(/RuntimeError/);
  await page.evaluate(() => {
    // A module whose start function is `unreachable`, asked for outside the test's own stack.
    const trap = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trap))));
  });
  await expect(page.locator("#rescue")).toBeVisible();
});
