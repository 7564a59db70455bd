import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { account, enqueue, key } from "./fixture.ts";

/** Run as a process of its own: puts a text in the outbox of the database in `argv[2]` and is killed, not quit. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error("needs a folder");
enqueue(createMessageStores({ folder, randomness: createCountingRandomness() }).open(account, key));
process.kill(process.pid, "SIGKILL");
