// Everybody can use it: no violation of WCAG 2.2 AA that axe can see, everything by keyboard, any width.
import { expect, test } from "./fixtures";
import { expectBothAccessible, settle } from "./pages/accessible";
import { SCREENS, beginEmpty, beginWithExample, goTo } from "./pages/beginning";

test("the start breaks no rule", async ({ app, page }) => {
  await app.open();
  await expect(page.getByTestId("start-example")).toBeVisible();
  await expectBothAccessible(page, "start");
});

for (const screen of SCREENS) {
  test(`the screen ${screen} breaks no rule`, async ({ app, page }) => {
    await beginWithExample(app, "showcase", screen);
    await expect(page.locator("#main > *").first()).toBeVisible();
    await expectBothAccessible(page, screen);
  });
}

test("an empty workspace breaks no rule", async ({ app, page }) => {
  test.slow();
  await beginEmpty(app);
  for (const screen of SCREENS) {
    await goTo(app, screen);
    await expectBothAccessible(page, `empty ${screen}`);
  }
});

test("what opens over a screen breaks no rule", async ({ app, page }) => {
  test.slow();
  await beginWithExample(app, "showcase");
  await page.getByTestId("card-menu").first().click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectBothAccessible(page, "menu");
  await page.keyboard.press("Escape");

  await page.locator(".card-link").first().click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  await expectBothAccessible(page, "deal panel");
  await page.getByTestId("lose").click();
  await page.getByTestId("lose-form").locator("button[type=submit]").click();
  await expectBothAccessible(page, "lose dialog, with its message");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("deal-panel")).toHaveCount(0);

  await page.keyboard.press("?");
  await expect(page.locator("table.keys")).toBeVisible();
  await expectBothAccessible(page, "keys dialog");
  await page.keyboard.press("Escape");

  await goTo(app, "funnel");
  await app.figure("win_rate_closed").first().click();
  await expect(page.getByTestId("explanation")).toBeVisible();
  await expectBothAccessible(page, "open figure");
  await page.keyboard.press("Escape");

  await goTo(app, "scores");
  await page.getByTestId("edit-scoring").click();
  await expect(page.locator("#scoring-editor")).toBeVisible();
  await expectBothAccessible(page, "score tables");

  await goTo(app, "settings");
  const name = page.getByTestId("field-stage-probability").first();
  await name.fill("200");
  await name.press("Enter");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expectBothAccessible(page, "settings with a message");
});

test("nothing is wider than a window of 320 pixels", async ({ app, page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  await app.open();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect(page.getByTestId("start-example")).toBeVisible();
  expect.soft(await width(), "start").toBeLessThanOrEqual(320);
  await page.getByTestId("start-example").click();
  for (const screen of SCREENS) {
    await page.goto(`./#/${screen}`);
    await expect(page.locator("#main")).toHaveAttribute("data-screen", screen);
    await settle(page);
    expect.soft(await width(), screen).toBeLessThanOrEqual(320);
  }
  await page.goto("./#/board");
  await page.locator(".card-link").first().click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  expect.soft(await width(), "deal panel").toBeLessThanOrEqual(320);
  // What lies behind the panel cannot be reached.
  await expect(page.locator("#main")).toHaveAttribute("inert");
  await page.getByTestId("lose").click();
  await expect(page.getByTestId("lose-form")).toBeVisible();
  expect.soft(await width(), "lose dialog").toBeLessThanOrEqual(320);
});

test("every screen can be reached in a narrow window", async ({ app, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await beginWithExample(app, "showcase", "today");
  const names: string[] = [];
  for (const [at, screen] of SCREENS.entries()) {
    const link = page.locator(`.nav-link[href^="#/${screen}"]`);
    if (await link.isVisible()) {
      await link.click();
    } else {
      await page.locator(".nav-link.narrow-only").click();
      await page.getByRole("menuitem").nth(at - names.length).click();
    }
    if (await link.isVisible()) names.push(screen);
    await expect(page.locator("#main")).toHaveAttribute("data-screen", screen);
  }
  expect(names.length).toBeGreaterThanOrEqual(3);
});

test("everything pressed in a narrow window is large enough for a finger", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beginWithExample(app, "showcase");
  const small = await page
    .locator(".nav button, .nav a, .top-bar button, .card-menu")
    .evaluateAll((all) =>
      all
        .map((one) => ({ name: one.className, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
    );
  expect(small).toEqual([]);
});

test("the keyboard alone leads through the page, and shows where it is", async ({ app, page }) => {
  await beginWithExample(app, "showcase", "today");
  await page.reload();
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "today");

  // The first stop leads past the navigation.
  await page.keyboard.press("Tab");
  const skip = page.locator(".skip-link");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Shift+Tab");

  // Every link of the navigation is a stop in its order, and each stop is seen.
  await page.locator(".skip-link").focus();
  const stops: string[] = [];
  for (let at = 0; at < SCREENS.length + 1; at += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    expect(await focused.evaluate(isMarked), await focused.innerText()).toBe(true);
    const address = await focused.getAttribute("href");
    if (address) stops.push(address.replace("#/", ""));
  }
  expect(stops).toEqual([...SCREENS]);

  await page.locator('.nav-link[href^="#/list"]').focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "list");
  await expect(page.locator('.nav-link[href^="#/list"]')).toHaveAttribute("aria-current", "page");
});

/** Says whether one sees that an element has the focus. */
function isMarked(element: Element): boolean {
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outlined || style.boxShadow !== "none";
}

test("two keys lead to every screen, and typing is never taken for them", async ({ app, page }) => {
  await beginWithExample(app, "showcase");
  const letters = { t: "today", b: "board", l: "list", k: "contacts", f: "funnel", i: "insights", p: "forecast", s: "scores", d: "data", e: "settings" };
  for (const [letter, screen] of Object.entries(letters)) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page.locator("#main")).toHaveAttribute("data-screen", screen);
  }
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.keyboard.press("/");
  await expect(page.getByTestId("filter")).toBeFocused();
  await page.keyboard.type("gl?");
  await expect(page.getByTestId("filter")).toHaveValue("gl?");
  await expect(page.locator("#main")).toHaveAttribute("data-screen", "board");
});

