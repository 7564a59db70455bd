import { readFileSync } from "node:fs";
import type { NativeImage } from "electron";

type ImageApi = Pick<
  NativeImage,
  "isEmpty" | "getSize" | "toPNG" | "toDataURL" | "setTemplateImage" | "isTemplateImage"
>;
/** An image and, if it is from one, its file. */
export type StandInImage = ImageApi & { readonly file: string | null };

/** Width and height of a PNG, from its first chunk; nothing for other formats. */
const sizeOf = (png: Buffer): { width: number; height: number } =>
  png.length > 24 && png.toString("latin1", 1, 4) === "PNG"
    ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    : { width: 0, height: 0 };

const createImage = (content: Buffer, file: string | null): StandInImage => {
  let isTemplate = file !== null && /Template(@\dx)?\.png$/.test(file);
  return {
    file,
    isEmpty: () => content.length === 0,
    getSize: () => sizeOf(content),
    toPNG: () => Buffer.from(content),
    toDataURL: () => `data:image/png;base64,${content.toString("base64")}`,
    setTemplateImage: (option) => {
      isTemplate = option;
    },
    isTemplateImage: () => isTemplate,
  };
};

const readIfThere = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0); // Electron gives an empty image for a file that cannot be read
  }
};

/** Electron's nativeImage, as far as an icon needs it. */
export const nativeImage = {
  createEmpty: () => createImage(Buffer.alloc(0), null),
  createFromPath: (path: string) => createImage(readIfThere(path), path),
  createFromBuffer: (buffer: Buffer) => createImage(buffer, null),
  createFromDataURL: (url: string) => createImage(Buffer.from(url.split(",")[1] ?? "", "base64"), null),
} satisfies Record<string, (given: never) => ImageApi>;

/** An image given as such or as a file's path, as Electron takes both. */
export const imageFrom = (given: StandInImage | string): StandInImage =>
  typeof given === "string" ? nativeImage.createFromPath(given) : given;
