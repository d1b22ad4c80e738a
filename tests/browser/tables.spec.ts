// Bringing tables in: several at once, boards, stage histories, duplicates, rows put right in place.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures";
import { expectAccessible } from "./pages/accessible";
import { Data } from "./pages/data";
import { tasksOf } from "./pages/processor";

const SHARED = process.env.TRICHTER_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const SALESFORCE = join(SHARED, "data/salesforce");

test("opportunities of Salesforce come in with accounts and their history", async ({ app, page }) => {
  test.skip(!existsSync(SALESFORCE), `skipped: no sample data at ${SALESFORCE}`);
  const data = new Data(app);
  await data.openEmpty();
  const read = (name: string) => readFileSync(join(SALESFORCE, name), "utf8");

  await test.step("three files are read together and joined", async () => {
    const names = ["OpportunityHistory.csv", "Opportunity.csv", "Account.csv"];
    await data.dropAll(Object.fromEntries(names.map((name) => [name, read(name)])));
    await expect(data.get("import-sheets").locator("button")).toHaveCount(3);
    await expect(data.get("import-origin")).toContainText("Salesforce");
    await expect(data.sheet(0)).toHaveAttribute("data-changed", "48");
    await expect(data.sheet(1)).toHaveAttribute("data-new", "36");
    await expect(data.sheet(2)).toHaveAttribute("data-rejected", "0");
  });

  await test.step("the kind of a table is guessed and can be changed back and forth", async () => {
    const kind = data.get("import-kind").locator('[aria-pressed="true"]');
    await expect(kind).toHaveAttribute("data-choice", "history");
    await data.sheet(1, "import-sheets").click();
    await expect(kind).toHaveAttribute("data-choice", "deals");
    await data.get("import-kind").locator('[data-choice="people"]').click();
    await expect(kind).toHaveAttribute("data-choice", "people");
    await data.get("import-kind").locator('[data-choice="deals"]').click();
    await expect(data.sheet(1)).toHaveAttribute("data-new", "36");
    await expectAccessible(page, "an import of two tables");
  });

  await test.step("stages and closes are those of the files", async () => {
    await data.confirm();
    await expect(data.count("deals")).toHaveText("36");
    const workspace = await data.workspace();
    const events = workspace.deals.reduce((sum, deal) => sum + deal.history.length, 0);
    expect(events).toBeGreaterThanOrEqual(48);
    const won = workspace.deals.filter(({ outcome }) => typeof outcome === "object" && outcome && "won" in outcome);
    const rows = read("Opportunity.csv").split("\n").filter((row) => row.includes("Closed Won"));
    expect(won).toHaveLength(rows.length);
    expect(won.length).toBeGreaterThan(0);
  });

  await test.step("one undo takes all of it back", async () => {
    await page.getByTestId("undo").click();
    await expect(data.count("deals")).toHaveText("0");
    await expect(data.count("organisations")).toHaveText("0");
  });
});

test("columns of times by stage give the time in stage", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const head = [
    "Record ID",
    "Deal Name",
    "Pipeline",
    "Deal Stage",
    "Amount",
    "Create Date",
    "Close Date",
    'Date entered "Discovery (Sales Pipeline)"',
    'Date entered "Proposal (Sales Pipeline)"',
    'Date entered "Closed Won (Sales Pipeline)"',
  ];
  const rows = [
    ["1", "Roof", "Sales Pipeline", "Closed Won", "1200.0", "2026-01-01 09:00", "2026-01-31 09:00", "2026-01-01 09:00", "2026-01-11 09:00", "2026-01-31 09:00"],
    ["2", "Door", "Sales Pipeline", "Closed Won", "800.0", "2026-02-01 09:00", "2026-03-01 09:00", "2026-02-01 09:00", "2026-02-21 09:00", "2026-03-01 09:00"],
  ];
  const cells = (row: string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  await data.choose("hubspot.csv", [head, ...rows].map(cells).join("\r\n"));
  await expect(data.get("import-origin")).toContainText("HubSpot");
  await data.expectCounts({ new: 2 });
  await data.confirm();
  await page.locator('a.nav-link[href^="#/funnel"]').click();
  // Ten and twenty days in the first stage, twenty and eight in the second.
  const stays = page.locator('[data-figure^="stay_median_days."]');
  await expect(stays).toHaveCount(2);
  const median = async (place: number) => Number(await stays.nth(place).getAttribute("data-value"));
  expect(await median(0)).toBeCloseTo(15, 6);
  expect(await median(1)).toBeCloseTo(14, 6);
});

