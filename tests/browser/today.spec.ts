// The day: what is overdue, due, and without a plan; done with one key.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { App } from "./pages/app";
import { Board } from "./pages/board";
import { DealPanel } from "./pages/deal";

/** A Wednesday at noon. */
const WEDNESDAY = new Date("2026-11-18T12:00:00+01:00");

/** A section of the screen by its key. */
function section(page: Page, key: string): Locator {
  return page.locator(`[data-section=${key}]`);
}

/** What the tasks of a section say. */
function subjects(page: Page, key: string): Locator {
  return section(page, key).locator(".task-subject");
}

/** Expects tasks of one day; which of them is first is open. */
async function expectTogether(tasks: Locator, names: string[]) {
  await expect(tasks).toHaveCount(names.length);
  for (const name of names) await expect(tasks.getByText(name, { exact: true })).toHaveCount(1);
}

/** Deals with tasks late, today and later, and one without; then the screen of the day. */
async function withTasks(app: App) {
  const { page } = app;
  await page.clock.setFixedTime(WEDNESDAY);
  const board = new Board(app);
  const panel = new DealPanel(app);
  await board.start.empty();
  await board.addInOrder(0, ["Late", "Now", "Later", "Nothing"]);
  const days = app.text({ de: ["vorgestern", "gestern", "heute", "morgen"], en: ["-2d", "yesterday", "today", "tomorrow"] });
  const plan = async (title: string, ...tasks: [string, string][]) => {
    await board.link(title).click();
    await expect(panel.field("title")).toHaveValue(title);
    for (const [subject, day] of tasks) await panel.plan(subject, day);
    await panel.close();
  };
  await plan("Late", ["Oldest", days[0]], ["Older", days[1]]);
  await plan("Now", ["Today’s", days[2]]);
  await plan("Later", ["Next", days[3]]);
  await app.open("#/today");
  await expect(section(page, "due")).toBeVisible();
}

test("tasks stand under their day, deals without a plan under their own heading", async ({ app, page }) => {
  await withTasks(app);
  await expect(subjects(page, "overdue")).toHaveText(["Oldest", "Older"]);
  await expect(subjects(page, "due")).toHaveText(["Today’s"]);
  await expect(subjects(page, "coming")).toHaveText(["Next"]);
  expect(await app.value("today.overdue")).toBe(2);
  expect(await app.value("today.due")).toBe(1);
  expect(await app.value("today.without_step")).toBe(1);
  await expect(section(page, "overdue").locator(".task-due").first()).toHaveText(
    app.text({ de: "2 Tage überfällig", en: "overdue by 2 days" }),
  );
  await expect(section(page, "without_step").getByRole("link")).toHaveText(["Nothing"]);
});

test("one key completes a task and goes on to the next", async ({ app, page }) => {
  await withTasks(app);
  const tick = (subject: string) =>
    page.getByRole("button", { name: app.text({ de: `„${subject}“ erledigen`, en: `Complete “${subject}”` }) });
  await tick("Oldest").focus();
  await page.keyboard.press("d");
  await expect(subjects(page, "overdue")).toHaveText(["Older"]);
  await expect(tick("Older")).toBeFocused();
  expect(await app.value("today.done")).toBe(1);
  await page.keyboard.press("Space");
  await expect(section(page, "overdue")).toHaveCount(0);
  await expect(tick("Today’s")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(tick("Next")).toBeFocused();
  // Both are undone one by one, and a reload keeps that.
  await page.keyboard.press("Control+z");
  await expect(subjects(page, "overdue")).toHaveText(["Older"]);
  await page.reload();
  await expect(subjects(page, "overdue")).toHaveText(["Older"]);
  expect(await app.value("today.done")).toBe(1);
});

test("a deal without a plan gets its next step at the place", async ({ app, page }) => {
  await withTasks(app);
  const row = section(page, "without_step").locator(".plan");
  await row.getByRole("button", { name: app.text({ de: "Planen", en: "Plan" }) }).click();
  await expect(row.getByRole("alert")).toHaveText(app.text({ de: "Bitte sagen, was zu tun ist.", en: "Please say what is to be done." }));
  await row.getByTestId("plan-subject").fill("Say hello");
  await row.locator("input[type=date]").fill("2026-11-18");
  await row.getByTestId("plan-subject").press("Enter");
  await expectTogether(subjects(page, "due"), ["Today’s", "Say hello"]);
  await expect(section(page, "without_step").locator(".plan")).toHaveCount(0);
  expect(await app.value("today.without_step")).toBe(0);
});

test("a task is postponed by the menu", async ({ app, page }) => {
  await withTasks(app);
  await section(page, "due").getByTestId("postpone").click();
  await page.getByRole("menuitem").first().click();
  await expectTogether(subjects(page, "coming"), ["Next", "Today’s"]);
  await expect(section(page, "due")).toContainText(app.text({ de: "Heute ist nichts fällig.", en: "Nothing is due today." }));
});

test("a deal opens from its task", async ({ app, page }) => {
  await withTasks(app);
  await section(page, "due").getByRole("link", { name: "Now" }).click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
  await expect(page.getByTestId("field-title")).toHaveValue("Now");
  expect(page.url()).toContain("#/today?deal=");
});

test("a new day moves what was due today to what is overdue", async ({ app, page }) => {
  await withTasks(app);
  await page.clock.setFixedTime(new Date("2026-11-19T08:00:00+01:00"));
  await page.reload();
  await expect(subjects(page, "overdue")).toHaveText(["Oldest", "Older", "Today’s"]);
  await expect(subjects(page, "due")).toHaveText(["Next"]);
});

test("without a deal the page says so and leads to the board", async ({ app, page }) => {
  const board = new Board(app);
  await board.start.empty();
  await app.open("#/today");
  await page.getByTestId("today-empty").getByRole("button").click();
  await expect(board.columns().first()).toBeVisible();
});
