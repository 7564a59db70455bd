import { expect, it } from "vitest";
import { waitBeforeRetry } from "../../../main/core/wait-before-retry.ts";

it("doubles from the first wait up to five minutes", () => {
  expect([1, 2, 3, 8, 9, 50].map((failures) => waitBeforeRetry(2_000, failures, undefined, 0.5))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ]);
});

it("is spread by a quarter each way", () => {
  expect([0, 0.999999].map((fraction) => waitBeforeRetry(2_000, 1, undefined, fraction))).toEqual([1_500, 2_500]);
});

it("is never shorter than the provider asks for", () => {
  expect(waitBeforeRetry(2_000, 1, 60_000, 0)).toBe(60_000);
  expect(waitBeforeRetry(2_000, 9, 60_000, 0.5)).toBe(300_000);
});
