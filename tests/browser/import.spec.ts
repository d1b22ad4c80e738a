// Files in and out: nothing changes before the user says so, one undo takes an import back, and what
// cannot be read is told at the place.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures";
import { Data } from "./pages/data";
import { forget, held } from "./pages/storage";

const SHARED = process.env.TRICHTER_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const MAVEN = join(SHARED, "data/maven");

/** A document of this format with nothing in it. */
function document(fields: object): string {
  return JSON.stringify({ type: "trichter", version: 1, source: "test", ...fields });
}

/** Counts deals of a document by outcome. */
function outcomes(json: Buffer) {
  const deals: { outcome?: unknown }[] = JSON.parse(json.toString("utf8")).workspace.deals;
  const of = (name: string) =>
    deals.filter(({ outcome }) => typeof outcome === "object" && outcome !== null && name in outcome).length;
  const [won, lost] = [of("won"), of("lost")];
  return { won, lost, open: deals.length - won - lost };
}

test("the sample of 8,800 opportunities comes in with its organisations", async ({ app, page }) => {
  test.skip(!existsSync(MAVEN), `skipped: no sample data at ${MAVEN}`);
  test.setTimeout(120_000);
  const data = new Data(app);
  await data.openEmpty();

  await data.choose("accounts.csv", readFileSync(join(MAVEN, "accounts.csv")));
  await expect(data.get("import-kind").locator('[aria-pressed="true"]')).toHaveAttribute("data-choice", "organisations");
  await data.expectCounts({ new: 85 });
  await data.confirm();
  await expect(data.count("organisations")).toHaveText("85");

  await data.choose("sales_pipeline.csv", readFileSync(join(MAVEN, "sales_pipeline.csv")));
  await expect(data.get("import-counts")).toHaveAttribute("data-new", "8800", { timeout: 20_000 });
  await data.expectCounts({ new: 8_800 });
  await expect(data.get("import-preview").locator("tbody tr")).toHaveCount(20);
  await expect(data.get("import-preview")).toContainText("Cancity · GTX Plus Basic");
  const warnings = data.get("import-warnings");
  await expect(warnings).toContainText(app.text({ de: "500 Deals ohne Beginn", en: "500 deals without a beginning" }));
  await expect(warnings).toContainText(app.text({ de: "2.473 verlorene", en: "2,473 lost" }));
  await data.get("import-confirm").click();
  await expect(data.get("import")).toHaveCount(0, { timeout: 20_000 });
  await expect(data.count("deals")).toHaveText(app.text({ de: "8.800", en: "8,800" }));
  await expect(data.count("organisations")).toHaveText("85");
  expect(outcomes(await data.exportJson())).toEqual({ won: 4_238, lost: 2_473, open: 2_089 });
  await expect(data.get("save-state")).toHaveAttribute("data-saved", "true");

  // It is there after a reload, and the figures are those of the file.
  await page.reload();
  await expect(data.count("deals")).toHaveText(app.text({ de: "8.800", en: "8,800" }), { timeout: 20_000 });
  await page.locator('a.nav-link[href^="#/funnel"]').click();
  await expect.poll(() => app.value("won_count"), { timeout: 20_000 }).toBe(4_238);
  expect(await app.value("lost_count")).toBe(2_473);
  expect(await app.value("win_rate_closed")).toBeCloseTo(0.631501, 6);
});

