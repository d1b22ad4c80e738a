// The first run: what a person begins with.
import { expect } from "@playwright/test";
import type { App } from "./app";

/** The built-in examples, by the key that the page uses. */
export type Example = "showcase" | "funnel" | "leaky-funnel" | "letters" | "velocity" | "forecast-pair";

/** The screens, by their name in the address. */
export const SCREENS = [
  "today",
  "board",
  "list",
  "contacts",
  "funnel",
  "insights",
  "forecast",
  "scores",
  "data",
  "settings",
] as const;

export type Screen = (typeof SCREENS)[number];

/** Opens the page for the first time and begins with an example, on a screen. */
export async function beginWithExample(app: App, example: Example, screen: Screen = "board") {
  await app.open(`#/${screen}`);
  const choice = example === "showcase" ? "[data-testid=start-example]" : `[data-example=${example}]`;
  await app.page.locator(choice).click();
  await expect(app.page.locator("#main")).toHaveAttribute("data-screen", screen);
}

/** Opens the page for the first time and begins with a pipeline of five stages and no deals. */
export async function beginEmpty(app: App, screen: Screen = "board") {
  await app.open(`#/${screen}`);
  await app.page.getByTestId("start-empty").click();
  await expect(app.page.locator("#main")).toHaveAttribute("data-screen", screen);
}

/** Goes to a screen of the open workspace by its link. */
export async function goTo(app: App, screen: Screen) {
  await app.page.locator(`.nav-link[href^="#/${screen}"]`).click();
  await expect(app.page.locator("#main")).toHaveAttribute("data-screen", screen);
}

/** Adds a deal from one line of text to a column of the board, by its place. */
export async function addDeal(app: App, column: number, line: string) {
  // Of a long column only the cards in sight are there, so what counts is the number in its head.
  const count = app.page.locator(".column").nth(column).getByTestId("column-count");
  const before = await count.innerText();
  const field = app.page.getByTestId("quick-add").nth(column);
  await field.fill(line);
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await expect(count).not.toHaveText(before);
}

/** Moves a card of the board into another column by its menu. */
export async function moveDeal(app: App, title: string, stage: string) {
  const { page } = app;
  const card = page.locator(".card").filter({ hasText: title });
  await card.getByTestId("card-menu").click();
  await page.getByRole("menuitem").first().click();
  await page.getByRole("menuitem", { name: stage, exact: true }).click();
  const column = page.locator(".column").filter({ has: page.getByRole("heading", { name: stage, exact: true }) });
  await expect(column.locator(".card").filter({ hasText: title })).toBeVisible();
}

/** How many open deals the columns of the board on screen say they hold. */
export async function dealsOnBoard(app: App): Promise<number> {
  const counts = app.page.getByTestId("column-count");
  await expect(counts.first()).toBeVisible();
  return (await counts.allTextContents()).map(Number).reduce((sum, count) => sum + count, 0);
}
