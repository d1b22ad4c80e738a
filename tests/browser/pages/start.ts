// How a test begins: with nothing, with an example, or with many made-up deals.
import { expect, type Page } from "@playwright/test";
import type { App } from "./app";

export class Start {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Begins with an empty workspace; `preset` is the place of the pipeline offered. */
  async empty(preset = 0) {
    await this.app.open();
    await this.page.locator("input[name=preset]").nth(preset).check();
    await this.page.getByTestId("start-empty").click();
    await expect(this.page.locator(".board .column").first()).toBeVisible();
  }

  /** Begins with the first example. */
  async example() {
    await this.app.open();
    await this.page.getByTestId("start-example").click();
    await expect(this.page.locator(".card").first()).toBeVisible();
  }

  /** Begins with made-up deals; the same seed makes the same. */
  async simulate(deals: number, seed: number) {
    await this.app.open(`#/data/simulate?deals=${deals}&seed=${seed}`);
    await expect(this.page.locator(".card").first()).toBeVisible();
  }

  /** Reloads and waits until the page runs. */
  async reload() {
    await this.page.reload();
    await expect(this.page.locator("#boot")).toHaveCount(0);
    await expect(this.page.locator(".shell")).toBeVisible();
  }
}