test("what cannot be opened is told with its reason and changes nothing", async ({ app }) => {
  const data = new Data(app);
  await data.openExample();
  const before = await data.stored();
  const cases: [string, string | Buffer, { de: RegExp; en: RegExp }][] = [
    ["broken.json", '{"type":"trichter",\n"version":1,,}', { de: /beschädigt \(Zeile 2, /, en: /damaged \(line 2, / }],
    ["cut.json", document({ workspace: {} }).slice(0, -5), { de: /beschädigt/, en: /damaged/ }],
    ["foreign.json", '{"type":"excalidraw","elements":[]}', { de: /anderen Programm/, en: /another program/ }],
    ["list.json", "[1,2]", { de: /anderen Programm/, en: /another program/ }],
    ["newer.json", document({ version: 99, workspace: {} }), { de: /neueren Version .* \(99\)/, en: /newer version \(99\)/ }],
    ["empty.json", "", { de: /ist leer/, en: /is empty/ }],
    ["empty.csv", "\n\n", { de: /ist leer/, en: /is empty/ }],
    ["picture.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), { de: /weder JSON noch CSV/, en: /neither JSON nor CSV/ }],
    ["latin.json", Buffer.from([0x7b, 0xff, 0xfe, 0x80]), { de: /kein Text/, en: /not text/ }],
    ["deals.xlsx", Buffer.from("504b030414000600", "hex"), { de: /als CSV speichern/, en: /save it there as CSV/ }],
    ["<img src=x onerror=alert(1)>.json", "{", { de: /<img src=x/, en: /<img src=x/ }],
  ];
  for (const [name, content, words] of cases) {
    await data.choose(name, content);
    await expect(data.get("file-error"), name).toContainText(name);
    await expect(data.get("file-error"), name).toHaveText(app.text(words));
    await expect(data.get("review")).toHaveCount(0);
    await expect(data.get("import")).toHaveCount(0);
  }
  expect(await data.stored()).toBe(before);
});

test("a saved workspace comes back byte for byte", async ({ app, page }) => {
  const data = new Data(app);
  await data.openExample();
  const first = await data.exportJson();
  await forget(page);
  await data.choose("backup.json", first);
  await expect(data.get("review")).toBeVisible();
  expect(await held(page), "nothing is stored before it is confirmed").toBe(0);
  await data.get("open-confirm").click();
  await expect(data.get("review")).toHaveCount(0);
  expect((await data.exportJson()).equals(first)).toBe(true);
  await page.reload();
  expect((await data.exportJson()).equals(first)).toBe(true);
});

test("a workspace that is here already is copied, or replaced when told so", async ({ app, page }) => {
  const data = new Data(app);
  await data.openExample();
  const backup = await data.exportJson();
  const name: string = JSON.parse(backup.toString("utf8")).workspace.settings.name;
  const deals = await data.count("deals").innerText();
  await data.choose("more.csv", "Title,Value\nOne more,100\n");
  await data.expectCounts({ new: 1 });
  await data.confirm();
  await expect(data.count("deals")).not.toHaveText(deals);

  await data.choose("backup.json", backup);
  await expect(data.get("open-known")).toContainText(name);
  await data.get("open-copy").click();
  await expect(data.count("deals")).toHaveText(deals);
  await expect(data.get("workspace")).toContainText(app.text({ de: "(Kopie)", en: "(copy)" }));
  const copy = JSON.parse((await data.exportJson()).toString("utf8")).workspace;
  expect(copy.id).not.toBe(JSON.parse(backup.toString("utf8")).workspace.id);

  await data.choose("backup.json", backup);
  await data.get("open-replace").click();
  await expect(data.get("review")).toHaveCount(0);
  expect((await data.exportJson()).equals(backup)).toBe(true);
  await page.reload();
  await expect(data.count("deals")).toHaveText(deals);
  expect((await data.exportJson()).equals(backup)).toBe(true);
});

test("repairs are listed before a damaged workspace is opened", async ({ app }) => {
  const data = new Data(app);
  await app.open();
  const settings = { name: "Repaired" };
  const deals = [{ id: "1", title: "Lost without a reason", outcome: { lost: null } }, { title: 5 }];
  await data.choose("damaged.json", document({ workspace: { id: "1px7vyvv1ssep", settings, deals } }));
  await expect(data.get("review")).toContainText("Repaired");
  expect(await data.get("repairs").locator("li").count()).toBeGreaterThan(0);
});

test("a table without a column that names its rows cannot be taken over", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("colours.csv", "colour,size\nred,3\nblue,4\n");
  await expect(data.get("import-missing")).toHaveText(
    app.text({ de: /Es fehlt eine Spalte/, en: /There is no column/ }),
  );
  await expect(data.get("import-confirm")).toBeDisabled();
  // Naming one is enough.
  await data.get("map-0").selectOption({ label: app.text({ de: "Titel", en: "Title" }) });
  await data.expectCounts({ new: 2 });
  await expect(data.get("import-missing")).toBeEmpty();
  await expect(data.get("import-confirm")).toBeEnabled();
  await data.get("import-cancel").click();
  await expect(data.get("import")).toHaveCount(0);
  await expect(data.count("deals")).toHaveText("0");
});

test("bad rows are left out with their reason and never run", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const script = "<script>window.injected = true</script> 🎉";
  const table = [
    "Title,Value,Created,Closed,Status,Currency,Notes",
    "Good,1200.50,2026-01-31,,open,EUR,",
    "February,1.5,2026-02-31,,open,,",
    "Negative,-5,2026-01-01,,open,,",
    "Absurd,99999999999999999999,2026-01-01,,open,,",
    ",5,2026-01-01,,open,,",
    `${"x".repeat(10_000)},5,2026-01-01,,open,,`,
    "Status,5,2026-01-01,,maybe,,",
    "Money,5,2026-01-01,,open,Taler,",
    `${script},7,2026-03-01,2026-04-01,won,USD,<img src=x onerror=window.injected=true>`,
    ",,,,,,",
  ];
  await data.choose(`${script.slice(0, 8)}.csv`, table.join("\n"));
  await data.expectCounts({ new: 2, rejected: 7 });
  const errors = data.get("row-errors").locator("li");
  await expect(errors).toHaveCount(7);
  const reasons: { de: string; en: string }[] = [
    { de: "Zeile 3, Created: Den Tag „2026-02-31“ gibt es nicht.", en: "Row 3, Created: There is no day “2026-02-31”." },
    { de: "„-5“ ist negativ.", en: "“-5” is negative." },
    { de: "„99999999999999999999“ ist zu groß.", en: "“99999999999999999999” is too large." },
    { de: "Der Titel fehlt.", en: "There is no title." },
    { de: "10.000 von höchstens 500", en: "10,000 of at most 500" },
    { de: "„maybe“", en: "“maybe”" },
    { de: "„Taler“ ist keine Währung.", en: "“Taler” is not a currency." },
  ];
  for (const [at, words] of reasons.entries()) await expect(errors.nth(at)).toContainText(app.text(words));
  const rows = (await data.download("row-errors-download")).toString("utf8");
  expect(rows).toContain("2026-02-31");
  expect(rows).not.toContain("Good");
  await expect(data.get("import-preview").locator("td").filter({ hasText: script })).toHaveCount(1);
  await data.confirm();
  await expect(data.count("deals")).toHaveText("2");
  expect((await data.exportJson()).toString("utf8")).toContain(JSON.stringify(script));
  await page.locator('a.nav-link[href^="#/list"]').click();
  await page.getByRole("button", { name: app.text({ de: "Alle", en: "All" }), exact: true }).click();
  await expect(page.getByText(script).first()).toBeVisible();
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
});

test("one undo takes a whole import back and redo brings it again", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const before = JSON.parse((await data.exportJson()).toString("utf8")).workspace;
  await data.choose("deals.csv", "Title;Company;Stage;Value\nA;X GmbH;Scoping;1,50\nB;Y AG;Demo;2,50\nC;X GmbH;Demo;3\n");
  await data.expectCounts({ new: 3 });
  await data.confirm();
  await expect(data.get("toast")).toContainText(app.text({ de: "3 Zeilen übernommen", en: "Took over 3 rows" }));
  await expect(data.count("organisations")).toHaveText("2");
  await page.getByTestId("undo").click();
  await expect(data.count("deals")).toHaveText("0");
  await expect(data.count("organisations")).toHaveText("0");
  const after = JSON.parse((await data.exportJson()).toString("utf8")).workspace;
  expect({ ...after, sequence: 0 }).toEqual({ ...before, sequence: 0 });
  await page.getByTestId("redo").click();
  await expect(data.count("deals")).toHaveText("3");
});

