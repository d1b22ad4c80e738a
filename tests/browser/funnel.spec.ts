// The funnel, the key figures and the forecast: the numbers a person reads and opens.
import { expect, test } from "./fixtures";
import { Analysis, STAGES } from "./pages/analysis";
import { addDeal, beginEmpty, beginWithExample, goTo, moveDeal } from "./pages/beginning";

test("a hundred leads, thirty qualified, ten offers and three orders are read to the digit", async ({ app }) => {
  const figures = new Analysis(app);
  const [lead, qualified, offer] = STAGES.funnel[app.language];
  await beginWithExample(app, "funnel", "funnel");
  await figures.expectValues({
    [`reached.${lead}`]: 100,
    [`reached.${qualified}`]: 30,
    [`reached.${offer}`]: 10,
    funnel_won: 3,
    [`conversion.${lead}`]: 0.3,
    [`conversion.${qualified}`]: 1 / 3,
    [`conversion.${offer}`]: 0.3,
    "conversion.total": 0.03,
  });
  const written = { de: ["30 %", "33,3 %", "30 %", "3 %"], en: ["30%", "33.3%", "30%", "3%"] }[app.language];
  for (const [at, key] of [lead, qualified, offer, "total"].entries()) {
    const words = (await app.figure(`conversion.${key}`).first().innerText()).replaceAll(/\s/g, " ");
    expect(words, key).toContain(written[at]);
  }
});

test("ten thousand visits and a hundred downloads are one percent", async ({ app }) => {
  const figures = new Analysis(app);
  const stage = app.text({ de: "Besuch", en: "Visit" });
  await beginWithExample(app, "leaky-funnel", "funnel");
  await figures.expectValues({ [`reached.${stage}`]: 10_000, "reached.Download": 100, [`conversion.${stage}`]: 0.01 });
});

test("ten deals, thirty percent, 15,000 € and 45 days are 1,000 € a day", async ({ app }) => {
  const figures = new Analysis(app);
  await beginWithExample(app, "velocity", "funnel");
  await figures.expectValues({
    open_count: 10,
    win_rate_closed: 0.3,
    average_deal: 1_500_000,
    cycle_mean_days: 45,
    cycle_median_days: 45,
  });
  await expect.poll(() => app.value("velocity_per_day")).toBeCloseTo(100_000, 6);
  await expect(app.figure("velocity_per_day").first()).toContainText(app.text({ de: "1.000 €", en: "€1,000" }));
});

test("two deals of one month give four outcomes with a mean of 20,000 €", async ({ app, page }) => {
  const figures = new Analysis(app);
  await beginWithExample(app, "forecast-pair", "forecast");
  const month = await page.evaluate(() => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
  });
  await figures.expectValues({
    [`forecast.${month}.p10`]: 0,
    [`forecast.${month}.p50`]: 2_000_000,
    [`forecast.${month}.p90`]: 3_000_000,
    [`forecast.${month}.mean`]: 2_000_000,
  });
  // 0, 10, 20, 30 k€ with 12.5, 12.5, 37.5 and 37.5 %.
  const chances = { "10000": 0.875, "20000": 0.75, "30000": 0.375, "30001": 0 };
  for (const [target, chance] of Object.entries(chances)) {
    await page.locator("input[name=target]").fill(target);
    await page.locator("input[name=target]").press("Tab");
    const answer = page.locator(".target-chance");
    await expect.poll(async () => Number(await answer.getAttribute("data-value")), { message: target }).toBeCloseTo(chance, 9);
  }
});

