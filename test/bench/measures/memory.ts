import { setTimeout as pause } from "node:timers/promises";
import { type Row, singleRow } from "../report.ts";
import type { Stage } from "../stage.ts";

const FEW = 100;
const MANY = 10_000;

/** Resident memory of Tern's main process after so many live events, garbage collected. */
export const memory = async ({ server, control, tell, hear }: Stage): Promise<readonly Row[]> => {
  const counted = async () => {
    const answer = hear("counted");
    tell({ kind: "count" });
    return answer;
  };
  const after = async (events: number): Promise<number> => {
    const before = (await counted()).unread;
    await control.inboundMany({ from: server.clients.slice(0, 20), to: server.own, count: events });
    while ((await counted()).unread < before + events) await pause(200);
    return (await counted()).rssBytes / 2 ** 20;
  };
  const few = await after(FEW);
  const many = await after(MANY - FEW);
  return [
    singleRow(`memory after ${FEW} events`, "MB", few),
    singleRow(`memory after ${MANY} events`, "MB", many, { name: `after ${FEW}`, value: few }),
  ];
};
