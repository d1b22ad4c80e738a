// Insights: how long deals take, where they stop, who wins more often, why they are lost.
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { App } from "./pages/app";
import { Analysis } from "./pages/analysis";
import { beginEmpty, beginWithExample, goTo } from "./pages/beginning";
import { Plates, expectPicture, expectSelfContained } from "./pages/plates";
import { reportProgram, reported } from "./pages/report";

const SIMULATED = "#/data/simulate?deals=400&seed=42";

/** Figures of the screen whose value does not hang on the second they are worked out. */
const STEADY = [/^p_learned\./, /^cif\.(won|lost)\./, /^win_rate_closed\.by_/, /^(won|lost)_count\.by_/, /^win_rate_ultimate$/, /^expected_wins_open$/, /^stay_(q1|q3)_days\./];

/** Opens the screen with simulated deals; it is drawn part by part, to the end. */
async function look(app: App) {
  await app.open(SIMULATED);
  await goTo(app, "insights");
  await new Analysis(app).settled();
}

test.describe("in the zone of the report", () => {
  test.use({ timezoneId: "UTC" });

  test("the figures are those of the command line", async ({ app, page }) => {
    const program = reportProgram();
    test.skip(program === undefined, "the example `report` is not built");
    await app.open(SIMULATED);
    const said = await reported(app, program ?? "");
    await goTo(app, "insights");
    await expect(app.figure("win_rate_ultimate").first()).toHaveAttribute("data-value", /./);
    await new Analysis(app).settled();
    const shown = await page
      .locator("[data-figure]")
      .evaluateAll((all) => all.map((one) => [one.getAttribute("data-figure") ?? "", one.getAttribute("data-value")] as const));
    const known = new Set(Object.keys(said));
    expect(shown.map(([key]) => key).filter((key) => !known.has(key))).toEqual([]);
    const steady = shown.filter(([key]) => STEADY.some((one) => one.test(key)));
    expect(steady.length).toBeGreaterThan(50);
    for (const [key, value] of steady) {
      const expected = said[key];
      if (expected === null) expect(value, key).toBeNull();
      // The two look seconds apart, and ages grow meanwhile.
      else expect(Math.abs(Number(value) - expected), key).toBeLessThan(1e-3 * Math.max(1, Math.abs(expected)));
    }
  });
});

test("the shares of won, lost and open make a whole, and the curves only rise", async ({ app }) => {
  await look(app);
  const plates = new Plates(app);
  const table = await plates.table("incidence");
  const [won, lost, open] = await Promise.all([1, 3, 5].map((at) => plates.column(table, at)));
  const known = won.map((_, at) => at).filter((at) => Number.isFinite(won[at]));
  expect(known.length).toBeGreaterThan(3);
  for (const at of known) expect(won[at] + lost[at] + open[at]).toBeCloseTo(1, 9);
  for (const shares of [won, lost]) {
    const seen = known.map((at) => shares[at]);
    expect(seen).toEqual([...seen].sort((one, two) => one - two));
  }
});

test("each chart has its table, and is saved as a drawing, a picture and numbers", async ({ app }) => {
  test.slow();
  await look(app);
  const plates = new Plates(app);
  await expect(plates.drawing("incidence")).toBeVisible();
  const names = await plates.names();
  expect(names).toEqual(expect.arrayContaining(["incidence", "stays", "dwell", "learned", "breakdown", "losses", "cohorts"]));
  for (const name of names) {
    await expect(plates.drawing(name), name).toHaveAccessibleName(/\S/);
    const table = await plates.table(name);
    const rows = await table.locator("tr").count();
    expect(rows, name).toBeGreaterThan(1);
    expectSelfContained(await plates.save(name, "svg"));
    const numbers = (await plates.save(name, "csv")).bytes.toString("utf8").replace("\ufeff", "");
    expect(numbers.trim().split("\r\n"), name).toHaveLength(rows);
    expect(numbers, name).toMatch(app.text({ de: /;/, en: /,/ }));
  }
  expectPicture(await plates.save("incidence", "png"));
});

test("a table stays as it was left when the figures change", async ({ app, page }) => {
  await look(app);
  const table = new Plates(app).plate("incidence").locator("details.plate-table");
  await expect(table).toHaveAttribute("open", "");
  await table.locator("summary").click();
  await expect(table).not.toHaveAttribute("open", "");
  await page.locator("select[name=compare]").selectOption("1");
  await expect(page.locator('[data-figure^="win_rate_closed.by_source."]').first()).toBeVisible();
  await expect(table).not.toHaveAttribute("open", "");
});

