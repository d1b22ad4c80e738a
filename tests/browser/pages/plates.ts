// The page object of charts: each with its table and its save buttons.
import { readFile } from "node:fs/promises";
import { expect, type Locator } from "@playwright/test";
import type { App } from "./app";
import { handedOut } from "./files";

/** A file that a save button handed out. */
export type Saved = { name: string; bytes: Buffer };

export class Plates {
  constructor(private readonly app: App) {}

  /** A chart by its name. */
  plate(name: string): Locator {
    return this.app.page.locator(`[data-plate="${name}"]`);
  }

  /** The drawing of a chart. */
  drawing(name: string): Locator {
    return this.plate(name).locator("svg[role=img]");
  }

  /** The table of a chart; opened where it is closed. */
  async table(name: string): Promise<Locator> {
    const details = this.plate(name).locator("details.plate-table");
    if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    const table = details.locator("table");
    await expect(table).toBeVisible();
    return table;
  }

  /** The names of all charts on screen. */
  async names(): Promise<string[]> {
    const all = await this.app.page.locator("[data-plate]").evaluateAll((found) => found.map((one) => one.getAttribute("data-plate") ?? ""));
    return [...new Set(all)];
  }

  /** Saves a chart. */
  async save(name: string, format: "svg" | "png" | "csv"): Promise<Saved> {
    const button = this.plate(name).locator(`[data-save="${format}"]`);
    const download = await handedOut(this.app.page, () => button.click());
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** The numbers of a column of a table, unrounded; NaN where there is none. */
  async column(table: Locator, at: number): Promise<number[]> {
    return table.locator("tbody tr").evaluateAll(
      (rows, at) =>
        rows.map((row) => Number(row.children[at]?.querySelector("[data-number]")?.getAttribute("data-number") ?? NaN)),
      at,
    );
  }
}

/** Fails unless a saved drawing stands on its own: nothing in it needs the page. */
export function expectSelfContained(saved: Saved) {
  const text = saved.bytes.toString("utf8");
  expect(saved.name).toMatch(/\.svg$/);
  expect(text).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(text).not.toMatch(/var\(|oklch|oklab|color-mix|light-dark|class=|style=/);
  expect(text).toMatch(/(fill|stroke)="#[0-9a-f]{6}"/);
  expect(text).toMatch(/<text[^>]*font-size="\d/);
}

/** Fails unless a saved picture is a PNG of some size. */
export function expectPicture(saved: Saved) {
  expect(saved.name).toMatch(/\.png$/);
  expect(saved.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(saved.bytes.readUInt32BE(16)).toBeGreaterThan(300);
  expect(saved.bytes.length).toBeGreaterThan(2_000);
}
