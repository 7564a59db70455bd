import { assertNever } from "../../../preload/contract/result.ts";
import type { StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import type { StandingNotice, StandingWords } from "../standing-notice.ts";

const why = (trouble: StorageTrouble): string => {
  switch (trouble) {
    case "full":
      return "The disk is full.";
    case "read-only":
      return "Tern's folder cannot be written.";
    case "busy":
      return "Another program holds Tern's database.";
    case "newer":
      return "Tern's database is of a newer Tern.";
    case "keychain":
      return "The keychain is locked or refused.";
    case "damaged":
    case "wrong-key":
      return "Tern's database cannot be read.";
    case "unreachable":
      return "Tern's folder cannot be reached.";
    default:
      return assertNever(trouble);
  }
};

/** What the person is told when texts cannot be kept, and so cannot be told either. */
const storageWords = (trouble: StorageTrouble): StandingWords => ({
  title: "Tern cannot keep new texts",
  body: `${why(trouble)} New texts wait at RingCentral. Open Tern to see what helps.`,
});

/** Shows the notice as long as the database of whoever is signed in cannot be written. */
export const createStorageNotice = (notice: StandingNotice) => {
  let isShown = false;
  return (storage: StorageState): void => {
    if (storage.kind === "trouble") {
      isShown = true;
      notice.show(storageWords(storage.about));
    } else if (isShown) {
      isShown = false;
      notice.withdraw();
    }
  };
};
