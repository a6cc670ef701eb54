import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Card, Notice, Page, Section, Stack, TextArea, Written } from "@/components/ui";
import { institutionsToJoin } from "@/lib/institutions/membership/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { searchText } from "@/lib/platform/text";
import { ask, registerAnyway } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("members.alike"))("title") };
}

export default async function AlikePage({ searchParams }: Props) {
  const params = await searchParams;
  const actor = await requirePerson("/institutions/new");
  const [t, kinds, institutions, locale] = [
    await getTranslations("members.alike"),
    await getTranslations("institutions.kinds"),
    await getTranslations("institutions"),
    await getLocale(),
  ];
  const typed = { name: searchText(params.name, 200), kind: searchText(params.kind, 40) };
  const found = await institutionsToJoin(actor, typed.name);
  return (
    <Page
      title={found.length > 0 ? t("title") : t("none")}
      lead={found.length > 0 ? t("lead") : undefined}
      back={{ href: "/institutions/new", label: institutions("new.title") }}
    >
      <Stack>
        {found.map(({ id, name, nameUr, kind, asked }) => (
          <Card key={id} title={<Written>{inLanguage(locale, name, nameUr)}</Written>}>
            <Stack>
              <p className="text-muted">{kinds(kind)}</p>
              {asked ? (
                <Notice tone="progress" title={t("asked")}>
                  <p>{t("askedText")}</p>
                </Notice>
              ) : (
                <ActionForm id={`ask-${id}`} action={ask} submit={t("ask")} hidden={{ institutionId: id, ...typed }}>
                  <TextArea name="note" label={t("note")} hint={t("noteHint")} rows={2} required maxLength={300} />
                </ActionForm>
              )}
            </Stack>
          </Card>
        ))}
      </Stack>
      {typed.name !== "" && (
        <Section title={t("otherwise")}>
          <Stack>
            <p className="max-w-xl">{t.rich("otherwiseText", { name: () => <Written>{typed.name}</Written> })}</p>
            <ActionForm id="register" action={registerAnyway} submit={t("register")} tone="quiet" hidden={typed} />
          </Stack>
        </Section>
      )}
    </Page>
  );
}
