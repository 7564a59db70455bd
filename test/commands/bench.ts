import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fill } from "../bench/fill.ts";
import { catchingUp } from "../bench/measures/catching-up.ts";
import { fromEventToNotice } from "../bench/measures/from-event-to-notice.ts";
import { fromInboundToAwayReply } from "../bench/measures/from-inbound-to-away-reply.ts";
import { largeStore } from "../bench/measures/large-store.ts";
import { memory } from "../bench/measures/memory.ts";
import { starting } from "../bench/measures/starting.ts";
import { machine, type Row, singleRow, tableOf } from "../bench/report.ts";
import { openServer, openStage } from "../bench/stage.ts";

/**
 * `npm run bench [-- --out FILE]`: measures Tern beside the least that could do the same, in one run on one machine, and
 * prints one table and one line of JSON (also to FILE). Numbers to look at: nothing passes or fails by them.
 */
const { values } = parseArgs({ options: { out: { type: "string" } } });
const MANY = 100_000;

const root = mkdtempSync(join(tmpdir(), "tern-bench-"));
const computer = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};
const rows: Row[] = [];
const note = (...more: readonly Row[]): void => {
  for (const row of more) {
    rows.push(row);
    console.error(`${row.name}: ${row.p50.toPrecision(4)} ${row.unit}`);
  }
};

/** Signs in once, so that the computer keeps an account whose database can be filled. */
const signInOnce = async (folder: string, server: Awaited<ReturnType<typeof openServer>>): Promise<void> => {
  const stage = await openStage("tern", folder, { server });
  await stage.live;
  await stage.end();
};

try {
  const [empty, full] = [computer("empty"), computer("full")];
  const [emptyServer, fullServer] = [await openServer(), await openServer()];
  await signInOnce(empty, emptyServer);
  await signInOnce(full, fullServer);
  const half = fill(full, fullServer.own, 0, MANY / 2);
  const whole = fill(full, fullServer.own, MANY / 2, MANY / 2);
  note(singleRow("store: growth for each text, search index included", "bytes", (whole - half) / (MANY / 2)));
  note(...largeStore(full));
  note(...(await starting(empty, emptyServer, "no texts")));
  note(...(await starting(full, fullServer, "100,000 texts")));

  const bare = await openStage("sample", computer("bare"));
  const ternEmpty = await openStage("tern", empty, { server: emptyServer });
  const ternFull = await openStage("tern", full, { server: fullServer });
  await Promise.all([bare.live, ternEmpty.live, ternFull.live]);
  note(
    ...(await fromEventToNotice([
      { name: "the bare sample", stage: bare },
      { name: "Tern, no texts", stage: ternEmpty },
      { name: "Tern, 100,000 texts", stage: ternFull },
    ])),
  );
  note(...(await fromInboundToAwayReply(bare, ternFull)));
  note(...(await catchingUp(ternEmpty)));
  await Promise.all([bare.end(), ternEmpty.end(), ternFull.end()]);

  const fresh = await openStage("tern", computer("fresh"));
  await fresh.live;
  note(...(await memory(fresh)));
  await fresh.end();
  for (const server of [emptyServer, fullServer, bare.server, fresh.server]) await server.close();
} finally {
  rmSync(root, { recursive: true, force: true });
}

const json = JSON.stringify({ machine: machine(), rows });
if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
console.log(tableOf(rows));
console.log(json);
