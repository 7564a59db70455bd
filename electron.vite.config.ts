import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/**
 * Main and preload for Node inside Electron, the renderer for its Chromium. What is in package.json's `dependencies`
 * stays outside the bundle (native modules, and the RingCentral SDK, which reads its own package.json); all else goes in.
 */
export default defineConfig({
  main: {
    // What an inbound text wants is learned here, from assets/intents: out/main/intents.bin.
    plugins: [
      {
        name: "intents",
        async generateBundle() {
          // By address, since what this file imports by name is bundled and would look for the set elsewhere.
          const training = new URL("test/intents/built-model.ts", import.meta.url).href;
          const { builtModel }: { readonly builtModel: () => Uint8Array } = await import(training);
          this.emitFile({ type: "asset", fileName: "intents.bin", source: builtModel() });
        },
      },
    ],
    build: {
      outDir: "out/main",
      rollupOptions: { input: "main/index.ts", output: { format: "es", entryFileNames: "index.js" } },
    },
  },
  preload: {
    // A sandboxed preload cannot be an ES module.
    build: {
      outDir: "out/preload",
      rollupOptions: { input: "preload/index.ts", output: { format: "cjs", entryFileNames: "index.cjs" } },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react()],
    build: { outDir: "out/renderer", emptyOutDir: true, rollupOptions: { input: "renderer/index.html" } },
  },
});
