import { describe, expect, it } from "vitest";
import { originOf, trustedSender, type SentBy } from "../../../main/bridge/trusted-sender.ts";
import { isAppUrl } from "../../../main/desktop/app-url.ts";
import type { RequestSender } from "../../../preload/contract/handlers.ts";

const ours: RequestSender = { windowId: 3, close: () => {}, fit: () => {} };
const sentBy = (url: string, more: { parent?: unknown; contents?: number } = {}): SentBy => ({
  senderFrame: { url, parent: more.parent ?? null },
  sender: { id: more.contents ?? 3 },
});
const trusted = (event: SentBy): RequestSender | null =>
  trustedSender(event, (id) => (id === 3 ? ours : null), isAppUrl);

describe("who may ask main", () => {
  it.each(["tern://app/index.html", "tern://app/index.html#/quick-reply/c1"])("is our window at %s", (url) => {
    expect(trusted(sentBy(url))).toBe(ours);
  });

  it.each<[string, SentBy]>([
    ["a page of the web in our window", sentBy("https://example.test/index.html")],
    ["a host that only looks like ours", sentBy("tern://app.example.test/index.html")],
    ["a file", sentBy("file:///opt/tern/index.html")],
    ["an empty page", sentBy("about:blank")],
    ["a frame inside our page", sentBy("tern://app/index.html", { parent: { url: "tern://app/index.html" } })],
    ["contents that are in no window of ours", sentBy("tern://app/index.html", { contents: 4 })],
    ["a frame that is gone", { senderFrame: null, sender: { id: 3 } }],
  ])("is not %s", (_who, event) => {
    expect(trusted(event)).toBeNull();
  });

  it("is logged by scheme and host only when it is refused", () => {
    expect(originOf("https://example.test/path?to=%2B16505550101#x")).toBe("https://example.test");
    expect(originOf(undefined)).toBe("unknown");
    expect(originOf("no url")).toBe("unknown");
  });
});
