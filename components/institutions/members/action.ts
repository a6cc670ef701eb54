import type { FormState } from "@/lib/platform/forms";

/** A server action behind a form of the members' page. */
export type Action = (state: FormState, data: FormData) => Promise<FormState>;
