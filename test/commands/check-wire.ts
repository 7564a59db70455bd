import { parseArgs } from "node:util";
import { startRingCentral } from "../ringcentral/server.ts";
import { appTour } from "../ringcentral/wire/app-tour.ts";
import { createWireCheck, type Mismatch } from "../ringcentral/wire/check.ts";
import { readDescription } from "../ringcentral/wire/openapi.ts";
import { recordedIn, type Recorded } from "../ringcentral/wire/recording.ts";
import { tour } from "../ringcentral/wire/tour.ts";

/**
 * `npm run check:wire -- --spec FILE [--recorded FOLDER]`: goes through the local RingCentral with the official SDKs and
 * with Tern's own Gateway, looks at every request, answer and event, and names each difference from RingCentral's OpenAPI
 * description. With a folder, also what tests recorded there (see recording.ts). Exits with 1 if anything differs.
 */
const { values } = parseArgs({ options: { spec: { type: "string" }, recorded: { type: "string" } } });

const textOf = ({ operation, side, status, complaint }: Mismatch): string =>
  `${operation} ${side}${side === "answer" ? ` ${status ?? "none"}` : ""}: ${complaint.where} ${complaint.what}`;

const trafficOf = async (run: (ringCentral: Awaited<ReturnType<typeof startRingCentral>>) => Promise<void>) => {
  const traffic: Recorded[] = [];
  const ringCentral = await startRingCentral({ onTraffic: (recorded) => traffic.push(recorded) });
  try {
    await run(ringCentral);
  } finally {
    await ringCentral.close();
  }
  return traffic;
};

const run = async (spec: string, folder: string | undefined): Promise<number> => {
  const { check, covered, unmet } = createWireCheck(await readDescription(spec));
  const found = new Map<string, number>();
  const look = async (name: string, traffic: readonly Recorded[]): Promise<void> => {
    for (const recorded of traffic)
      for (const mismatch of await check(recorded)) {
        const text = `${name}: ${textOf(mismatch)}`;
        found.set(text, (found.get(text) ?? 0) + 1);
      }
    const events = traffic.filter(({ kind }) => kind === "notification").length;
    console.log(`${name}: ${traffic.length - events} requests with their answers, ${events} events.`);
  };

  await look("SDKs", await trafficOf(tour));
  await look("Tern", await trafficOf(appTour));
  if (folder !== undefined) await look("Recorded", recordedIn(folder));
  for (const [text, times] of found) console.log(times === 1 ? text : `${text} (${times} times)`);
  for (const { operation, side, matches } of unmet())
    console.log(`Known difference not met any more: ${operation} ${side} ${matches.source}`);
  console.log(
    `${covered().length} operations: ${found.size === 0 ? "all as described" : `${found.size} differences`}.`,
  );
  return found.size === 0 ? 0 : 1;
};

if (values.spec === undefined) {
  console.error("Tell which description to check against: npm run check:wire -- --spec FILE");
  process.exitCode = 2;
} else
  try {
    process.exitCode = await run(values.spec, values.recorded);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
