import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { settled } from "../../harness/hand-clock.ts";
import { type Computer, createComputer, createCore, type CoreUnderTest, startCore } from "../../harness/start-core.ts";

/** A text from Jane, an answer to her that waits for the network, and a draft to Amir. */
export const work = async (core: CoreUnderTest): Promise<void> => {
  core.provider.textFrom(JANE, "Before");
  const jane = await core.conversationWith(JANE);
  const amir = await core.get("conversations/start", { addresses: [AMIR] });
  core.provider.refuse("send", new AppError("no-network", "ENETUNREACH"));
  await core.get("outbox/send", { conversationId: jane, body: "Waiting", attachments: [] });
  await core.get("drafts/keep", { conversationId: amir, body: "Half a thought" });
};

/** A computer on which somebody left work behind and quit. */
export const computerWithWork = async (computer: Computer = createComputer()): Promise<Computer> => {
  const core = await startCore(computer);
  await work(core);
  await core.app.quit();
  return computer;
};

export const nextRun = async (computer: Computer): Promise<CoreUnderTest> => {
  const core = createCore(computer);
  await core.app.start();
  await settled();
  await core.clock.turn(0);
  return core;
};

export const accountIn = ({ settings }: Computer): string => {
  const { current } = settings.accounts();
  if (current === null) throw new Error("no account is kept");
  return current.id;
};

export const databaseIn = (computer: Computer): string => join(computer.folder, `${accountIn(computer)}.db`);

/** Databases that are in use or set aside; not their journals. */
export const databasesIn = ({ folder }: Computer): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith(".db"));

/** Words and status of all texts with this address; null if there is no conversation. */
export const linesWith = async (core: CoreUnderTest, address: string): Promise<readonly string[] | null> => {
  const list = await core.get("conversations/list", { before: null, limit: 50 });
  const found = list.find(({ others }) => others[0]?.address === address);
  return found === undefined ? null : (await core.thread(found.id)).map(({ body, status }) => `${body}: ${status}`);
};

export const draftFor = async (core: CoreUnderTest, address: string): Promise<string> =>
  core.get("drafts/read", { conversationId: await core.get("conversations/start", { addresses: [address] }) });
