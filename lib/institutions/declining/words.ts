import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { declineReasons } from "./rules.ts";

/** What a letter says of a reason, in the reader's language. Throws for one that the catalogue does not have: a bug. */
export function declineWords(locale: string, reason: string): { criterion: string; remedy: string } {
  const known = declineReasons.find((one) => one === reason);
  if (!known) throw new Error(`a registration declined without a reason of the catalogue: ${reason}`);
  const { criterion, remedy } = (locale === "ur" ? ur : en).institutions.declines[known];
  return { criterion, remedy };
}
