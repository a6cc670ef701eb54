import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui";
import { dueCell } from "./dueCell";

/** How the clock of a case stands at `now`, beside its day: late or soon with the colour of it, and in words. */
export async function DueTag({ dueAt, now }: { dueAt: Date; now: Date }) {
  const mark = dueCell(dueAt, false, now, await getTranslations("desk.clock"));
  return (
    <span className="mt-1 block">
      {typeof mark === "string" ? (
        <span className="text-sm text-muted">{mark}</span>
      ) : (
        <StatusTag tone={mark.tone}>{mark.text}</StatusTag>
      )}
    </span>
  );
}