test("tables of German and of English Excel say the same", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const german = "\ufefftitel;Firma;Wert;Erstellt;Phase\r\nUmbau;Müller & Söhne GmbH;1.200,50;03.02.2026;Angebot\r\nAnbau;Škoda;2.000,00;31.01.2026;Angebot\r\n";
  const english = 'sep=,\r\ntitle,company,value,created,stage\r\nUmbau,Müller & Söhne GmbH,"1,200.50",2026-02-03,Angebot\r\nAnbau,Škoda,"2,000.00",2026-01-31,Angebot\r\n';
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(german.slice(1).replaceAll(";", "\t"), "utf16le")]);
  const shown: string[] = [];
  for (const [name, content] of [["german.csv", german], ["english.csv", english], ["unicode.txt", utf16]] as const) {
    await data.choose(name, content);
    await data.expectCounts({ new: 2 });
    shown.push(await data.get("import-preview").locator("tbody").innerText());
    await data.get("import-cancel").click();
  }
  expect(shown[1]).toBe(shown[0]);
  expect(shown[2]).toBe(shown[0]);

  // Windows-1252 is found out; a wrong choice shows at once and is taken back with one more.
  await data.choose("ansi.csv", Buffer.from(german.slice(1).replace("Škoda", "Skoda"), "latin1"));
  await expect(data.get("import-encoding")).toHaveValue("4");
  await expect(page.locator(".map-row").nth(1)).toContainText("Müller");
  await data.get("import-encoding").selectOption("0");
  await expect(page.locator(".map-row").nth(1)).not.toContainText("Müller");
  await data.get("import-encoding").selectOption("4");
  await expect(page.locator(".map-row").nth(1)).toContainText("Müller");
});

test("a table without names of columns is seen and its first row is kept", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("bare.csv", "Umbau;1200\nAnbau;800\n");
  const heading = data.get("import-heading");
  await expect(heading.locator('[aria-pressed="true"]')).toHaveAttribute("data-choice", "missing");
  await data.get("map-0").selectOption({ label: app.text({ de: "Titel", en: "Title" }) });
  await data.expectCounts({ new: 2 });
  await heading.locator('[data-choice="first"]').click();
  await expect(page.locator(".map-row").first()).toContainText("Umbau");
  await expect(data.get("import-preview")).toHaveCount(0);
});

test("choices are made again for the same headings, and can be let go", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  const title = { label: app.text({ de: "Titel", en: "Title" }) };
  await data.choose("one.csv", "colour,size\nred,3\n");
  await data.get("map-0").selectOption(title);
  await data.expectCounts({ new: 1 });
  await data.confirm();
  await data.choose("two.csv", "colour,size\nblue,4\n");
  await expect(data.get("import-remembered")).toBeVisible();
  await data.expectCounts({ new: 1 });
  expect(await data.stored()).not.toMatch(/mappings.{0,400}colour/);
  await data.get("import-remembered").getByRole("button").click();
  await expect(data.get("import-missing")).not.toBeEmpty();
});

