// The page starts, and when it cannot it says so and hands out the data.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { handedOut } from "./pages/files";
import { goTo } from "./pages/beginning";

test("the page starts without a failed request", async ({ app, page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await app.open();
  await expect(page).toHaveTitle(/Trichter/);
  const modules = addresses.filter((address) => address.endsWith(".wasm"));
  expect(new Set(modules).size, "no module is asked for twice, the preloaded one is the one that runs").toBe(modules.length);
  expect(modules[0]).toMatch(/trichter-/);
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
  const path = await (await handedOut(page, () => first.getByRole("button").first().click())).path();
  const file = JSON.parse(await readFile(path, "utf8"));
  expect(file.type).toBe("trichter-rescue");
  expect(file.entries.deal).toBe("Größe \ud800 <b>");
});

test("a screen whose module does not arrive says so, and comes when it is asked for again", async ({ app, page, faults }) => {
  faults.expect(/annex/);
  faults.expect(/console:/);
  await page.route("**/annex-*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("./#/funnel");
  // What the first module brings works: the start, a pipeline, the board.
  await page.getByTestId("start-empty").click();
  const missing = page.locator("#main [role=alert]");
  await expect(missing).toContainText(app.text({ de: "nicht geladen", en: "could not be loaded" }));
  await goTo(app, "board");
  await expect(page.locator(".column").first()).toBeVisible();
  await goTo(app, "funnel");
  await page.unroute("**/annex-*.wasm");
  await missing.getByRole("button").click();
  await expect(page.getByTestId("funnel")).toBeVisible();
});

test("a page that cannot read what is stored hands it out", async ({ app, page, faults, language }) => {
  await app.open();
  await page.getByTestId("start-empty").click();
  await expect(page.locator(".column").first()).toBeVisible();
  faults.expect(/archive/);
  faults.expect(/StartError|console:/);
  await page.route("**/archive-*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.locator("#rescue section").first()).toHaveAttribute("lang", language);
});

test("the board as it was left is shown at once, in its place, until it can be used", async ({ app, page }) => {
  await app.open("#/data/simulate?deals=60&seed=7&open=1");
  const card = page.locator(".card").first();
  await expect(card).toBeVisible();
  const places = () => page.locator(".card").evaluateAll((all) => all.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [one.getAttribute("data-deal"), one.querySelector(".card-title")?.textContent, x, y, width, height].join();
  }));
  const before = await places();
  // The module waits until the picture was looked at.
  let arrive = () => {};
  const looked = new Promise<void>((resolve) => { arrive = resolve; });
  await page.route("**/trichter-*.wasm", async (route) => {
    await looked;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  const picture = page.locator("#boot[inert]");
  await expect(picture.locator(".card").first()).toBeInViewport();
  // A picture has at least the cards in sight, each where it was.
  const shown = await places();
  expect(shown.length).toBeGreaterThan(5);
  for (const place of shown) expect(before).toContain(place);
  await expect(picture.locator("[data-testid], [id], a[href]")).toHaveCount(0);
  arrive();
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
  await expect(picture).toHaveCount(0);
  await card.locator(".card-link").click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
});

test("a picture of other data is not shown", async ({ app, page }) => {
  await app.open("#/data/simulate?deals=20&seed=7&open=1");
  await expect(page.locator(".card").first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("trichter/poster"))).not.toBeNull();
  await page.addInitScript(() => {
    // As if an edit had been stored after the picture was taken, and the browser killed.
    localStorage.setItem("trichter/poster-test", "1");
    new MutationObserver(() => {
      if (document.querySelector("#boot[inert]")) document.documentElement.dataset.pictured = "";
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
  await expect(page.locator("html[data-pictured]")).toHaveCount(0);
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
