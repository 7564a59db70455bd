import type { CDPSession } from "playwright-core";

/** A frame of a page as DevTools tells of it; `url` is Chromium's own. */
export type PageFrame = {
  readonly id: string;
  readonly parentId: string | null;
  readonly url: string;
  readonly name: string;
};

/** As the DevTools protocol describes a frame, and frames below it. */
type ToldFrame = {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly name?: string;
};
type ToldTree = { readonly frame: ToldFrame; readonly childFrames?: readonly ToldTree[] };

/** Keeps the frames of one page, and which of them a script's world belongs to. */
export type Frames = {
  readonly main: () => PageFrame | null;
  readonly frame: (id: string) => PageFrame | null;
  readonly childrenOf: (id: string) => readonly PageFrame[];
  /** The frame that this execution context is in; null when it has gone. */
  readonly ofContext: (contextId: number) => PageFrame | null;
  /** The context of this world in the top frame; null while there is none. */
  readonly mainContext: (world: string) => number | null;
};

type Context = { readonly frameId: string; readonly world: string };

export const watchFrames = async (
  devtools: CDPSession,
  onContext: (world: string, isMainFrame: boolean) => void,
): Promise<Frames> => {
  const frames = new Map<string, PageFrame>();
  const contexts = new Map<number, Context>();
  let mainId: string | null = null;

  const add = ({ id, parentId, url, urlFragment, name }: ToldFrame): void => {
    frames.set(id, { id, parentId: parentId ?? null, url: url + (urlFragment ?? ""), name: name ?? "" });
    if (parentId === undefined) mainId = id;
  };
  const addTree = (tree: ToldTree): void => {
    add(tree.frame);
    for (const child of tree.childFrames ?? []) addTree(child);
  };

  devtools.on("Page.frameAttached", ({ frameId, parentFrameId }) =>
    frames.set(frameId, { id: frameId, parentId: parentFrameId, url: "about:blank", name: "" }),
  );
  devtools.on("Page.frameNavigated", ({ frame }) => add(frame));
  devtools.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
    const frame = frames.get(frameId);
    if (frame) frames.set(frameId, { ...frame, url });
  });
  devtools.on("Page.frameDetached", ({ frameId, reason }) => void (reason === "remove" && frames.delete(frameId)));
  devtools.on("Runtime.executionContextCreated", ({ context }) => {
    const frameId: unknown = context.auxData?.frameId;
    if (typeof frameId !== "string") return;
    contexts.set(context.id, { frameId, world: context.name });
    onContext(context.name, frameId === mainId);
  });
  devtools.on("Runtime.executionContextDestroyed", ({ executionContextId }) => contexts.delete(executionContextId));
  devtools.on("Runtime.executionContextsCleared", () => contexts.clear());

  await devtools.send("Page.enable");
  addTree((await devtools.send("Page.getFrameTree")).frameTree);
  await devtools.send("Runtime.enable");

  return {
    main: () => (mainId === null ? null : (frames.get(mainId) ?? null)),
    frame: (id) => frames.get(id) ?? null,
    childrenOf: (id) => [...frames.values()].filter(({ parentId }) => parentId === id),
    ofContext: (contextId) => frames.get(contexts.get(contextId)?.frameId ?? "") ?? null,
    mainContext: (world) => {
      const found = [...contexts].findLast(([, context]) => context.world === world && context.frameId === mainId);
      return found?.[0] ?? null;
    },
  };
};
