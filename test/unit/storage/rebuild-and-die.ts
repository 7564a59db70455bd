import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

// oxlint-disable-next-line import/default -- CommonJS with `export =`, which the rule does not know.
import Sqlite from "better-sqlite3-multiple-ciphers";

import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { account, key, newKey, rebuiltAt } from "./fixture.ts";

/**
 * Run as a process of its own: rebuilds the database in `argv[2]` and is killed before step `argv[3]`. The steps are
 * making the new file, filling it, and each file that changes its name.
 */
const [, , folder, dieBefore] = process.argv;
if (folder === undefined) throw new Error("needs a folder");

let step = 0;
const arrive = (): void => {
  step += 1;
  if (step === Number(dieBefore)) process.kill(process.pid, "SIGKILL");
};

const { openSync, renameSync } = fs;
fs.openSync = (...args) => {
  arrive();
  return openSync(...args);
};
fs.renameSync = (...args) => {
  arrive();
  renameSync(...args);
};
syncBuiltinESMExports();
// oxlint-disable-next-line typescript/unbound-method -- called with its database below.
const exec = Sqlite.prototype.exec;
Sqlite.prototype.exec = function (source) {
  if (source.startsWith("UPDATE")) arrive();
  return exec.call(this, source);
};

createMessageStores({ folder, randomness: createCountingRandomness() }).rebuild(account, key, newKey, rebuiltAt);
