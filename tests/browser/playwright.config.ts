// The browser tests run against a built page: `cargo xtask test` serves it and names its address in
// BASE_URL. Started by hand without it, Playwright serves the last build itself.
import { defineConfig } from "@playwright/test";

const PORT = 8123;
const served = process.env.BASE_URL;

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  forbidOnly: true,
  fullyParallel: true,
  // A test that holds only at the second try does not hold.
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: "list",
  use: {
    baseURL: served ?? `http://127.0.0.1:${PORT}/`,
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    // What a worker has kept would hide what a test does to the network; the tests of the worker allow it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "de", use: { locale: "de-DE" } },
    // Each verb is seen with motion in one language and with less motion in the other, which draws
    // fewer frames. What has no language is tested once.
    { name: "en", use: { locale: "en-GB", contextOptions: { reducedMotion: "reduce" } }, grepInvert: /@once/ },
  ],
  webServer: served
    ? undefined
    : {
        command: `cargo xtask serve --no-build --port ${PORT}`,
        cwd: "../..",
        url: `http://127.0.0.1:${PORT}/`,
        reuseExistingServer: false,
        timeout: 120_000,
      },
});
