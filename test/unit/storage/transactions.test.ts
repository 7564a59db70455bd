import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";

import { AppError } from "../../../main/core/ports/app-error.ts";
import { openFile } from "../../../main/storage/database.ts";
import { createMessageStore } from "../../../main/storage/message-store.ts";
import { migrate, schemaVersion } from "../../../main/storage/migrate.ts";
import { jsonColumn, rowReader } from "../../../main/storage/rows.ts";
import { connect } from "../../../main/storage/sqlite.ts";
import { createTransactions } from "../../../main/storage/transactions.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { key, thrownBy, trouble } from "./fixture.ts";

const database = (file = ":memory:") => {
  const opened = connect(file);
  onTestFinished(() => {
    opened.close();
  });
  opened.exec("CREATE TABLE notes (body TEXT NOT NULL UNIQUE) STRICT");
  return opened;
};

describe("a transaction", () => {
  it("leaves nothing behind when a part of it fails", () => {
    const notes = database();
    const { write } = createTransactions(notes);
    const insert = notes.prepare("INSERT INTO notes VALUES (?)");
    const failure = thrownBy(() =>
      write(() => {
        insert.run("one");
        insert.run("one");
      }),
    );
    expect(failure).toEqual(trouble(undefined));
    expect(notes.prepare("SELECT * FROM notes").all()).toEqual([]);
  });

  it("says what stands in the way: a full disk, a read-only file, another process", () => {
    const folder = mkdtempSync(join(tmpdir(), "tern-storage-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const notes = database(join(folder, "notes.db"));
    const { write, writeThrough } = createTransactions(notes);
    const insert = notes.prepare("INSERT INTO notes VALUES (?)");
    notes.pragma("max_page_count = 4");
    expect(thrownBy(() => write(() => insert.run("long ".repeat(9_000))))).toEqual(trouble("full"));
    notes.pragma("query_only = ON");
    expect(thrownBy(() => writeThrough(() => insert.run("short")))).toEqual(trouble("read-only"));
    notes.pragma("query_only = OFF");
    notes.pragma("busy_timeout = 0");
    const other = connect(join(folder, "notes.db"));
    onTestFinished(() => {
      other.close();
    });
    other.exec("BEGIN EXCLUSIVE");
    expect(thrownBy(() => write(() => insert.run("short")))).toEqual(trouble("busy"));
  });

  it("lets a failure with a name of its own, and a bug, through as they are", () => {
    const { read } = createTransactions(database());
    const known = new AppError("not-found", "no such thing");
    const bug = new RangeError("a bug");
    const rethrown = [known, bug].map((error) =>
      thrownBy(() =>
        read(() => {
          throw error;
        }),
      ),
    );
    expect(rethrown).toEqual([known, bug]);
  });

  it("syncs what must outlive a power cut, and goes back to not syncing", () => {
    const notes = database();
    const { writeThrough } = createTransactions(notes);
    const synchronous = (): unknown => notes.pragma("synchronous", { simple: true });
    notes.pragma("synchronous = NORMAL");
    expect([writeThrough(synchronous), synchronous()]).toEqual([2, 1]);
  });

  it("of a store is synced unless the provider would tell all of it again", () => {
    const folder = mkdtempSync(join(tmpdir(), "tern-storage-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const opened = openFile(join(folder, "store.db"), key);
    onTestFinished(() => {
      opened.close();
    });
    const { atomically } = createMessageStore(opened, createCountingRandomness());
    const synchronous = (): unknown => opened.pragma("synchronous", { simple: true });
    expect([atomically(synchronous), atomically(synchronous, "power-cut"), atomically(synchronous, "crash")]).toEqual([
      2, 2, 1,
    ]);
  });
});

describe("a transaction inside another", () => {
  const setUp = () => {
    const notes = database();
    const insert = notes.prepare("INSERT INTO notes VALUES (?)");
    return {
      ...createTransactions(notes),
      notes,
      add: (body: string): void => void insert.run(body),
      kept: (): unknown[] => notes.prepare("SELECT body FROM notes").pluck().all(),
    };
  };
  const refused = new AppError("not-found", "no such thing");
  const refuse = (): never => {
    throw refused;
  };

  it("goes with it: all holds, or nothing", () => {
    const { write, read, add, kept } = setUp();
    write(() => {
      add("one");
      write(() => add("two"));
      expect(read(kept)).toEqual(["one", "two"]);
    });
    const failure = thrownBy(() =>
      write(() => {
        write(() => add("three"));
        refuse();
      }),
    );
    expect([failure, kept()]).toEqual([refused, ["one", "two"]]);
  });

  it("may fail and be caught as long as it changed nothing", () => {
    const { write, add, kept } = setUp();
    write(() => {
      add("one");
      expect(thrownBy(() => write(refuse))).toBe(refused);
      add("two");
    });
    expect(kept()).toEqual(["one", "two"]);
  });

  it("takes the whole with it if it fails half done, also if that is caught", () => {
    const { write, add, kept } = setUp();
    const halfDone = (): void => {
      add("half");
      refuse();
    };
    const failure = thrownBy(() =>
      write(() => {
        add("one");
        thrownBy(() => write(halfDone));
        expect(thrownBy(() => write(() => add("two")))).toBe(refused);
      }),
    );
    expect([failure, kept()]).toEqual([refused, []]);
    write(() => add("three"));
    expect(kept()).toEqual(["three"]);
  });

  it("says that the disk is full for the whole, which SQLite has given up by then", () => {
    const { write, add, kept, notes } = setUp();
    notes.pragma(`max_page_count = ${Number(notes.pragma("page_count", { simple: true })) + 1}`);
    const failure = thrownBy(() =>
      write(() => {
        add("one");
        thrownBy(() => write(() => add("long ".repeat(9_000))));
        write(() => add("two"));
      }),
    );
    expect([failure, kept()]).toEqual([trouble("full"), []]);
  });
});

describe("the schema", () => {
  it("is made step by step, and not made again", () => {
    const empty = connect(":memory:");
    onTestFinished(() => {
      empty.close();
    });
    migrate(empty, 0);
    expect(empty.prepare("SELECT name FROM sqlite_schema").all()).toEqual([]);
    migrate(empty);
    migrate(empty);
    expect(empty.pragma("user_version", { simple: true })).toBe(schemaVersion);
  });
});

describe("a row", () => {
  const read = rowReader(z.object({ size: z.number(), tags: jsonColumn(z.array(z.string())) }));

  it("is taken with its shape only; the failure names columns, never values", () => {
    expect(read({ size: 1, tags: '["a"]' })).toEqual({ size: 1, tags: ["a"] });
    const failures = [
      { size: "+16505550101", tags: '["a"]' },
      { size: 1, tags: "+16505550101" },
      { size: 1, tags: "[1]" },
    ];
    for (const row of failures) {
      const failure = thrownBy(() => read(row));
      expect(failure).toEqual(trouble("damaged"));
      expect(String(failure)).not.toContain("6505550101");
    }
  });
});