test("a row that is wrong is put right in place", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("wrong.csv", "Title,Value,Created\nRoof,1200.50,2026-01-31\nDoor,abc,2026-01-31\nWall,7,2026-02-31\n");
  await data.expectCounts({ new: 1, rejected: 2 });
  await expectAccessible(page, "rows that were refused");
  const errors = data.get("row-errors").locator("li");
  await errors.first().getByRole("textbox").fill("800");
  await page.keyboard.press("Enter");
  await data.expectCounts({ new: 2, rejected: 1 });
  await expect(errors.first().getByRole("textbox")).toBeFocused();
  await errors.first().getByRole("textbox").fill("2026-02-28");
  await page.keyboard.press("Tab");
  await data.expectCounts({ new: 3 });
  await data.confirm();
  const { deals } = await data.workspace();
  expect(deals.map(({ title }) => title).sort()).toEqual(["Door", "Roof", "Wall"]);
});

test("what looks like a known record is added, merged or skipped as told", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.choose("first.csv", "Name,Industry,Employees\nAcme GmbH,,5\nBeta AG,IT,7\nGamma KG,,9\n");
  await data.expectCounts({ new: 3 });
  await data.confirm();
  await data.choose("second.csv", "Name,Industry,Country,Id\nACME Inc.,Building,DE,1\nBeta,IT,DE,2\nGamma SE,Trade,DE,3\n");
  await data.expectCounts({ new: 3 });
  const list = data.get("duplicates");
  await expect(list.locator("li")).toHaveCount(3);
  await list.locator('[data-row="2"] [data-choice="merge"]').click();
  await data.expectCounts({ new: 2, changed: 1 });
  await expect(list.locator('[data-row="2"] [data-choice="merge"]')).toHaveAttribute("aria-pressed", "true");
  await expect(list.locator('[data-row="2"] [data-choice="merge"]')).toBeFocused();
  await list.locator('[data-row="3"] [data-choice="skip"]').click();
  await data.expectCounts({ new: 1, changed: 1 });
  await expectAccessible(page, "deals that are there already");
  await data.confirm();
  await expect(data.count("organisations")).toHaveText("4");
  const { organisations } = await data.workspace();
  const names = organisations.map(({ name }) => name).sort();
  expect(names).toEqual(["ACME Inc.", "Beta AG", "Gamma KG", "Gamma SE"]);
});

test("a Trello board becomes a pipeline with the moves of its cards", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  const id = (at: string, tail: number) => (Date.parse(at) / 1000).toString(16) + String(tail).padStart(16, "0");
  const [roof, door, old] = [id("2026-03-01T08:00:00Z", 1), id("2026-03-02T08:00:00Z", 2), id("2026-03-03T08:00:00Z", 3)];
  const move = (card: string, date: string, before: string, after: string) => ({
    type: "updateCard",
    date,
    data: { card: { id: card }, listBefore: { id: before }, listAfter: { id: after } },
  });
  const board = {
    name: "Vertrieb 2026",
    lists: [
      { id: "l1", name: "Ideen", pos: 1 },
      { id: "l2", name: "Im Gespräch", pos: 2 },
    ],
    cards: [
      { id: roof, name: "Roof", idList: "l2", closed: false },
      { id: door, name: "Door", idList: "l1", closed: false },
      { id: old, name: "Old", idList: "l1", closed: true },
    ],
    actions: [
      move(roof, "2026-03-05T08:00:00.000Z", "l1", "l2"),
      { type: "createCard", date: "2026-03-02T08:00:00.000Z", data: { card: { id: door }, list: { id: "l1" } } },
    ],
  };
  await data.choose("board.json", JSON.stringify(board));
  await expect(data.get("import-board")).toContainText("Ideen · Im Gespräch");
  // The first card is older than the first action: the beginning of its history is missing.
  await expect(data.get("import-board")).toContainText(app.text({ de: "Bei 1 Karte fehlt", en: "of 1 card is missing" }));
  await expect(data.sheet(0)).toHaveAttribute("data-new", "2");
  await data.get("board-archived").click();
  await expect(data.sheet(0)).toHaveAttribute("data-new", "3");
  await data.get("board-archived").click();
  await expect(data.sheet(0)).toHaveAttribute("data-new", "2");
  await data.confirm();
  const workspace = await data.workspace();
  const pipeline = workspace.pipelines.find(({ name }) => name === "Vertrieb 2026");
  expect(pipeline?.stages.map(({ name }) => name)).toEqual(["Ideen", "Im Gespräch"]);
  expect(workspace.deals.find(({ title }) => title === "Roof")?.history).toHaveLength(2);

  await data.choose("empty.json", JSON.stringify({ ...board, cards: [] }));
  await expect(data.get("file-error")).toContainText(app.text({ de: "keine Karten", en: "no cards" }));
});

