// The score matrix, why a deal stands where it does, and the editor of the tables.
import { expect, test } from "./fixtures";
import { beginWithExample } from "./pages/beginning";
import { Scores } from "./pages/scores";

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);

test("a cell of the matrix shows its deals", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  const counts = await scores.counts();
  const filled = Object.entries(counts).filter(([, count]) => count > 0);
  expect(filled.length).toBeGreaterThan(2);
  for (const [cell, count] of filled.slice(0, 3)) {
    await scores.cell(cell).click();
    await expect(scores.cell(cell)).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("#scores-deals")).toHaveText(new RegExp(`^${count} .*${cell}$`));
    await expect(scores.rows().first().locator(".badge")).toHaveText(cell);
  }
  await page.getByTestId("all-scores").click();
  await expect(scores.cell(filled[2][0])).toHaveAttribute("aria-pressed", "false");
  // A deal of the list opens beside it.
  await scores.rows().first().locator("a").click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
});

test("an empty cell says so", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  const counts = await scores.counts();
  const empty = Object.entries(counts).find(([, count]) => count === 0)?.[0] ?? "";
  await scores.cell(empty).click();
  await expect(page.locator(".empty-state")).toHaveText(
    app.text({ de: "Hier liegt kein Deal.", en: "There is no deal here." }),
  );
});

test("the points of a behaviour change the score at once, and can be taken back", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  const before = await scores.counts();
  const row = scores.explanation().locator("table").nth(1).locator("tbody tr").first();
  const behaviour = (await row.getByRole("rowheader").innerText()).trim();
  const times = Number((await row.locator("td").first().innerText()).replace(/\D/g, ""));
  expect(times).toBeGreaterThan(0);

  await scores.edit();
  const field = page.locator(".score-fields").getByLabel(behaviour, { exact: true });
  const points = Number(await field.inputValue());
  // The deal explained is the first of the list, which may be another one now: hold on to this one.
  const deal = await scores.rows().first().getAttribute("data-deal");
  await page.locator(`[data-deal="${deal}"]`).getByTestId("why").click();
  await expect(row.locator("td").last()).toHaveText(String(times * points));
  await scores.type(field, String(points + 7));
  await expect(row.locator("td").last()).toHaveText(String(times * (points + 7)));

  // With no points for anything, nobody leaves the coldest band.
  for (const one of await page.getByTestId("field-engagement-points").all()) await scores.type(one, "0");
  await expect
    .poll(async () => {
      const counts = await scores.counts();
      return counts.A4 + counts.B4 + counts.C4 + counts.D4;
    })
    .toBe(sum(before));

  await page.getByTestId("reset-scoring").click();
  await expect.poll(() => scores.counts()).toEqual(before);
  await expect(page.getByTestId("reset-scoring")).toBeDisabled();
  await page.getByTestId("undo").click();
  await expect(page.getByTestId("reset-scoring")).toBeEnabled();
  await expect.poll(() => scores.counts()).not.toEqual(before);
});

test("weights change the grade as the explanation says", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  await scores.edit();
  const weights = page.getByTestId("field-weight");
  await expect(weights).toHaveCount(3);
  // Only the first attribute counts: then its grade is the overall grade.
  await scores.type(weights.nth(1), "0");
  await scores.type(weights.nth(2), "0");
  const grade = scores.explanation().locator("table").first().locator("tbody tr").first().locator("td").nth(1);
  const result = scores.explanation().locator(".score-result strong");
  const rows = Math.min(await scores.rows().count(), 6);
  const grades = new Set<string>();
  for (let at = 0; at < rows; at += 1) {
    await scores.rows().nth(at).getByTestId("why").click();
    await expect(scores.rows().nth(at).getByTestId("why")).toHaveAttribute("aria-pressed", "true");
    const letter = (await grade.innerText()).trim().charAt(0);
    grades.add(letter);
    await expect(result).toHaveText(new RegExp(`^${letter}[1-4]$`));
  }
  // A weight that is no number stays refused at its field and changes nothing.
  await scores.type(weights.first(), "1000");
  await expect(weights.first()).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator(".attribute-weight .error").first()).toContainText(/0.*100/);
  await page.keyboard.press("Escape");
  await expect(weights.first()).not.toHaveAttribute("aria-invalid");
});

test("the meaning of a cell can be chosen and survives a reload", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  await expect(scores.cell("A1")).toHaveAttribute("data-meaning", "hot");
  await expect(scores.cell("D4")).toHaveAttribute("data-meaning", "watch");
  await scores.edit();
  const options = await page.getByTestId("meaning-D4").locator("option").allTextContents();
  await page.getByTestId("meaning-D4").getByRole("combobox").selectOption({ label: options[0] });
  await expect(scores.cell("D4")).not.toHaveAttribute("data-meaning", "watch");
  const meaning = (await scores.cell("D4").getAttribute("data-meaning")) ?? "";
  await page.reload();
  await expect(scores.cell("D4")).toHaveAttribute("data-meaning", meaning);
});

test("a rule can be added and taken away", async ({ app, page }) => {
  const scores = new Scores(app);
  await beginWithExample(app, "showcase", "scores");
  await scores.edit();
  const rules = page.locator("[data-attribute=industry]").getByTestId("rule");
  const before = await rules.count();
  await page.locator("[data-attribute=industry]").getByTestId("add-rule").click();
  await expect(rules).toHaveCount(before + 1);
  const words = rules.last().getByTestId("field-rule-words");
  await words.fill(" , ");
  await words.press("Control+Enter");
  await expect(rules.last().getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await words.fill("<script>alert(1)</script>, Werft");
  await words.press("Control+Enter");
  await expect(words).toHaveValue("<script>alert(1)</script>, Werft");
  await rules.last().getByRole("button").last().click();
  await expect(rules).toHaveCount(before);
});
