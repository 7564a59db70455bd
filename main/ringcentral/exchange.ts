import type { SDK } from "@ringcentral/sdk";
import type { Clock } from "../core/ports/system.ts";
import type { AnswerTimes } from "./answer-times.ts";
import type { RateGroup } from "./rate-groups.ts";
import type { RateLimits } from "./rate-limits.ts";
import { answerIn, wireErrorFrom } from "./wire-error.ts";

/**
 * Makes one HTTP request, once, and takes its answer; the rate limits learn from it, whatever it is. `options` are those
 * of fetch, with the path or URL, and `query` and `skipAuthCheck` as the SDK has them. Rejects with WireError for an
 * answer that is no success, else with what fetch or `take` rejects with.
 */
export type Exchange = <T>(
  group: RateGroup,
  options: Readonly<Record<string, unknown>> & { readonly method: string; readonly url: string },
  take: (response: Response) => Promise<T>,
) => Promise<T>;

/** A page of somebody in between (a sign-in of a hotel's network, a proxy) is HTML; RingCentral's API answers in JSON. */
const isJson = (headers: Headers): boolean => /\bjson\b/i.test(headers.get("content-type") ?? "");

export const createExchange =
  ({
    sdk,
    limits,
    answerTimes,
    clock,
  }: {
    readonly sdk: SDK;
    readonly limits: RateLimits;
    readonly answerTimes: Pick<AnswerTimes, "heard">;
    readonly clock: Clock;
  }): Exchange =>
  async (group, options, take) => {
    const guarded = {
      ...options,
      // The SDK's own repeat would cancel a token that another call has just renewed, and re-send a used-up stream.
      retry: true,
      // Redirected, fetch would carry Client-Id, and elsewhere on the same host the token, to where we never meant to go.
      redirect: "manual",
      credentials: "omit",
    };
    const asked = clock.steady();
    try {
      const response = await sdk.platform().send(guarded);
      limits.learn(group, response.status, response.headers);
      if (isJson(response.headers)) answerTimes.heard(response.headers, asked);
      return await take(response);
    } catch (error) {
      const answer = answerIn(error);
      if (answer !== null) limits.learn(group, answer.status, answer.headers);
      const wire = await wireErrorFrom(error, clock.now());
      if (answer !== null && wire?.isRingCentrals === true && answer.headers.has("date"))
        answerTimes.heard(answer.headers, asked);
      throw wire ?? error;
    }
  };
