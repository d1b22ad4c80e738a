// What every browser test stands on: a fresh browser context, and a watch that fails the test on any
// console error, page error, failed request, or request to another origin.
import { test as base, expect } from "@playwright/test";
import { App, type Language } from "./pages/app";

type Fixtures = {
  /** The language the browser asks for, from the project. */
  language: Language;
  /** The page under test. */
  app: App;
  /** What went wrong in the page so far; must be empty at the end of the test. */
  faults: Faults;
};

/** Faults seen in the page, and those a test provokes on purpose. */
export class Faults {
  readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Names a fault that this test provokes on purpose; it must then really occur. */
  expect(fault: RegExp) {
    this.expected.push(fault);
  }

  /** Fails if an unexpected fault was seen or an expected one was not. */
  verify() {
    const unexpected = this.seen.filter((fault) => !this.expected.some((one) => one.test(fault)));
    const absent = this.expected.filter((one) => !this.seen.some((fault) => one.test(fault)));
    expect({ unexpected, absent: absent.map(String) }).toEqual({ unexpected: [], absent: [] });
  }
}

export const test = base.extend<Fixtures>({
  language: async ({ locale }, use) => {
    await use(locale?.startsWith("de") ? "de" : "en");
  },

  faults: [
    async ({ context, baseURL }, use) => {
      const faults = new Faults();
      const own = new URL(baseURL ?? "").origin;
      context.on("console", (message) => {
        if (message.type() === "error") faults.seen.push(`console: ${message.text()} ${message.location().url}`);
      });
      context.on("weberror", (error) => faults.seen.push(`page: ${error.error()}`));
      context.on("requestfailed", (request) => {
        const reason = request.failure()?.errorText;
        // A reload takes back what was still loading, such as the icon.
        if (reason === "net::ERR_ABORTED") return;
        faults.seen.push(`request: ${request.url()} ${reason}`);
      });
      context.on("request", (request) => {
        const url = new URL(request.url());
        const local = url.protocol === "data:" || url.protocol === "blob:";
        if (!local && url.origin !== own) faults.seen.push(`other origin: ${url}`);
      });
      context.on("response", (response) => {
        if (response.status() >= 400) faults.seen.push(`status: ${response.status()} ${response.url()}`);
      });
      await use(faults);
      faults.verify();
    },
    { auto: true },
  ],

  app: async ({ page, language }, use) => {
    await use(new App(page, language));
  },
});

export { expect };
