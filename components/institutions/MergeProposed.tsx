import { getLocale, getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, DateTime, Notice, Section, SummaryList, Words, Written } from "@/components/ui";
import type { mergeProposed } from "@/lib/institutions/merging/queries";
import type { InstitutionStanding } from "@/lib/licences/standing";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { Standing } from "./Standing";

type Act = (state: FormState, data: FormData) => Promise<FormState>;

/** A merge that waits for another administrator: both institutions, what moves, and what is left as it is. */
export async function MergeProposed({
  actor,
  merge,
  standing,
  confirm,
  cancel,
}: {
  actor: Person;
  merge: NonNullable<Awaited<ReturnType<typeof mergeProposed>>>;
  /** Of the one that goes. */
  standing: InstitutionStanding | null;
  confirm: Act;
  cancel: Act;
}) {
  const [t, locale] = [await getTranslations("institutions.merge"), await getLocale()];
  const { from, into } = merge;
  const link = ({ id, name, nameUr }: typeof from) => (
    <Link href={`/desk/institutions/${id}`}>
      <Written>{inLanguage(locale, name, nameUr)}</Written>
    </Link>
  );
  const mayAct = may(actor, "institutions.confirmMerge") && !merge.isClose;
  const hidden = { mergeId: merge.id, version: merge.version };
  return (
    <>
      <SummaryList
        items={[
          { term: t("goes"), detail: link(from) },
          { term: t("stays"), detail: link(into) },
          {
            term: t("proposedBy"),
            detail: (
              <>
                <Written>{merge.proposedBy}</Written>
                <span className="block text-sm text-muted">
                  <DateTime at={merge.proposedAt} style="datetime" />
                </span>
              </>
            ),
          },
          {
            term: t("reason"),
            detail: <Words>{merge.reason}</Words>,
          },
        ]}
      />
      <Section title={t("moves")}>
        <p className="mb-4 max-w-2xl">{t("movesText")}</p>
        {standing && <Standing standing={standing} />}
      </Section>
      {merge.isClose && <Notice tone="warning">{t("own")}</Notice>}
      {mayAct && merge.proposedById === actor.userId && <Notice>{t("waits")}</Notice>}
      {mayAct && merge.proposedById !== actor.userId && (
        <Section title={t("confirmTitle")}>
          <FreshlyConfirmed actor={actor} action="institutions.confirmMerge" act={hidden} id="merge">
            <ActionForm
              id="confirm"
              action={confirm}
              submit={t("confirm")}
              tone="danger"
              confirm={t("confirmTick")}
              hidden={hidden}
            />
          </FreshlyConfirmed>
        </Section>
      )}
      {mayAct && (
        <Section title={t("cancelTitle")}>
          <ActionForm id="cancel" action={cancel} submit={t("cancel")} tone="quiet" hidden={hidden} />
        </Section>
      )}
    </>
  );
}
