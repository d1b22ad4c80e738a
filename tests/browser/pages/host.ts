// A host of the page that a test can change: it hands on what the real one serves, alters files on the
// way, and counts what is asked for.
import { createHash } from "node:crypto";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a host says of a file, its policies among it. */
const HANDED_ON = ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];

type Change = (content: Buffer) => Buffer | undefined;

export class Host {
  /** What was asked for, by file name; the page itself is the empty name. */
  readonly asked: string[] = [];
  private readonly changes = new Map<string, Change>();
  private server?: Server;

  constructor(private readonly origin: string) {}

  /** The address of the page. */
  get address(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/`;
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const path = (request.url ?? "/").slice(1).split("?")[0];
      this.asked.push(path);
      this.file(path).then(
        ({ content, headers }) => {
          response.writeHead(content ? 200 : 404, { ...headers, "Cache-Control": "no-cache" });
          response.end(content);
        },
        (error) => response.writeHead(502).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async stop() {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async file(path: string): Promise<{ content?: Buffer; headers: Record<string, string> }> {
    const answer = await fetch(new URL(path, this.origin));
    const headers: Record<string, string> = {};
    for (const name of HANDED_ON) {
      const value = answer.headers.get(name);
      if (value) headers[name] = value;
    }
    if (!answer.ok) return { headers };
    const content = Buffer.from(await answer.arrayBuffer());
    const change = this.changes.get(path);
    return { content: change ? change(content) : content, headers };
  }

  /** The text of a file as it is served. */
  async text(path: string): Promise<string> {
    return (await this.file(path)).content?.toString("utf8") ?? "";
  }

  /** Serves a file no more. */
  lose(path: string) {
    this.changes.set(path, () => undefined);
  }

  /** Serves a file as it was built again. */
  keep(path: string) {
    this.changes.delete(path);
  }

  /** Serves a newer version: the page has another title in its source, and the worker knows of it. */
  async release(mark: string) {
    for (const path of ["", "index.html", "sw.js"]) this.changes.delete(path);
    const worker = await this.text("sw.js");
    const built = await this.text("index.html");
    const page = built.replace("<head>", `<head>\n<meta name="version" content="${mark}">`);
    const before = integrity(built);
    const after = worker.replaceAll(before, integrity(page)).replace(/"[0-9a-f]{16}"/, `"${mark.padEnd(16, "0")}"`);
    if (after === worker || !worker.includes(before)) throw new Error("the worker does not name the page as expected");
    for (const path of ["", "index.html"]) this.changes.set(path, () => Buffer.from(page));
    this.changes.set("sw.js", () => Buffer.from(after));
  }
}

function integrity(content: string): string {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}
