import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { redact, redactText } from "../../../main/core/log-redaction.ts";
import { createLog } from "../../../main/desktop/log.ts";

let folder = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "tern-log-")), "logs");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const openLog = () => createLog({ folder, redaction: { fields: redact, text: redactText }, toConsole: false });
const written = (): string => readFileSync(join(folder, "main.log"), "utf8");

describe("the log file", () => {
  it("holds a line for each event, with its fields", () => {
    openLog().info("woken", { cause: "resume", afterMs: 1200 });
    expect(written()).toMatch(/^\[[\d-]+ [\d:.]+\] \[info\] +woken \{"cause":"resume","afterMs":1200\}\n$/);
  });

  it("holds an error's stack and what caused it", () => {
    openLog().error("crashed", {}, new Error("outer", { cause: new TypeError("inner") }));
    expect(written()).toMatch(/crashed Error: outer[\s\S]*caused by TypeError: inner[\s\S]*log\.test\.ts/);
  });

  it("holds no number, token or text, wherever they were put", () => {
    const token = "U0pDMTFQMDFQQVMwMHxBQUQwQ05KbGFCY0RlRg";
    openLog().warn(
      "failed",
      { body: "See you at eight", detail: "to +16505550101" },
      new Error(`Bearer ${token} for (650) 555-0199`),
    );
    expect(written()).toContain("failed");
    expect(written()).not.toMatch(/eight|555|U0pDMTFQMDFQ/);
  });

  it("cuts what is far too long for a line, even if it has no gap to break at", () => {
    openLog().warn("shape", { odd: "x".repeat(1_000_000) }, new Error("y".repeat(1_000_000)));
    expect(written().length).toBeLessThan(10_000);
  });

  it("is for its owner only", () => {
    openLog().info("started");
    const open = process.platform === "win32" ? 0 : statSync(join(folder, "main.log")).mode & 0o077;
    expect(open).toBe(0);
  });

  it("is put aside when it is large, and only one older is kept", () => {
    const log = openLog();
    const line = "word after word ".repeat(200);
    for (let written = 0; written < 1500; written += 1) log.info("filler", { line });
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThan(2_300_000);
  });
});
