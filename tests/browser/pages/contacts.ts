// The page object of organisations and people.
import { expect, type Locator, type Page } from "@playwright/test";
import type { App } from "./app";

export class Contacts {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Opens the screen. */
  async open() {
    await this.app.open("#/contacts");
    await expect(this.page.getByTestId("new-contact")).toBeVisible();
  }

  /** Shows organisations or people. */
  async tab(tab: "organisations" | "people") {
    const name = {
      organisations: this.app.text({ de: "Organisationen", en: "Organisations" }),
      people: this.app.text({ de: "Personen", en: "People" }),
    }[tab];
    const button = this.page.locator(".contacts-tools").getByRole("button", { name, exact: true });
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }

  /** The names on screen, in order. */
  names(): Locator {
    return this.page.getByTestId("contacts").locator(".contact-open");
  }

  /** The row of a contact. */
  row(name: string): Locator {
    return this.page.locator(".contact-row").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The dialog. */
  dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** A field of the dialog. */
  field(name: string): Locator {
    return this.dialog().getByTestId(`field-${name}`);
  }

  /** Adds a contact to the list on screen; its dialog is open then. */
  async create(name: string) {
    await this.page.getByTestId("new-contact").click();
    await this.dialog().getByTestId("new-contact-name").fill(name);
    await this.dialog().getByTestId("new-contact-name").press("Enter");
    await expect(this.field("name")).toHaveValue(name);
  }

  /** Opens a contact. */
  async show(name: string) {
    await this.names().getByText(name, { exact: true }).click();
    await expect(this.field("name")).toHaveValue(name);
  }

  /** Types into a field and takes it. */
  async type(name: string, text: string) {
    const field = this.field(name);
    await field.fill(text);
    await field.press((await field.evaluate((field) => field.tagName)) === "TEXTAREA" ? "Control+Enter" : "Enter");
  }

  /** Closes the dialog by Escape. */
  async close() {
    await this.page.keyboard.press("Escape");
    await expect(this.dialog()).toHaveCount(0);
  }
}
