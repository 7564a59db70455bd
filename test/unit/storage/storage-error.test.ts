import { expect, it } from "vitest";

import { AppError } from "../../../main/core/ports/app-error.ts";
import { storageErrorFrom } from "../../../main/storage/storage-error.ts";
import { trouble } from "./fixture.ts";

const withCode = (code: string): Error => Object.assign(new Error("as told"), { code });

it.each([
  ["wrong-key", "SQLITE_NOTADB"],
  ["damaged", "SQLITE_CORRUPT"],
  ["damaged", "SQLITE_CORRUPT_VTAB"],
  ["read-only", "SQLITE_READONLY_DIRECTORY"],
  ["read-only", "EROFS"],
  ["full", "SQLITE_FULL"],
  ["full", "SQLITE_IOERR_SHMSIZE"],
  ["full", "ENOSPC"],
  ["busy", "SQLITE_BUSY_SNAPSHOT"],
  ["unreachable", "SQLITE_IOERR_READ"],
  ["unreachable", "SQLITE_CANTOPEN"],
  ["unreachable", "EIO"],
  [undefined, "SQLITE_CONSTRAINT_UNIQUE"],
] as const)("a failure is %s if the system calls it %s", (about, code) => {
  expect(storageErrorFrom(withCode(code))).toEqual(trouble(about));
});

it("a failure with a name of its own, and a bug, stay what they are", () => {
  const errors = [new AppError("not-found", "no such text"), new TypeError("a bug"), withCode("ERR_INVALID_ARG_TYPE")];
  expect(errors.map(storageErrorFrom)).toEqual(errors);
});
