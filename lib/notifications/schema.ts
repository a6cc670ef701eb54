import { z } from "zod";
import { topics } from "./rules.ts";

export const MarkNotice = z.strictObject({ noticeId: z.uuid() });

export const MarkNotices = z.strictObject({});

/** The topics of which somebody hears once a day. */
export const ChooseDelivery = z.strictObject({
  daily: z
    .array(z.enum(topics as [string, ...string[]]))
    .max(topics.length)
    .default([]),
});

export const ResendMail = z.strictObject({ mailId: z.uuid() });
