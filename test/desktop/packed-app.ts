import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractAll } from "@electron/asar";

/** The app as a packed folder holds it, laid out where Node can run it: Node reads no asar, Electron does. */
export type PackedApp = { readonly main: string; readonly folder: string; readonly remove: () => void };

/** Takes `app.asar`, with what lies unpacked beside it, apart. Nothing of the project's own folder is reachable from it. */
export const openPackedApp = (resources: string): PackedApp => {
  const folder = mkdtempSync(join(tmpdir(), "tern-packed-"));
  extractAll(join(resources, "app.asar"), folder);
  return {
    folder,
    main: join(folder, "out", "main", "index.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
