import { getTranslations } from "next-intl/server";
import { Notice, Section, Stack, SummaryList } from "@/components/ui";
import { findDecisionOn } from "@/lib/batches/queries";
import { isReasonFor } from "@/lib/batches/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { languageOf } from "@/lib/platform/i18n/languageOf";

type Props = { actor: Actor; applicationId: string };

/** What was decided about an application, as its applicant reads it: which criterion, what evidence, what to do next. */
export async function Decision({ actor, applicationId }: Props) {
  const decision = await findDecisionOn(actor, applicationId);
  if (!decision) return null;
  const t = await getTranslations("batches");
  const { outcome, seats, asked, reason, note } = decision;
  const isKnown = reason !== null && (isReasonFor("less", reason) || isReasonFor("decline", reason));
  const told = isKnown
    ? (["criterion", "evidence", "remedy"] as const).map((part) => ({
        term: t(`decision.${part}`),
        detail: t(`reasons.${reason}.${part}`),
      }))
    : [];
  return (
    <Section title={t("decision.title")}>
      <Stack>
        <Notice
          tone={outcome === "AWARD" ? "good" : "neutral"}
          title={outcome === "AWARD" ? t("decision.awarded", { seats, asked }) : t("decision.declined")}
        >
          {isKnown && t(`reasons.${reason}.title`)}
        </Notice>
        {(isKnown || note) && (
          <SummaryList
            items={[
              ...told,
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
      </Stack>
    </Section>
  );
}
