import { expect, it } from "vitest";
import { createSessionTokens } from "../../../main/core/account/token-store.ts";
import type { TokenStore } from "../../../main/core/ports/gateway.ts";
import { settled } from "../../harness/hand-clock.ts";

/** A keychain that takes its time for the first token it is given. */
const slowAtFirst = () => {
  const held: string[] = [];
  let isFirst = true;
  const store: TokenStore = {
    read: async () => held.at(-1) ?? null,
    write: async (token) => {
      const isSlow = isFirst;
      isFirst = false;
      if (isSlow) await settled();
      held.push(token);
    },
  };
  return { store, held };
};

it("a token that is renewed while its account is being kept is the one that stays", async () => {
  const { store, held } = slowAtFirst();
  const tokens = createSessionTokens(null);
  await tokens.write("first");
  await Promise.all([tokens.moveTo(store), tokens.write("second"), tokens.write("third")]);
  expect(held.at(-1)).toBe("third");
  expect(await tokens.read()).toBe("third");
});
