import { z } from "zod";
import { viewLists, viewQuery } from "./rules.ts";

/** A case: an institution to verify or an application. */
const theCase = { institutionId: z.uuid().optional(), applicationId: z.uuid().optional() };
const isOne = (of: { institutionId?: string | undefined; applicationId?: string | undefined }) =>
  (of.institutionId === undefined) !== (of.applicationId === undefined);

/** Takes a case; with `reason` also from somebody who holds it. */
export const ClaimCase = z
  .strictObject({ ...theCase, takeOver: z.literal("yes").optional(), reason: z.string().trim().max(300).optional() })
  .refine(isOne);

export const RenewCase = z.strictObject(theCase).refine(isOne);

export const ReleaseCase = z.strictObject(theCase).refine(isOne);

const Name = z.string().trim().min(1, "required").max(60);

export const SaveView = z.strictObject({
  list: z.enum(viewLists),
  name: Name,
  query: z.string().max(500).default("").transform(viewQuery),
});

export const RenameView = z.strictObject({ viewId: z.uuid(), name: Name });

export const RemoveView = z.strictObject({ viewId: z.uuid() });
