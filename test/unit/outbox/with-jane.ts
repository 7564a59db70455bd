import { expect } from "vitest";
import type { TextId } from "../../../preload/contract/model.ts";
import type { ProviderText } from "../../../main/core/ports/gateway.ts";
import { JANE, OWN } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createComputer, startCore } from "../../harness/start-core.ts";

const around = async (core: CoreUnderTest) => {
  const id = await core.get("conversations/start", { addresses: [JANE] });
  const { provider, clock } = core;
  return {
    ...core,
    id,
    send: (body: string) => core.ask("outbox/send", { conversationId: id, body, attachments: [] }),
    /** Words and status of every text with Jane. */
    statuses: async (): Promise<readonly string[]> =>
      (await core.thread(id)).map(({ body, status }) => `${body}: ${status}`),
    /** The words of every text the provider took from Tern, in order. */
    bodies: (): readonly string[] => provider.sent.map(({ body }) => body),
    /** The newest text of these words. */
    textId: async (body: string): Promise<TextId> =>
      (await core.thread(id)).findLast((text) => text.body === body)?.id ?? expect.fail(`no text ${body}`),
    /** The provider comes to know an own text: one sent from the phone, or one of ours, late. */
    recordOf: (body: string, more: Parameters<typeof provider.textFrom>[2] = {}): ProviderText =>
      provider.textFrom(JANE, body, { direction: "outbound", from: OWN, status: "sent", ...more }),
    /** What the provider's clock says now. */
    now: clock.now,
  };
};

/** Somebody is signed in and about to write to Jane. */
export const withJane = async (computer = createComputer()) => around(await startCore(computer));

/** Another run of Tern on the same computer; the earlier one must have quit, or be dead. */
export const again = async ({ computer }: Pick<CoreUnderTest, "computer">) => withJane(computer);
