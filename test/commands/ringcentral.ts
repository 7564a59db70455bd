import { parseArgs } from "node:util";
import { startRingCentral } from "../ringcentral/server.ts";
import { onStopRequest } from "./stop-request.ts";
import { worldNames } from "../ringcentral/worlds.ts";

/**
 * `npm run ringcentral -- [--port N] [--control-port N] [--world NAME] [--rate-limits documented]`: the local RingCentral
 * as a program. Prints one JSON line when it is ready; ends on SIGTERM or SIGINT.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "control-port": { type: "string", default: "0" },
    world: { type: "string", default: worldNames[0] ?? "small" },
    "rate-limits": { type: "string", default: "generous" },
  },
});

const portFrom = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${text}`);
  return port;
};

try {
  const ringCentral = await startRingCentral({
    port: portFrom(values.port),
    controlPort: portFrom(values["control-port"]),
    world: values.world,
    rateLimits: values["rate-limits"] === "documented" ? "documented" : "generous",
  });
  const { server, control, clientId, clientSecret, users, contacts } = ringCentral;
  console.log(JSON.stringify({ server, control, clientId, clientSecret, users, contacts }));

  onStopRequest(() => void ringCentral.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
