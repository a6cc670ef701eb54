import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import type { ReturnReason } from "./rules.ts";

/** The sentences of reasons, in the reader's language, one a line. */
export function reasonSentences(locale: "en" | "ur", reasons: readonly ReturnReason[]): string {
  const { reasons: sentences } = (locale === "ur" ? ur : en).institutions;
  return reasons.map((reason) => `• ${sentences[reason].text}`).join("\n");
}
