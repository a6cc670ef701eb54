import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Alike } from "@/components/institutions/Alike";
import { LinkButton, Page, Section } from "@/components/ui";
import { registeredAlready, registrationsBeside } from "@/lib/institutions/alike/queries";
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
  const [found, underWay] = await Promise.all([registeredAlready(actor, id), registrationsBeside(actor, id)]);
  const isKnown = found.length + underWay.length > 0;
  return (
    <Page
      title={isKnown ? t("title") : t("none")}
      lead={isKnown ? t("lead") : undefined}
      back={{ href: `/institutions/${id}`, label: tasks("title") }}
    >
      <Alike found={found} underWay={underWay} action={ask} hidden={{ registering: id }} />
      {isKnown ? (
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
