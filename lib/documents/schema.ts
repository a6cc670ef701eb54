import { z } from "zod";
import { documentPurposes } from "../institutions/rules.ts";

export const UploadDocument = z.strictObject({
  institutionId: z.uuid(),
  purpose: z.enum(documentPurposes),
  fileName: z.string().max(1000),
  bytes: z.instanceof(Uint8Array),
});

export const RemoveDocument = z.strictObject({ documentId: z.uuid() });
