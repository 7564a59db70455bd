import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAppUrl, isWebLink, quickReplyUrl, targetOf } from "../../../main/desktop/app-url.ts";
import { conversationId } from "../../harness/ids.ts";

const folder = join("/", "opt", "tern", "renderer");

describe("a URL of Tern's own scheme", () => {
  it.each([
    ["tern://app/index.html", "index.html"],
    ["tern://app/", "index.html"],
    ["tern://app/assets/main-1a2b.js?v=1#top", join("assets", "main-1a2b.js")],
    [quickReplyUrl(conversationId("c 1")), "index.html"],
  ])("%s is a file of the renderer", (url, file) => {
    expect(targetOf(url, folder)).toEqual({ kind: "file", path: join(folder, file) });
  });

  it("names an attachment by its text and its own id", () => {
    expect(targetOf("tern://app/attachment/t-1/a-2", folder)).toEqual({
      kind: "attachment",
      textId: "t-1",
      attachmentId: "a-2",
    });
  });

  it.each([
    "tern://app/../main/index.js",
    "tern://app/..%2f..%2fetc%2fpasswd",
    "tern://app/assets/..%2f..%2fsecret.txt",
    "tern://app/..%5c..%5csecret.txt",
    "tern://app/%2e%2e/%2e%2e/secret.txt",
    "tern://app//etc/passwd",
    "tern://app/C:%5csecret.txt",
    "tern://app/C:/secret.txt",
    "tern://app/index.html%00.png",
    "tern://app/%zz",
  ])("%s never leaves the renderer's folder", (url) => {
    const target = targetOf(url, folder);
    const isInside = target.kind === "file" && target.path.startsWith(join(folder, "x").slice(0, -1));
    expect(target.kind === "none" || isInside).toBe(true);
  });

  it.each([
    "tern://app/attachment/t-1",
    "tern://app/attachment/t-1/a-2/more",
    "tern://app/attachment/t-1/..%2fa-2",
    "tern://app/attachment//a-2",
    "tern://other/index.html",
    "file:///etc/passwd",
    "https://app/index.html",
    "not a url",
  ])("%s is nothing", (url) => {
    expect(targetOf(url, folder)).toEqual({ kind: "none" });
  });

  it.each([
    ["tern://app/index.html#/quick-reply/c1", true],
    ["tern://app.example/index.html", false],
    ["tern://user@app/index.html", true],
    ["https://app/index.html", false],
    ["file:///opt/tern/index.html", false],
    ["about:blank", false],
    ["", false],
  ])("%s is a page of ours: %s", (url, expected) => {
    expect(isAppUrl(url)).toBe(expected);
  });

  it.each([
    ["https://example.test/a?b", true],
    ["http://example.test", false],
    ["javascript:alert(1)", false],
    ["file:///etc/passwd", false],
    ["ms-msdt:/id", false],
    ["", false],
  ])("%s may be opened in the browser: %s", (url, expected) => {
    expect(isWebLink(url)).toBe(expected);
  });
});
