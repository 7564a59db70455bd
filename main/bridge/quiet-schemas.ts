import { z } from "zod";
import { dayTime } from "./away-schemas.ts";

/** That they do not begin and end at the same time is the core's to say. */
export const quietRules = z.strictObject({
  hours: z.strictObject({
    isOn: z.boolean(),
    from: dayTime.refine((time) => time !== "24:00"),
    to: dayTime,
    days: z.array(z.boolean()).length(7).readonly(),
  }),
  letsUrgentThrough: z.boolean(),
});
