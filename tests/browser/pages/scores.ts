// The page object of the scores.
import { expect, type Locator } from "@playwright/test";
import type { App } from "./app";

export class Scores {
  constructor(private readonly app: App) {}

  /** A cell of the matrix, such as `A1`, or `without`. */
  cell(name: string): Locator {
    return this.app.page.getByTestId(`cell-${name}`);
  }

  /** The deals of the list beside the matrix. */
  rows(): Locator {
    return this.app.page.locator(".score-row");
  }

  /** The number of deals in each cell. */
  async counts(): Promise<Record<string, number>> {
    const figures = this.app.page.locator('[data-figure^="score_count."]');
    await expect(figures).toHaveCount(16);
    const found = await figures.evaluateAll((all) =>
      all.map((one) => [one.getAttribute("data-figure")?.slice("score_count.".length), one.getAttribute("data-value")]),
    );
    return Object.fromEntries(found.map(([cell, count]) => [cell, Number(count)]));
  }

  /** Opens the editor of the tables. */
  async edit() {
    await this.app.page.getByTestId("edit-scoring").click();
    await expect(this.app.page.locator("#scoring-editor")).toBeVisible();
  }

  /** The explanation of one deal. */
  explanation(): Locator {
    return this.app.page.getByTestId("score-why");
  }

  /** Types into a field and takes it with Enter. */
  async type(field: Locator, text: string) {
    await field.fill(text);
    await field.press("Enter");
  }
}
