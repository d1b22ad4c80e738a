// Tasks of a deal: plan, do, log.
import { expect, test } from "./fixtures";
import { withDeal } from "./pages/deal";

/** A Wednesday at noon: the days a test types are then the same in every run. */
const WEDNESDAY = new Date("2026-11-18T12:00:00+01:00");

test.describe("tasks", () => {
  test("the earliest is the next step on the card; done, it is in the time line", async ({ app, page }) => {
    await page.clock.setFixedTime(WEDNESDAY);
    const { board, panel } = await withDeal(app);
    const step = board.card("Acme").locator(".step");
    await expect(step).toHaveText(app.text({ de: "Kein nächster Schritt", en: "No next step" }));
    await panel.plan("Send offer", app.text({ de: "in 5 Tagen", en: "in 5 days" }));
    await expect(step).toContainText("Send offer");
    await panel.plan("Call back", app.text({ de: "gestern", en: "yesterday" }));
    await expect(panel.tasks().locator(".panel-row-title")).toHaveText(["Call back", "Send offer"]);
    await expect(step).toContainText("Call back");
    await expect(step).toHaveClass(/overdue/);
    await panel.tasks().first().getByTestId("task-done").click();
    await expect(panel.tasks().locator(".panel-row-title")).toHaveText(["Send offer"]);
    await expect(step).toContainText("Send offer");
    await expect(panel.timeLine().first()).toContainText("Call back");
    await board.start.reload();
    await expect(panel.tasks().locator(".panel-row-title")).toHaveText(["Send offer"]);
    await expect(panel.timeLine().filter({ hasText: "Call back" })).toHaveCount(1);
  });

  test("a task without a subject or with a wrong day is refused and nothing typed is lost", async ({ app }) => {
    const { panel } = await withDeal(app);
    await panel.root.getByTestId("add-task").click();
    const form = panel.root.getByTestId("activity-form");
    await form.getByTestId("field-task-notes").fill("Bring the sample");
    await form.getByTestId("save-activity").click();
    await expect(form.getByRole("alert").first()).toHaveText(
      app.text({ de: "Bitte sagen, was zu tun ist.", en: "Please say what is to be done." }),
    );
    await expect(form.getByTestId("field-task-notes")).toHaveValue("Bring the sample");
    await form.getByTestId("task-subject").fill("Visit");
    await form.getByTestId("field-task-due").fill("31.02.2027");
    await form.getByTestId("save-activity").click();
    await expect(await panel.error(form.getByTestId("field-task-due"))).not.toBeEmpty();
    await expect(panel.tasks()).toHaveCount(0);
    await form.getByTestId("field-task-due").fill(app.text({ de: "morgen", en: "tomorrow" }));
    await form.getByTestId("save-activity").click();
    await expect(panel.tasks()).toHaveCount(1);
    await expect(panel.tasks()).toContainText("Visit");
    await expect(panel.tasks()).toContainText("Bring the sample");
  });

  test("what was done is logged, and undo takes a completed task back", async ({ app, page }) => {
    const { panel } = await withDeal(app);
    await panel.root.getByTestId("log-activity").click();
    await panel.root.getByTestId("task-subject").fill("Long talk");
    await panel.root.getByTestId("save-activity").click();
    await expect(panel.timeLine().first()).toContainText("Long talk");
    await panel.plan("Call back");
    await panel.tasks().getByTestId("task-done").click();
    await expect(panel.tasks()).toHaveCount(0);
    await page.getByTestId("undo").click();
    await expect(panel.tasks()).toHaveCount(1);
  });
});
