// The settings: stages and pipelines change without losing a deal; language, theme, currency, workspaces.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { STAGES } from "./pages/analysis";
import { addDeal, beginEmpty, beginWithExample, dealsOnBoard, goTo } from "./pages/beginning";
import { handedOut } from "./pages/files";
import { Board } from "./pages/board";
import { Settings } from "./pages/settings";

/** The deals of the showcase that are open. */
const OPEN = 31;

test("a stage can be added, renamed and moved, and each step taken back", async ({ app, page }) => {
  const settings = new Settings(app);
  const names = STAGES.standard[app.language];
  await beginWithExample(app, "showcase", "settings");
  await settings.expectStages(names);

  await settings.type(page.getByTestId("new-stage"), "Pilot <b>");
  await settings.expectStages([...names, "Pilot <b>"]);
  await settings.type(settings.field(5, "name"), "Pilot");
  await settings.expectStages([...names, "Pilot"]);
  await settings.stages().nth(5).getByTestId("stage-earlier").click();
  await settings.expectStages([...names.slice(0, 4), "Pilot", names[4]]);
  // The focus stays with the stage, so that it can go on by keyboard.
  await expect(settings.stages().nth(4).getByTestId("stage-earlier")).toBeFocused();
  await page.keyboard.press("Enter");
  await settings.expectStages([...names.slice(0, 3), "Pilot", ...names.slice(3)]);

  expect(await settings.openDeals()).toBe(OPEN);
  await goTo(app, "board");
  await expect(page.locator(".column-name")).toHaveText([...names.slice(0, 3), "Pilot", ...names.slice(3)]);
  await goTo(app, "settings");
  for (let step = 0; step < 4; step += 1) await page.getByTestId("undo").click();
  await settings.expectStages(names);
});

test("a stage without a name or with a name that is too long is refused at its field", async ({ app, page }) => {
  const settings = new Settings(app);
  await beginEmpty(app, "settings");
  await settings.type(page.getByTestId("new-stage"), "   ");
  await settings.expectRefused(page.getByTestId("new-stage"), app.text({ de: /Namen/, en: /name/ }));
  await settings.type(page.getByTestId("new-stage"), "x".repeat(10_000));
  await settings.expectRefused(page.getByTestId("new-stage"), app.text({ de: /Zu lang/, en: /Too long/ }));
  await settings.expectStages(STAGES.standard[app.language]);
});

test("a probability that is none is refused at its field, and Escape brings the old one back", async ({ app }) => {
  const settings = new Settings(app);
  await beginEmpty(app, "settings");
  const field = settings.field(1, "probability");
  const before = await field.inputValue();
  for (const wrong of ["101", "-5", "viel", "1e9"]) {
    await settings.type(field, wrong);
    await settings.expectRefused(field, app.text({ de: /0.*100|keine Zahl/, en: /0.*100|not a number/ }));
  }
  await field.press("Escape");
  await expect(field).toHaveValue(before);
  await expect(field).not.toHaveAttribute("aria-invalid");

  const half = app.text({ de: "37,5", en: "37.5" });
  await settings.type(field, half);
  await expect(field).toHaveValue(new RegExp(`^${half}.?%$`));
  // What falls from one stage to the next is said, but not forbidden.
  await settings.type(settings.field(2, "probability"), "5");
  await expect(settings.stages().nth(2).locator("p").filter({ hasText: half })).toBeVisible();
});

test("stages that merge keep all their deals", async ({ app, page }) => {
  const settings = new Settings(app);
  const names = STAGES.standard[app.language];
  await beginWithExample(app, "showcase", "settings");
  await settings.end(1, "merge");
  // It says before how many deals go where.
  await expect(page.getByTestId("ending-form")).toContainText("8 Deals", { ignoreCase: true });
  await settings.answer(names[2]);
  await settings.expectStages([names[0], ...names.slice(2)]);
  expect(await settings.openDeals()).toBe(OPEN);
  await goTo(app, "board");
  await expect(page.getByTestId("column-count")).toHaveText(["9", "14", "5", "3"]);
  await page.getByTestId("undo").click();
  await expect(page.getByTestId("column-count")).toHaveText(["9", "8", "6", "5", "3"]);
});

test("an archived stage hands its deals on and can be used again", async ({ app, page }) => {
  const settings = new Settings(app);
  const names = STAGES.standard[app.language];
  await beginWithExample(app, "showcase", "settings");
  await settings.end(3, "archive");
  await settings.answer(names[4]);
  await settings.expectStages([...names.slice(0, 3), names[4]]);
  await expect(page.getByTestId("archived-stage")).toContainText(names[3]);
  expect(await settings.openDeals()).toBe(OPEN);

  await page.getByTestId("archived-stage").getByRole("button").click();
  await settings.expectStages(names);
  await expect(page.getByTestId("archived-stage")).toHaveCount(0);
  await goTo(app, "board");
  await expect(page.getByTestId("column-count")).toHaveText(["9", "8", "6", "0", "8"]);
});

