import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildConnector } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { createConnections } from "../../../main/ringcentral/connections.ts";

const openServer = async (): Promise<string> => {
  const server = createServer((_, response) => response.end("here"));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

/** Connectors of which the first `lost` never get through, and how long each was given. */
const losing = (lost: number, code = "UND_ERR_CONNECT_TIMEOUT") => {
  const given: unknown[] = [];
  const build = (options: buildConnector.BuildOptions = {}): buildConnector.connector => {
    const real = buildConnector(options);
    return (target, callback) => {
      given.push(options.timeout);
      if (given.length > lost) real(target, callback);
      else queueMicrotask(() => callback(Object.assign(new Error("lost"), { code }), null));
    };
  };
  return { build, given };
};

describe("a connection whose first packets are lost", () => {
  it("is begun anew without the request hearing of it", async () => {
    const { build, given } = losing(2);
    const response = await createConnections(build).fetch(await openServer());
    expect([await response.text(), given]).toEqual(["here", [2_000, 2_000, 5_000]]);
  });

  it("is given up in the end, as one that never was", async () => {
    const { build, given } = losing(100);
    await expect(createConnections(build).fetch(await openServer())).rejects.toMatchObject({
      cause: { code: "UND_ERR_CONNECT_TIMEOUT" },
    });
    expect(given).toEqual([2_000, 2_000, 5_000, 10_000]);
  });

  it("is not tried again where somebody said no", async () => {
    const { build, given } = losing(100, "ECONNREFUSED");
    await expect(createConnections(build).fetch(await openServer())).rejects.toMatchObject({
      cause: { code: "ECONNREFUSED" },
    });
    expect(given).toEqual([2_000]);
  });
});