test("groups are compared by what the user chooses, with their interval and a verdict", async ({ app, page }) => {
  await look(app);
  const keys = ["by_owner", "by_source", "by_product", "by_segment", "by_campaign", "by_industry", "by_size", "by_region", "by_month", "by_quarter_phase"];
  const field = page.locator("select[name=compare]");
  for (const [at, key] of keys.entries()) {
    await field.selectOption(at === 0 ? "" : String(at));
    await expect(page.locator(`[data-figure^="win_rate_closed.${key}."]`).first()).toHaveCount(1);
  }
  await field.selectOption("");
  const table = page.getByTestId("breakdown").locator("table").first();
  const rows = table.locator("tbody tr");
  await expect(rows.first()).toContainText("%");
  const verdicts = await rows.locator("td.words").allInnerTexts();
  const allowed = app.text({
    de: ["wirklich höher", "wirklich niedriger", "nur Zufall", "zu wenige"],
    en: ["really higher", "really lower", "only noise", "too few"],
  });
  expect(verdicts.length).toBeGreaterThan(1);
  for (const verdict of verdicts) expect(allowed).toContain(verdict);

  // What is to be expected lies nearer to the common rate than what was.
  const [rates, expected] = await Promise.all([1, 3].map((at) => new Plates(app).column(table, at)));
  const known = rates.filter((rate) => !Number.isNaN(rate));
  expect(expected).toHaveLength(rates.length);
  expect(Math.max(...expected)).toBeLessThanOrEqual(Math.max(...known));
  expect(Math.min(...expected)).toBeGreaterThanOrEqual(Math.min(...known));
});

test("the chance from each stage is shown by group, where groups learn from each other", async ({ app, page }) => {
  await look(app);
  const table = page.getByTestId("pooled").locator("table");
  const plates = new Plates(app);
  const stages = await table.locator("thead th").allInnerTexts();
  expect(stages).toHaveLength(6);
  // Of those that come further more are won, whatever the group.
  const [first, last] = await Promise.all([1, 5].map((at) => plates.column(table, at)));
  expect(first.length).toBeGreaterThan(2);
  for (const [at, chance] of first.entries()) expect(last[at]).toBeGreaterThan(chance);
  // Another dimension, other groups.
  const owners = await table.locator("tbody th").allInnerTexts();
  await page.locator("select[name=compare]").selectOption("3");
  await expect(table.locator("tbody th").first()).not.toHaveText(owners[0]);
  await expect(page.getByTestId("pooled").getByRole("heading")).toContainText(app.text({ de: "Segment", en: "Segment" }));
  await expect(page.getByTestId("pooled-pipelines")).toHaveCount(0);
});

test("a month of the cohorts and the stays that lasted open into their deals", async ({ app, page }) => {
  await look(app);
  const figures = new Analysis(app);
  for (const part of ["cohorts", "dwell"]) await page.getByTestId(part).locator("details > summary").click();
  const shown = async (prefix: string) => {
    const found = page.locator(`[data-figure^="${prefix}"]`);
    const all = await found.evaluateAll((all) => all.map((one) => [one.getAttribute("data-figure") ?? "", Number(one.getAttribute("data-value"))] as const));
    return all.filter(([, value]) => value > 0);
  };
  // The month itself, then what was won of it.
  const [[created, count]] = await shown("cohort_count.");
  let explanation = await figures.open(created);
  await expect(explanation.getByRole("heading", { level: 3 }).filter({ hasText: /\d/ }).first()).toContainText(String(count));
  await figures.close();
  const [[won, share]] = await shown("cohort_won.");
  const of = await app.value(`cohort_count.${won.split(".")[1]}`);
  explanation = await figures.open(won);
  await expect(explanation.getByRole("heading", { level: 3 }).filter({ hasText: /\d/ }).first()).toContainText(String(of));
  expect(share * of).toBeCloseTo(Math.round(share * of), 9);
  await figures.close();
  const lasting = await shown("stays_lasting.");
  const [rarest, stays] = lasting.reduce((least, one) => (one[1] < least[1] ? one : least));
  explanation = await figures.open(rarest);
  const deals = await explanation.locator(".deal-list").first().locator("a[data-deal]").count();
  expect(deals).toBeGreaterThan(0);
  expect(deals).toBeLessThanOrEqual(stays);
});