test("the view, the period and the counting change what is counted", async ({ app, page }) => {
  const figures = new Analysis(app);
  const [lead, qualified, offer] = STAGES.funnel[app.language];
  await beginWithExample(app, "funnel", "funnel");
  await figures.expectValues({ [`reached.${lead}`]: 100, cohort_count: 100, cohort_open: 10 });

  // Ten of the hundred are still open, so ninety were closed: 3 won, 87 lost.
  await figures.choose("view", "closed");
  await figures.expectValues({ [`reached.${lead}`]: 90, [`reached.${qualified}`]: 26, [`reached.${offer}`]: 10 });

  // Of the three orders two came in the last thirty days; every loss is older.
  await figures.select("period", "days30");
  await figures.expectValues({ [`reached.${lead}`]: 2, won_count: 2, lost_count: 0 });

  // Nothing began in the last thirty days, so there is nothing to divide.
  await figures.choose("view", "");
  await figures.expectValue("won_count", 0);
  await figures.expectNothing("win_rate_closed", /–/);

  await figures.select("period", "custom");
  await page.locator("input[name=from]").fill("2000-01-01");
  await page.locator("input[name=from]").dispatchEvent("change");
  await page.locator("input[name=to]").fill("2000-12-31");
  await page.locator("input[name=to]").dispatchEvent("change");
  await figures.expectValue("won_count", 0);
  await figures.select("period", "");
  await figures.expectValue(`reached.${lead}`, 100);
});

test("a skipped stage counts as reached, but not when counting strictly", async ({ app }) => {
  const figures = new Analysis(app);
  const stages = STAGES.standard[app.language];
  await beginEmpty(app);
  await addDeal(app, 0, "Jump");
  await addDeal(app, 0, "Stay");
  await moveDeal(app, "Jump", stages[2]);
  await goTo(app, "funnel");
  await figures.expectValues({
    [`reached.${stages[0]}`]: 2,
    [`reached.${stages[1]}`]: 1,
    [`reached.${stages[2]}`]: 1,
    [`reached.${stages[3]}`]: 0,
  });
  await figures.choose("reach", "strict");
  await figures.expectValues({ [`reached.${stages[0]}`]: 2, [`reached.${stages[1]}`]: 0, [`reached.${stages[2]}`]: 0 });
});

test("the parts of a filter add up to the whole", async ({ app, page }) => {
  const figures = new Analysis(app);
  await beginWithExample(app, "showcase", "funnel");
  const keys = ["cohort_count", "open_count", "won_count", "lost_count", "open_value"];
  const wholes = await Promise.all(keys.map((key) => app.value(key)));
  const sums = keys.map(() => 0);
  const sources = (await figures.choices("source")).filter((value) => value !== "");
  expect(sources.length).toBeGreaterThan(1);
  for (const source of sources) {
    await figures.select("source", source);
    // The figures say themselves that a filter is set; then they are those of the filter.
    await expect.poll(() => app.value("cohort_count"), { message: source }).toBeLessThan(wholes[0]);
    for (const [at, key] of keys.entries()) sums[at] += await app.value(key);
  }
  expect(sums).toEqual(wholes);
  await page.locator("[data-clear]").click();
  await figures.expectValue("cohort_count", wholes[0]);
});

test("a figure opens with its formula, its inputs and the deals in it and not in it", async ({ app, page }) => {
  const figures = new Analysis(app);
  await beginWithExample(app, "funnel", "funnel");
  const explanation = await figures.open("win_rate_closed");
  await expect(explanation.getByTestId("formula")).toContainText(
    app.text({ de: "gewonnen ÷ (gewonnen + verloren)", en: "won ÷ (won + lost)" }),
  );
  // 3 won and 87 lost of a hundred; the ten open ones are left out, each with its reason.
  await expect(explanation.locator('[data-open="won_count"]')).toHaveText("3");
  await expect(explanation.locator('[data-open="lost_count"]')).toHaveText("87");
  const headings = explanation.getByRole("heading");
  await expect(headings.filter({ hasText: /^90 / })).toHaveCount(1);
  await expect(headings.filter({ hasText: /^10 / })).toHaveCount(1);
  const out = explanation.locator(".deal-list").last().locator("a[data-deal]");
  await expect(out).toHaveCount(10);
  await expect(out.first()).toContainText(app.text({ de: "noch offen", en: "still open" }));

  // An input opens like every figure, and a deal leads to itself.
  await explanation.locator('[data-open="won_count"]').click();
  await expect(page.getByTestId("formula")).toContainText(
    app.text({ de: "Anzahl der gewonnenen Deals", en: "Number of deals won" }),
  );
  const won = page.getByTestId("explanation").locator(".deal-list").first().locator("a[data-deal]");
  await expect(won).toHaveCount(3);
  await won.first().click();
  await expect(page.getByTestId("deal-panel")).toBeVisible();
});

