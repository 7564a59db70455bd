import { STORAGE_TROUBLES } from "../../../preload/contract/limits.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import { counted } from "./number.ts";

/** What keeps texts from being kept, and what can be done about it: two sentences. */
export type TroubleWords = { readonly what: string; readonly step: string };

export const troubleWords = (trouble: StorageTrouble): TroubleWords => {
  switch (trouble) {
    case "wrong-key":
      return {
        what: "The key in the keychain does not fit the database of this account.",
        step: "Bring back the keychain that was in use; otherwise Tern builds a new database from RingCentral.",
      };
    case "damaged":
      return {
        what: "The database of this account is damaged.",
        step: "Check that the disk is sound and has room; Tern then builds a new one from RingCentral.",
      };
    case "newer":
      return {
        what: "Tern’s folder was last used by a newer Tern, whose database this one cannot read.",
        step: "Install that version or a later one. Until then nothing in the folder is changed.",
      };
    case "read-only":
      return {
        what: "Tern may not write in its folder.",
        step: "Check who owns the folder, and that its disk is not write-protected.",
      };
    case "full":
      return { what: "The disk with Tern’s folder is full.", step: "Make some room on that disk." };
    case "busy":
      return {
        what: "Another program holds Tern’s database.",
        step: "Quit another Tern if one is running, or wait until a backup is done.",
      };
    case "unreachable":
      return {
        what: "Tern’s database cannot be reached.",
        step: "Check that the disk with Tern’s folder is connected and sound.",
      };
    case "keychain":
      return {
        what: "The keychain does not let Tern in, so the database stays closed.",
        step: "Unlock the keychain, and allow Tern to use it.",
      };
    default:
      return assertNever(trouble);
  }
};

/** A failure `storage` may say in its `about` which trouble it is. */
export const troubleFrom = (about: string | undefined): StorageTrouble | null =>
  STORAGE_TROUBLES.find((trouble) => trouble === about) ?? null;

/** What it means while somebody is signed in. */
export const whileInTrouble =
  "Until then Tern can neither show new texts nor send any. New ones stay at RingCentral: nothing is lost.";

type Rebuilt = Extract<StorageState, { readonly kind: "rebuilt" }>;

const whyRebuilt = (because: Rebuilt["because"]): string => {
  switch (because) {
    case "damaged":
      return "The database of this account was damaged";
    case "wrong-key":
      return "The key in the keychain no longer fits the database of this account";
    case "no-key":
      return "The keychain no longer holds the key of this account’s database";
    default:
      return assertNever(because);
  }
};

const takenOver = ({ outgoing, drafts }: Rebuilt): string => {
  const parts = [
    ...(outgoing === 0 ? [] : [`${counted(outgoing, "text", "texts")} on ${outgoing === 1 ? "its" : "their"} way out`]),
    ...(drafts === 0 ? [] : [counted(drafts, "draft", "drafts")]),
  ];
  if (parts.length === 0) return "No text on its way out and no draft could be taken over.";
  return `${parts.join(" and ")} ${outgoing + drafts === 1 ? "was" : "were"} taken over.`;
};

/** What became of a database that could not be used. `title`: what happened; `words`: what of it is where. */
export const rebuiltWords = (rebuilt: Rebuilt): { readonly title: string; readonly words: string } => ({
  title: `${whyRebuilt(rebuilt.because)}, so Tern began a new one.`,
  words: `${takenOver(rebuilt)} Texts are read again from RingCentral. The old file is kept in Tern’s folder as ${rebuilt.setAside}.`,
});
