// Backups, files and the history.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import type { App } from "./app";
import { handedOut } from "./files";

/** The database of backups. */
const DRAWER = "trichter-backups";

export class Trust {
  constructor(readonly app: App) {}

  get page(): Page {
    return this.app.page;
  }

  /** The backups of the workspace on screen, and of others, as the screen for data lists them. */
  rows(): Locator {
    return this.page.locator("[data-backup]");
  }

  /** Opens a backup by its place in the list. */
  async look(nth = 0) {
    await this.rows().nth(nth).getByTestId("look-at-backup").click();
    await expect(this.page.getByRole("dialog")).toBeVisible();
  }

  /** Makes a backup by hand. */
  async makeBackup() {
    const before = await this.rows().count();
    await this.page.getByTestId("make-backup").click();
    // Of one day three are kept.
    if (before < 3) await expect(this.rows()).toHaveCount(before + 1);
  }

  /** Presses something that hands out a file and returns it. */
  async file(testId: string): Promise<{ name: string; text: string }> {
    const download = await handedOut(this.page, () => this.page.getByTestId(testId).first().click());
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  /** Waits until everything is saved. */
  async saved() {
    await expect(this.page.getByTestId("save-state")).toHaveAttribute("data-saved", "true");
  }

  /** How many backups the database holds. */
  async kept(): Promise<number> {
    return this.page.evaluate(
      (name) =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const count = request.result.transaction("heads").objectStore("heads").count();
            count.onsuccess = () => {
              request.result.close();
              resolve(count.result);
            };
          };
        }),
      DRAWER,
    );
  }

  /** What the database holds about files, as text; empty where nothing is noted. */
  async filesNoted(): Promise<string> {
    return this.page.evaluate(
      (name) =>
        new Promise<string>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const note = request.result.transaction("notes").objectStore("notes").get("files");
            note.onsuccess = () => {
              request.result.close();
              resolve(String(note.result ?? ""));
            };
          };
        }),
      DRAWER,
    );
  }

  /** Changes one character of the packed parts of every backup. */
  async damageBackups() {
    await this.page.evaluate(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const transaction = request.result.transaction("parts", "readwrite");
            transaction.objectStore("parts").openCursor().onsuccess = (event) => {
              const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
              if (!cursor) return;
              const [first, ...rest] = cursor.value as string[];
              cursor.update([`${first.slice(0, 20)}~${first.slice(21)}`, ...rest]);
              cursor.continue();
            };
            transaction.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        }),
      DRAWER,
    );
  }
}
