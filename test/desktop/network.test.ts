import { createServer, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { until } from "./desk-client.ts";
import { useFixture } from "./fixtures/start-fixture.ts";

describe("a computer whose network cable is pulled", () => {
  const lines: Socket[] = [];
  const heard: string[] = [];
  const server = createServer((socket) => {
    lines.push(socket);
    socket.on("data", (chunk) => heard.push(String(chunk)));
    socket.on("error", () => {}); // the desktop's end may vanish
  });

  const fixture = useFixture(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { server: `http://127.0.0.1:${port}` };
  });
  afterAll(() => {
    for (const line of lines) line.destroy();
    server.close();
  });
  const lineEvents = async (): Promise<readonly unknown[]> =>
    (await fixture().told()).filter(([name]) => String(name).startsWith("line-"));

  it("makes no new connections, and no byte goes over the old ones, even when it is plugged in again", async () => {
    await fixture().invoke("hold-line");
    await until("the line is there", async () => lines.length === 1);
    await fixture().invoke("say-on-line", "before");
    lines[0]?.write("hello");
    await until("both heard each other", async () => heard.length === 1 && (await lineEvents()).length === 1);

    await fixture().desktop.client.network(false);
    await fixture().invoke("say-on-line", "during");
    lines[0]?.write("anyone there");
    const offline = [
      await fixture().invoke("dial"),
      await fixture().invoke("is-online"),
      await fixture().page.evaluate("navigator.onLine"),
    ];

    await fixture().desktop.client.network(true);
    const online = [
      await fixture().invoke("dial"),
      await fixture().invoke("is-online"),
      await fixture().page.evaluate("navigator.onLine"),
    ];

    expect([offline, online, heard, await lineEvents()]).toEqual([
      ["ENETUNREACH", false, false],
      ["connected", true, true],
      ["before"],
      [["line-data", "hello"]],
    ]);
  });

  it("still shows its own pages", async () => {
    await fixture().desktop.client.network(false);
    const status = await fixture().page.evaluate("fetch('/bytes').then(({ status }) => status)");
    await fixture().desktop.client.network(true);
    expect(status).toBe(200);
  });
});
