import { z } from "zod";
import type { EpochMs } from "../../preload/contract/model.ts";
import { jsonFrom } from "./wire-error.ts";

/** The two tokens of a session. RingCentral issues no refresh token unless the app's settings say so. */
export type Token = {
  readonly accessToken: string;
  readonly expiresAt: EpochMs;
  readonly lifetimeMs: number;
  readonly refreshToken: string | null;
  readonly refreshExpiresAt: EpochMs;
};

/** Less than a second is no life: what says so is mistaken. */
const seconds = z.coerce.number().min(1);
const answer = z.object({
  access_token: z.string().min(1),
  expires_in: seconds.catch(3600),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: seconds.catch(604_800),
});

/** What the token endpoint answers; null if it is something else. */
export const tokenFromAnswer = (body: unknown, now: EpochMs): Token | null => {
  const parsed = answer.safeParse(body);
  if (!parsed.success) return null;
  const { access_token, expires_in, refresh_token, refresh_token_expires_in } = parsed.data;
  return {
    accessToken: access_token,
    expiresAt: now + expires_in * 1000,
    lifetimeMs: expires_in * 1000,
    refreshToken: refresh_token ?? null,
    refreshExpiresAt: now + refresh_token_expires_in * 1000,
  };
};

const stored = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.number(),
  lifetimeMs: z.number(),
  refreshToken: z.string().min(1).nullable(),
  refreshExpiresAt: z.number(),
});

/** As it is kept in the TokenStore. */
export const storedFromToken = (token: Token): string => JSON.stringify(token);

/** Null if there is none, or what is stored cannot be read: then the JWT signs in again. */
export const tokenFromStored = (text: string | null): Token | null =>
  text === null ? null : (stored.safeParse(jsonFrom(text)).data ?? null);
