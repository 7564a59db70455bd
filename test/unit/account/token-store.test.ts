import { expect, it } from "vitest";
import { createSessionTokens, tokenStoreOf } from "../../../main/core/account/token-store.ts";
import { createFakeVault } from "../../harness/fake-vault.ts";

it("a token that is renewed while its account is being kept is the one that stays", async () => {
  const vault = createFakeVault();
  const tokens = createSessionTokens(null);
  await tokens.write("first");
  const renewed = tokens.write("second");
  await Promise.all([renewed, tokens.moveTo(tokenStoreOf(vault, "someone"))]);
  expect([...vault.entries.values()]).toEqual(["second"]);
  await Promise.all([tokens.write("third"), tokens.write("fourth")]);
  expect([...vault.entries.values()]).toEqual(["fourth"]);
});
