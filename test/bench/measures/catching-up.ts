import { moment } from "../moment.ts";
import { type Row, singleRow } from "../report.ts";
import type { Stage } from "../stage.ts";

/** So many texts are missed while the network is away. */
const MISSED = [0, 100, 10_000] as const;

/** From the network being back (and Tern told so) until Tern says that everything is here. */
export const catchingUp = async ({ server, control, tell, hear }: Stage): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const count of MISSED) {
    await control.faults({ unreachable: true });
    if (count > 0)
      await control.inboundMany({
        from: server.clients.slice(0, 40),
        to: server.own,
        count,
        textPrefix: `missed of ${count}`,
        quiet: true,
      });
    const live = hear("live");
    await control.faults({ unreachable: false });
    const back = moment();
    tell({ kind: "wake" });
    rows.push(singleRow(`network back → caught up, ${count} texts missed`, "ms", (await live).at - back));
  }
  return rows;
};
