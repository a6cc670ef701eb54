import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Notice, Section, Written } from "@/components/ui";
import type { declinesOf } from "@/lib/institutions/declining/queries";
import type { InstitutionView } from "@/lib/institutions/queries";
import { allows } from "@/lib/institutions/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import { DeclineWords } from "./DeclineWords";

type Act = (state: FormState, data: FormData) => Promise<FormState>;
type Decline = Awaited<ReturnType<typeof declinesOf>>[number];

/** Refusals of a registration for the desk: the one that waits for another officer, and what came of earlier ones. */
export async function Declines({
  actor,
  institution,
  declines,
  carryOut,
  drop,
}: {
  actor: Person;
  institution: InstitutionView;
  declines: readonly Decline[];
  carryOut: Act;
  drop: Act;
}) {
  if (declines.length === 0) return null;
  const t = await getTranslations("institutions.decline");
  return (
    <Section title={t("history")}>
      <ul className="flex flex-col gap-6">
        {declines.map((decline) => (
          <li key={decline.id} className="flex flex-col gap-4 border-s-2 border-line ps-4">
            <div>
              <p className="font-semibold">
                {t.rich("proposedBy", { by: () => <Written>{decline.proposedBy}</Written> })}
              </p>
              <p className="text-sm text-muted">
                <DateTime at={decline.proposedAt} style="datetime" />
              </p>
            </div>
            <DeclineWords reason={decline.reason} evidence={decline.evidence} />
            {decline.closedAt && (
              <div>
                <p className="font-semibold">
                  {t.rich(decline.state === "CONFIRMED" ? "confirmedBy" : "cancelledBy", {
                    by: () => <Written>{decline.closedBy}</Written>,
                  })}
                </p>
                <p className="text-sm text-muted">
                  <DateTime at={decline.closedAt} style="datetime" />
                </p>
              </div>
            )}
            {decline.state === "PROPOSED" &&
              !institution.isClose &&
              allows(institution.state, "institutions.confirmDecline") && (
                <Proposed actor={actor} decline={decline} carryOut={carryOut} drop={drop} />
              )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function Proposed({
  actor,
  decline,
  carryOut,
  drop,
}: {
  actor: Person;
  decline: Decline;
  carryOut: Act;
  drop: Act;
}) {
  if (!may(actor, "institutions.confirmDecline")) return null;
  const t = await getTranslations("institutions.decline");
  const hidden = { declineId: decline.id, version: decline.version };
  return (
    <>
      {decline.proposedById === actor.userId ? (
        <Notice>{t("waits")}</Notice>
      ) : (
        <ActionForm
          id="carryOut"
          action={carryOut}
          submit={t("confirm")}
          tone="danger"
          confirm={t("confirmTick")}
          hidden={hidden}
        />
      )}
      <ActionForm id="drop" action={drop} submit={t("cancel")} tone="quiet" hidden={hidden} />
    </>
  );
}
