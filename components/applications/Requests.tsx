import { getTranslations } from "next-intl/server";
import { Card, DateTime, Section, Stack } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** What was asked about an application, and what was replied. */
export async function Requests({ requests }: { requests: ApplicationView["requests"] }) {
  const t = await getTranslations("applications.request");
  if (requests.length === 0) return null;
  return (
    <Section title={t("past")}>
      <Stack>
        {requests.map(({ id, question, askedAt, reply, repliedAt }) => (
          <Card key={id}>
            <p dir="auto" lang={languageOf(question)} className="font-semibold whitespace-pre-line">
              {question}
            </p>
            <p className="text-sm text-muted">
              {t.rich("asked", { at: () => <DateTime at={askedAt} style="datetime" /> })}
            </p>
            {repliedAt ? (
              <>
                <p
                  dir="auto"
                  lang={languageOf(reply)}
                  className="border-s-2 border-line ps-4 break-words whitespace-pre-line"
                >
                  {reply}
                </p>
                <p className="text-sm text-muted">
                  {t.rich("replied", { at: () => <DateTime at={repliedAt} style="datetime" /> })}
                </p>
              </>
            ) : (
              <p className="text-muted">{t("noReply")}</p>
            )}
          </Card>
        ))}
      </Stack>
    </Section>
  );
}
