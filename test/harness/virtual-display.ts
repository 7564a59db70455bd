import { startChild } from "./child-process.ts";

export const virtualDisplayPrograms = ["Xvfb"] as const;

/** An X display without a screen. */
export type VirtualDisplay = {
  /** What DISPLAY should be, e.g. `:7`. */
  readonly name: string;
  readonly close: () => Promise<void>;
};

/** Starts Xvfb on a display number that is free. */
export const startVirtualDisplay = async (): Promise<VirtualDisplay> => {
  const words = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
  const server = startChild("Xvfb", words);
  const number = await server.line(/^\d+$/);
  return { name: `:${number}`, close: server.end };
};
