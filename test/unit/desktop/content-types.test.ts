import { describe, expect, it } from "vitest";
import { attachmentHeaders, rendererContentType } from "../../../main/desktop/content-types.ts";

const shape = (contentType: string): unknown => {
  const headers = attachmentHeaders(contentType);
  return [headers["Content-Type"], headers["Content-Disposition"]];
};

describe("an attachment handed to a window", () => {
  it.each(["image/png", "image/jpeg", "video/mp4", "audio/mpeg"])("is shown if it is %s", (type) => {
    expect(shape(type)).toEqual([type, "inline"]);
  });

  it("loses what comes after the type", () => {
    expect(shape("Image/PNG; charset=utf-8")).toEqual(["image/png", "inline"]);
  });

  it("is only saved if it is an SVG, which could run script", () => {
    expect(shape("image/svg+xml")).toEqual(["image/svg+xml", "attachment"]);
  });

  it.each(["text/html", "application/xhtml+xml", "text/javascript", "application/pdf", "", "image/png\r\nX-Evil: 1"])(
    "is bytes to save if its sender calls it %j",
    (type) => {
      expect(shape(type)).toEqual(["application/octet-stream", "attachment"]);
    },
  );

  it("may never run script or load anything, whatever it is", () => {
    expect(attachmentHeaders("image/svg+xml")["Content-Security-Policy"]).toMatch(/default-src 'none'.*sandbox/);
  });
});

describe("a file of the renderer", () => {
  it.each([
    ["index.html", "text/html; charset=utf-8"],
    ["assets/Main.JS", "text/javascript; charset=utf-8"],
    ["main.js.map", null],
    ["notes", null],
  ])("%s is served as %s", (path, type) => {
    expect(rendererContentType(path)).toBe(type);
  });
});
