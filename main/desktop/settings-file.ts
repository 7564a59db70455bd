import ElectronStore from "electron-store";

/** A plain file of JSON values by name, written as a whole. `set` throws what the file system throws. */
export type SettingsFile = {
  readonly get: (key: string) => unknown;
  readonly set: (changes: Readonly<Record<string, unknown>>) => void;
};

/** `settings.json` in `folder`, readable by its owner only. One that holds no JSON counts as empty. */
export const openSettingsFile = (folder: string): SettingsFile => {
  const store = new ElectronStore<Record<string, unknown>>({
    name: "settings",
    cwd: folder,
    clearInvalidConfig: true,
    configFileMode: 0o600,
  });
  return { get: (key) => store.get(key), set: (changes) => store.set(changes) };
};
