import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TernApi } from "../../../preload/contract/api.ts";
import type { OutgoingAttachment } from "../../../preload/contract/model.ts";
import { failed, ok } from "../../../preload/contract/result.ts";
import { createDrafts } from "../../../renderer/state/drafts.ts";
import { conversationId, textId } from "../../harness/ids.ts";

const jane = conversationId("jane");
const text = { id: textId("t-1"), conversationId: jane, body: "See you at 3" };
const form = { fileName: "form.zip", contentType: "application/zip", content: new Uint8Array([1]) };
const list = { fileName: "list.rtf", contentType: "application/rtf", content: new Uint8Array([2, 3]) };

/** A main that keeps files; windows come and go. */
const startMain = () => {
  const disk: { kept: readonly OutgoingAttachment[]; isFull: boolean } = { kept: [], isFull: false };
  const main: Record<string, (argument: { readonly attachments: readonly OutgoingAttachment[] }) => unknown> = {
    "drafts/read": () => ok(""),
    "drafts/keep": () => ok(undefined),
    "drafts/files": () => ok(disk.kept),
    "drafts/keep-files": ({ attachments }) => {
      if (disk.isFull) return failed("storage", "full");
      disk.kept = attachments;
      return ok(undefined);
    },
    "outbox/edit": () => {
      disk.kept = [...disk.kept, form];
      return ok({ conversationId: jane, body: "See you at 3", attachments: [form] });
    },
  };
  // What each request answers belongs to its name, which a fake of a few lines cannot say.
  const request = (name: string, argument: unknown): never => Promise.resolve(main[name]?.(argument as never)) as never;
  const api: TernApi = { request, subscribe: () => () => undefined, platform: "linux" };
  return { disk, window: () => createDrafts(api) };
};

const names = (drafts: ReturnType<typeof createDrafts>): readonly string[] =>
  drafts
    .of(jane)
    .get()
    .attachments.map(({ fileName }) => fileName);

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

describe("files in a composer", () => {
  it("are there in the next window, those of a text that was taken back too", async () => {
    const { disk, window } = startMain();
    const first = window();
    first.attach(jane, [list]);
    await first.takeBack(text);
    // Killed at once: nothing else is kept.
    const second = window();
    await second.open(jane);
    expect({ first: names(first), second: names(second), kept: disk.kept }).toEqual({
      first: ["list.rtf", "form.zip"],
      second: ["list.rtf", "form.zip"],
      kept: [list, form],
    });
  });

  it("are kept as they change, and again until the disk takes them", async () => {
    const { disk, window } = startMain();
    const drafts = window();
    disk.isFull = true;
    drafts.attach(jane, [form, list]);
    const [first] = drafts.of(jane).get().attachments;
    drafts.detach(jane, first?.key ?? "");
    await vi.advanceTimersByTimeAsync(300);
    const before = disk.kept;
    disk.isFull = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect({ before, after: disk.kept }).toEqual({ before: [], after: [list] });
  });

  it("are not overwritten by what main has before they are kept, and follow it after that", async () => {
    const { disk, window } = startMain();
    const drafts = window();
    drafts.attach(jane, [form]);
    await drafts.open(jane);
    const unkept = names(drafts);
    await drafts.flush();
    // Sent in another window.
    disk.kept = [];
    await drafts.open(jane);
    expect({ unkept, sent: names(drafts) }).toEqual({ unkept: ["form.zip"], sent: [] });
  });

  it("are not kept any more once they are taken to be sent", async () => {
    const { disk, window } = startMain();
    const drafts = window();
    drafts.attach(jane, [form]);
    drafts.take(jane);
    await vi.advanceTimersByTimeAsync(300);
    expect(disk.kept).toEqual([]);
  });
});
