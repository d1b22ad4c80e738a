// The page object of the settings.
import { expect, type Locator } from "@playwright/test";
import type { App } from "./app";
import { dealsOnBoard, goTo } from "./beginning";

export class Settings {
  constructor(private readonly app: App) {}

  /** The rows of the stages in use. */
  stages(): Locator {
    return this.app.page.getByTestId("stage-row");
  }

  /** A field of a stage. */
  field(stage: number, name: "name" | "probability" | "rotting" | "zone"): Locator {
    return this.stages().nth(stage).getByTestId(`field-stage-${name}`);
  }

  /** Waits until the stages in use have these names, in this order. */
  async expectStages(names: string[]) {
    await expect(this.stages()).toHaveCount(names.length);
    await expect
      .poll(() => this.app.page.getByTestId("field-stage-name").evaluateAll((found) => found.map((one) => (one as HTMLInputElement).value)))
      .toEqual(names);
  }

  /** Types into a field and takes it with Enter. */
  async type(field: Locator, text: string) {
    await field.fill(text);
    await field.press("Enter");
  }

  /** The message under a field. */
  async expectRefused(field: Locator, message: RegExp) {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(message);
  }

  /** Asks to merge or archive a stage. */
  async end(stage: number, how: "merge" | "archive") {
    const row = this.stages().nth(stage);
    if (!(await row.getByTestId(`stage-${how}`).isVisible())) await row.locator("summary").click();
    await row.getByTestId(`stage-${how}`).click();
  }

  /** Answers where the deals go, and does it. */
  async answer(stage: string) {
    const form = this.app.page.getByTestId("ending-form");
    await form.getByTestId("field-deals-to").selectOption({ label: stage });
    await form.locator("button[type=submit]").click();
    await expect(form).toHaveCount(0);
  }

  /** Counts the open deals on the board and comes back. */
  async openDeals(): Promise<number> {
    await goTo(this.app, "board");
    const count = await dealsOnBoard(this.app);
    await goTo(this.app, "settings");
    return count;
  }
}