test("what reads two ways is asked before it is taken over", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("two-ways.csv", "Title;Value;Created\nA;1.000;03/04/2026\nB;2.000;05/06/2026\n");
  await expect(data.get("import-confirm")).toBeDisabled();
  await data.get("decimal-1").selectOption({ index: 1 });
  await expect(data.get("import-confirm")).toBeDisabled();
  await data.get("order-2").selectOption({ index: 1 });
  await data.expectCounts({ new: 2 });
  await expect(data.get("import-confirm")).toBeEnabled();
  const first = data.get("import-preview").locator("tbody tr").first();
  await expect(first).toContainText(app.text({ de: "1.000\u00a0€", en: "€1,000" }));
});

test("another delimiter cuts the table anew", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("pipes.csv", "Title;Company|Value\nA;X|1\nB;Y|2\n");
  const delimiters = data.get("import-delimiter");
  await delimiters.locator('[data-choice="pipe"]').click();
  await expect(data.get("map-1")).toBeVisible();
  await expect(data.get("map-2")).toHaveCount(0);
  await delimiters.locator('[data-choice="semicolon"]').click();
  await expect(delimiters.locator('[aria-pressed="true"]')).toHaveAttribute("data-choice", "semicolon");
  await expect(page.locator(".map-row").nth(1)).toContainText("X|1");
});

