import { z } from "zod";
import { TypedCode } from "../../platform/auth/code.ts";
import { isAbroad, normalMobile, type TextKind, textKinds } from "./rules.ts";

/** A number to be proved. One of another country is taken from whoever says that it is. */
export const AskMobileCode = z
  .strictObject({
    number: z
      .string()
      .max(40, "mobileInvalid")
      .transform((text, context) => {
        const number = normalMobile(text);
        if (number === undefined) context.addIssue({ code: "custom", message: "mobileInvalid" });
        return number ?? z.NEVER;
      }),
    abroad: z.literal("yes").optional(),
  })
  .refine(({ number, abroad }) => abroad === "yes" || !isAbroad(number), { path: ["number"], error: "mobileAbroad" });

export const ProveMobile = z.strictObject({ code: TypedCode });

/** The kinds of notice of which somebody hears by text message too. */
export const ChooseTexts = z.strictObject({
  kinds: z
    .array(z.enum(textKinds as [TextKind, ...TextKind[]]))
    .max(textKinds.length)
    .default([]),
});

export const RemoveMobile = z.strictObject({});
