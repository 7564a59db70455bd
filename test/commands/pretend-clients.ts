import { setTimeout as wait } from "node:timers/promises";
import { signedPage, type PretendWorld } from "./pretend-world.ts";

const openings: readonly string[] = [
  "Hi, could we move our appointment to Thursday?",
  "Got the letter about my account. Can you call me when you have a minute?",
  "Here is the signed page you asked for.",
];

const answers: readonly string[] = ["Perfect, thanks.", "Got it, talk soon.", "Great, that works for me."];

/**
 * The people who text during `npm start`: three of them write within seconds, and whoever is written to answers once.
 * Ends when `signal` aborts.
 */
export const runPretendClients = async (world: PretendWorld, signal: AbortSignal): Promise<void> => {
  for (const [index, client] of world.clients.slice(0, openings.length).entries()) {
    await wait(index === 0 ? 1500 : 5000, undefined, { signal });
    await world.text(client, openings[index] ?? "", index === 2 ? [signedPage()] : []);
  }
  const seen = new Set<number>();
  let turn = 0;
  while (!signal.aborted) {
    await wait(2000, undefined, { signal });
    const sent = (await world.messages()).filter(({ id, direction }) => direction === "Outbound" && !seen.has(id));
    for (const message of sent) {
      seen.add(message.id);
      const client = world.clients.find(({ phoneNumber }) => message.to.some((to) => to.phoneNumber === phoneNumber));
      if (client) await world.text(client, answers[turn++ % answers.length] ?? "");
    }
  }
};
