import { getLocale, getTranslations } from "next-intl/server";
import { InternetIdentityButton } from "@/components/sign-in/internet-identity";
import { ActionForm, Card, Notice, Page, Section, Stack, TextField } from "@/components/ui";
import { demoPeople } from "@/lib/people/queries";
import { currentActor, safeNext } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { challenge, enterDemo, enterIdentity, sendCode } from "./actions";

type Props = { searchParams: Promise<{ next?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const t = await getTranslations("signIn");
  const role = await getTranslations("people.roles");
  const separator = (await getLocale()) === "ur" ? "، " : ", ";
  const next = safeNext((await searchParams).next);
  const { demonstration, identityProvider, derivationOrigin } = config();
  const [actor, demo] = await Promise.all([currentActor(), demoPeople(demonstration)]);

  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {actor && <Notice tone="neutral">{t("signedInAs", { name: actor.name })}</Notice>}
      <div className="grid gap-5 lg:grid-cols-2">
        <Card>
          <Section title={t("identity.title")}>
            <Stack>
              <p>{t("identity.lead")}</p>
              <InternetIdentityButton
                identityProvider={identityProvider}
                derivationOrigin={derivationOrigin}
                next={next}
                challenge={challenge}
                enter={enterIdentity}
                labels={{
                  button: t("identity.button"),
                  waiting: t("identity.waiting"),
                  cancelled: t("identity.cancelled"),
                  failed: t("identity.failed"),
                  script: t("identity.script"),
                }}
              />
            </Stack>
          </Section>
        </Card>
        <Card>
          <Section title={t("email.title")}>
            <ActionForm action={sendCode} submit={t("email.button")} hidden={{ next }}>
              <TextField
                name="email"
                type="email"
                label={t("email.label")}
                hint={t("email.hint")}
                autoComplete="email"
                dir="ltr"
                required
              />
            </ActionForm>
          </Section>
        </Card>
      </div>
      {demo.length > 0 && (
        <Section title={t("demo.title")}>
          <Stack>
            <p>{t("demo.lead")}</p>
            {demo.some(({ identity }) => identity) && <p>{t("demo.identities")}</p>}
            <ul className="grid border-t border-line lg:grid-cols-2 lg:gap-x-10">
              {demo.map((person) => (
                <li
                  key={person.id}
                  className="flex items-center justify-between gap-x-3 border-b border-line py-2 leading-(--leading-tight) [&>form]:basis-48 [&_button]:w-full [&_button]:px-3"
                >
                  <span>
                    {person.roles.map((name) => role(name)).join(separator) || t("demo.noRole")}
                    {person.identity && (
                      <span className="block text-sm text-muted">
                        {t.rich("demo.identity", { identity: () => <bdi lang="en">{person.identity}</bdi> })}
                      </span>
                    )}
                  </span>
                  <ActionForm
                    id={`demo-${person.id}`}
                    action={enterDemo}
                    submit={<bdi lang="en">{person.name}</bdi>}
                    tone="quiet"
                    hidden={{ userId: person.id, next }}
                  />
                </li>
              ))}
            </ul>
          </Stack>
        </Section>
      )}
    </Page>
  );
}
