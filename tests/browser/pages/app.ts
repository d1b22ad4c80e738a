// The page object of the whole page; each screen extends or uses it.
import { expect, type Locator, type Page } from "@playwright/test";

export type Language = "de" | "en";

export class App {
  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {}

  /** Opens a screen by its fragment, such as `#/board`, and waits until all of the page is there. */
  async open(fragment = "") {
    await this.page.goto(`./${fragment}`);
    await this.arrive();
  }

  /** Loads the page again and waits until all of it is there. */
  async reload() {
    await this.page.reload();
    await this.arrive();
  }

  private async arrive() {
    await expect(this.page.locator("#boot")).toHaveCount(0);
    // On a first visit the rest of the page comes when the visitor moves.
    await this.page.locator("body").dispatchEvent("pointermove");
    // An address may ask for ten thousand deals on top.
    await expect(this.page.locator("body[data-complete]")).toHaveCount(1, { timeout: 20_000 });
  }

  /** A locator for a figure by its key. */
  figure(key: string): Locator {
    return this.page.locator(`[data-figure="${key}"]`);
  }

  /** The unrounded value of a figure: minor units for money, 0..1 for rates. */
  async value(key: string): Promise<number> {
    return Number(await this.figure(key).first().getAttribute("data-value"));
  }

  /** The card of a deal on the board. */
  card(deal: string | number): Locator {
    return this.page.locator(`[data-deal="${deal}"]`);
  }

  /** All cards on screen. */
  cards(): Locator {
    return this.page.locator("[data-deal]");
  }

  /** A column of the board. */
  column(stage: string | number): Locator {
    return this.page.locator(`[data-stage="${stage}"]`);
  }

  /** Picks the text of the language under test. */
  text<T = string>(texts: Record<Language, T>): T {
    return texts[this.language];
  }
}
