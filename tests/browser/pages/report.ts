// What the command line says about the workspace on screen: `examples/report.rs`, where it is built.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { App } from "./app";
import { goTo } from "./beginning";
import { handedOut } from "./files";

const PLACES = ["../../target/release/examples/report", "../../target/debug/examples/report"];

/** Where the report program is; undefined where it is not built. */
export function reportProgram(): string | undefined {
  return PLACES.map((place) => new URL(`../${place}`, import.meta.url).pathname).find(existsSync);
}

/** Exports the workspace on screen and returns every figure the command line finds in it. */
export async function reported(app: App, program: string): Promise<Record<string, number | null>> {
  await goTo(app, "data");
  const file = await handedOut(app.page, () => app.page.getByTestId("export-json").click());
  const path = await file.path();
  await readFile(path);
  return JSON.parse(execFileSync(program, [path], { encoding: "utf8", maxBuffer: 64e6, stdio: ["ignore", "pipe", "ignore"] }));
}
