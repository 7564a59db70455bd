import { z } from "zod";

import { AppError } from "../core/ports/app-error.ts";
import type { AttachmentId, ConversationId, TextId } from "../../preload/contract/model.ts";
import { FAILURE_CODES } from "../../preload/contract/result.ts";

const isString = (value: unknown): boolean => typeof value === "string";

export const conversationIdColumn = z.custom<ConversationId>(isString);
export const textIdColumn = z.custom<TextId>(isString);
export const attachmentIdColumn = z.custom<AttachmentId>(isString);
export const flagColumn = z.union([z.literal(0), z.literal(1)]).transform((flag) => flag === 1);

/** A TEXT column that holds JSON of a shape. */
export const jsonColumn = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "not JSON" });
        return z.NEVER;
      }
    })
    .pipe(shape);

export const failureJson = z.object({
  code: z.enum([...FAILURE_CODES, "carrier"]),
  carrierCode: z.string().exactOptional(),
  about: z.string().exactOptional(),
});

/**
 * A reader of rows of one shape. A row that does not have it (another program wrote the file) is AppError `storage`,
 * about `damaged`, naming the columns and never their values.
 */
export const rowReader =
  <Shape extends z.ZodType>(shape: Shape) =>
  (row: unknown): z.output<Shape> => {
    const read = shape.safeParse(row);
    if (read.success) return read.data;
    const columns = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new AppError("storage", `a row does not have its shape (${columns})`, { about: "damaged" });
  };
