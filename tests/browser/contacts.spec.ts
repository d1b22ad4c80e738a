// Organisations and people: add, change, find, delete, and what hangs on them.
import { expect, test } from "./fixtures";
import { Board } from "./pages/board";
import { Contacts } from "./pages/contacts";
import { DealPanel } from "./pages/deal";

const SCRIPT = "<script>alert(1)</script>";

test("an organisation is added and keeps what is known about it", async ({ app }) => {
  const contacts = new Contacts(app);
  const board = new Board(app);
  await board.start.empty();
  await contacts.open();
  await contacts.create("Acme GmbH");
  const lines = ["industry", "parent", "region", "country"];
  for (const name of lines) await contacts.type(name, `My ${name}`);
  await contacts.type("employees", app.text({ de: "12.000", en: "12,000" }));
  await contacts.type("revenue", "5M €");
  await contacts.type("website", "example.org");
  const many = ["pain-points", "goals", "budget", "notes"];
  for (const name of many) await contacts.type(name, `My\n${name}`);
  await contacts.close();
  await expect(contacts.row("Acme GmbH")).toContainText("My industry");
  await board.start.reload();
  await contacts.show("Acme GmbH");
  for (const name of lines) await expect(contacts.field(name)).toHaveValue(`My ${name}`);
  await expect(contacts.field("employees")).toHaveValue(app.text({ de: "12.000", en: "12,000" }));
  await expect(contacts.field("revenue")).toHaveValue(/5[.,]000[.,]000/);
  await expect(contacts.field("website")).toHaveValue("https://example.org");
  for (const name of many) await expect(contacts.field(name)).toHaveValue(`My\n${name}`);
});

test("a person is added, works somewhere, and keeps what is known", async ({ app }) => {
  const contacts = new Contacts(app);
  const board = new Board(app);
  await board.start.empty();
  await contacts.open();
  await contacts.tab("people");
  await contacts.create("Ada Lovelace");
  await contacts.type("works-at", "Acme GmbH");
  await contacts.type("position", "CTO");
  await contacts.type("department", "IT");
  await contacts.type("email", "ada@example.org");
  await contacts.type("phone", "+49 30 123456");
  await contacts.field("role").selectOption({ label: app.text({ de: "Entscheider", en: "Decider" }) });
  await contacts.type("interests", "Engines");
  await contacts.close();
  await expect(contacts.row("Ada Lovelace")).toContainText("Acme GmbH");
  await board.start.reload();
  // The organisation was added too, and knows its person.
  await contacts.show("Acme GmbH");
  await contacts.dialog().getByRole("button", { name: "Ada Lovelace" }).click();
  await expect(contacts.field("name")).toHaveValue("Ada Lovelace");
  await expect(contacts.field("works-at")).toHaveValue("Acme GmbH");
  await expect(contacts.field("position")).toHaveValue("CTO");
  await expect(contacts.field("department")).toHaveValue("IT");
  await expect(contacts.field("role").locator("option:checked")).toHaveText(app.text({ de: "Entscheider", en: "Decider" }));
  await expect(contacts.field("interests")).toHaveValue("Engines");
  await expect(contacts.dialog().locator('a[href="mailto:ada@example.org"]')).toBeVisible();
  await expect(contacts.dialog().locator('a[href^="tel:"]')).toBeVisible();
});

