import { expect, it } from "vitest";
import { createProviderTime } from "../../../main/core/connection/provider-time.ts";

/** A clock of a computer whose time of day is wrong; `steady` has fractions, as the real one has. */
const wrongClock = {
  now: () => 1_000,
  after: () => () => {},
  localDate: () => "",
  timeOfDay: () => "",
  startOf: () => 0,
};

it("goes on from what the provider said, whatever this computer's clock says, in whole milliseconds", () => {
  let steady = 100.25;
  const time = createProviderTime({ clock: { ...wrongClock, steady: () => steady } });
  const before = time.now();
  time.heard(5_000_000, 100.25);
  steady = 350.875;
  expect({ before, after: time.now() }).toEqual({ before: 1_000, after: 5_000_251 });
});
