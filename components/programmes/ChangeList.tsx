import { getLocale, getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, StatusTag, SummaryList, type Tone, Words, Written } from "@/components/ui";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import { formatDateTime } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { PhaseRow, ProgrammeChangeRow } from "@/lib/programmes/queries";
import { ChangeLines } from "./ChangeLines";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  changes: readonly ProgrammeChangeRow[];
  phases: readonly PhaseRow[];
  actor: Person;
  confirm: Action;
  cancel: Action;
};

const tones: Record<ProgrammeChangeRow["state"], Tone> = {
  PROPOSED: "warning",
  CONFIRMED: "good",
  CANCELLED: "neutral",
};

/** Changes of a programme: what becomes what, who stands behind it, and what the reader may do about it. */
export async function ChangeList({ changes, ...rest }: Props) {
  return (
    <ul className="flex flex-col gap-5">
      {changes.map((change) => (
        <li key={change.id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
          <Change change={change} {...rest} />
        </li>
      ))}
    </ul>
  );
}

async function Change({
  change,
  phases,
  actor,
  confirm,
  cancel,
}: Omit<Props, "changes"> & { change: ProgrammeChangeRow }) {
  const [t, locale] = [await getTranslations("programmes"), await getLocale()];
  const { id, kind, state, version, payload } = change;
  const hidden = { proposalId: id, version };
  const phase = "phaseId" in payload ? phases.find((one) => one.id === payload.phaseId) : undefined;
  const byAt = (name: string, at: Date | null) =>
    t.rich("byAt", {
      name: () => <Written>{name}</Written>,
      at: () => at && <bdi>{formatDateTime(at, locale)}</bdi>,
    });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <h3 className="text-lg">
          {t(`kinds.${kind}`)}
          {phase && `: ${inLanguage(locale, phase.nameEn, phase.nameUr)}`}
        </h3>
        <StatusTag tone={tones[state]}>{t(`stateTag.${state}`)}</StatusTag>
      </div>
      <ChangeLines change={change} />
      <SummaryList
        items={[
          { term: t("reason"), detail: <Words>{change.reason}</Words> },
          { term: t("proposedBy"), detail: byAt(change.proposedBy.name, change.proposedAt) },
          ...(change.confirmedBy
            ? [{ term: t("confirmedBy"), detail: byAt(change.confirmedBy.name, change.closedAt) }]
            : []),
          ...(state === "CANCELLED" && change.closedAt
            ? [{ term: t("closedAt"), detail: <bdi>{formatDateTime(change.closedAt, locale)}</bdi> }]
            : []),
        ]}
      />
      {change.mayConfirm && (
        <FreshlyConfirmed actor={actor} action="programmes.confirmChange" act={hidden} id={id}>
          <ActionForm
            id={`confirm-${id}`}
            action={confirm}
            submit={t("confirm")}
            hidden={hidden}
            confirm={t("confirmTick")}
          />
        </FreshlyConfirmed>
      )}
      {change.mayCancel && change.proposedById === actor.userId && <p className="text-muted">{t("notYou")}</p>}
      {change.mayCancel && (
        <ActionForm id={`cancel-${id}`} action={cancel} submit={t("cancel")} hidden={hidden} tone="danger" />
      )}
    </div>
  );
}
