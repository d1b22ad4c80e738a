// The page object of the board.
import { expect, type CDPSession, type Locator, type Page } from "@playwright/test";
import type { App } from "./app";
import { Start } from "./start";

/** Where on a card the pointer is: its upper part means before it, its lower part after it. */
export type Part = "upper" | "lower" | "middle";

const PARTS: Record<Part, number> = { upper: 0.25, middle: 0.5, lower: 0.75 };

export interface Point {
  x: number;
  y: number;
}

export class Board {
  readonly page: Page;
  readonly start: Start;

  constructor(readonly app: App) {
    this.page = app.page;
    this.start = new Start(app);
  }

  /** Names of the stages of the default pipeline. */
  stages(): string[] {
    return {
      de: ["Lead-Generierung", "Qualifizierung", "Bedarfsanalyse", "Angebot", "Abschluss"],
      en: ["Lead", "Qualification", "Needs analysis", "Proposal", "Closing"],
    }[this.app.language];
  }

  /** All columns, in order. */
  columns(): Locator {
    return this.page.locator(".board .column");
  }

  /** A column by its place. */
  column(place: number): Locator {
    return this.columns().nth(place);
  }

  /** The list of a column, which scrolls. */
  list(place: number): Locator {
    return this.column(place).locator(".cards");
  }

  /** The titles of the cards a column shows, from the top. */
  titles(place: number): Locator {
    return this.column(place).locator(".card[data-deal] .card-title");
  }

  /** What the head of a column counts. */
  count(place: number): Locator {
    return this.column(place).getByTestId("column-count");
  }

  /** The unrounded sum of a column in minor units. */
  async sum(place: number, kind: "value" | "weighted" = "value"): Promise<number> {
    const figure = this.column(place).locator(`[data-figure^="stage_${kind}."]`);
    return Number(await figure.getAttribute("data-value"));
  }

  /** A card by the title of its deal. */
  card(title: string): Locator {
    const exact = this.page.locator(".card-title").getByText(title, { exact: true });
    return this.page.locator(".board .card[data-deal]").filter({ has: exact });
  }

  /** The link of a card, which takes the focus. */
  link(title: string): Locator {
    return this.card(title).locator(".card-link");
  }

  /** The card under the pointer while it is dragged. */
  ghost(): Locator {
    return this.page.locator(".ghost-card");
  }

  /** The line that shows where a card would be dropped. */
  line(): Locator {
    return this.page.locator(".drop-line");
  }

  /** The zone that closes a deal. */
  zone(name: "won" | "lost"): Locator {
    return this.page.locator(`.drop-zone.${name}`);
  }

  /** What screen readers say. */
  voice(): Locator {
    return this.page.locator("[role=status][aria-live=polite]").first();
  }

  /** Adds a deal by one line. */
  async add(place: number, line: string) {
    const input = this.column(place).getByTestId("quick-add");
    await input.fill(line);
    await input.press("Enter");
    await expect(input).toHaveValue("");
  }

  /** Adds deals so that they stand in this order from the top. */
  async addInOrder(place: number, titles: string[]) {
    for (const title of [...titles].reverse()) await this.add(place, title);
    await expect(this.titles(place)).toHaveText(titles);
  }

  /** Opens the menu of a card and presses commands in turn. */
  async menu(title: string, ...commands: (string | RegExp)[]) {
    await this.card(title).hover();
    await this.card(title).getByTestId("card-menu").click();
    for (const command of commands) {
      await this.page.getByRole("menuitem", { name: command, exact: true }).click();
    }
  }

  /** A point on an element. */
  async point(element: Locator, part: Part = "middle"): Promise<Point> {
    const box = await element.boundingBox();
    if (!box) throw new Error("the element is not on screen");
    return { x: box.x + box.width / 2, y: box.y + box.height * PARTS[part] };
  }

  /** Lifts a card with the mouse and moves it over a point; the button stays down. */
  async lift(title: string, to: Point) {
    const from = await this.point(this.card(title));
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 8, from.y + 8);
    await expect(this.ghost()).toBeVisible();
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
  }

  /** Drags a card with the mouse onto a part of an element. */
  async drag(title: string, target: Locator, part: Part = "middle") {
    const to = await this.point(target, part);
    await this.lift(title, to);
    await this.page.mouse.up();
    await expect(this.ghost()).toHaveCount(0);
  }

  /** The message on screen that contains a text. */
  toast(text: string | RegExp): Locator {
    return this.page.getByTestId("toast").filter({ hasText: text });
  }

  /** The unrounded value of an amount as a card shows it, in minor units. */
  minor(shown: string): number {
    const decimal = this.app.language === "de" ? "," : ".";
    const [units = "", minor = ""] = shown.split(decimal);
    return Number(units.replace(/\D/g, "")) * 100 + Number(minor.replace(/\D/g, "").padEnd(2, "0"));
  }

  /** The place of the column with the most deals. */
  async longest(): Promise<number> {
    const counts = await this.page.getByTestId("column-count").allTextContents();
    const numbers = counts.map((count) => Number(count.replace(/\D/g, "")));
    return numbers.indexOf(Math.max(...numbers));
  }
}

/** A finger on the glass, through the browser's own touch input. */
export class Finger {
  private constructor(private readonly browser: CDPSession) {}

  static async on(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  async down(at: Point) {
    await this.browser.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  }

  async move(at: Point) {
    await this.browser.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at] });
  }

  async up() {
    await this.browser.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  /** A quick stroke: all of it is sent at once, so that no wait turns it into a hold. */
  async stroke(from: Point, to: Point, steps = 12) {
    const along = (step: number) => ({
      x: from.x + ((to.x - from.x) * step) / steps,
      y: from.y + ((to.y - from.y) * step) / steps,
    });
    const sent = [this.down(from)];
    for (let step = 1; step <= steps; step++) sent.push(this.move(along(step)));
    await Promise.all([...sent, this.up()]);
  }
}
