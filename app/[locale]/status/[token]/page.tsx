import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { Way } from "@/components/applications/Way";
import { DecisionShown } from "@/components/batches/Decision";
import { KeepForOffline } from "@/components/session/KeepForOffline";
import {
  Button,
  Card,
  DateTime,
  Identifier,
  LinkButton,
  Notice,
  Page,
  Section,
  Stack,
  SummaryList,
  Written,
} from "@/components/ui";
import { WaitingPlace } from "@/components/waitlist/WaitingPlace";
import { readStatusLink } from "@/lib/applications/commands";
import { type ApplicationStatus, findStatus } from "@/lib/applications/queries";
import { statusLinks } from "@/lib/applications/rules";
import { replyDue } from "@/lib/applications/timeline";
import { type DecisionOn, findDecisionByLink, findWaitingPlaceByLink } from "@/lib/batches/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { openLink } from "../actions";
import { viewerCookie } from "../viewer";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata() {
  // The address is a secret of whoever got the letter. Without any referrer the browser would not say either who sends the form.
  return { title: (await getTranslations("status.open"))("title"), referrer: "same-origin", robots: { index: false } };
}

async function StatusByLinkPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslations("status");
  const reading = await readStatusLink(token, (await cookies()).get(viewerCookie)?.value);
  if (reading.state === "open") {
    const application = (await findStatus(null, reading.applicationId)) ?? notFound();
    return <Status application={application} decision={await findDecisionByLink(null, application.id)} />;
  }
  if (reading.state === "dead")
    return (
      <Page title={t("dead.title")} lead={t("dead.lead")}>
        <div>
          <LinkButton href="/status">{t("dead.again")}</LinkButton>
        </div>
      </Page>
    );
  return (
    <Page title={t("open.title")} lead={t("open.lead", { days: statusLinks.days })}>
      {/* Pressed, not merely followed: programs that look through mail for harm open every link once. */}
      <form action={openLink}>
        <input type="hidden" name="token" value={token} />
        <Button tone="primary">{t("open.submit")}</Button>
      </form>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p>{t("open.shared")}</p>
        <LinkButton href="/sign-in?next=/applications" tone="quiet">
          {t("signIn")}
        </LinkButton>
      </div>
    </Page>
  );
}

async function Status({ application, decision }: { application: ApplicationStatus; decision: DecisionOn | null }) {
  const [t, locale] = [await getTranslations("status.page"), await getLocale()];
  const { id, receipt, state, institution, programme, phase } = application;
  const signIn = `/sign-in?next=/applications/${id}`;
  const by = replyDue(application);
  const [last] = application.messages;
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      lead={t("lead")}
      actions={<ApplicationTag state={state} />}
    >
      <KeepForOffline />
      <Card deed>
        <SummaryList
          items={[
            { term: t("receipt"), detail: <Identifier>{receipt}</Identifier> },
            { term: t("programme"), detail: inLanguage(locale, programme.nameEn, programme.nameUr) },
            { term: t("phase"), detail: inLanguage(locale, phase.nameEn, phase.nameUr) },
          ]}
        />
      </Card>
      {by && (
        <Notice tone="warning" title={t("asked")}>
          <p>{t.rich("askedText", { by: () => <DateTime at={by} /> })}</p>
          <div>
            <LinkButton href={signIn}>{t("askedSignIn")}</LinkButton>
          </div>
        </Notice>
      )}
      <Section title={t("way")}>
        <Way application={application} />
      </Section>
      <WaitingPlace place={await findWaitingPlaceByLink(null, id)} reader={{ signIn }} />
      {decision && <DecisionShown decision={decision} />}
      {last && (
        <Section title={t("messages")}>
          <Stack>
            <p>
              {t.rich(last.side === "DESK" ? "lastFromDesk" : "lastFromYou", {
                count: application._count.messages,
                at: () => <DateTime at={last.at} style="datetime" />,
              })}
            </p>
            <div>
              <LinkButton href={signIn} tone="quiet">
                {t("messagesSignIn")}
              </LinkButton>
            </div>
          </Stack>
        </Section>
      )}
      <Section title={t("more")}>
        <Stack>
          <p>{t("moreText")}</p>
          <div>
            <LinkButton href={signIn} tone="quiet">
              {t("moreSignIn")}
            </LinkButton>
          </div>
        </Stack>
      </Section>
    </Page>
  );
}

export default orNotFound(StatusByLinkPage);
