// Without a network: the page starts all the same. And the next version comes only when it is wanted
// and everything is saved.
import { test as base, expect } from "./fixtures";
import { App } from "./pages/app";
import { SCREENS, addDeal, beginEmpty, beginWithExample, goTo } from "./pages/beginning";
import { Host } from "./pages/host";
import { blockMirror, fillStorage, freeStorage } from "./pages/storage";

const test = base.extend<{ host: Host }>({
  // A host of its own for each test, so that it can change what is served.
  baseURL: async ({ baseURL }, use) => {
    const host = await new Host(baseURL ?? "").start();
    const { address } = host;
    hosts.set(address, host);
    await use(address);
    hosts.delete(address);
    await host.stop();
  },
  host: async ({ baseURL }, use) => {
    const host = hosts.get(baseURL ?? "");
    if (!host) throw new Error("there is a host for each test");
    await use(host);
  },
});
const hosts = new Map<string, Host>();

test.use({ serviceWorkers: "allow" });

const card = (app: App, title: string) => app.page.locator(".card").filter({ hasText: title });
const saved = (app: App) => expect(app.page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
const version = (app: App) => app.page.locator("meta[name=version]");
const notice = (app: App) => app.page.getByTestId("update");

/** Waits until the worker has kept everything. */
async function kept(app: App) {
  await expect(app.page.locator("body[data-offline]")).toHaveCount(1);
}

/** Reloads until the worker of the first visit answers for the page. */
async function underWorker(app: App) {
  await kept(app);
  await app.page.reload();
  await kept(app);
  expect(await app.page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
}

test("after one visit the page starts without a network, with all its screens", async ({ app, page, context, host, faults }) => {
  await beginWithExample(app, "showcase");
  await addDeal(app, 0, "Before");
  await saved(app);
  await kept(app);
  const asked = host.asked.length;
  await context.setOffline(true);
  await host.stop();
  await page.reload();
  await expect(card(app, "Before")).toBeVisible();
  for (const screen of SCREENS) await goTo(app, screen);
  await goTo(app, "board");
  await addDeal(app, 0, "Without network");
  await saved(app);
  await page.reload();
  await expect(card(app, "Without network")).toBeVisible();
  // Another name in the directory leads to the page as well, when the host does not answer.
  faults.expect(/anything net::/);
  await page.goto("./anything");
  await expect(card(app, "Without network")).toBeVisible();
  expect(host.asked).toHaveLength(asked);
});

test("a later visit asks the host for nothing but a newer worker", { tag: "@once" }, async ({ app, page, host }) => {
  await beginEmpty(app);
  await underWorker(app);
  host.asked.length = 0;
  await page.reload();
  await kept(app);
  for (const screen of SCREENS) await goTo(app, screen);
  expect(host.asked.filter((path) => path !== "sw.js")).toEqual([]);
});

test("the worker touches nothing that is not of the page", { tag: "@once" }, async ({ app, page, host, faults }) => {
  await beginEmpty(app);
  await underWorker(app);
  faults.expect(/404/);
  host.asked.length = 0;
  const answers = await page.evaluate(async () => {
    const status = async (path: string, options?: RequestInit) => (await fetch(path, options)).status;
    return [await status("./foreign.txt"), await status("./sub/index.html"), await status("./", { method: "POST" })];
  });
  expect(answers.slice(0, 2)).toEqual([404, 404]);
  expect(host.asked).toEqual(["foreign.txt", "sub/index.html", ""]);
  // Other pages of the host, such as the page in one file, come from the host.
  await page.goto("./trichter.html");
  expect(host.asked).toContain("trichter.html");
});

test("a new version waits for consent, and then comes with all data", async ({ app, page, host }) => {
  await beginEmpty(app);
  await underWorker(app);
  await host.release("a2");
  await page.reload();
  await expect(notice(app)).toContainText(app.text({ de: "neue Version", en: "new version" }));
  await expect(version(app)).toHaveCount(0);
  // Put off, it is offered again at the next visit; until then all is as before.
  await page.getByTestId("update-later").click();
  await expect(notice(app)).toHaveCount(0);
  await addDeal(app, 0, "Old version");
  await saved(app);
  await page.reload();
  await expect(version(app)).toHaveCount(0);
  await expect(notice(app)).toBeVisible();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await addDeal(app, 1, "Just before");
  await page.getByTestId("update-now").click();
  await expect(version(app)).toHaveAttribute("content", "a2");
  for (const title of ["Old version", "Just before"]) await expect(card(app, title)).toBeVisible();
  await kept(app);
  await expect(notice(app)).toHaveCount(0);
  expect(loads).toBe(1);
  // What the old version had kept is gone.
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
});

test("a new version does not come while an edit is not saved", async ({ app, page, host }) => {
  await blockMirror(page);
  await beginEmpty(app);
  await addDeal(app, 0, "Before");
  await underWorker(app);
  await host.release("b3");
  await page.reload();
  await expect(notice(app)).toBeVisible();
  await fillStorage(page);
  await addDeal(app, 0, "During");
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "false");
  await page.getByTestId("update-now").click();
  await expect(notice(app)).toContainText(app.text({ de: "sobald alles gespeichert ist", en: "as soon as everything is saved" }));
  // The worker was not even asked to take over.
  const waits = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
  expect(await waits()).toBe("installed");
  await addDeal(app, 1, "Still not saved");
  expect(await waits()).toBe("installed");
  await expect(version(app)).toHaveCount(0);
  await freeStorage(page);
  await addDeal(app, 2, "With room again");
  // Now everything is saved, and the new version starts by itself.
  await expect(version(app)).toHaveAttribute("content", "b3");
  for (const title of ["Before", "During", "Still not saved", "With room again"]) await expect(card(app, title)).toBeVisible();
});

test("another tab goes on in the old version and is offered the new one", async ({ app, page, host, context, language }) => {
  await beginEmpty(app);
  await underWorker(app);
  const other = new App(await context.newPage(), language);
  await other.open("#/board");
  await kept(other);
  await host.release("c4");
  await page.bringToFront();
  await page.reload();
  await page.getByTestId("update-now").click();
  await expect(version(app)).toHaveAttribute("content", "c4");
  await expect(notice(other)).toBeVisible();
  await expect(version(other)).toHaveCount(0);
  await other.page.bringToFront();
  await addDeal(other, 0, "In the old version");
  await saved(other);
  for (const screen of SCREENS) await goTo(other, screen);
  await other.page.getByTestId("update-now").click();
  await expect(version(other)).toHaveAttribute("content", "c4");
  await goTo(other, "board");
  await expect(card(other, "In the old version")).toBeVisible();
});

test("a version that is not whole on the host is not taken", { tag: "@once" }, async ({ app, page, host }) => {
  await beginEmpty(app);
  await underWorker(app);
  const settled = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration?.installing && !registration?.waiting;
  });
  // The worker is new already, the page still the old one: its checksum does not fit.
  await host.release("d5");
  host.keep("");
  host.keep("index.html");
  host.asked.length = 0;
  await page.reload();
  await expect.poll(() => host.asked).toContain("index.html");
  await expect.poll(settled).toBe(true);
  await kept(app);
  await expect(notice(app)).toHaveCount(0);
  await expect(app.page.locator(".board .column").first()).toBeVisible();
  // When the rest has arrived on the host, it is.
  await host.release("d5");
  await page.reload();
  await expect(notice(app)).toBeVisible();
});