test("by the days in a stage there are fewer and fewer stays, each with its chance", async ({ app, page }) => {
  await look(app);
  const dwell = page.getByTestId("dwell");
  await expect(dwell.locator("svg .heat-number").first()).toBeVisible();
  await dwell.locator("details > summary").click();
  const plates = new Plates(app);
  const table = dwell.locator("table");
  const stages = await table.locator("tbody th").allInnerTexts();
  const [days, stays, there, chances] = await Promise.all([1, 2, 3, 4].map((at) => plates.column(table, at)));
  expect(new Set(stages).size).toBeGreaterThan(3);
  let compared = 0;
  for (let at = 1; at < stages.length; at += 1) {
    expect(chances[at]).toBeGreaterThanOrEqual(0);
    expect(chances[at]).toBeLessThanOrEqual(1);
    if (stages[at] !== stages[at - 1]) continue;
    expect(days[at]).toBeGreaterThan(days[at - 1]);
    expect(stays[at]).toBeLessThanOrEqual(stays[at - 1]);
    expect(there[at]).toBeLessThanOrEqual(there[at - 1] + 1e-9);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(10);
});

test("the sums of the losses add up and open into their deals", async ({ app, page }) => {
  await look(app);
  const plates = new Plates(app);
  const losses = page.getByTestId("losses");
  const table = losses.locator('[data-plate="losses"] table');
  const counts = await plates.column(table, 1);
  const sum = counts.pop();
  expect(counts.length).toBeGreaterThan(2);
  expect(counts.reduce((all, one) => all + one, 0)).toBe(sum);
  const ofStage = await plates.column(table, 3);
  const atStage = ofStage.pop();
  expect(ofStage.filter((one) => !Number.isNaN(one)).reduce((all, one) => all + one, 0)).toBe(atStage);
  const explained = async (of: Locator) => {
    const count = Number(await of.getAttribute("data-number"));
    expect(count).toBeGreaterThan(1);
    await of.click();
    const explanation = page.getByTestId("explanation");
    await expect(explanation).toContainText(app.text({ de: `${count} Deals gezählt`, en: `${count} deals counted` }));
    await page.keyboard.press("Escape");
    await expect(explanation).toHaveCount(0);
  };
  // The sum of a reason, of a reason and a stage, and what the customer did instead.
  await explained(table.locator("tbody tr").first().locator("[data-open]").first());
  await explained(table.locator("tbody tr").first().locator("[data-open]").nth(2));
  await explained(losses.locator('[data-open^="lost_count.by_purchase."]').first());
});

test("stuck deals are named and lead to themselves", async ({ app, page }) => {
  await look(app);
  const stuck = page.getByTestId("stuck");
  const rows = stuck.locator("tbody tr");
  await expect(rows.first()).toBeVisible();
  const plates = new Plates(app);
  const [days, usual] = await Promise.all([2, 3].map((at) => plates.column(stuck.locator("table"), at)));
  for (const [at, age] of days.entries()) expect(age).toBeGreaterThan(usual[at]);
  await stuck.locator("a[data-deal]").first().click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
});

test("every kind of figure opens and explains itself", async ({ app, page }) => {
  test.slow();
  const figures = new Analysis(app);
  await beginWithExample(app, "letters", "insights");
  await figures.settled();
  const keys = await page
    .locator("[data-figure]")
    .evaluateAll((found) => [...new Set(found.map((one) => one.getAttribute("data-figure") ?? ""))]);
  const kinds = [...new Map(keys.map((key) => [key.split(".")[0], key])).values()];
  expect(kinds).toEqual(expect.arrayContaining([expect.stringMatching(/^cohort_won/), expect.stringMatching(/^stays_lasting/)]));
  // Some stand in tables that are closed.
  await page.locator("details.plate-table:not([open]) > summary").evaluateAll((all) => all.forEach((one) => (one as HTMLElement).click()));
  for (const key of kinds) {
    const explanation = await figures.open(key);
    await expect(explanation.getByTestId("formula"), key).toHaveText(/\S{3}/);
    await figures.close();
  }
});

test("without deals each part says why it is empty", async ({ app, page }) => {
  await beginEmpty(app, "insights");
  for (const part of ["incidence", "stays", "stuck", "dwell", "learned", "breakdown", "losses", "wins", "rivals", "cohorts"]) {
    await expect(page.getByTestId(part)).toContainText(/\S/);
  }
  await expect(page.locator("#main")).not.toContainText(/NaN|Infinity|undefined/);
});

test("another screen begins at its top", async ({ app, page }) => {
  await look(app);
  await page.locator('[data-jump="cohorts"]').click();
  await expect(page.getByTestId("cohorts")).toBeInViewport();
  const main = page.locator("#main");
  expect(await main.evaluate((place) => place.scrollTop)).toBeGreaterThan(100);
  await goTo(app, "forecast");
  await expect(page.getByTestId("outlook")).toBeVisible();
  expect(await main.evaluate((place) => place.scrollTop)).toBe(0);
});

test("the ways on top lead to the parts", async ({ app, page }) => {
  await look(app);
  await page.locator('[data-jump="cohorts"]').click();
  await expect(page.getByTestId("cohorts")).toBeInViewport();
  await expect(page.getByTestId("cohorts").getByRole("heading", { level: 2 })).toBeFocused();
  await expect(page).toHaveURL(/#\/insights/);
});
