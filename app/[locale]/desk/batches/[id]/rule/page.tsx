import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { RuleForm } from "@/components/batches/RuleForm";
import { Spread } from "@/components/batches/Spread";
import { TrialTable } from "@/components/batches/TrialTable";
import { ActionForm, Notice, Page, Section } from "@/components/ui";
import { seatSpread, tryRule } from "@/lib/batches/queries";
import { quotaEffects } from "@/lib/batches/rules";
import { isTaken } from "@/lib/batches/selection/rules";
import { AskedRule, ruleOf } from "@/lib/batches/selection/schema";
import { requirePerson } from "@/lib/platform/auth/session";
import { fill } from "../actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("rule.title") };
}

async function RulePage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/batches/${id}/rule`);
  const sent = Object.entries(await searchParams).filter(([, value]) => typeof value === "string" && value !== "");
  const asked = AskedRule.safeParse(Object.fromEntries(sent));
  const rule = asked.success ? ruleOf(asked.data) : undefined;
  const trial = await tryRule(actor, id, rule);
  if (!trial) notFound();
  const t = await getTranslations("batches");
  const { batch, phases, quotas, programmeId, awarded, picks, hash } = trial;
  const taken = picks.filter(isTaken);
  const [awarding, waiting] = [taken.filter(({ gets }) => gets > 0).length, taken.filter(({ waits }) => waits).length];
  const seats = taken.reduce((sum, { gets }) => sum + gets, 0);
  const awards = [
    ...awarded,
    ...taken.map(({ institutionId, phaseId, sector, gets, held = 0 }) => ({
      ...{ institutionId, phaseId, sector, seats: gets, held },
    })),
  ];
  return (
    <Page
      title={t("rule.title")}
      lead={t("rule.lead")}
      back={{ href: `/desk/batches/${id}`, label: t("batch", { code: batch.code }) }}
      width="wide"
    >
      <RuleForm phases={phases} asked={Object.fromEntries(sent) as Record<string, string>} />
      {sent.length > 0 && !asked.success && <Notice tone="bad">{t("rule.invalid")}</Notice>}
      {asked.success && picks.length === 0 && <Notice title={t("rule.nobody")}>{t("rule.nobodyText")}</Notice>}
      {asked.success && picks.length > 0 && (
        <>
          <Section title={t("rule.takes", { applications: awarding, seats })}>
            {asked.data.waitlist && <p className="mb-4">{t("rule.waiting", { count: waiting })}</p>}
            <TrialTable picks={picks} />
          </Section>
          {taken.length > 0 && (
            <ActionForm
              id="fill"
              action={fill}
              submit={t("rule.submit", { count: taken.length })}
              hidden={{
                ...(asked.data.phaseId && { phaseId: asked.data.phaseId }),
                ...(asked.data.sector && { sector: asked.data.sector }),
                ...(asked.data.partial && { partial: asked.data.partial }),
                ...(asked.data.waitlist && { waitlist: asked.data.waitlist }),
                ...{ batchId: id, version: batch.version, taken: hash },
                ...{ least: asked.data.least, seats: asked.data.seats },
              }}
            />
          )}
          <Spread
            effects={quotaEffects(quotas, awards)}
            seats={await seatSpread(actor, programmeId, awards)}
            isToCome
          />
        </>
      )}
    </Page>
  );
}

export default orNotFound(RulePage);
