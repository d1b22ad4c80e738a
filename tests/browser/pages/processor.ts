// How long the tasks of a page take, in the time of its processor: whoever else wanted it meanwhile.
import type { Browser, Page } from "@playwright/test";

type Traced = { name: string; pid: number; tid: number; tdur?: number; args: { name?: string } };

/** Does something and says how long the tasks of the main thread took meanwhile, in milliseconds. */
export async function tasksOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const events = traceEvents as Traced[];
  const thread = ({ pid, tid }: Traced) => `${pid}/${tid}`;
  const main = new Set(events.filter((one) => one.args.name === "CrRendererMain").map(thread));
  return events.filter((one) => one.name === "RunTask" && main.has(thread(one))).map((one) => (one.tdur ?? 0) / 1_000);
}