test("the last stage stays, and so does the last pipeline", async ({ app, page }) => {
  const settings = new Settings(app);
  await beginEmpty(app, "settings");
  // Without deals there is nothing to ask.
  for (let left = 4; left > 0; left -= 1) {
    await settings.end(0, "archive");
    await expect(settings.stages()).toHaveCount(left);
  }
  await settings.end(0, "archive");
  await expect(page.getByRole("dialog")).toContainText(
    app.text({ de: "Die letzte Stufe einer Pipeline bleibt.", en: "The last stage of a pipeline stays." }),
  );
  await page.keyboard.press("Escape");
  await expect(settings.stages()).toHaveCount(1);
  await page.getByTestId("archive-pipeline").click();
  await expect(page.getByRole("dialog")).toContainText(
    app.text({ de: "Die letzte Pipeline bleibt.", en: "The last pipeline stays." }),
  );
});

test("a second pipeline comes from a preset and can be archived without losing a deal", async ({ app, page }) => {
  const settings = new Settings(app);
  const letters = app.text({ de: "F Erster Verdacht", en: "F First suspicion" });
  await beginEmpty(app);
  await addDeal(app, 0, "First");
  await goTo(app, "settings");
  await page.getByTestId("new-pipeline").click();
  await page.getByRole("menuitem").nth(1).click();
  await expect(page.getByTestId("settings-pipeline")).toHaveCount(2);
  await expect(settings.stages()).toHaveCount(6);
  await expect(settings.field(0, "name")).toHaveValue(letters);
  await settings.stages().nth(1).locator("summary").click();
  await expect(settings.stages().nth(1).getByTestId("field-stage-criteria")).toHaveValue(
    app.text({
      de: "Der Nutzen, den der Kunde erwartet, wurde in einem Gespräch geklärt",
      en: "The benefit the customer expects was clarified in a conversation",
    }),
  );
  await settings.type(page.getByTestId("field-pipeline-name"), "Großkunden");

  // The board shows the pipeline that was chosen, and each keeps its own deals.
  await goTo(app, "board");
  await expect(page.getByTestId("pipeline")).toContainText("Großkunden");
  await addDeal(app, 2, "Second");
  await page.getByTestId("pipeline").click();
  await page.getByRole("menuitem").first().click();
  await expect(page.locator(".column")).toHaveCount(5);
  await expect(page.locator(".card")).toHaveText([/First/]);

  await goTo(app, "settings");
  await page.getByTestId("settings-pipeline").nth(1).click();
  await page.getByTestId("archive-pipeline").click();
  const form = page.getByTestId("ending-form");
  await form.getByTestId("field-deals-to").selectOption({ index: 0 });
  await form.locator("button[type=submit]").click();
  await page.getByTestId("settings-pipeline").first().click();
  await goTo(app, "board");
  await expect(page.locator(".card")).toHaveCount(2);
  expect(await dealsOnBoard(app)).toBe(2);
  await expect(page.getByTestId("pipeline")).toHaveCount(0);
});

test("the language changes at once and the screen stays", async ({ app, page, language }) => {
  await beginWithExample(app, "showcase", "settings");
  const other = language === "de" ? "en" : "de";
  const title = { de: "Einstellungen", en: "Settings" };
  await expect(page.locator("h1")).toHaveText(title[language]);
  await page.getByTestId(`language-${other}`).click();
  await expect(page.locator("h1")).toHaveText(title[other]);
  await expect(page.locator("html")).toHaveAttribute("lang", other);
  await expect(page).toHaveURL(/#\/settings/);
  await expect(page).toHaveTitle(new RegExp(title[other]));
  await expect(page.getByTestId(`language-${other}`)).toBeFocused();
  // What the user wrote is not translated: the stages keep their names.
  await expect(page.getByTestId("field-stage-name").first()).toHaveValue(STAGES.standard[language][0]);

  // With a deal open beside the board: both stay.
  await goTo(app, "board");
  await page.locator(".card-link").first().click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  const address = page.url();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", other);
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  expect(page.url()).toBe(address);
});

test("the theme changes at once and survives a reload", async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await beginEmpty(app, "settings");
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  await page.getByTestId("theme-dark").click();
  await expect(page.getByTestId("theme-dark")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(ink).not.toBe(light);
  const dark = await ink();
  await page.reload();
  await expect(page.getByTestId("theme-dark")).toHaveAttribute("aria-pressed", "true");
  expect(await ink()).toBe(dark);
  await page.getByTestId("theme-system").click();
  await expect.poll(ink).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ink).toBe(dark);
});

