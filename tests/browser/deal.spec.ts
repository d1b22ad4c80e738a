// One deal: open it, edit everything about it.
import { expect, test } from "./fixtures";
import { DealPanel, withDeal } from "./pages/deal";

/** A Wednesday at noon: the days a test types are then the same in every run. */
const WEDNESDAY = new Date("2026-11-18T12:00:00+01:00");
const SCRIPT = "<script>alert(1)</script>";
const EMOJI = "👩🏽‍🚀 Ünïcode 🇩🇪 שלום";

test.describe("opening", () => {
  test("a click, Enter and the address open the same panel", async ({ app, page }) => {
    const { board, panel } = await withDeal(app, "Acme", "Other");
    await expect(panel.field("title")).toHaveValue("Acme");
    await expect(page.locator("#deal-heading")).toBeFocused();
    const address = page.url();
    expect(address).toContain("deal=");
    await panel.close();
    expect(page.url()).not.toContain("deal=");
    await board.link("Acme").focus();
    await page.keyboard.press("Enter");
    await expect(panel.field("title")).toHaveValue("Acme");
    expect(page.url()).toBe(address);
    await board.start.reload();
    await expect(panel.field("title")).toHaveValue("Acme");
    await page.goBack();
    await expect(panel.root).toHaveCount(0);
    await page.goForward();
    await expect(panel.field("title")).toHaveValue("Acme");
  });

  test("Escape closes the panel and the focus returns to the card", async ({ app, page }) => {
    const { board, panel } = await withDeal(app, "Acme", "Other");
    await panel.field("owner").focus();
    await page.keyboard.press("Escape");
    await expect(panel.root).toHaveCount(0);
    await expect(board.link("Acme")).toBeFocused();
  });

  test("the address of a deal that does not exist says so", async ({ app, page }) => {
    await withDeal(app);
    const gone = page.url().replace(/deal=(.{8})/, "deal=00000000");
    expect(gone).not.toBe(page.url());
    await app.open(gone.slice(gone.indexOf("#")));
    const panel = new DealPanel(app);
    await expect(panel.root).toContainText(app.text({ de: "gibt es nicht", en: "does not exist" }));
    await page.keyboard.press("Escape");
    await expect(panel.root).toHaveCount(0);
  });
});

