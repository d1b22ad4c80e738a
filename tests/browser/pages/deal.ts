// The page object of the deal panel.
import { expect, type Locator, type Page } from "@playwright/test";
import type { App } from "./app";
import { Board } from "./board";

export class DealPanel {
  readonly page: Page;
  readonly root: Locator;

  constructor(readonly app: App) {
    this.page = app.page;
    this.root = this.page.getByTestId("deal-panel");
  }

  /** A field by its name. */
  field(name: string): Locator {
    return this.root.getByTestId(`field-${name}`);
  }

  /** What is wrong with a field, as its description says. */
  async error(field: Locator): Promise<Locator> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    const id = await field.getAttribute("aria-describedby");
    return this.page.locator(`[id="${id}"]`);
  }

  /** Types into a field of text and takes it with Enter. */
  async type(name: string, text: string) {
    const field = this.field(name);
    await field.fill(text);
    await field.press((await field.evaluate((field) => field.tagName)) === "TEXTAREA" ? "Control+Enter" : "Enter");
  }

  /** Types what is refused, expects the reason at the field and what was typed still there. */
  async refuse(name: string, text: string, reason: string | RegExp) {
    await this.type(name, text);
    const field = this.field(name);
    await expect(await this.error(field)).toHaveText(reason);
    await expect(field).toHaveValue(text);
  }

  /** Chooses a value of a list by what it says. */
  async choose(name: string, label: string) {
    await this.field(name).selectOption({ label });
  }

  /** What is chosen of a list, as it says. */
  chosen(name: string): Locator {
    return this.field(name).locator("option:checked");
  }

  /** Plans a task. */
  async plan(subject: string, due = "") {
    await this.root.getByTestId("add-task").click();
    const form = this.root.getByTestId("activity-form");
    await form.getByTestId("task-subject").fill(subject);
    if (due) await form.getByTestId("field-task-due").fill(due);
    await form.getByTestId("save-activity").click();
    await expect(form).toHaveCount(0);
  }

  /** The open tasks. */
  tasks(): Locator {
    return this.root.getByTestId("tasks").locator(".panel-row");
  }

  /** What happened, newest first. */
  timeLine(): Locator {
    return this.root.getByTestId("time-line").locator(".time-line-what");
  }

  /** Closes the panel. */
  async close() {
    await this.root.getByTestId("close-deal").click();
    await expect(this.root).toHaveCount(0);
  }
}

/** Begins with deals in the first stage and opens the panel of the first. */
export async function withDeal(app: App, ...titles: string[]): Promise<{ board: Board; panel: DealPanel }> {
  const board = new Board(app);
  const panel = new DealPanel(app);
  await board.start.empty();
  await board.addInOrder(0, titles.length > 0 ? titles : ["Acme"]);
  await board.link(titles[0] ?? "Acme").click();
  await expect(panel.root).toBeVisible();
  return { board, panel };
}
