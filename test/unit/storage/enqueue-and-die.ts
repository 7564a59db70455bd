import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { textId } from "../../harness/ids.ts";
import { account, enqueue, key } from "./fixture.ts";

/**
 * Run as a process of its own: puts two texts in the outbox of the database in `argv[2]`, hands the second over at 2000
 * and is killed, not quit.
 */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error("needs a folder");
const store = createMessageStores({ folder, randomness: createCountingRandomness() }).open(account, key);
enqueue(store);
store.handOver(enqueue(store, { id: textId("text-b") }).id, 2_000);
process.kill(process.pid, "SIGKILL");
