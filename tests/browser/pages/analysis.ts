// The page object of the screens of analysis: funnel and forecast.
import { expect, type Locator } from "@playwright/test";
import type { App } from "./app";

/** The names of stages that the texts of the tests need, per language. */
export const STAGES = {
  funnel: {
    de: ["Lead", "Qualifiziert", "Angebot"],
    en: ["Lead", "Qualified", "Proposal"],
  },
  standard: {
    de: ["Lead-Generierung", "Qualifizierung", "Bedarfsanalyse", "Angebot", "Abschluss"],
    en: ["Lead", "Qualification", "Needs analysis", "Proposal", "Closing"],
  },
};

export class Analysis {
  constructor(private readonly app: App) {}

  /** Waits until a figure has a value, to nine digits. */
  async expectValue(key: string, value: number) {
    await expect(this.app.figure(key).first(), key).toHaveAttribute("data-value", /./);
    await expect.poll(() => this.app.value(key), { message: key }).toBeCloseTo(value, 9);
  }

  /** Waits until every part of the screen is drawn: long screens are drawn part by part. */
  async settled() {
    await expect(this.app.page.locator("[data-figure]").first()).toBeVisible();
    await expect(this.app.page.locator(".findings[aria-busy]")).toHaveCount(0);
  }

  /** Waits until figures have values. */
  async expectValues(values: Record<string, number>) {
    for (const [key, value] of Object.entries(values)) await this.expectValue(key, value);
  }

  /** Waits until a figure has no value and says why. */
  async expectNothing(key: string, reason: RegExp) {
    const figure = this.app.figure(key).first();
    await expect(figure, key).toHaveText("–");
    await expect(figure, key).not.toHaveAttribute("data-value");
    await expect(figure, key).toHaveAccessibleName(reason);
  }

  /** Chooses one of two: the view or the counting. */
  async choose(name: "view" | "reach", value: "" | "closed" | "strict") {
    await this.app.page.locator("label").filter({ has: this.app.page.locator(`[id="${name}-${value}"]`) }).click();
  }

  /** Chooses from a list, such as the period. */
  async select(name: string, value: string) {
    const field = this.app.page.locator(`.analysis select[name=${name}]`);
    if (!(await field.isVisible())) await this.app.page.locator("details.filters > summary").click();
    await field.selectOption(value);
  }

  /** The values that a list of choices offers. */
  async choices(name: string): Promise<string[]> {
    const options = this.app.page.locator(`.analysis select[name=${name}] option`);
    return options.evaluateAll((found) => found.map((option) => (option as HTMLOptionElement).value));
  }

  /** Opens a figure; returns what is behind it. */
  async open(key: string): Promise<Locator> {
    await this.app.figure(key).first().click();
    const explanation = this.app.page.getByTestId("explanation");
    await expect(explanation).toBeVisible();
    return explanation;
  }

  /** Closes the open figure by keyboard. */
  async close() {
    await this.app.page.keyboard.press("Escape");
    await expect(this.app.page.getByTestId("explanation")).toHaveCount(0);
  }
}
