import type { Notice } from "../../main/core/ports/desktop.ts";
import type { Stage } from "./stage.ts";
import type { TernProcess } from "./tern-process.ts";

/** The newest notification that is still there and can be answered. */
const newestNotice = ({ computer }: Stage): Notice | null => {
  const visible = new Map<string, Notice>();
  for (const line of computer.notices()) {
    if (line.kind === "withdrawn") visible.delete(line.id);
    else {
      visible.delete(line.notice.id);
      visible.set(line.notice.id, line.notice);
    }
  }
  return [...visible.values()].findLast(({ canAnswer }) => canAnswer) ?? null;
};

/** The authors of the texts that a notice told of. */
const authorsOf = ({ computer, ledger }: Stage, notice: Notice): readonly string[] => {
  const providerIds = new Set(
    computer
      .observed()
      .flatMap((sight) => (sight.kind === "saved" && notice.tellsOf.includes(sight.id) ? [sight.providerId] : [])),
  );
  return ledger.inbound.flatMap(({ id, from }) => (providerIds.has(String(id)) ? [from] : []));
};

/** The person types an answer into the newest notification, and looks whether it is in the conversation. */
export const answerInNotice = async (stage: Stage, tern: TernProcess, words: string): Promise<void> => {
  const notice = newestNotice(stage);
  if (notice === null || notice.id === "backlog" || notice.id === "session" || notice.id === "storage")
    return stage.say("no notice to answer");
  const at = stage.now();
  const { replies, readHere } = stage.ledger;
  for (const address of authorsOf(stage, notice)) readHere.push({ address, at });
  tern.tell({ kind: "act", act: { kind: "reply", id: notice.id, text: words } });
  try {
    const row = (await tern.look())?.texts.find(({ body }) => body === words);
    replies.push({ words, kept: row === undefined ? "no" : "yes", textId: row?.id ?? null, at });
  } catch (error) {
    replies.push({ words, kept: "unknown", textId: null, at });
    throw error;
  }
};
