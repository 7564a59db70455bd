import { expect, it } from "vitest";
import { createDrafts } from "../../../main/core/drafts/drafts.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { ConversationId } from "../../../preload/contract/model.ts";
import { conversationId } from "../../harness/ids.ts";

const jane = conversationId("jane");

const draftsOn = (disk: { isFull: boolean }) => {
  const kept = new Map<ConversationId, string>();
  const drafts = createDrafts({
    atomically: (work) => work(),
    draftFiles: () => [],
    keepDraftFiles: () => undefined,
    draft: (id) => kept.get(id) ?? "",
    keepDraft: (id, body) => {
      if (disk.isFull) throw new AppError("storage", "the disk is full", { about: "full" });
      kept.set(id, body);
    },
  });
  return { drafts, kept };
};

it("words that the disk does not take are still there, and kept by the next try that works", () => {
  const disk = { isFull: true };
  const { drafts, kept } = draftsOn(disk);
  expect(() => drafts.keep(jane, "Dear Jane")).toThrow("the disk is full");
  expect(drafts.read(jane)).toBe("Dear Jane");
  disk.isFull = false;
  drafts.add(jane, "Noon");
  expect([drafts.read(jane), kept.get(jane)]).toEqual(["Dear Jane\nNoon", "Dear Jane\nNoon"]);
});

it("words that were sent are not shown again because the disk could not forget them", () => {
  const disk = { isFull: false };
  const { drafts } = draftsOn(disk);
  drafts.keep(jane, "Sent");
  disk.isFull = true;
  expect(() => drafts.keep(jane, "")).toThrow("the disk is full");
  expect(drafts.read(jane)).toBe("");
});

it("words added to nothing stand alone", () => {
  const { drafts } = draftsOn({ isFull: false });
  drafts.add(jane, "Noon");
  expect(drafts.read(jane)).toBe("Noon");
});
