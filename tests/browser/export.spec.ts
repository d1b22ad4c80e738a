// Taking everything out: tables, calendar, address book, a link, a printed page.
import { inflateRawSync } from "node:zlib";
import { expect, test } from "./fixtures";
import { Data } from "./pages/data";
import { held } from "./pages/storage";

test("every kind of record goes out as a table, in German and in English", async ({ app }) => {
  const data = new Data(app);
  await data.openExample();
  const kinds = ["deals", "organisations", "people", "activities", "history"];
  for (const kind of kinds) {
    await data.get("export-what").locator(`[data-choice="${kind}"]`).click();
    const german = (await data.download("export-csv-de")).toString("utf8");
    const english = (await data.download("export-csv-en")).toString("utf8");
    expect(german.startsWith("\ufeffTrichter-ID;"), kind).toBe(true);
    expect(english.startsWith("Trichter-ID,"), kind).toBe(true);
    expect(german.split("\r\n").length, kind).toBeGreaterThan(3);
  }
  // What happened to deals comes back as it is.
  await data.choose("history.csv", await data.download("export-csv-de"));
  await expect(data.get("import-kind").locator('[aria-pressed="true"]')).toHaveAttribute("data-choice", "history");
  await expect(data.get("import-counts")).toHaveAttribute("data-changed", "0");
  await expect(data.get("import-counts")).toHaveAttribute("data-rejected", "0");
});

test("tasks go into a calendar and people into an address book", async ({ app }) => {
  const data = new Data(app);
  await data.openExample();
  const calendar = (await data.download("export-ics")).toString("utf8");
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(calendar).toContain("BEGIN:VEVENT");
  expect(calendar.trimEnd().endsWith("END:VCALENDAR")).toBe(true);
  for (const line of calendar.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const cards = (await data.download("export-vcf")).toString("utf8");
  const people = Number((await data.count("people").innerText()).replace(/\D/g, ""));
  expect(cards.match(/^BEGIN:VCARD\r$/gm)).toHaveLength(people);
  expect(cards).toContain("VERSION:4.0");
});

test("an empty workspace says what there is nothing of", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  await expect(data.get("export-ics")).toBeDisabled();
  await expect(data.get("export-vcf")).toBeDisabled();
});

test("the format of the file is published beside the page", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const address = await data.get("schema").getAttribute("href");
  const answer = await page.request.get(new URL(address ?? "", page.url()).toString());
  expect(answer.ok()).toBe(true);
  expect((await answer.json()).$schema).toContain("json-schema.org");
});

test("a link holds the workspace and opens in one of its own", async ({ app, page, context }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("deals.csv", "Title,Value\nRoof,1200\nDoor <b>,800\n");
  await data.expectCounts({ new: 2 });
  await data.confirm();
  const own = (await data.workspace()).id;
  let link = "";
  await test.step("it is made with its size and a word on privacy", async () => {
    await data.get("share").click();
    link = await data.get("share-link").inputValue();
    await expect(data.get("share-size")).toContainText(app.text({ de: "Zeichen", en: "characters" }));
    const packed = link.split("#/share/")[1] ?? "";
    const json = inflateRawSync(Buffer.from(packed, "base64url")).toString("utf8");
    expect(JSON.parse(json).workspace.deals).toHaveLength(2);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await data.get("share-copy").click();
    await expect(data.get("toast")).toContainText(app.text({ de: "Link kopiert", en: "Link copied" }));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });
  await test.step("in the same browser it asks, and a copy leaves the workspace as it is", async () => {
    await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
    await expect(data.get("review")).toBeVisible();
    expect(page.url()).not.toContain("share");
    await expect(data.get("open-known")).toBeVisible();
    await data.get("open-copy").click();
    await expect(data.get("workspace")).toContainText(app.text({ de: "(Kopie)", en: "(copy)" }));
    expect((await data.workspace()).id).not.toBe(own);
  });
});

test("a link opens on a first visit only when told so; a cut one says so", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("deals.csv", "Title,Value\nRoof,1200\n");
  await data.expectCounts({ new: 1 });
  await data.confirm();
  await data.get("share").click();
  const link = await data.get("share-link").inputValue();
  const guest = await page.context().browser()?.newContext({ locale: app.language, serviceWorkers: "block" });
  const other = await guest?.newPage();
  if (!guest || !other) throw new Error("no other browser");
  // Nobody moves there: the link alone makes the page ask.
  await other.goto(link);
  await expect(other.getByTestId("review")).toBeVisible();
  expect(await held(other)).toBe(0);
  await other.getByTestId("open-confirm").click();
  await expect(other.getByTestId("count-deals")).toHaveText("1");
  await other.evaluate((hash) => (location.hash = hash.slice(0, hash.length / 2)), new URL(link).hash);
  await expect(other.getByTestId("file-error")).toContainText(app.text({ de: "unvollständig", en: "incomplete" }));
  await expect(other.getByTestId("count-deals")).toHaveText("1");
  await guest.close();
});

test("the report fits on one page A4, whatever is on screen", async ({ app, page }) => {
  const data = new Data(app);
  await data.openExample();
  await expect(page.locator("#report")).toHaveCount(0);
  const open = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const report = document.getElementById("report");
    const figure = report?.querySelector('[data-report="open_count"]')?.getAttribute("data-value");
    const words = report?.textContent ?? "";
    dispatchEvent(new Event("afterprint"));
    return { figure: Number(figure), words };
  });
  expect(open.words).toContain(app.text({ de: "Vertriebsbericht", en: "Sales report" }));
  await expect(page.locator("#report")).toHaveCount(0);
  for (const screen of ["funnel", "board"]) {
    await page.locator(`a.nav-link[href^="#/${screen}"]`).click();
    if (screen === "funnel") await expect.poll(() => app.value("open_count")).toBe(open.figure);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  }
});
