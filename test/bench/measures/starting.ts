import { spreadOf } from "../percentiles.ts";
import { type Row, spreadRow } from "../report.ts";
import { openStage, type openServer } from "../stage.ts";

const TIMES = 7;

/** From starting the process until the list can be drawn, and until texts arrive live. Node reads Tern's sources here. */
export const starting = async (
  folder: string,
  server: Awaited<ReturnType<typeof openServer>>,
  name: string,
): Promise<readonly Row[]> => {
  const [listed, live]: [number[], number[]] = [[], []];
  for (let round = 0; round < TIMES; round += 1) {
    const stage = await openStage("tern", folder, { server });
    listed.push(((await stage.listed)?.at ?? Number.NaN) - stage.spawnedAt);
    live.push((await stage.live).at - stage.spawnedAt);
    await stage.end();
  }
  return [
    spreadRow(`cold start of main → list drawn, ${name}`, spreadOf(listed)),
    spreadRow(`cold start of main → live, ${name}`, spreadOf(live)),
  ];
};
