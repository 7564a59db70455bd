import { z } from "zod";
import { SETTINGS_LIMITS } from "../../preload/contract/limits.ts";
import type { Settings, StorageTrouble } from "../../preload/contract/state.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { LimitsStore } from "../core/ports/gateway.ts";
import type { KeptQuiet, Log, SettingsStore, StoredAccount } from "../core/ports/system.ts";
import type { SettingsFile } from "./settings-file.ts";

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
const account = z.object({ id: z.uuid(), server: z.string(), clientId: z.string() });

const within = ({ least, most }: { readonly least: number; readonly most: number }) => z.int().min(least).max(most);
const chosen: z.ZodType<Partial<Settings>> = z.object({
  historyDays: within(SETTINGS_LIMITS.historyDays).exactOptional(),
  checkMinutes: within(SETTINGS_LIMITS.checkMinutes).exactOptional(),
  keepDays: within(SETTINGS_LIMITS.keepDays).nullable().exactOptional(),
});
const USUAL: Settings = {
  historyDays: SETTINGS_LIMITS.historyDays.usual,
  checkMinutes: SETTINGS_LIMITS.checkMinutes.usual,
  keepDays: SETTINGS_LIMITS.keepDays.usual,
};

const moment = z.number().min(0).max(8.64e15);
const dayTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const quiet: z.ZodType<KeptQuiet> = z.object({
  rules: z.object({
    hours: z.object({
      isOn: z.boolean(),
      from: dayTime,
      to: dayTime.or(z.literal("24:00")),
      days: z.array(z.boolean()).length(7),
    }),
    letsUrgentThrough: z.boolean(),
  }),
  snooze: z.object({ since: moment, until: moment }).nullable(),
  onUntil: moment.nullable(),
});

const troubleOf = (error: unknown): StorageTrouble => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^(ENOSPC|EDQUOT)$/.test(code)) return "full";
  return /^(EACCES|EPERM|EROFS)$/.test(code) ? "read-only" : "unreachable";
};

/** Where a window was, in screen coordinates. */
export type Bounds = z.infer<typeof rectangle>;

/** Settings of the windows, which the core has no business with. */
export type WindowSettings = {
  readonly mainBounds: () => Bounds | null;
  readonly keepMainBounds: (bounds: Bounds) => void;
};

/** What else is kept in the settings' file. */
export type OtherSettings = WindowSettings & { readonly limits: LimitsStore };

/**
 * Plain settings. Nothing secret, no number, no name goes in here. A file that was damaged or edited counts as empty where
 * it makes no sense.
 */
export const createSettings = (file: SettingsFile, log: Log): SettingsStore & OtherSettings => {
  const read = <Value>(key: string, schema: z.ZodType<Value>): Value | null => {
    const value = file.get(key);
    if (value === undefined) return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    log.warn("settings/ignored", { setting: key });
    return null;
  };
  const write = (changes: Readonly<Record<string, unknown>>): void => {
    try {
      file.set(changes);
    } catch (error) {
      throw new AppError("storage", "the settings could not be written", { cause: error, about: troubleOf(error) });
    }
  };
  /** Where nobody could hear of a full disk, and what is forgotten is no reason to end Tern. */
  const writeIfPossible = (setting: string, value: unknown): void => {
    try {
      file.set({ [setting]: value });
    } catch (error) {
      log.warn("settings/not-kept", { setting }, error);
    }
  };
  /** A file that cannot be read just now (a virus scanner holds it, say) must not keep a token from being renewed. */
  const readLimits = (): unknown => {
    try {
      return file.get("limits") ?? null;
    } catch (error) {
      log.warn("settings/not-read", { setting: "limits" }, error);
      return null;
    }
  };
  return {
    settings: () => ({ ...USUAL, ...read("settings", chosen) }),
    keepSettings: (settings) => write({ settings }),
    quiet: () => read("quiet", quiet),
    keepQuiet: (next) => write({ quiet: next }),
    accounts: () => ({
      current: read<StoredAccount | null>("account", account.nullable()),
      others: read<readonly StoredAccount[]>("otherAccounts", z.array(account)) ?? [],
      toClear: read("accountsToClear", z.array(z.uuid())) ?? [],
    }),
    // In one write, which replaces the file as a whole.
    keepAccounts: ({ current, others, toClear }) =>
      write({ account: current, otherAccounts: others, accountsToClear: toClear }),
    mainBounds: () => read("mainBounds", rectangle),
    keepMainBounds: (bounds) => writeIfPossible("mainBounds", bounds),
    limits: { read: readLimits, keep: (limits) => writeIfPossible("limits", limits) },
  };
};
