import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { PlannedPeople, WrongRows } from "@/components/licences/ImportRows";
import { ActionForm, EmptyState, LinkButton, Notice, Page, Section, Stack, SummaryList } from "@/components/ui";
import { findSeatImport } from "@/lib/licences/seats/import";
import { requirePerson } from "@/lib/platform/auth/session";
import { isId } from "@/lib/platform/ids";
import { confirm } from "../actions";

type Props = { params: Promise<{ id: string; importId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("seats.import"))("previewTitle") };
}

/** What confirming a list would come to. Nothing has happened yet; loaded again, it says what it would come to by then. */
async function ImportPreviewPage({ params }: Props) {
  const { id, importId } = await params;
  const actor = await requirePerson(`/institutions/${id}/seats/import/${importId}`);
  const list = isId(importId) ? await findSeatImport(actor, importId) : null;
  if (!list || list.institutionId !== id) notFound();
  const t = await getTranslations("seats.import");
  const seats = `/institutions/${id}/seats`;
  if (!list.plan)
    return (
      <Page title={t("previewTitle")} back={{ href: seats, label: t("back") }}>
        <EmptyState title={t("confirmed")} action={<LinkButton href={seats}>{t("back")}</LinkButton>}>
          {t("confirmedText")}
        </EmptyState>
      </Page>
    );

  const { rows, counts, left } = list.plan;
  const of = (effect: (typeof rows)[number]["effect"]) => rows.filter((row) => row.effect === effect);
  return (
    <Page
      title={t("previewTitle")}
      lead={t("previewLead")}
      back={{ href: `${seats}/import`, label: t("another") }}
      width="wide"
    >
      <Section title={t("outcome")}>
        <SummaryList
          items={[
            { term: t("counts.offer"), detail: t("people", { count: counts.offer }) },
            { term: t("counts.seated"), detail: t("people", { count: counts.seated }) },
            ...(counts.noSeat > 0 ? [{ term: t("counts.noSeat"), detail: t("people", { count: counts.noSeat }) }] : []),
            { term: t("counts.wrong"), detail: t("lines", { count: counts.wrong }) },
            { term: t("left"), detail: t("seats", { count: left }) },
          ]}
        />
      </Section>
      {counts.wrong > 0 && <WrongRows rows={of("wrong")} />}
      <Section title={t("listTitle")}>
        <Stack gap="small">
          <PlannedPeople title={t("counts.offer")} rows={of("offer")} />
          <PlannedPeople title={t("counts.noSeat")} rows={of("noSeat")} />
          <PlannedPeople title={t("counts.seated")} rows={of("seated")} />
        </Stack>
      </Section>
      <Section title={t("confirmTitle")}>
        {counts.offer === 0 ? (
          <Notice tone="warning" title={t("nobody")}>
            <p>{t("nobodyText")}</p>
          </Notice>
        ) : (
          <Stack>
            <p className="max-w-xl">{t("confirmText", { count: counts.offer })}</p>
            <ActionForm
              id="confirm"
              action={confirm}
              submit={t("confirm", { count: counts.offer })}
              hidden={{ importId, version: list.version, offers: counts.offer }}
            />
          </Stack>
        )}
      </Section>
    </Page>
  );
}

export default orNotFound(ImportPreviewPage);
