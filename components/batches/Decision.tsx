import { getTranslations } from "next-intl/server";
import { LinkButton, Notice, Section, Stack, SummaryList } from "@/components/ui";
import { type DecisionOn, findDecisionOn } from "@/lib/batches/queries";
import { reasons } from "@/lib/batches/reasons";
import { isReasonFor, type ReasonCode } from "@/lib/batches/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { languageOf } from "@/lib/platform/i18n/languageOf";

type Props = { actor: Actor; applicationId: string; mayApply?: boolean; atDesk?: boolean };

/**
 * What was decided about an application, for whoever may read it. With `mayApply`, another application is a step away; `atDesk`, it is
 * said whose words these are.
 */
export async function Decision({ actor, applicationId, mayApply = false, atDesk = false }: Props) {
  const decision = await findDecisionOn(actor, applicationId);
  return decision && <DecisionShown decision={decision} mayApply={mayApply} atDesk={atDesk} />;
}

/** A decision as its applicant reads it: which criterion, what evidence, what to do next. */
export async function DecisionShown({
  decision,
  mayApply = false,
  atDesk = false,
}: {
  decision: DecisionOn;
  mayApply?: boolean;
  atDesk?: boolean;
}) {
  const t = await getTranslations("batches");
  const { outcome, seats, asked, note, closing } = decision;
  const reason = knownReason(decision.reason);
  const remedies = reason ? reasons[reason].remedies : [];
  return (
    <Section title={t("decision.title")}>
      <Stack>
        {atDesk && <p className="text-muted">{t("decision.asTold")}</p>}
        <Notice
          tone={outcome === "AWARD" ? "good" : "neutral"}
          title={outcome === "AWARD" ? t("decision.awarded", { seats, asked }) : t("decision.declined")}
        >
          {reason && t(`reasons.${reason}.title`)}
          {closing !== null && (
            <>
              <p>{t("decision.closed")}</p>
              <p dir="auto" lang={languageOf(closing)} className="whitespace-pre-line">
                {closing}
              </p>
              <p>{t("decision.object", { days: decision.appealDays })}</p>
            </>
          )}
        </Notice>
        {(reason || note) && (
          <SummaryList
            items={[
              ...(reason ? await told(reason, decision) : []),
              ...(note
                ? [
                    {
                      term: t("decision.note"),
                      detail: (
                        <p dir="auto" lang={languageOf(note)} className="whitespace-pre-line">
                          {note}
                        </p>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
        {mayApply && outcome === "DECLINE" && remedies.includes("applyAgain") && (
          <div>
            <LinkButton tone="quiet" href="/applications/new">
              {t("decision.applyAgain")}
            </LinkButton>
          </div>
        )}
      </Stack>
    </Section>
  );
}

async function told(reason: ReasonCode, { evidence, appealDays }: DecisionOn) {
  const t = await getTranslations("batches");
  const { criterion, remedies } = reasons[reason];
  return [
    { term: t("decision.criterion"), detail: t(`criteria.${criterion}`) },
    {
      term: t("decision.evidence"),
      detail: (
        <>
          <p>{t(`reasons.${reason}.evidence`)}</p>
          {evidence.length > 0 && (
            <>
              <p className="mt-2">{t("decision.read")}</p>
              <ul className="list-disc ps-6">
                {evidence.map((fact) => (
                  <li key={fact}>{t(`facts.${fact}`)}</li>
                ))}
              </ul>
            </>
          )}
        </>
      ),
    },
    {
      term: t("decision.remedy"),
      detail: (
        <>
          <p>{t(`reasons.${reason}.remedy`)}</p>
          {remedies.includes("object") && <p className="mt-2">{t("decision.object", { days: appealDays })}</p>}
        </>
      ),
    },
  ];
}

function knownReason(reason: string | null): ReasonCode | null {
  if (reason === null) return null;
  return isReasonFor("less", reason) || isReasonFor("decline", reason) ? reason : null;
}
