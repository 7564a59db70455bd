import { describe, expect, it } from "vitest";
import type { TernApi } from "../../../preload/contract/api.ts";
import type { TextToEdit } from "../../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import { createDrafts } from "../../../renderer/state/drafts.ts";
import { conversationId, textId } from "../../harness/ids.ts";

const jane = conversationId("jane");
const text = { id: textId("t-1"), conversationId: jane, body: "See you at 3" };

/** Drafts over a main that lets a text go when the returned function is called, with the answer it gives then. */
const startDrafts = () => {
  const asked: (readonly [name: string, argument: unknown])[] = [];
  const waiting = Promise.withResolvers<Result<TextToEdit>>();
  const main: Record<string, (argument: unknown) => unknown> = {
    "outbox/edit": () => waiting.promise,
    "drafts/keep": () => Promise.resolve(ok(undefined)),
    "drafts/keep-files": () => Promise.resolve(ok(undefined)),
  };
  const request = (name: string, argument: unknown): never => {
    asked.push([name, argument]);
    // What each request answers belongs to its name, which a fake of three lines cannot say.
    return main[name]?.(argument) as never;
  };
  const api: TernApi = { request, subscribe: () => () => undefined, platform: "linux" };
  return { drafts: createDrafts(api), asked, letGo: waiting.resolve };
};

const file = { fileName: "form.zip", contentType: "application/zip", content: new Uint8Array([1]) };

describe("a text that is taken back into the composer", () => {
  it("stands behind what main has, once what was typed is kept there", async () => {
    const { drafts, asked, letGo } = startDrafts();
    drafts.write(jane, "Hello");
    const taken = drafts.takeBack(text);
    letGo(ok({ conversationId: jane, body: "Hello\nSee you at 3", attachments: [file] }));
    await taken;
    expect(asked).toEqual([
      ["drafts/keep", { conversationId: jane, body: "Hello" }],
      ["outbox/edit", { textId: text.id }],
    ]);
    expect(drafts.of(jane).get()).toEqual({
      body: "Hello\nSee you at 3",
      attachments: [{ ...file, key: "file-1", url: null }],
    });
  });

  it("takes nothing away of what is typed while main answers, and that is kept too", async () => {
    const { drafts, asked, letGo } = startDrafts();
    const taken = drafts.takeBack(text);
    drafts.write(jane, "Typed meanwhile");
    letGo(ok({ conversationId: jane, body: "See you at 3", attachments: [] }));
    await taken;
    await drafts.flush();
    expect(drafts.of(jane).get().body).toBe("Typed meanwhile\nSee you at 3");
    expect(asked.at(-1)).toEqual(["drafts/keep", { conversationId: jane, body: "Typed meanwhile\nSee you at 3" }]);
  });

  it("changes nothing if main does not let it go", async () => {
    const { drafts, letGo } = startDrafts();
    const taken = drafts.takeBack(text);
    letGo(failed("invalid-request", "it is on its way"));
    expect([(await taken).ok, drafts.of(jane).get()]).toEqual([false, { body: "", attachments: [] }]);
  });
});