test.describe("editing", () => {
  test("every field keeps what was set after a reload", async ({ app, page }) => {
    test.setTimeout(60_000);
    await page.clock.setFixedTime(WEDNESDAY);
    const { board, panel } = await withDeal(app);
    const { root } = panel;
    const words = app.text({
      de: {
        money: "1.234,50",
        value: /^1\.234,50\s\$$/,
        monthly: /^99\s\$$/,
        day: "1.2.2027",
        shownDay: "01.02.2027",
        expires: "in 3 Tagen",
        shownExpires: "21.11.2026",
        created: "gestern",
        shownCreated: "17.11.2026",
        offer: "Verschickt",
        klass: "Heiß",
        category: "Zugesagt",
        percent: "62,5",
        shownPercent: /^62,5\s%$/,
        answer: "Teilweise",
      },
      en: {
        money: "1,234.50",
        value: /^US\$1,234\.50$|^\$1,234\.50$/,
        monthly: /^US\$99$|^\$99$/,
        day: "1/2/2027",
        shownDay: "1 Feb 2027",
        expires: "in 3 days",
        shownExpires: "21 Nov 2026",
        created: "yesterday",
        shownCreated: "17 Nov 2026",
        offer: "Sent",
        klass: "Hot",
        category: "Commit",
        percent: "62.5",
        shownPercent: /^62\.5\s?%$/,
        answer: "Partly",
      },
    });
    await panel.type("title", `Acme ${EMOJI}`);
    await panel.type("organisation", "Acme GmbH");
    await panel.type("value", words.money);
    await panel.choose("currency", "USD");
    await panel.type("recurring", "99");
    await panel.choose("stage", board.stages()[1]);
    await panel.type("expected-close", words.day);
    await panel.choose("offer", words.offer);
    for (const name of ["owner", "source", "campaign", "product", "segment"]) await panel.type(name, `My ${name}`);
    await panel.choose("class", words.klass);
    await panel.type("created", words.created);
    await panel.type("tags", "one, two");
    await panel.type("add-person", "Ada Lovelace");
    await panel.choose("category", words.category);
    await panel.type("probability", words.percent);
    await panel.type("expires", words.expires);
    await root.getByTestId("qualification").locator("summary").click();
    await panel.field("answer").first().selectOption({ label: words.answer });
    await panel.field("answer-note").first().fill("50k");
    await panel.field("answer-note").first().press("Enter");
    await panel.type("notes", "First line\nSecond line");

    await board.start.reload();

    await expect(page.locator("#deal-heading")).toHaveText(`Acme ${EMOJI}`);
    await expect(panel.field("title")).toHaveValue(`Acme ${EMOJI}`);
    await expect(panel.field("organisation")).toHaveValue("Acme GmbH");
    await expect(panel.field("value")).toHaveValue(words.value);
    await expect(panel.chosen("currency")).toHaveText("USD");
    await expect(panel.field("recurring")).toHaveValue(words.monthly);
    await expect(panel.chosen("stage")).toHaveText(board.stages()[1]);
    await expect(panel.field("expected-close")).toHaveValue(words.shownDay);
    await expect(panel.chosen("offer")).toHaveText(words.offer);
    for (const name of ["owner", "source", "campaign", "product", "segment"]) {
      await expect(panel.field(name)).toHaveValue(`My ${name}`);
    }
    await expect(panel.chosen("class")).toHaveText(words.klass);
    await expect(panel.field("created")).toHaveValue(words.shownCreated);
    await expect(root.locator(".chip")).toHaveText(["one", "two"]);
    await expect(root.locator(".deal-people .panel-row-title")).toHaveText(["Ada Lovelace"]);
    await expect(panel.chosen("category")).toHaveText(words.category);
    await expect(panel.field("probability")).toHaveValue(words.shownPercent);
    await expect(panel.field("expires")).toHaveValue(words.shownExpires);
    await root.getByTestId("qualification").locator("summary").click();
    await expect(panel.field("answer").first().locator("option:checked")).toHaveText(words.answer);
    await expect(panel.field("answer-note").first()).toHaveValue("50k");
    await expect(panel.field("notes")).toHaveValue("First line\nSecond line");
    // The card and the column follow.
    await expect(board.titles(1)).toHaveText([`Acme ${EMOJI}`]);
    await expect(board.card(`Acme ${EMOJI}`)).toContainText("Acme GmbH");
  });

  test("leaving a field takes what was typed, Escape brings back what is stored", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.field("owner").fill("Ada");
    await page.keyboard.press("Tab");
    await panel.field("source").fill("never");
    await page.keyboard.press("Escape");
    await expect(panel.field("source")).toHaveValue("");
    await expect(panel.root).toBeVisible();
    await board.start.reload();
    await expect(panel.field("owner")).toHaveValue("Ada");
    await expect(panel.field("source")).toHaveValue("");
  });

  test("what is typed is kept when the visitor goes back or the page is loaded again", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.field("title").fill("Typed and gone back");
    await page.goBack();
    await expect(panel.root).toBeHidden();
    await expect(board.titles(0)).toHaveText(["Typed and gone back"]);
    await board.link("Typed and gone back").click();
    await panel.field("title").fill("Typed and loaded again");
    await page.reload();
    await expect(board.titles(0)).toHaveText(["Typed and loaded again"]);
  });

  test("a probability set by hand is marked and can go back to that of the stage", async ({ app }) => {
    const { panel } = await withDeal(app);
    await panel.type("probability", "33");
    await expect(panel.root.getByTestId("by-hand")).toBeVisible();
    await panel.root.getByTestId("probability-reset").click();
    await expect(panel.root.getByTestId("by-hand")).toHaveCount(0);
    await expect(panel.field("probability")).toHaveValue("");
  });

  test("tags and people can be taken away", async ({ app, page }) => {
    const { panel } = await withDeal(app);
    await panel.type("tags", "one, two");
    await panel.type("add-person", "Ada Lovelace");
    await panel.type("add-person", "Grace Hopper");
    await panel.root.locator(".chip", { hasText: "one" }).getByRole("button").click();
    await expect(panel.root.locator(".chip")).toHaveText(["two"]);
    const people = panel.root.locator(".deal-people .panel-row-title");
    await expect(people).toHaveText(["Ada Lovelace", "Grace Hopper"]);
    await page.getByRole("button", { name: app.text({ de: "Zum Hauptkontakt machen: Grace Hopper", en: "Make main contact: Grace Hopper" }) }).click();
    await expect(people).toHaveText(["Grace Hopper", "Ada Lovelace"]);
    await page.getByRole("button", { name: app.text({ de: "Entfernen: Grace Hopper", en: "Remove: Grace Hopper" }) }).click();
    await expect(people).toHaveText(["Ada Lovelace"]);
  });
});

