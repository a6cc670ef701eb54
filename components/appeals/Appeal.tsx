import { getTranslations } from "next-intl/server";
import { DateTime, LinkButton, Notice, Section, SummaryList } from "@/components/ui";
import { appealOn } from "@/lib/appeals/queries";
import { dismissals, grounds } from "@/lib/appeals/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { AppealMessages } from "./AppealMessages";

/** The appeal about an application as its institution sees it; or, while one can be filed, the way to it. */
export async function Appeal(
  props: { actor: Person; applicationId: string } & Pick<
    Parameters<typeof AppealMessages>[0],
    "institution" | "send" | "markRead"
  >,
) {
  const { actor, applicationId, institution, send, markRead } = props;
  const found = await appealOn(actor, applicationId);
  if (!found || (!found.appeal && !found.until)) return null;
  const t = await getTranslations("appeals");
  const { appeal, until, mayFile } = found;
  if (!appeal)
    return (
      <Section title={t("file.title")}>
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-prose">{t.rich("file.open", { until: () => until && <DateTime at={until} /> })}</p>
          {mayFile ? (
            <LinkButton tone="quiet" href={`/applications/${applicationId}/appeal`}>
              {t("file.link")}
            </LinkButton>
          ) : (
            <p className="text-muted">{t("file.notOwner")}</p>
          )}
        </div>
      </Section>
    );
  const { outcome, filedAt, words, note } = appeal;
  const ground = grounds.find((known) => known === appeal.ground);
  const reason = dismissals.find((known) => known === appeal.reason);
  return (
    <>
      <Section title={t("own.title")}>
        <div className="flex flex-col gap-5">
          {outcome === "UPHELD" ? (
            <Notice tone="good" title={t("own.upheld")}>
              {t("own.upheldText")}
            </Notice>
          ) : outcome === "DISMISSED" ? (
            <Notice title={t("own.dismissed")}>{reason && t(`dismissals.${reason}`)}</Notice>
          ) : (
            <Notice tone="progress">
              <p>
                {t.rich("own.waiting", {
                  at: () => <DateTime at={filedAt} />,
                  by: () => <DateTime at={appeal.dueAt} />,
                })}
              </p>
            </Notice>
          )}
          <SummaryList
            items={[
              ...(ground ? [{ term: t("own.ground"), detail: t(`grounds.${ground}`) }] : []),
              { term: t("own.words"), detail: <Words>{words}</Words> },
              ...(note ? [{ term: t("own.found"), detail: <Words>{note}</Words> }] : []),
            ]}
          />
        </div>
      </Section>
      <AppealMessages
        actor={actor}
        appealId={appeal.id}
        institution={institution}
        mayWrite={appeal.mayWrite}
        send={send}
        markRead={markRead}
      />
    </>
  );
}

/** What somebody wrote, line by line and in its own direction. */
export function Words({ children }: { children: string }) {
  return (
    <p dir="auto" lang={languageOf(children)} className="max-w-prose break-words whitespace-pre-line">
      {children}
    </p>
  );
}