/** Figures of one kind differ by stage, owner or month only: `reached.A` and `reached.B`. */
function kind(key: string): string {
  const parts = key.split(".");
  return parts[0] === "forecast" ? `forecast.${parts.at(-1)}` : parts[0];
}

test("every kind of figure on the screens of analysis opens and explains itself", async ({ app, page }) => {
  test.slow();
  const figures = new Analysis(app);
  await beginWithExample(app, "letters", "funnel");
  for (const screen of ["funnel", "forecast"] as const) {
    await goTo(app, screen);
    await figures.settled();
    const keys = await page
      .locator("[data-figure]")
      .evaluateAll((found) => [...new Set(found.map((one) => one.getAttribute("data-figure") ?? ""))]);
    const kinds = [...new Map(keys.map((key) => [kind(key), key])).values()];
    expect(kinds.length).toBeGreaterThan(screen === "funnel" ? 20 : 5);
    for (const key of kinds) {
      const explanation = await figures.open(key);
      await expect(explanation.getByTestId("formula"), key).toHaveText(/\S{3}/);
      await expect(explanation.locator(".explained"), key).toHaveText(/\S/);
      await figures.close();
    }
  }
});

test("a deal that moves changes the figures at once", async ({ app, page }) => {
  const figures = new Analysis(app);
  const stages = STAGES.standard[app.language];
  await beginEmpty(app);
  await addDeal(app, 0, "Alpha 10000 €");
  await goTo(app, "funnel");
  await figures.expectValues({
    open_count: 1,
    open_value: 1_000_000,
    open_weighted: 100_000,
    [`reached.${stages[1]}`]: 0,
  });

  await goTo(app, "board");
  await moveDeal(app, "Alpha", stages[2]);
  await goTo(app, "funnel");
  await figures.expectValues({ open_weighted: 500_000, [`reached.${stages[1]}`]: 1, [`reached.${stages[2]}`]: 1 });

  // The panel lies beside the figures, so there they change while one looks at them.
  const explanation = await figures.open("open_count");
  await explanation.locator("a[data-deal]").click();
  await page.getByTestId("deal-panel").getByTestId("field-stage").selectOption({ label: stages[3] });
  await figures.expectValues({ open_weighted: 750_000, [`reached.${stages[3]}`]: 1 });
  await page.keyboard.press("Escape");
  await page.getByTestId("undo").click();
  await figures.expectValues({ open_weighted: 500_000, [`reached.${stages[3]}`]: 0 });
});

test("without data a figure says why there is no number, and never 0 or NaN", async ({ app, page }) => {
  const figures = new Analysis(app);
  await beginEmpty(app, "funnel");
  const reasons = {
    average_deal: { de: /kein Deal gewonnen/, en: /no deal won/i },
    win_rate_closed: { de: /kein Deal abgeschlossen/, en: /no deal closed/i },
    cycle_mean_days: { de: /kein Deal gewonnen/, en: /no deal won/i },
    velocity_per_day: { de: /kein Deal ist offen/i, en: /no deal is open/i },
  };
  for (const [key, reason] of Object.entries(reasons)) await figures.expectNothing(key, reason[app.language]);
  await figures.expectValues({ open_count: 0, won_count: 0 });
  for (const screen of ["funnel", "forecast"] as const) {
    await goTo(app, screen);
    await figures.settled();
    await expect(page.locator("#main")).not.toContainText(/NaN|Infinity|undefined/);
  }
});

test("a rate of few cases says so", async ({ app }) => {
  await beginWithExample(app, "funnel", "funnel");
  await expect(app.figure("average_deal").first()).toContainText("n = 3");
  await expect(app.figure("win_rate_closed").first()).not.toContainText("n =");
});
