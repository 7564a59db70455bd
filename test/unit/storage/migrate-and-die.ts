// oxlint-disable-next-line import/default -- CommonJS with `export =`, which the rule does not know.
import Sqlite from "better-sqlite3-multiple-ciphers";

import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { account, key } from "./fixture.ts";

/** Run as a process of its own: opens the database in `argv[2]` and is killed in the middle of its migration `argv[3]`. */
const [, , folder, dieIn] = process.argv;
if (folder === undefined) throw new Error("needs a folder");

let migration = 0;
// oxlint-disable-next-line typescript/unbound-method -- called with its database below.
const exec = Sqlite.prototype.exec;
Sqlite.prototype.exec = function (source) {
  const done = exec.call(this, source);
  migration += 1;
  if (migration === Number(dieIn)) process.kill(process.pid, "SIGKILL");
  return done;
};

createMessageStores({ folder, randomness: createCountingRandomness() }).open(account, key);
