import type { WebFrameMain } from "electron";
import type { AppAddress } from "../chromium/app-address.ts";
import type { Frames, PageFrame } from "../chromium/frames.ts";

/** The part of Electron's WebFrameMain that says who somebody is. A frame that has gone keeps what it last was. */
export type FrameApi = Pick<WebFrameMain, "url" | "origin" | "name" | "frameToken" | "detached"> & {
  readonly parent: FrameApi | null;
  readonly top: FrameApi | null;
  readonly frames: readonly FrameApi[];
};

/** Node's URL gives "null" as origin of a scheme of one's own; Chromium gives a standard scheme a real one. */
const originOf = (url: string, address: AppAddress): string => {
  const parsed = URL.parse(url);
  if (parsed === null) return "null";
  return address.schemeOf(url) === null ? parsed.origin : `${parsed.protocol}//${parsed.host}`;
};

/** A frame as main sees it. */
export const frameApi = (frame: PageFrame, frames: Frames, address: AppAddress): FrameApi => {
  const url = address.outside(frame.url);
  const of = (other: PageFrame | null): FrameApi | null => (other === null ? null : frameApi(other, frames, address));
  return {
    url,
    origin: originOf(url, address),
    name: frame.name,
    frameToken: frame.id,
    get detached() {
      return frames.frame(frame.id) === null;
    },
    get parent() {
      return frame.parentId === null ? null : of(frames.frame(frame.parentId));
    },
    get top() {
      return frame.parentId === null ? this : of(frames.main());
    },
    get frames() {
      return frames.childrenOf(frame.id).map((child) => frameApi(child, frames, address));
    },
  };
};
