import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const bundled = async (): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: join(import.meta.dirname, "in-electron.ts"),
      write: false,
      rollupOptions: { external: ["electron"], output: { format: "cjs" } },
    },
  });
  const chunk = "output" in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error("the recorder for Electron could not be bundled");
  return chunk.code;
};

let code: Promise<string> | null = null;

/** Writes the recorder as one file that Electron can load with -r; returns its path. */
export const writeRecorder = async (folder: string): Promise<string> => {
  code ??= bundled();
  const file = join(folder, "recorder.cjs");
  writeFileSync(file, await code);
  return file;
};
