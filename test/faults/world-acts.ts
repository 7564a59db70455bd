import { assertNever } from "../../preload/contract/result.ts";
import type { InboundFile } from "../ringcentral/control-client.ts";
import type { Sender, WorldAct } from "./act.ts";
import { pictureFor } from "./picture.ts";
import { clientOf, type Stage } from "./stage.ts";
import { wordsFor } from "./words.ts";

const STRANGER = "+17075550199";
const SHORT_CODE = "72345";

const addressOf = (stage: Stage, from: Sender): string => {
  switch (from.kind) {
    case "client":
    case "group":
      return clientOf(stage, from.index);
    case "stranger":
      return STRANGER;
    case "short-code":
      return SHORT_CODE;
    default:
      return assertNever(from);
  }
};

const fileFor = (words: string): InboundFile => ({
  fileName: "lamp.png",
  contentType: "image/png",
  base64: pictureFor(words).toString("base64"),
});

/** A text arrives at RingCentral, and is in the ledger. */
export const arrive = async (
  stage: Stage,
  sender: Sender,
  words: string,
  { withPicture = false, isHistory = false } = {},
): Promise<void> => {
  const { control, ledger, own } = stage;
  const from = addressOf(stage, sender);
  const to = sender.kind === "group" ? [own, clientOf(stage, sender.index + 1)] : own;
  const at = stage.now();
  const id = await control.inbound({
    from,
    to,
    text: words,
    ...(withPicture ? { attachments: [fileFor(words)] } : {}),
  });
  ledger.inbound.push({ id, words, from, isHistory, at, isFromKnownClient: sender.kind === "client" });
};

/** What other people do, and the person on their phone. `index`: the act's place in its schedule. */
export const performInWorld = async (stage: Stage, act: WorldAct, index: number): Promise<void> => {
  const { control, ledger } = stage;
  switch (act.kind) {
    case "texts":
      for (let count = 0; count < act.count; count += 1)
        await arrive(stage, act.from, wordsFor("client", index * 10 + count), act);
      break;
    case "read-elsewhere":
    case "unread-elsewhere": {
      const chosen = ledger.inbound.filter(({ id }) => !ledger.deletedElsewhere.has(id)).at(-1 - act.back);
      if (chosen === undefined) break;
      ledger.readElsewhere.add(chosen.id);
      await control.markRead({ ids: [chosen.id], readStatus: act.kind === "read-elsewhere" ? "Read" : "Unread" });
      break;
    }
    case "delete-elsewhere": {
      const chosen = (await control.messages())
        .filter(({ availability }) => availability === "Alive")
        .at(-1 - act.back);
      if (chosen === undefined) break;
      ledger.deletedElsewhere.add(chosen.id);
      ledger.deletedWords.add(chosen.subject);
      await control.deleteElsewhere({ ids: [chosen.id] });
      break;
    }
    case "send-elsewhere": {
      const words = wordsFor("phone", index);
      ledger.sentElsewhere.push(words);
      await control.sentElsewhere({ to: clientOf(stage, act.to), text: words });
      break;
    }
    default:
      assertNever(act);
  }
};
