// The page object of the table of deals.
import { expect, type Locator, type Page } from "@playwright/test";
import type { App } from "./app";

export class List {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Opens the table. */
  async open() {
    await this.app.open("#/list");
    await expect(this.page.getByTestId("deal-table")).toBeVisible();
  }

  /** The rows on screen, without the head. */
  rows(): Locator {
    return this.page.locator(".list-row[data-deal]");
  }

  /** The row of a deal by its title. */
  row(title: string): Locator {
    return this.rows().filter({ has: this.page.locator(".list-link").getByText(title, { exact: true }) });
  }

  /** The titles of the rows, from the top. */
  titles(): Locator {
    return this.page.locator(".list-row[data-deal] .list-link");
  }

  /** A cell of a row. */
  cell(title: string, column: string): Locator {
    return this.row(title).locator(`.list-cell.${column}`);
  }

  /** The head of a column by its class. */
  head(column: string): Locator {
    return this.page.locator(`.list-head .list-cell.${column}`);
  }

  /** Sorts by a column. */
  async sort(column: string, direction: "ascending" | "descending") {
    await this.head(column).getByRole("button").click();
    await expect(this.head(column)).toHaveAttribute("aria-sort", direction);
  }

  /** Selects rows by their titles. */
  async select(...titles: string[]) {
    for (const title of titles) await this.row(title).getByRole("checkbox").click();
    await expect(this.page.locator('.list-row[aria-selected="true"]')).toHaveCount(titles.length);
  }

  /** Shows the deals of an outcome. */
  async segment(key: "open" | "won" | "lost" | "all") {
    const button = this.page.locator(`[data-segment=${key}]`);
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }

  /** A filter above the table. */
  filter(key: string): Locator {
    return this.page.locator(`select[data-filter=${key}]`);
  }
}
