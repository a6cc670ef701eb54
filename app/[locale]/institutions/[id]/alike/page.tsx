import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Alike } from "@/components/institutions/Alike";
import { LinkButton, Page, Section } from "@/components/ui";
import { registeredAlready } from "@/lib/institutions/alike/queries";
import { editableInstitution } from "../institution";
import { ask } from "./actions";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("members.alike"))("title") };
}

async function RegisteredAlreadyPage({ params }: Props) {
  const { actor, institution } = await editableInstitution(params, "/alike");
  const t = await getTranslations("members.alike");
  const tasks = await getTranslations("institutions.tasks");
  const { id } = institution;
  const found = await registeredAlready(actor, id);
  return (
    <Page
      title={found.length > 0 ? t("title") : t("none")}
      lead={found.length > 0 ? t("lead") : undefined}
      back={{ href: `/institutions/${id}`, label: tasks("title") }}
    >
      <Alike found={found} action={ask} hidden={{ registering: id }} />
      {found.length > 0 ? (
        <Section title={t("otherwise")}>
          <LinkButton href={`/institutions/${id}`} tone="quiet">
            {t("goOn")}
          </LinkButton>
        </Section>
      ) : (
        <div>
          <LinkButton href={`/institutions/${id}`}>{t("continue")}</LinkButton>
        </div>
      )}
    </Page>
  );
}

export default orNotFound(RegisteredAlreadyPage);
