import { getTranslations } from "next-intl/server";
import { Alike } from "@/components/institutions/Alike";
import { ActionForm, Page, Section, Stack, Written } from "@/components/ui";
import { institutionsToJoin, registrationsToJoin } from "@/lib/institutions/alike/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { searchText } from "@/lib/platform/text";
import { ask, registerAnyway } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("members.alike"))("title") };
}

export default async function AlikePage({ searchParams }: Props) {
  const params = await searchParams;
  const actor = await requirePerson("/institutions/new");
  const t = await getTranslations("members.alike");
  const institutions = await getTranslations("institutions");
  const typed = { name: searchText(params.name, 200), kind: searchText(params.kind, 40) };
  const [found, underWay] = await Promise.all([
    institutionsToJoin(actor, { name: typed.name }),
    registrationsToJoin(actor, typed),
  ]);
  const isKnown = found.length + underWay.length > 0;
  return (
    <Page
      title={isKnown ? t("title") : t("none")}
      lead={isKnown ? t("lead") : undefined}
      back={{ href: "/institutions/new", label: institutions("new.title") }}
    >
      <Alike found={found} underWay={underWay} action={ask} hidden={typed} />
      {typed.name !== "" && (
        <Section title={isKnown ? t("otherwise") : <Written>{typed.name}</Written>}>
          <Stack>
            {isKnown && (
              <p className="max-w-xl">{t.rich("otherwiseText", { name: () => <Written>{typed.name}</Written> })}</p>
            )}
            <ActionForm
              id="register"
              action={registerAnyway}
              submit={isKnown ? t("register") : t("registerIt")}
              tone={isKnown ? "quiet" : "primary"}
              hidden={typed}
            />
          </Stack>
        </Section>
      )}
    </Page>
  );
}
