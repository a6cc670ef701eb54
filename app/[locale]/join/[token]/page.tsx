import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ActionForm, Card, DateTime, LinkButton, Page, Stack, SummaryList, Written } from "@/components/ui";
import { findInvitation } from "@/lib/institutions/membership/queries";
import { currentActor } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { accept } from "./actions";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata() {
  // The address is a secret of the one who was invited. With "no-referrer" a form without a script would come from nowhere,
  // and be refused.
  return { title: (await getTranslations("members.join"))("title"), referrer: "same-origin", robots: { index: false } };
}

async function JoinPage({ params }: Props) {
  const { token } = await params;
  const [actor, t, locale] = [await currentActor(), await getTranslations("members.join"), await getLocale()];
  const signIn = `/sign-in?next=${encodeURIComponent(`/join/${token}`)}`;
  // Whoever has not signed in sees the same page for every link.
  if (!actor)
    return (
      <Page title={t("title")} lead={t("signIn")}>
        <div>
          <LinkButton href={signIn}>{t("toSignIn")}</LinkButton>
        </div>
      </Page>
    );
  const invitation = await findInvitation(actor, token);
  if (!invitation)
    return (
      <Page title={t("unknownTitle")} lead={t("unknown")}>
        <div>
          <LinkButton href={signIn} tone="quiet">
            {t("toSignIn")}
          </LinkButton>
        </div>
      </Page>
    );
  const { state, role, expiresAt } = invitation;
  const institution = inLanguage(locale, invitation.institution.name, invitation.institution.nameUr);
  if (state === "in")
    return (
      <Page title={t("inTitle", { institution })}>
        <div>
          <LinkButton href={`/institutions/${invitation.institution.id}`}>{t("toInstitution")}</LinkButton>
        </div>
      </Page>
    );
  if (state === "expired") return <Page title={t("expiredTitle")} lead={t("expired", { institution })} />;
  const [members, roles] = [await getTranslations("members"), await getTranslations("institutions.memberRoles")];
  return (
    <Page title={t("title")} lead={t("lead", { institution })}>
      <Stack>
        <Card>
          <SummaryList
            items={[
              { term: t("institution"), detail: <Written>{institution}</Written> },
              {
                term: t("role"),
                detail: (
                  <>
                    {roles(role)}
                    {invitation.shared && ` · ${members("shared")}`}
                    <span className="block text-sm text-muted">{members(`roleHints.${role}`)}</span>
                  </>
                ),
              },
              { term: t("expires"), detail: <DateTime at={expiresAt} /> },
            ]}
          />
        </Card>
        <ActionForm id="accept" action={accept} submit={t("accept")} hidden={{ token }} />
      </Stack>
    </Page>
  );
}

export default orNotFound(JoinPage);