test("a name is needed; a wrong address or number says why at its field", async ({ app, page }) => {
  const contacts = new Contacts(app);
  const board = new Board(app);
  await board.start.empty();
  await contacts.open();
  await page.getByTestId("new-contact").click();
  await contacts.dialog().getByTestId("new-contact-name").press("Enter");
  await expect(contacts.dialog().getByRole("alert")).toHaveText(app.text({ de: "Bitte einen Namen angeben.", en: "Please give a name." }));
  await contacts.dialog().getByTestId("new-contact-name").fill(SCRIPT);
  await contacts.dialog().getByTestId("new-contact-name").press("Enter");
  await expect(contacts.field("name")).toHaveValue(SCRIPT);
  for (const [name, typed, stored] of [
    ["employees", "-3", ""],
    ["employees", "many", ""],
    ["revenue", "-1", ""],
    ["website", "javascript:alert(1)", ""],
    ["name", "", SCRIPT],
    ["name", "x".repeat(10_000), SCRIPT],
  ]) {
    await contacts.type(name, typed);
    const field = contacts.field(name);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    const reason = page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`);
    await expect(reason).not.toBeEmpty();
    await expect(field).toHaveValue(typed);
    await field.press("Escape");
    await expect(field).toHaveValue(stored);
    await expect(contacts.dialog()).toBeVisible();
  }
  await contacts.close();
  await expect(contacts.names()).toHaveText([SCRIPT]);
});

test("a wrong e-mail address is refused", async ({ app }) => {
  const contacts = new Contacts(app);
  const board = new Board(app);
  await board.start.empty();
  await contacts.open();
  await contacts.tab("people");
  await contacts.create("Ada");
  await contacts.type("email", "ada at example");
  await expect(contacts.field("email")).toHaveAttribute("aria-invalid", "true");
  await expect(contacts.dialog()).toContainText(app.text({ de: "Das ist keine E-Mail-Adresse.", en: "This is not an e-mail address." }));
});

test("deleting an organisation says what hangs on it, and undo brings all back", async ({ app, page }) => {
  const board = new Board(app);
  const panel = new DealPanel(app);
  const contacts = new Contacts(app);
  await board.start.empty();
  await board.add(0, "Relaunch");
  await board.link("Relaunch").click();
  await panel.type("organisation", "Acme GmbH");
  await panel.type("add-person", "Ada Lovelace");
  await contacts.open();
  await expect(contacts.row("Acme GmbH")).toContainText(app.text({ de: "1 Deal", en: "1 deal" }));
  await contacts.show("Acme GmbH");
  await expect(contacts.dialog().getByTestId("contact-deals")).toContainText("Relaunch");
  await page.getByTestId("delete-contact").click();
  const really = page.getByTestId("delete-contact-really");
  await expect(really).toBeFocused();
  await expect(contacts.dialog()).toContainText(app.text({ de: "1 Deal bleibt erhalten", en: "1 deal stays" }));
  await expect(contacts.dialog()).toContainText(app.text({ de: "1 Person bleibt", en: "1 person stays" }));
  await really.click();
  await expect(contacts.dialog()).toHaveCount(0);
  await expect(contacts.names()).toHaveCount(0);
  await contacts.tab("people");
  await expect(contacts.names()).toHaveText(["Ada Lovelace"]);
  await expect(contacts.row("Ada Lovelace")).not.toContainText("Acme");
  await page.getByTestId("undo").click();
  await expect(contacts.row("Ada Lovelace")).toContainText("Acme GmbH");
  await contacts.tab("organisations");
  await expect(contacts.row("Acme GmbH")).toContainText(app.text({ de: "1 Deal", en: "1 deal" }));
});

test("a deleted person leaves its deal", async ({ app, page }) => {
  const board = new Board(app);
  const panel = new DealPanel(app);
  const contacts = new Contacts(app);
  await board.start.empty();
  await board.add(0, "Relaunch");
  await board.link("Relaunch").click();
  await panel.type("add-person", "Ada Lovelace");
  await expect(panel.root.locator(".deal-people .panel-row-title")).toHaveText(["Ada Lovelace"]);
  await contacts.open();
  await contacts.tab("people");
  await contacts.show("Ada Lovelace");
  await page.getByTestId("delete-contact").click();
  await page.getByTestId("delete-contact-really").click();
  await expect(contacts.names()).toHaveCount(0);
  await app.open("#/board");
  await board.link("Relaunch").click();
  await expect(panel.root.locator(".deal-people .panel-row-title")).toHaveCount(0);
});

test("contacts are in order and found by what is typed", async ({ app, page }) => {
  const contacts = new Contacts(app);
  const board = new Board(app);
  await board.start.empty();
  await contacts.open();
  for (const name of ["Zeta", "acme", "Berg"]) {
    await contacts.create(name);
    await contacts.close();
  }
  await expect(contacts.names()).toHaveText(["acme", "Berg", "Zeta"]);
  await page.getByTestId("filter").fill("be");
  await expect(contacts.names()).toHaveText(["Berg"]);
  await expect(page.getByTestId("contact-count")).toHaveText(app.text({ de: "1 Organisation", en: "1 organisation" }));
  await page.getByTestId("filter").fill("nobody");
  await expect(contacts.names()).toHaveCount(0);
  await expect(page.locator(".empty-state")).toBeVisible();
});
