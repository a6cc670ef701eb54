import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { challenge, enterIdentity } from "@/app/[locale]/sign-in/actions";
import { institutionName, titleOf } from "@/components/licences/names";
import { InternetIdentityButton } from "@/components/sign-in/internet-identity";
import {
  ActionForm,
  Card,
  DateTime,
  LinkButton,
  Notice,
  Page,
  Section,
  Stack,
  Steps,
  SummaryList,
  Written,
} from "@/components/ui";
import { findOffer } from "@/lib/licences/seats/offer";
import { currentActor } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { ask, claim } from "./actions";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata() {
  // The address is a secret of the one who was invited.
  return { title: (await getTranslations("seats.claim"))("title"), referrer: "same-origin", robots: { index: false } };
}

async function ClaimPage({ params }: Props) {
  const { token } = await params;
  const [actor, t, locale] = [await currentActor(), await getTranslations("seats.claim"), await getLocale()];
  const offer = await findOffer(actor, token);
  if (!offer) return <Page title={t("unknown.title")} lead={t("unknown.text")} />;

  const institution = institutionName(offer.institution, locale);
  const { state } = offer;
  if (state !== "open")
    return (
      <Page title={t(`states.${state}.title`)} lead={t(`states.${state}.text`, { institution })}>
        {state === "yours" && (
          <div>
            <LinkButton href="/seat">{t("toSeat")}</LinkButton>
          </div>
        )}
        {state === "taken" && (
          <Section title={t("lost.title")}>
            <Stack>
              <p className="max-w-xl">{t("lost.text", { institution })}</p>
              <p className="max-w-xl">{t("lost.account")}</p>
              {offer.rebind === "asked" && <Notice tone="progress" title={t("lost.asked", { institution })} />}
              {offer.rebind === "possible" && (
                <ActionForm
                  id="ask"
                  action={ask}
                  submit={t("lost.ask")}
                  confirm={t("lost.confirm")}
                  hidden={{ token }}
                />
              )}
              {offer.rebind === null && !actor?.principal && <Identity token={token} />}
            </Stack>
          </Section>
        )}
      </Page>
    );

  return (
    <Page title={t("title")} lead={t("lead", { institution })}>
      <Card deed>
        <SummaryList
          items={[
            { term: t("name"), detail: <Written>{offer.name}</Written> },
            { term: t("institution"), detail: <Written>{institution}</Written> },
            { term: t("programme"), detail: titleOf(offer.programme, locale) },
            { term: t("expires"), detail: <DateTime at={offer.expiresAt} /> },
          ]}
        />
      </Card>
      {actor?.principal ? (
        <Section title={t("take")}>
          <Stack>
            <p className="max-w-xl">{t("takeLead")}</p>
            <ActionForm id="claim" action={claim} submit={t("take")} hidden={{ token }} />
          </Stack>
        </Section>
      ) : (
        <Section title={t("identityTitle")}>
          <Stack>
            {actor ? (
              <Notice tone="warning">{t("emailOnly", { name: actor.name })}</Notice>
            ) : (
              <p className="max-w-xl">{t("identityLead")}</p>
            )}
            <Identity token={token} />
          </Stack>
        </Section>
      )}
      <Section title={t("what")}>
        <Steps
          items={[
            { title: t("whatList.identity"), state: actor?.principal ? "done" : "now" },
            { title: t("whatList.record"), state: actor?.principal ? "now" : "next" },
            { title: t("whatList.start"), state: "next" },
          ]}
        />
      </Section>
    </Page>
  );
}

async function Identity({ token }: { token: string }) {
  const t = await getTranslations("signIn.identity");
  const { identityProvider, derivationOrigin } = config();
  return (
    <InternetIdentityButton
      identityProvider={identityProvider}
      derivationOrigin={derivationOrigin}
      next={`/claim/${token}`}
      challenge={challenge}
      enter={enterIdentity}
      labels={{
        button: t("button"),
        waiting: t("waiting"),
        cancelled: t("cancelled"),
        failed: t("failed"),
        script: t("script"),
      }}
    />
  );
}

export default orNotFound(ClaimPage);