test("a page that cannot start gets the repaired version with its reload", async ({ app, page, host, faults }) => {
  await beginEmpty(app);
  await addDeal(app, 0, "Precious");
  await saved(app);
  await underWorker(app);
  // The kept module is damaged, and the host has a newer version meanwhile.
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) {
      if (/trichter-.*wasm$/.test(url)) await cache.put(url, new Response("damaged", { headers: { "Content-Type": "application/wasm" } }));
    }
  });
  faults.expect(/CompileError/);
  await page.reload();
  const rescue = page.locator("#rescue section").first();
  await expect(rescue).toBeVisible();
  const name = (await host.text("sw.js")).match(/trichter-[0-9a-f]{16}\.wasm/)?.[0] ?? "";
  await page.evaluate(async (name) => (await caches.open((await caches.keys())[0])).delete(`./${name}`), name);
  await host.release("e6");
  await rescue.getByRole("button").last().click();
  await expect(version(app)).toHaveAttribute("content", "e6");
  await expect(card(app, "Precious")).toBeVisible();
});

test("the page can be installed: manifest, icons and colours", { tag: "@once" }, async ({ app, page, host }) => {
  await app.open();
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = JSON.parse(await host.text(address ?? ""));
  expect(manifest).toMatchObject({ name: "Trichter", display: "standalone", start_url: "./", scope: "./" });
  expect(manifest.icons.map((icon: { sizes: string }) => icon.sizes)).toEqual(["192x192", "512x512", "512x512"]);
  const sizes = await page.evaluate(async (icons: { src: string }[]) => {
    const size = async ({ src }: { src: string }) => {
      const picture = await createImageBitmap(await (await fetch(src)).blob());
      return `${picture.width}x${picture.height}`;
    };
    return Promise.all(icons.map(size));
  }, manifest.icons);
  expect(sizes).toEqual(["192x192", "512x512", "512x512"]);
  const colours = page.locator("meta[name=theme-color]");
  await expect(colours).toHaveCount(2);
  expect(await colours.evaluateAll((all) => new Set(all.map((one) => one.getAttribute("media"))).size)).toBe(2);
  // What Chromium itself says about it.
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
