import { getTranslations } from "next-intl/server";
import { DateTime } from "@/components/ui";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import type { DiscussionDetail } from "@/lib/reviews/discussion/queries";

/** What was said, the oldest first: reviewers by their number, so that nobody's rank speaks. */
export async function Thread({ messages }: { messages: DiscussionDetail["messages"] }) {
  const t = await getTranslations("reviews.discussion");
  if (messages.length === 0) return <p className="text-muted">{t("silence")}</p>;
  return (
    <ol className="flex max-w-3xl flex-col gap-3">
      {messages.map(({ id, voice, text, at }) => (
        <li key={id} className="rounded-md border border-line bg-surface p-4">
          <p className="text-sm text-muted">
            <strong>
              {voice.isOwn
                ? t("you")
                : voice.reviewer === null
                  ? t("administrator")
                  : t("reviewer", { number: voice.reviewer })}
            </strong>
            {" · "}
            <DateTime at={at} style="datetime" />
          </p>
          <p dir="auto" lang={languageOf(text)} className="mt-1 break-words whitespace-pre-line">
            {text}
          </p>
        </li>
      ))}
    </ol>
  );
}
