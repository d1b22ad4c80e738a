// The funnel, its figures, and the forecast: what they say, and that each opens to its deals.
import { expect, test } from "./fixtures";

const SIMULATED = "#/data/simulate?deals=400&seed=42";

test("the funnel never widens and its conversions are those of its counts", async ({ app, page }) => {
  await app.open(SIMULATED);
  await page.goto("./#/funnel");
  const rows = page.getByTestId("funnel").locator("tbody tr");
  await expect(rows.first()).toBeVisible();
  const figures = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("[data-value]")].map((it) => Number(it.getAttribute("data-value")))),
  );
  for (let at = 0; at + 1 < figures.length; at++) {
    const [here, conversion] = figures[at];
    const [next] = figures[at + 1];
    expect(next).toBeLessThanOrEqual(here);
    expect(conversion).toBeCloseTo(next / here, 12);
  }
});

test("a figure opens to its formula, its inputs and its deals, and a deal from there", async ({ app, page }) => {
  await app.open(SIMULATED);
  await page.goto("./#/funnel");
  const rate = await app.value("win_rate_closed");
  expect(rate).toBeCloseTo((await app.value("won_count")) / ((await app.value("won_count")) + (await app.value("lost_count"))), 12);
  await app.figure("win_rate_closed").focus();
  await page.keyboard.press("Enter");
  const opened = page.getByTestId("explanation");
  await expect(opened.getByTestId("formula")).toContainText("÷");
  await opened.locator('[data-open="won_count"]').click();
  await expect(opened.locator(".explained")).not.toContainText("%");
  await page.keyboard.press("Escape");
  await expect(opened).toHaveCount(0);
  await app.figure("win_rate_closed").click();
  await opened.locator("[data-deal]").first().click();
  await expect(opened).toHaveCount(0);
  await expect(page).toHaveURL(/deal=/);
});

test("strict counting, the view of closed deals and a filter change the figures, and back again", async ({ app, page, language }) => {
  await app.open(SIMULATED);
  await page.goto("./#/funnel");
  const all = await app.value("cohort_count");
  await page.locator('label:has(input[name="view"][value="closed"])').click();
  await expect(app.figure("cohort_open")).toHaveCount(0);
  expect(await app.value("cohort_count")).toBeLessThan(all);
  await page.locator('label:has(input[name="view"][value=""])').click();
  await page.locator(".filters summary").click();
  await page.locator("select#owner").selectOption({ index: 1 });
  await expect(app.figure("cohort_count")).not.toHaveAttribute("data-value", String(all));
  await page.locator("[data-clear]").click();
  await expect(app.figure("cohort_count")).toHaveAttribute("data-value", String(all));
  await page.locator("#period").selectOption("custom");
  await page.locator("#from").fill("2026-02-01");
  await page.locator("#to").fill("2026-01-01");
  await expect(page.getByRole("alert").filter({ hasText: language === "de" ? "Zeitraum" : "period" })).toBeVisible();
});

test("the forecast orders its quantiles and answers what chance a target has", async ({ app, page }) => {
  await app.open(SIMULATED);
  await page.goto("./#/forecast");
  const [low, middle, high] = await Promise.all(["p10", "p50", "p90"].map((p) => app.value(`forecast.total.${p}`)));
  expect(low).toBeLessThanOrEqual(middle);
  expect(middle).toBeLessThanOrEqual(high);
  const target = page.locator("#target");
  await target.fill("1");
  await target.press("Enter");
  await expect(page.getByTestId("target-chance")).toHaveAttribute("data-value", /^(1|0\.9)/);
  await target.fill("nonsense");
  await target.press("Enter");
  await expect(target).toHaveAttribute("aria-invalid", "true");
});
