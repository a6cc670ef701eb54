/** What a decision without an award is called, by its key under `batches`. */
export const unawarded = { DECLINE: "declined", WAITLIST: "waitlisted" } as const;