test("the order of new stages can be changed by keyboard", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("stages.csv", "Title,Stage\nA,Umbra\nB,Vigor\nC,Wacke\n");
  const stages = data.get("import-stages").locator("li");
  await expect(stages).toHaveCount(3);
  const last = await stages.nth(2).locator("span").innerText();
  await stages.nth(2).getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(stages.nth(1).locator("span")).toHaveText(last);
  await expect(stages.nth(1).getByRole("button").first()).toBeFocused();
});

test("a table opened at the start makes its workspace only when it is confirmed", async ({ app, page }) => {
  const data = new Data(app);
  await app.open();
  await data.drop("Kunden 2026.csv", "Title,Stage\nA,Umbra\nB,Vigor\n");
  await data.expectCounts({ new: 2 });
  expect(await held(page)).toBe(0);
  await data.get("import-confirm").click();
  await expect(app.cards()).toHaveCount(2);
  await expect(page.getByTestId("workspace")).toContainText("Kunden 2026");
  await page.reload();
  await expect(app.cards()).toHaveCount(2);
});

test("tables go out for German Excel and for everybody else, and come back unchanged", async ({ app }) => {
  const data = new Data(app);
  await data.openExample();
  const german = await data.download("export-csv-de");
  expect(german.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(german.toString("utf8")).toContain("Trichter-ID;Titel;");
  const english = await data.download("export-csv-en");
  expect(english.toString("utf8")).toMatch(/^Trichter-ID,Title,/);
  await data.get("export-what").locator('[data-choice="people"]').click();
  expect((await data.download("export-csv-en")).toString("utf8")).toMatch(/^Trichter-ID,Name,/);
  for (const table of [german, english]) {
    await data.choose("own.csv", table);
    await expect(data.get("import-counts")).toHaveAttribute("data-new", "0");
    await expect(data.get("import-counts")).toHaveAttribute("data-changed", "0");
    await expect(data.get("import-counts")).toHaveAttribute("data-rejected", "0");
    await data.get("import-cancel").click();
  }
});