test.describe("invalid input", () => {
  test("amounts below zero, absurd ones and words are refused at the field", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.type("value", "5000");
    await panel.refuse("value", "-5", app.text({ de: "Ein Wert kann nicht negativ sein.", en: "A value cannot be negative." }));
    await panel.refuse("value", "9".repeat(40), app.text({ de: /zu groß/, en: /too large/ }));
    await panel.refuse("value", "1e400", app.text({ de: /kein Betrag|zu groß/, en: /not an amount|too large/ }));
    await panel.refuse("value", "viel", app.text({ de: /„viel“ ist kein Betrag/, en: /“viel” is not an amount/ }));
    // What is stored is as it was, and Escape shows it again.
    await page.keyboard.press("Escape");
    await expect(panel.field("value")).toHaveValue(/5[.,]000/);
    await expect(panel.field("value")).not.toHaveAttribute("aria-invalid", "true");
    expect(await board.sum(0)).toBe(500_000);
    await board.start.reload();
    await expect(panel.field("value")).toHaveValue(/5[.,]000/);
  });

  test("a day that does not exist is refused in each way it is written", async ({ app }) => {
    const { board, panel } = await withDeal(app);
    const forms = app.text({
      de: ["31.2.2027", "31.02.2027", "31. Februar 2027", "2027-02-31"],
      en: ["31/2/2027", "31/02/2027", "31 February 2027", "2027-02-31"],
    });
    for (const form of forms) {
      await panel.refuse("expected-close", form, app.text({ de: /gibt es nicht/, en: /There is no/ }));
    }
    await panel.refuse("expires", "soon-ish", app.text({ de: /kein Datum/, en: /not a date/ }));
    await board.start.reload();
    await expect(panel.field("expected-close")).toHaveValue("");
    await expect(panel.field("expires")).toHaveValue("");
  });

  test("an empty title and one of 10,000 characters are refused, the old one stays", async ({ app, page }) => {
    const { board, panel } = await withDeal(app);
    await panel.refuse("title", "", app.text({ de: "Bitte einen Titel angeben.", en: "Please give a title." }));
    await panel.refuse(
      "title",
      "x".repeat(10_000),
      app.text({ de: "Zu lang: 10.000 von höchstens 500 Zeichen.", en: "Too long: 10,000 of at most 500 characters." }),
    );
    await expect(page.locator("#deal-heading")).toHaveText("Acme");
    await expect(board.titles(0)).toHaveText(["Acme"]);
    await board.start.reload();
    await expect(panel.field("title")).toHaveValue("Acme");
  });

  test("percentages outside 0 to 100 and a beginning in the future are refused", async ({ app }) => {
    const { panel } = await withDeal(app);
    for (const typed of ["101", "-1", "half"]) {
      await panel.type("probability", typed);
      await expect(await panel.error(panel.field("probability"))).not.toBeEmpty();
      await expect(panel.field("probability")).toHaveValue(typed);
    }
    const tomorrow = app.text({ de: "morgen", en: "tomorrow" });
    await panel.refuse("created", tomorrow, app.text({ de: /nicht in der Zukunft/, en: /cannot lie in the future/ }));
  });

  test("markup is text in every field", async ({ app, page }) => {
    test.setTimeout(60_000);
    page.on("dialog", (dialog) => {
      throw new Error(`a dialog was opened: ${dialog.message()}`);
    });
    const scripts = () => page.locator("script").count();
    const { board, panel } = await withDeal(app);
    const before = await scripts();
    const plain = ["title", "organisation", "owner", "source", "campaign", "product", "segment", "notes"];
    for (const name of plain) await panel.type(name, SCRIPT);
    await panel.type("tags", SCRIPT);
    await panel.type("add-person", SCRIPT);
    await panel.plan(SCRIPT);
    // What has to be a number or a day says why it is none.
    for (const name of ["value", "recurring", "expected-close", "expires", "created", "probability"]) {
      await panel.type(name, SCRIPT);
      await expect(await panel.error(panel.field(name))).not.toBeEmpty();
      await page.keyboard.press("Escape");
    }
    const check = async () => {
      for (const name of plain) await expect(panel.field(name)).toHaveValue(SCRIPT);
      await expect(page.locator("#deal-heading")).toHaveText(SCRIPT);
      await expect(panel.root.locator(".chip")).toHaveText([SCRIPT]);
      await expect(panel.root.locator(".deal-people .panel-row-title")).toHaveText([SCRIPT]);
      await expect(panel.tasks().locator(".panel-row-title")).toHaveText([SCRIPT]);
      await expect(board.titles(0)).toHaveText([SCRIPT]);
      expect(await scripts()).toBe(before);
    };
    await check();
    await board.start.reload();
    await check();
  });

  test("emoji and other scripts are kept as typed", async ({ app }) => {
    const { board, panel } = await withDeal(app);
    for (const name of ["title", "owner", "notes"]) await panel.type(name, EMOJI);
    await board.start.reload();
    for (const name of ["title", "owner", "notes"]) await expect(panel.field(name)).toHaveValue(EMOJI);
    await expect(board.titles(0)).toHaveText([EMOJI]);
  });
});

test("the time line tells each stage with the newest first", async ({ app }) => {
  const { board, panel } = await withDeal(app);
  await panel.choose("stage", board.stages()[2]);
  await panel.choose("stage", board.stages()[1]);
  const shown = await panel.timeLine().allTextContents();
  const entered = (stage: string) => app.text({ de: `In „${stage}“ gekommen`, en: `Entered “${stage}”` });
  expect(shown.slice(0, 2)).toEqual([entered(board.stages()[1]), entered(board.stages()[2])]);
  expect(shown.indexOf(entered(board.stages()[0]))).toBeGreaterThan(1);
});
