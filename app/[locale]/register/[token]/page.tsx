import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ActionForm, Card, DateTime, Identifier, LinkButton, Page, Stack, SummaryList, Written } from "@/components/ui";
import { findRegistrationInvite } from "@/lib/institutions/directoryDesk";
import { currentActor } from "@/lib/platform/auth/session";
import { open } from "./actions";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata() {
  const title = (await getTranslations("institutions.asked"))("title");
  // As with every link that carries a secret: nothing of it leaves, and a form without a script still has an origin.
  return { title, referrer: "same-origin", robots: { index: false } };
}

async function RegisterPage({ params }: Props) {
  const { token } = await params;
  const [actor, t] = [await currentActor(), await getTranslations("institutions.asked")];
  const signIn = `/sign-in?next=${encodeURIComponent(`/register/${token}`)}`;
  // Whoever has not signed in sees the same page for every link.
  if (!actor)
    return (
      <Page title={t("title")} lead={t("signIn")}>
        <div>
          <LinkButton href={signIn}>{t("toSignIn")}</LinkButton>
        </div>
      </Page>
    );
  const found = await findRegistrationInvite(actor, token);
  if (!found || found.isExpired)
    return (
      <Page title={t("unknownTitle")} lead={t("unknown")}>
        <div>
          <LinkButton href="/institutions/new" tone="quiet">
            {t("registerAnyway")}
          </LinkButton>
        </div>
      </Page>
    );
  const { directoryEntry, institutionId, expiresAt } = found;
  if (institutionId)
    return (
      <Page title={t("openedTitle")} lead={t("opened")}>
        <div>
          <LinkButton href={`/institutions/${institutionId}`}>{t("toRegistration")}</LinkButton>
        </div>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Stack>
        <Card>
          <SummaryList
            items={[
              { term: t("name"), detail: <Written>{directoryEntry.name}</Written> },
              { term: t("city"), detail: <Written>{directoryEntry.city ?? "–"}</Written> },
              { term: t("domain"), detail: <Identifier>{directoryEntry.domains[0] ?? "–"}</Identifier> },
              { term: t("expires"), detail: <DateTime at={expiresAt} /> },
            ]}
          />
        </Card>
        <p className="max-w-2xl">{t("next")}</p>
        <ActionForm id="open" action={open} submit={t("open")} hidden={{ token }} />
      </Stack>
    </Page>
  );
}

export default orNotFound(RegisterPage);