test("a dialog keeps the focus and gives it back", async ({ app, page }) => {
  await beginWithExample(app, "showcase");
  const card = page.locator(".card-link").first();
  await card.focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (let at = 0; at < 6; at += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(card).toBeFocused();

  // A menu likewise; the arrows go round in it.
  const button = page.getByTestId("card-menu").first();
  await button.focus();
  await page.keyboard.press("Enter");
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("in colours of the visitor's own choice the place and the menus are still seen", async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await beginWithExample(app, "showcase");
  await expect(page.locator("body[data-complete]")).toHaveCount(1);
  const here = page.locator(".nav-link[aria-current=page]");
  await expect(here).toHaveCSS("outline-style", "solid");
  await expect(page.locator(".nav-link:not([aria-current])").first()).toHaveCSS("outline-style", "none");
  // Drawn, not written: forced colours would take the drawing away.
  const menu = page.getByTestId("card-menu").first();
  await menu.hover();
  await expect(menu).toHaveCSS("forced-color-adjust", "none");
  await expect(menu).toHaveCSS("background-image", /gradient/);
});

/** The longest transition or animation of any element, in milliseconds. */
function longestMotion(): number {
  const milliseconds = (list: string) =>
    list.split(",").map((one) => (one.trim().endsWith("ms") ? parseFloat(one) : parseFloat(one) * 1000));
  let longest = 0;
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    longest = Math.max(longest, ...milliseconds(style.transitionDuration));
    if (style.animationName !== "none") longest = Math.max(longest, ...milliseconds(style.animationDuration));
  }
  return longest;
}

test("nothing moves for those who asked for less motion", async ({ app, page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await beginWithExample(app, "showcase");
  expect(await page.evaluate(longestMotion)).toBeGreaterThan(10);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const screen of SCREENS) {
    await goTo(app, screen);
    expect(await page.evaluate(longestMotion), screen).toBeLessThanOrEqual(10);
  }
});

test("the page reads well to those who do not see it", async ({ app, page }) => {
  await beginWithExample(app, "showcase");
  for (const screen of SCREENS) {
    await goTo(app, screen);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("navigation").first()).toBeVisible();
    // No level of headings is skipped.
    const levels = await page.locator(":is(h1, h2, h3, h4, h5):visible").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    const skipped = levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1);
    expect.soft(skipped, `${screen}: ${levels}`).toEqual([]);
    // No id stands twice.
    const twice = await page.locator("[id]").evaluateAll((all) => {
      const ids = all.map((one) => one.id);
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    });
    expect.soft(twice, screen).toEqual([]);
  }
});
