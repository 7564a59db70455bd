import { describe, expect, it } from "vitest";
import { checkText, type TextToCheck } from "../../../main/core/outbox/check-text.ts";
import type { SenderNumber } from "../../../preload/contract/model.ts";

const own = "+16505550100";
const number = (changes: Partial<SenderNumber> = {}): SenderNumber => ({
  address: own,
  formatted: "(650) 555-0100",
  label: null,
  canSendText: true,
  canSendPictures: true,
  ...changes,
});
const file = (fileName: string, bytes = 10) => ({
  fileName,
  contentType: "application/octet-stream",
  content: new Uint8Array(bytes),
});
const check = (changes: Partial<TextToCheck>, sender: Partial<SenderNumber> = {}) => {
  const text: TextToCheck = { kind: "text", own, others: ["+16505550111"], body: "", attachments: [], ...changes };
  const result = checkText(text, [number(sender)]);
  return result.ok ? "fine" : [result.failure.code, result.failure.about].filter(Boolean).join(" ");
};

describe("a text is checked before any network", () => {
  it.each([
    ["fine", { body: "x".repeat(1000) }],
    ["text-too-long", { body: "x".repeat(1001) }],
    ["text-too-long", { body: "🐦".repeat(501) }],
    ["fine", { body: "🐦".repeat(500) }],
    ["fine", { kind: "company", others: ["102"], body: "x".repeat(1024) }],
    ["text-too-long", { kind: "company", others: ["102"], body: "x".repeat(1025) }],
    ["empty-text", { body: " \n " }],
    ["fine", { body: "", attachments: [file("a.jpg")] }],
  ] as const)("%s: length in UTF-16 units (%#)", (expected, changes) => {
    expect(check(changes)).toBe(expected);
  });

  it("names the file that is of a type RingCentral does not take", () => {
    expect(check({ attachments: [file("a.png"), file("report.pdf")] })).toBe("attachment-type report.pdf");
    expect(check({ attachments: [file("README")] })).toBe("attachment-type README");
    expect(check({ attachments: [file("PHOTO.JPG")] })).toBe("fine");
  });

  it("names the file that is empty", () => {
    expect(check({ attachments: [file("a.png"), file("b.png", 0)] })).toBe("attachment-empty b.png");
  });

  it("names the largest file when all together are over 1.5 MB", () => {
    expect(check({ attachments: [file("a.png", 700_000), file("b.png", 800_000)] })).toBe("fine");
    expect(check({ attachments: [file("a.png", 700_000), file("b.png", 800_001)] })).toBe(
      "attachments-too-large b.png",
    );
  });

  it("takes ten attachments and no more", () => {
    const files = Array.from({ length: 10 }, (_, index) => file(`${index}.gif`));
    expect(check({ attachments: files })).toBe("fine");
    expect(check({ attachments: [...files, file("11.gif")] })).toBe("too-many-attachments");
  });

  it("needs a number with the feature for what is sent", () => {
    expect(check({ body: "Hi" }, { canSendText: false })).toBe("no-sender-number");
    expect(check({ body: "Hi" }, { canSendPictures: false })).toBe("fine");
    expect(check({ attachments: [file("a.png")] }, { canSendPictures: false })).toBe("no-sender-number");
    expect(check({ kind: "group", others: ["+1650", "+1651"], body: "Hi" }, { canSendPictures: false })).toBe(
      "no-sender-number",
    );
    expect(check({ body: "Hi", own: "+16505550177" })).toBe("no-sender-number");
  });

  it("does not try a short code, which RingCentral refuses, nor a picture to a colleague's extension", () => {
    expect(check({ body: "STOP", others: ["72345"] })).toBe("invalid-recipient 72345");
    expect(check({ kind: "company", own: "101", others: ["102"], attachments: [file("a.png")] })).toBe("not-allowed");
    expect(check({ kind: "company", own: "101", others: ["102"], body: "Hi" })).toBe("fine");
  });

  it("takes the content type from the file's name, not from who says so", () => {
    const result = checkText(
      { kind: "text", own, others: ["+16505550111"], body: "", attachments: [file("clip.3gp")] },
      [number()],
    );
    expect(result).toMatchObject({ ok: true, value: [{ fileName: "clip.3gp", contentType: "video/3gpp" }] });
  });
});
