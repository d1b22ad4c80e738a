// What the page asks of the network: its own files once, from wherever it lies, and nothing after that.
import { expect, test } from "./fixtures";
import { SCREENS, addDeal, beginWithExample, goTo, moveDeal } from "./pages/beginning";

test.describe("with the worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("no request leaves the page after it was loaded", { tag: "@once" }, async ({ app, page, context }) => {
    await beginWithExample(app, "showcase");
    // The worker that keeps the page for later belongs to the loading.
    await expect(page.locator("body[data-offline]")).toHaveCount(1);
    const asked: string[] = [];
    context.on("request", (request) => {
      if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
    });
    // With the network off everything works as before.
    await context.setOffline(true);
    await addDeal(app, 0, "Offline 1000 €");
    const stage = await page.locator(".column-name").nth(1).innerText();
    await moveDeal(app, "Offline", stage);
    await page.locator(".card-link").first().click();
    await expect(page.getByTestId("deal-panel")).toBeVisible();
    for (const screen of SCREENS) await goTo(app, screen);
    await page.getByTestId("language-de").click();
    await page.getByTestId("language-en").click();
    expect(asked).toEqual([]);
    await context.setOffline(false);
  });
});

test("a first visit loads the first screen, and the rest when the visitor moves", { tag: "@once" }, async ({ app, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop() ?? ""));
  await page.goto("./");
  await expect(page.getByTestId("start-example")).toBeVisible();
  await expect(page.getByTestId("open-file")).toBeAttached();
  expect(asked.filter((name) => /^(annex|archive|chunk)/.test(name))).toEqual([]);
  await page.mouse.move(200, 200);
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
  expect(asked.filter((name) => name.startsWith("annex"))).toHaveLength(2);
  // On the next visit, with data, all of it comes by itself.
  await page.getByTestId("start-example").click();
  await expect(app.cards().first()).toBeVisible();
  await page.reload();
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
});

test("the policy of the page allows no inline code, no inline style and no other origin", { tag: "@once" }, async ({ app, page }) => {
  await app.open();
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const policy = new Map((content ?? "").split(";").map((rule) => {
    const [name, ...sources] = rule.trim().split(/\s+/);
    return [name, sources];
  }));
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy.get("style-src")).toEqual(["'self'"]);
  expect(policy.get("connect-src")).toEqual(["'self'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'none'"]);
  expect(content).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  // It stands before everything it must bind, and what is loaded is what was built.
  const order = await page.locator("head > *").evaluateAll((all) => all.map((one) => one.outerHTML));
  const at = order.findIndex((html) => html.includes("Content-Security-Policy"));
  expect(order.findIndex((html) => /<script|<link/.test(html))).toBeGreaterThan(at);
  for (const html of order.filter((html) => /<script|rel="stylesheet"/.test(html))) expect(html).toContain("integrity=");
});

test("the page works from any path of a host", { tag: "@once" }, async ({ page, baseURL, app }) => {
  const root = new URL(baseURL ?? "");
  const asked: string[] = [];
  await page.route(`${root.origin}/deep/down/**`, async (route) => {
    const address = new URL(route.request().url());
    asked.push(address.pathname);
    address.pathname = root.pathname + address.pathname.slice("/deep/down/".length);
    await route.fulfill({ response: await route.fetch({ url: address.href }) });
  });
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith("http") && !address.pathname.startsWith("/deep/down/")) elsewhere.push(address.href);
  });
  await page.goto(`${root.origin}/deep/down/#/funnel`);
  await page.getByTestId("start-example").click();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "funnel");
  await goTo(app, "board");
  await expect(page.locator(".card").first()).toBeVisible();
  expect(page.url()).toBe(`${root.origin}/deep/down/#/board`);
  await page.reload();
  await expect(page.locator(".card").first()).toBeVisible();
  expect(asked.some((path) => path.endsWith(".wasm"))).toBe(true);
  expect(elsewhere).toEqual([]);
});

test("back, forward and reload lead where they should", async ({ app, page }) => {
  await beginWithExample(app, "showcase");
  await goTo(app, "list");
  await goTo(app, "settings");
  await page.goBack();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "list");
  await page.goBack();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "board");
  await page.goForward();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "list");
  await page.reload();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "list");
  await page.goto("./#/nonsense?deal=%3Cscript%3E");
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "board");
});

test("the page is offered to no translator, which would send the deals to a service", { tag: "@once" }, async ({ app, page }) => {
  await beginWithExample(app, "showcase", "settings");
  expect(await page.evaluate(() => document.body.translate)).toBe(false);
  await expect(page.locator("meta[name=google]")).toHaveAttribute("content", "notranslate");
  for (const language of ["en", "de"]) {
    await page.getByTestId(`language-${language}`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    expect(await page.evaluate(() => document.body.translate)).toBe(false);
  }
});
