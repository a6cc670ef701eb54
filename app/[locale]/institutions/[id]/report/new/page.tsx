import { randomUUID } from "node:crypto";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { EntryFields, PublishTick } from "@/components/outcomes/EntryFields";
import { ActionForm, Page } from "@/components/ui";
import { findReport } from "@/lib/outcomes/queries";
import { may } from "@/lib/platform/auth/permissions";
import { redirect } from "@/lib/platform/i18n/navigation";
import { institutionOf } from "../../institution";
import { add } from "../actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("outcomes"))("open") };
}

async function NewEntryPage({ params, searchParams }: Props) {
  const { actor, institution, locale } = await institutionOf(params, "/report/new");
  const back = `/institutions/${institution.id}/report`;
  if (!may(actor, "outcomes.add", { institutionId: institution.id })) redirect({ href: back, locale });
  const { programmes } = (await findReport(actor, institution.id)) ?? notFound();
  const [first] = programmes;
  if (!first) return redirect({ href: back, locale });
  const t = await getTranslations("outcomes");
  const kind = (await searchParams).kind === "training" ? "TRAINING" : "PROJECT";
  return (
    <Page title={t(`new${kind}`)} back={{ href: back, label: t("back") }}>
      <ActionForm
        id="entry"
        action={add}
        submit={t("add")}
        hidden={{
          institutionId: institution.id,
          kind,
          key: randomUUID(),
          ...(programmes.length === 1 && { programmeId: first.id }),
        }}
      >
        <EntryFields kind={kind} programmes={programmes} />
        <PublishTick isPublished={false} />
      </ActionForm>
    </Page>
  );
}

export default orNotFound(NewEntryPage);
