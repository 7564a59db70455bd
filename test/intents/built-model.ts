import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { encodeModel } from "../../main/intents/model-file.ts";
import { readSet, SET_FOLDER } from "./lines.ts";
import { train } from "./train.ts";
import { readWordVectors } from "./word-vectors.ts";

const root = resolve(import.meta.dirname, "../..");
const KEPT_IN = join(root, "out", "intents");

/** The model that the set in assets/intents gives, as bytes; some seconds of work. */
export const trainedModel = (): Uint8Array => encodeModel(train(readSet(), readWordVectors()));

const filesIn = (folder: string): readonly string[] => readdirSync(folder).map((name) => join(folder, name));

/** All that the model depends on. */
const fingerprint = (): string => {
  const hash = createHash("sha256");
  const folders = [SET_FOLDER, join(root, "main", "intents"), import.meta.dirname];
  const files = folders.flatMap(filesIn).filter((file) => /\.(ts|txt|bin)$|assets.*\.jsonl$/.test(file));
  for (const file of [...files, join(root, "package-lock.json")].toSorted()) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};

/** The trained model, kept in out/intents until the set or the code that trains changes. */
export const builtModel = (): Uint8Array => {
  const file = join(KEPT_IN, `${fingerprint()}.bin`);
  try {
    return readFileSync(file);
  } catch {
    const bytes = trainedModel();
    mkdirSync(KEPT_IN, { recursive: true });
    // Another test may do the same at this moment: whoever is last puts the same bytes there, whole.
    writeFileSync(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
    return bytes;
  }
};