test("a deal in another currency counts as soon as there is a rate", async ({ app, page }) => {
  const settings = new Settings(app);
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha 1000 €");
  await addDeal(app, 0, "Beta 1000 USD");
  const stage = await page.locator(".column").first().getAttribute("data-stage");
  const total = app.figure(`stage_value.${stage}`);
  await expect(total).toHaveAttribute("data-value", "100000");

  await goTo(app, "settings");
  await expect(page.locator(".rate-missing")).toContainText("USD");
  for (const wrong of ["0", "-1", "abc", "1000001"]) {
    await page.getByTestId("new-rate-currency").fill("USD");
    await settings.type(page.getByTestId("new-rate-value"), wrong);
    await settings.expectRefused(page.getByTestId("new-rate-value"), app.text({ de: /größer als 0/, en: /above 0/ }));
  }
  await page.getByTestId("new-rate-currency").fill("U1");
  await settings.type(page.getByTestId("new-rate-value"), "2");
  await settings.expectRefused(page.getByTestId("new-rate-currency"), app.text({ de: /keine Währung/, en: /not a currency/ }));
  await page.getByTestId("new-rate-currency").fill("EUR");
  await settings.type(page.getByTestId("new-rate-value"), "2");
  await settings.expectRefused(page.getByTestId("new-rate-currency"), app.text({ de: /Grundwährung/, en: /base currency/ }));

  await page.getByTestId("new-rate-currency").fill("usd");
  await settings.type(page.getByTestId("new-rate-value"), app.text({ de: "0,5", en: "0.5" }));
  await expect(page.locator("[data-currency=USD]")).toBeVisible();
  await expect(page.locator(".rate-missing")).toHaveCount(0);
  await goTo(app, "board");
  await expect(total).toHaveAttribute("data-value", "150000");

  // In dollars the same totals are twice the number.
  await goTo(app, "settings");
  await settings.type(page.getByTestId("field-base-currency"), "USD");
  await expect(page.locator("[data-currency=EUR]").getByTestId("field-rate-value")).toHaveValue("2");
  await goTo(app, "board");
  await expect(total).toHaveAttribute("data-value", "300000");
  await goTo(app, "settings");
  await settings.type(page.getByTestId("field-base-currency"), "Euro");
  await settings.expectRefused(page.getByTestId("field-base-currency"), app.text({ de: /keine Währung/, en: /not a currency/ }));
});

test("a workspace is renamed, and deleted only after a file was offered", async ({ app, page }) => {
  const settings = new Settings(app);
  await beginWithExample(app, "showcase", "settings");
  await settings.type(page.getByTestId("field-workspace-name"), "Studio Nord");
  await expect(page.getByTestId("workspace")).toContainText("Studio Nord");

  await page.getByTestId("delete-workspace").click();
  await expect(page.getByRole("dialog")).toContainText("Studio Nord");
  const file = await handedOut(page, () => page.getByTestId("export-first").click());
  expect(file.suggestedFilename()).toMatch(/^Studio_Nord-\d{4}-\d{2}-\d{2}\.json$/);
  const kept = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(JSON.stringify(kept)).toContain("Studio Nord");

  // Cancelling deletes nothing.
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.getByTestId("workspace")).toContainText("Studio Nord");
  await page.getByTestId("delete-workspace").click();
  await page.getByTestId("delete-now").click();
  await expect(page.getByTestId("start-empty")).toBeVisible();
  // What is said to be deleted is: the page may be loaded again at once.
  await page.reload();
  await expect(page.getByTestId("start-empty")).toBeVisible();
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((key) => /\/(j|m|s|h)(\/|$)/.test(key)));
  expect(await left()).toEqual([]);
});

test("workspaces lie side by side and never mix", async ({ app, page }) => {
  await beginWithExample(app, "showcase", "settings");
  await page.getByTestId("workspace").click();
  await page.getByRole("menuitem").last().click();
  await page.getByTestId("start-empty").click();
  await goTo(app, "board");
  expect(await dealsOnBoard(app)).toBe(0);
  await addDeal(app, 0, "Mine");
  await page.getByTestId("workspace").click();
  await page.getByRole("menuitem").first().click();
  await expect(page.getByTestId("column-count").first()).toHaveText("9");
  expect(await dealsOnBoard(app)).toBe(OPEN);
  await expect(page.locator(".card").filter({ hasText: "Mine" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId("column-count").first()).toHaveText("9");
});

test("percentages set by hand can be switched off for those learned from closed deals", async ({ app, page }) => {
  const stage = STAGES.standard[app.language][2];
  const board = new Board(app);
  await beginWithExample(app, "showcase", "insights");
  await expect(app.figure(`p_learned.${stage}`).first()).toHaveAttribute("data-value", /./);
  const chance = await app.value(`p_learned.${stage}`);
  await goTo(app, "board");
  const [value, byHand] = [await board.sum(2), await board.sum(2, "weighted")];
  expect(value).toBeGreaterThan(0);

  await goTo(app, "settings");
  await page.getByTestId("field-percentages").selectOption({ index: 1 });
  await goTo(app, "board");
  // Each deal is rounded to a minor unit, and the chance to a hundredth of a percent.
  const near = async (expected: number) =>
    expect.poll(async () => Math.abs((await board.sum(2, "weighted")) - expected)).toBeLessThan(1 + value * 0.6e-4);
  await near(value * chance);
  expect(Math.abs(value * chance - byHand)).toBeGreaterThan(value * 0.01);

  await board.start.reload();
  await near(value * chance);
  await board.link(await board.titles(2).first().innerText()).click();
  await expect(page.getByTestId("deal-panel").getByTestId("learned")).toContainText("%");
  await page.keyboard.press("Escape");
  await page.getByTestId("undo").click();
  await near(byHand);
});
