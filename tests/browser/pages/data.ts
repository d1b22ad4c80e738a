// The page object of everything that opens files: the start and the screen for data.
import { readFile } from "node:fs/promises";
import { expect, type Locator } from "@playwright/test";
import type { App } from "./app";
import { handedOut } from "./files";
import { historyKept } from "./storage";

/** What tests look at in a workspace file. */
export type Workspace = {
  id: string;
  pipelines: { id: string; name: string; stages: { id: string; name: string }[] }[];
  deals: {
    title: string;
    stage: string;
    value?: { amount?: number; minor?: number };
    outcome?: unknown;
    history: { at?: number | string; [what: string]: unknown }[];
  }[];
  organisations: { name: string; notes?: string }[];
};

export class Data {
  constructor(readonly app: App) {}

  /** Opens the screen for data of an empty workspace. */
  async openEmpty() {
    await this.app.open("#/data");
    await this.app.page.getByTestId("start-empty").click();
    await expect(this.count("deals")).toHaveText("0");
  }

  /** Opens the screen for data of the example. */
  async openExample() {
    await this.app.open("#/data");
    await this.app.page.getByTestId("start-example").click();
    await expect(this.count("deals")).not.toHaveText("0");
  }

  /** Chooses a file of this name and content. */
  async choose(name: string, content: string | Buffer) {
    const mimeType = name.endsWith(".json") ? "application/json" : "text/csv";
    const buffer = typeof content === "string" ? Buffer.from(content) : content;
    await this.get("open-file").setInputFiles({ name, mimeType, buffer });
  }

  /** Drops a file onto the page. */
  async drop(name: string, content: string) {
    await this.dropAll({ [name]: content });
  }

  /** Drops files of these names and contents onto the page, at once. */
  async dropAll(files: Record<string, string>) {
    const dropped = await this.app.page.evaluateHandle((files) => {
      const transfer = new DataTransfer();
      for (const [name, content] of Object.entries(files)) transfer.items.add(new File([content], name));
      return transfer;
    }, files);
    await this.app.page.dispatchEvent("body", "dragover", { dataTransfer: dropped });
    await this.app.page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  }

  /** The table among several that is shown or counted, by its place. */
  sheet(at: number, list: "import-sheets" | "import-files" = "import-files"): Locator {
    return this.get(list).locator(`[data-sheet="${at}"]`);
  }

  /** The records of the workspace, as its file has them. */
  async workspace(): Promise<Workspace> {
    return JSON.parse((await this.exportJson()).toString("utf8")).workspace;
  }

  /** Saves the workspace as a file and returns its bytes. */
  async exportJson(): Promise<Buffer> {
    return this.download("export-json");
  }

  /** Presses a button that hands out a file and returns its bytes. */
  async download(button: string): Promise<Buffer> {
    const download = await handedOut(this.app.page, () => this.get(button).click());
    return readFile(await download.path());
  }

  /** Waits for what an import would do. */
  async expectCounts(counts: { new: number; changed?: number; unchanged?: number; rejected?: number }) {
    const shown = this.get("import-counts");
    await expect(shown).toHaveAttribute("data-new", String(counts.new));
    await expect(shown).toHaveAttribute("data-changed", String(counts.changed ?? 0));
    await expect(shown).toHaveAttribute("data-unchanged", String(counts.unchanged ?? 0));
    await expect(shown).toHaveAttribute("data-rejected", String(counts.rejected ?? 0));
  }

  /** Takes the table over and waits until it is. */
  async confirm() {
    await this.get("import-confirm").click();
    await expect(this.get("import")).toHaveCount(0);
  }

  /** The number of records of a kind, as shown. */
  count(kind: "deals" | "organisations" | "people" | "activities"): Locator {
    return this.get(`count-${kind}`);
  }

  /** Everything the browser keeps of the page but the picture of the board, which is no data. */
  async stored(): Promise<string> {
    await historyKept(this.app.page);
    return this.app.page.evaluate(() =>
      JSON.stringify(Object.entries(localStorage).filter(([key]) => key !== "trichter/poster").sort()),
    );
  }

  get(testId: string): Locator {
    return this.app.page.getByTestId(testId);
  }
}
