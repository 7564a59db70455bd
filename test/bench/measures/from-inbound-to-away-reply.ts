import { spreadOf } from "../percentiles.ts";
import { type Row, spreadRow } from "../report.ts";
import type { Stage } from "../stage.ts";

/** Tern waits some seconds in each. */
const WARM_UP = 2;
const ROUNDS = 20;

/** From the moment the server hands the event to the socket until it has accepted the away reply. */
const measureOne = async ({ server, control, tell, hear }: Stage, round: number): Promise<number> => {
  const body = `away ${round}`;
  // In turns: Away takes who answers within seconds for a machine.
  const from = server.clients[round % server.clients.length] ?? "";
  const isAway = hear("away");
  tell({ kind: "new-absence" });
  await isAway;
  const accepted = server.accepted();
  await control.inbound({ from, to: server.own, text: body });
  return (await accepted) - server.toldAt(body);
};

/** `stages`: the sample first, Tern second; they take turns. */
export const fromInboundToAwayReply = async (sample: Stage, tern: Stage): Promise<readonly Row[]> => {
  const times: { readonly sample: number[]; readonly tern: number[] } = { sample: [], tern: [] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const [one, other] = [await measureOne(sample, round), await measureOne(tern, round)];
    if (round < WARM_UP) continue;
    times.sample.push(one);
    times.tern.push(other);
  }
  const beside = { name: "the sample's logic", spread: spreadOf(times.sample) };
  return [
    spreadRow(`inbound → away reply accepted: ${beside.name}`, beside.spread),
    spreadRow("inbound → away reply accepted: Tern", spreadOf(times.tern), beside),
  ];
};
