// What axe can see of WCAG 2.2 AA, one way for every test.
import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules of these tags that look at colours. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

type Looked = { broken: { rule: string; at: string; why: string }[]; passed: number };

/** Waits until nothing is calculated, nothing moves and nothing fades. */
export async function settle(page: Page) {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
}

/** Fails, once all is looked at, with one line for each thing that breaks a rule. */
export async function expectAccessible(page: Page, where: string) {
  await settle(page);
  const { broken, passed } = await look(page, { type: "tag", values: TAGS });
  report(broken, where);
  // Rules were really tried.
  expect(passed, where).toBeGreaterThan(5);
}

/**
 * The same in both themes. They differ in nothing but colours, which is tested along, so only the rules
 * about colours are tried a second time.
 */
export async function expectBothAccessible(page: Page, where: string) {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${where}, light`);
  const { light, dark } = await page.evaluate(shapes);
  expect(dark.places, where).toEqual(light.places);
  expect(dark.ink, where).not.toBe(light.ink);
  await page.emulateMedia({ colorScheme: "dark" });
  await settle(page);
  const { broken, passed } = await look(page, { type: "rule", values: COLOUR_RULES });
  report(broken, `${where}, dark`);
  expect(passed, where).toBeGreaterThan(0);
}

/** Tries rules over all of the page, which has no frames. */
async function look(page: Page, runOnly: axe.RunOnly): Promise<Looked> {
  await expect(page.locator("iframe, frame")).toHaveCount(0);
  // It is half a megabyte, so a document gets it once.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(`${axe.source};0`);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    // Only what breaks a rule is told in full: the same rules over the same elements in less time.
    const { violations, passes } = await axe.run(document, { resultTypes: ["violations"], runOnly: only });
    const broken = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => ({ rule: id, at: node.target.join(" "), why: node.failureSummary?.split("\n")[1]?.trim() ?? "" })),
    );
    return { broken, passed: passes.length };
  }, runOnly);
}

function report(broken: Looked["broken"], where: string) {
  expect.soft(broken.map(({ rule, at, why }) => `${where}: ${rule} at ${at}: ${why}`)).toEqual([]);
}

/** What every element is and where it stands in either theme, and the colour of text. */
function shapes() {
  const root = document.documentElement;
  const chosen = root.dataset.theme;
  // Nothing fades from one to the other.
  root.style.setProperty("--quick", "0ms");
  const shape = (theme: string) => {
    root.dataset.theme = theme;
    const places = [...document.querySelectorAll("body *")].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return `${one.tagName} ${one.getAttribute("class")} ${[x, y, width, height].map((side) => side.toFixed(1))}`;
    });
    return { places, ink: getComputedStyle(document.body).color };
  };
  // In one go, so that nothing else changes in between.
  const both = { light: shape("light"), dark: shape("dark") };
  if (chosen === undefined) delete root.dataset.theme;
  else root.dataset.theme = chosen;
  getComputedStyle(document.body).color;
  root.style.removeProperty("--quick");
  return both;
}
