import { getTranslations } from "next-intl/server";
import { DateTime, LinkButton, Notice, Section } from "@/components/ui";
import { findDecline } from "@/lib/institutions/declining/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { DeclineWords } from "./DeclineWords";

/** A registration that is over without having been verified: why, and how to begin anew. */
export async function Over({ actor, institution }: { actor: Person; institution: { id: string; state: string } }) {
  const t = await getTranslations("institutions.over");
  const decline = institution.state === "DECLINED" ? await findDecline(actor, institution.id) : null;
  const closedAt = decline?.closedAt;
  return (
    <>
      <Notice tone={decline ? "bad" : "warning"} title={t(decline ? "declinedTitle" : "lapsedTitle")}>
        <p>{closedAt ? t.rich("declinedText", { at: () => <DateTime at={closedAt} /> }) : t("lapsedText")}</p>
      </Notice>
      {decline && (
        <Section title={t("why")}>
          <DeclineWords reason={decline.reason} evidence={decline.evidence} />
        </Section>
      )}
      <Section title={t("again")}>
        <div className="flex max-w-2xl flex-col gap-4">
          <p>{t(decline ? "againDeclined" : "againLapsed")}</p>
          {decline && <p>{t("disagree")}</p>}
          <div>
            <LinkButton href="/institutions/new">{t("register")}</LinkButton>
          </div>
        </div>
      </Section>
    </>
  );
}