test("a large file shows how far it is, stays awake and can be stopped", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  const before = await data.stored();
  const row = "Umbau des Dachs;Müller & Söhne GmbH;1.200,50;03.02.2026;Angebot;Notiz mit etwas Text darin\n";
  // As a file of forty megabytes in the page: sending it there would take longer than reading it.
  await page.evaluate((row) => {
    const transfer = new DataTransfer();
    const content = ["Titel;Firma;Wert;Erstellt;Phase;Notizen\n", row.repeat(400_000)];
    transfer.items.add(new File(content, "large.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, row);
  const progress = data.get("import-progress").getByRole("progressbar");
  await expect(progress).toBeVisible();
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
  await data.get("import-stop").click();
  await expect(data.get("import-progress")).toHaveCount(0);
  await expect(data.get("import")).toHaveCount(0);
  expect(await data.stored()).toBe(before);
});

/** A table of closed and open deals, as long as that of a real export. */
function opportunities(count: number): string {
  const agents = ["Anna Berg", "Jörg Klein", "Mia Vogt"];
  const rows = Array.from({ length: count }, (_, at) => {
    const day = `2026-0${(at % 9) + 1}-${String((at % 28) + 1).padStart(2, "0")}`;
    return `${at.toString(36).toUpperCase()}X7,${agents[at % 3]},Product ${at % 7},Firm ${at % 85},${at % 3 ? "Won" : "Engaging"},${day},${day},${at % 5_000}`;
  });
  const header = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value";
  return [header, ...rows].join("\n");
}

test("8,800 rows are read, checked, taken over and saved without holding the page", { tag: "@once" }, async ({ app, page, browser }) => {
  const data = new Data(app);
  await data.openEmpty();
  const table = opportunities(8_800);
  const expectShort = (what: string, tasks: number[]) => {
    const longest = Math.max(...tasks);
    console.log(`${what}: ${tasks.length} tasks, the longest took ${longest.toFixed(1)} ms of the processor`);
    expect(longest).toBeGreaterThan(1);
    expect(longest).toBeLessThan(100);
  };
  const reading = await tasksOf(browser, page, async () => {
    await data.drop("opportunities.csv", table);
    await data.expectCounts({ new: 8_800 });
  });
  expectShort("reading and checking", reading);
  const saving = await tasksOf(browser, page, async () => {
    await data.confirm();
    await expect(page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
  });
  expectShort("taking over and saving", saving);
});

test("an import is there, and can be taken back, though the page was left at once", async ({ app, page }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.drop("opportunities.csv", opportunities(3_000));
  await data.expectCounts({ new: 3_000 });
  await page.evaluate(() => {
    document.querySelector<HTMLElement>("[data-testid=import-confirm]")?.click();
    location.reload();
  });
  await expect(data.count("deals")).toHaveText(app.text({ de: "3.000", en: "3,000" }));
  await page.getByTestId("undo").click();
  await expect(data.count("deals")).toHaveText("0");
});

test("a good table comes in beside one that cannot be read", async ({ app }) => {
  const data = new Data(app);
  await data.openEmpty();
  await data.dropAll({ "good.csv": "Title,Value\nRoof,5\n", "empty.csv": "", "other.json": "[1]" });
  await data.expectCounts({ new: 1 });
  await expect(data.get("import").locator(".notice.bad")).toHaveCount(2);
  await expect(data.get("import")).toContainText("empty.csv");
});
