import { expect, it } from "vitest";
import { createTokens, liveTimes, openScene } from "./scene.ts";

it("who listens to an account by this app is known, in the order in which they began", async () => {
  const scene = await openScene();
  const first = await scene.signIn();
  const second = await scene.provider.signIn(scene.credentials, createTokens());
  const alone = [];
  const firstHeard = scene.live(first);
  await liveTimes(firstHeard, 1);
  alone.push(await first.listeners(), await second.listeners());
  const secondHeard = scene.live(second);
  await liveTimes(secondHeard, 1);
  const both = [await first.listeners(), await second.listeners()];
  await secondHeard.link.close();
  const left = await first.listeners();
  await second.signOut();
  expect({ alone, both, left }).toEqual({
    alone: [{ count: 1, before: 0 }, null],
    both: [
      { count: 2, before: 0 },
      { count: 2, before: 1 },
    ],
    left: { count: 1, before: 0 },
  });
});

it("after a connection that was recovered, it is still known which of them is ourselves", async () => {
  const scene = await openScene();
  const gateway = await scene.signIn();
  const heard = scene.live(gateway);
  await liveTimes(heard, 1);
  await scene.faults({ dropSocket: true });
  await liveTimes(heard, 2);
  expect(await gateway.listeners()).toEqual({ count: 1, before: 0 });
});
