import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { BatchHistory } from "@/components/batches/BatchHistory";
import { batchStateTone } from "@/components/batches/batchStateTone";
import { Candidates } from "@/components/batches/Candidates";
import { Deciding } from "@/components/batches/Deciding";
import { Fingerprint } from "@/components/batches/Fingerprint";
import { PassedOver } from "@/components/batches/PassedOver";
import { PlanTable } from "@/components/batches/PlanTable";
import { Progress } from "@/components/batches/Progress";
import { Signatures } from "@/components/batches/Signatures";
import { Spread } from "@/components/batches/Spread";
import { LinkButton, Naming, Notice, Page, Section, Stack, StatusTag, Written } from "@/components/ui";
import { buttonClass } from "@/components/ui/tones";
import { candidates, findBatch, seatSpread } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import { evidenceStates } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { resend } from "../../chain/actions";
import { approve, award, cancel, exclude, propose, reject, sign } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const batch = await findBatch(await requirePerson(`/desk/batches/${id}`), id);
  const t = await getTranslations("batches");
  return { title: batch ? t("batch", { code: batch.code }) : t("title") };
}

async function BatchPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/batches/${id}`);
  const batch = await findBatch(actor, id);
  if (!batch) notFound();
  const [t, locale] = await Promise.all([getTranslations("batches"), getLocale()]);
  const isDraft = batch.state === "DRAFT";
  const mayChange = batchAllows(batch.state, "batches.setItem") && may(actor, "batches.setItem");
  const isToCome = isDraft || batch.state === "PROPOSED";
  const isUnderWay = batch.state === "PROPOSED" || batch.state === "APPROVED";
  const awards = batch.items.filter((item) => item.outcome === "AWARD");
  const hash = batch.planHash;

  return (
    <Page
      title={<Naming text={t("batch", { code: batch.code })} identifier={batch.code} />}
      lead={locale === "ur" ? batch.programme.nameUr : batch.programme.nameEn}
      back={{ href: "/desk/batches", label: t("title") }}
      actions={<StatusTag tone={batchStateTone[batch.state]}>{t(`states.${batch.state}`)}</StatusTag>}
      width="wide"
    >
      {batch.state === "REJECTED" && batch.rejectReason && (
        <Notice tone="bad">
          {t.rich("rejectedBecause", { reason: () => <Written>{batch.rejectReason}</Written> })}
        </Notice>
      )}
      {batch.state === "CANCELLED" && <Notice tone="warning">{t("cancelled")}</Notice>}
      <Progress batch={batch} resend={may(actor, "chain.resend") ? resend : undefined} />
      <Section
        title={t("plan")}
        aside={t("summary", {
          awards: awards.length,
          seats: awards.reduce((sum, item) => sum + item.seats, 0),
          waiting: batch.items.filter((item) => item.outcome === "WAITLIST").length,
          declines: batch.items.filter((item) => item.outcome === "DECLINE").length,
        })}
      >
        <PlanTable batch={batch} mayChange={mayChange} isApprover={may(actor, "batches.openItems")} />
      </Section>
      {batch.state !== "REJECTED" && <PassedOver batch={batch} />}
      <Spread
        effects={batch.effects}
        seats={await seatSpread(actor, batch.programmeId, isToCome ? awards : [])}
        isToCome={isToCome}
      />
      {batch.items.length > 0 && hash && (
        <Section title={t("hash")}>
          <Stack gap="small">
            <Fingerprint hash={hash} />
            <p className="text-sm text-muted">{t("hashHint")}</p>
          </Stack>
        </Section>
      )}
      {mayChange && (
        <Section title={t("candidates")}>
          <p className="mb-4">
            <LinkButton href={`/desk/batches/${batch.id}/rule`} tone="quiet">
              {t("rule.title")}
            </LinkButton>
          </p>
          <Candidates batch={batch} candidates={await candidates(actor, batch.programmeId)} award={award} />
        </Section>
      )}
      {isUnderWay && <Signatures actor={actor} batch={batch} sign={sign} />}
      {may(actor, "batches.approve") && (
        <Deciding
          actor={actor}
          batch={batch}
          undoSeconds={config().undoSeconds}
          actions={{ propose, approve, reject, cancel, exclude }}
        />
      )}
      {!isDraft && (
        <Section title={t("history")}>
          <BatchHistory batch={batch} />
        </Section>
      )}
      {may(actor, "batches.exportEvidence") && evidenceStates.includes(batch.state) && (
        <Section title={t("evidence.title")}>
          <Stack>
            <p className="max-w-2xl">{t("evidence.text")}</p>
            <p>
              <a href={`/api/batches/${batch.id}/evidence`} download className={buttonClass("quiet")}>
                {t("evidence.take")}
              </a>
            </p>
          </Stack>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(BatchPage);
