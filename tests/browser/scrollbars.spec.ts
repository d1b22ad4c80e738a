// On most desktops a scroll bar takes room. It stands only where there is something to scroll to.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { settle } from "./pages/accessible";
import { SCREENS, type Screen, beginEmpty, beginWithExample } from "./pages/beginning";

// Playwright hides the bars otherwise.
test.use({
  launchOptions: [
    async ({}, use, { project }) => use({ ...project.use.launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] }),
    { scope: "worker" },
  ],
});

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
  { width: 390, height: 844 },
];

/** What scrolls and should not: the page itself, and whatever would move by two pixels at most. The cards of a
 *  column may end anywhere. */
const needless = (page: Page) =>
  page.evaluate(() => {
    const document = globalThis.document.documentElement;
    const all = [document, ...document.querySelectorAll<HTMLElement>("body *:not(svg *, .cards)")];
    const bars = (element: HTMLElement) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = (overflow: string) => element === document || overflow === "auto" || overflow === "scroll";
      return [
        ["down", scrolls(overflowY) ? element.scrollHeight - element.clientHeight : 0],
        ["across", scrolls(overflowX) ? element.scrollWidth - element.clientWidth : 0],
      ] as const;
    };
    return all.flatMap((element) =>
      bars(element)
        .filter(([, by]) => by > 0 && (element === document || by <= 2))
        .map(([way, by]) => `${element.tagName}.${element.className} ${way} by ${by}`),
    );
  });

async function expectNoNeedlessBar(page: Page, where: string) {
  await settle(page);
  expect(await needless(page), where).toEqual([]);
}

/** On a phone some screens have no link in sight. */
async function showScreen(page: Page, screen: Screen) {
  await page.goto(`./#/${screen}`);
  await expect(page.locator("#main")).toHaveAttribute("data-screen", screen);
}

for (const size of SIZES) {
  test.describe(`${size.width} × ${size.height}`, () => {
    test.use({ viewport: size });

    test("nothing but what is too long for its place has a scroll bar", async ({ app, page }) => {
      await beginWithExample(app, "showcase");
      // The bars are there, or this test would see nothing.
      expect(await page.locator(".board").evaluate((board) => {
        board.style.overflow = "scroll";
        const width = board.offsetWidth - board.clientWidth;
        board.style.overflow = "";
        return width;
      })).toBeGreaterThan(4);
      for (const screen of SCREENS) {
        await showScreen(page, screen);
        await expectNoNeedlessBar(page, screen);
      }
      await showScreen(page, "board");
      await page.locator(".card-link").first().click();
      await expect(page.getByTestId("deal-panel")).toBeVisible();
      await expectNoNeedlessBar(page, "deal");
    });

    test("nor without deals", async ({ app, page }) => {
      await beginEmpty(app);
      for (const screen of SCREENS) {
        await showScreen(page, screen);
        await expectNoNeedlessBar(page, `empty ${screen}`);
      }
    });
  });
}
