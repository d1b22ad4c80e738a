// What axe can see of WCAG 2.2 AA, one way for every test.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits until nothing is calculated, nothing moves and nothing fades. */
export async function settle(page: Page) {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
}

/** Fails, once all is looked at, with one line for each thing that breaks a rule. */
export async function expectAccessible(page: Page, where: string) {
  await settle(page);
  // Only what breaks a rule is told in full, and without frames no second page is needed to gather
  // it: the same rules over the same elements in two fifths of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  axe.options({ resultTypes: ["violations"], runOnly: { type: "tag", values: TAGS } });
  await expect(page.locator("iframe, frame")).toHaveCount(0);
  const { violations, passes } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${where}: ${id} at ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim()}`),
  );
  expect.soft(found).toEqual([]);
  // Rules were really tried.
  expect(passes.length, where).toBeGreaterThan(5);
}
