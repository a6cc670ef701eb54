import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DateTime, EmptyState, Identifier, Section, Stack, StatusTag } from "@/components/ui";
import type { Letter } from "@/lib/notifications/queries";
import { direction } from "@/lib/platform/i18n/routing";

/** Letters to one address, the newest first and open. Links in them lead on. */
export async function Letters({ address, letters }: { address: string; letters: Letter[] }) {
  const t = await getTranslations("mailbox");
  return (
    <Section title={t.rich("for", { address: () => <Identifier>{address}</Identifier> })}>
      {letters.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>
      ) : (
        <Stack>
          {letters.map(({ id, channel, subject, text, locale, createdAt, sentAt }) => (
            <article key={id} className="rounded-md border border-line bg-surface">
              <header className="border-b border-line px-5 py-3">
                {channel === "SMS" ? (
                  <h3 className="text-lg">{t("text")}</h3>
                ) : (
                  <h3 lang={locale} dir={direction(locale)} className="text-lg">
                    {subject}
                  </h3>
                )}
                <p className="mt-1 flex flex-wrap items-center gap-3 text-sm text-muted">
                  <DateTime at={createdAt} style="datetime" />
                  <StatusTag tone={sentAt ? "good" : "progress"}>{t(sentAt ? "delivered" : "waiting")}</StatusTag>
                </p>
              </header>
              <p
                lang={locale}
                dir={direction(locale)}
                className="px-5 py-4 whitespace-pre-line [unicode-bidi:plaintext]"
              >
                {linked(text)}
              </p>
            </article>
          ))}
        </Stack>
      )}
    </Section>
  );
}

/** Addresses in a letter as links: only such as lead by http. */
function linked(text: string) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    parts.push(
      text.slice(end, index),
      <a key={index} href={address} dir="ltr" className="break-all">
        {address}
      </a>,
    );
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}
