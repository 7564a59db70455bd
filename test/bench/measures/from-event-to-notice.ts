import { spreadOf, type Spread } from "../percentiles.ts";
import { type Row, spreadRow } from "../report.ts";
import type { Stage } from "../stage.ts";

const WARM_UP = 20;
const ROUNDS = 200;

/** From the moment the server hands an instant event to the socket until the notification is asked for. */
const measureOne = async ({ server, control, hear }: Stage, body: string): Promise<number> => {
  const notified = hear("notified", (said) => said.body === body);
  await control.inbound({ from: server.clients[0] ?? "", to: server.own, text: body });
  return (await notified).at - server.toldAt(body);
};

/** The subjects take turns, so that whatever else the machine does hits all of them. */
export const fromEventToNotice = async (
  stages: readonly { readonly name: string; readonly stage: Stage }[],
): Promise<readonly Row[]> => {
  const times = new Map<string, number[]>(stages.map(({ name }) => [name, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
    for (const { name, stage } of stages) {
      const took = await measureOne(stage, `event ${round}`);
      if (round >= WARM_UP) times.get(name)?.push(took);
    }
  const spreads = stages.map(({ name }) => ({ name, spread: spreadOf(times.get(name) ?? []) }));
  const [bare] = spreads;
  return spreads.map(({ name, spread }) => rowOf(name, spread, bare !== undefined && bare.name !== name ? bare : null));
};

const rowOf = (name: string, spread: Spread, beside: { readonly name: string; readonly spread: Spread } | null): Row =>
  spreadRow(`event → notification call: ${name}`, spread, beside);
