// Files that the page hands out.
import { expect, type Download, type Page } from "@playwright/test";

/** So many files a page hands out in a second; what comes on top the browser drops. */
const BURST = 10;

/** How many files each page was asked for. */
const asked = new WeakMap<Page, number>();

/** Presses what hands out a file and returns the file; what the browser dropped is pressed again. */
export async function handedOut(page: Page, press: () => Promise<void>): Promise<Download> {
  const before = asked.get(page) ?? 0;
  asked.set(page, before + 1);
  if (before < BURST) {
    const [file] = await Promise.all([page.waitForEvent("download"), press()]);
    return file;
  }
  const files: Download[] = [];
  await expect(async () => {
    const [file] = await Promise.all([page.waitForEvent("download", { timeout: 2_000 }), press()]);
    files.push(file);
  }).toPass();
  return files[0];
}
