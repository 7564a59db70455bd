import { isAppError } from "../../../main/core/ports/app-error.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { account, key, providerText } from "./fixture.ts";

/** Run as a process of its own, perhaps as another user: what becomes of one text in the database of `argv[2]`. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error("needs a folder");
try {
  const store = createMessageStores({ folder, randomness: createCountingRandomness() }).open(account, key);
  store.save(providerText({ providerId: "another" }));
  store.close();
  process.stdout.write("fine");
} catch (error) {
  if (!isAppError(error)) throw error;
  process.stdout.write(error.about ?? "");
}
