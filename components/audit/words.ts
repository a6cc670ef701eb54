import { getTranslations } from "next-intl/server";
import type { DeskMark } from "@/components/desk/table/model";

/** The words of the trail: what is done, why it was refused, and on what. Old rows may hold codes of before; they stay what they are. */
export async function auditWords() {
  const [t, errors] = await Promise.all([getTranslations("audit"), getTranslations("errors")]);
  const word = (key: string) => {
    const known = key as Parameters<typeof t.has>[0];
    return t.has(known) ? t(known) : undefined;
  };
  return {
    act(action: string): DeskMark | string {
      const text = word(`acts.${action}`);
      return text ? { text, code: action } : action;
    },
    /** What was said to whoever was refused; its numbers are not kept. */
    refusal(code: string): string {
      const known = code as Parameters<typeof errors.has>[0];
      return errors.has(known) ? String(errors.raw(known)).replace(/\{\w+\}/g, "…") : code;
    },
    subject({ kind, id }: { kind: string; id: string }): DeskMark {
      return { text: word(`kinds.${kind}`) ?? kind, code: id.slice(-12) };
    },
  };
}
