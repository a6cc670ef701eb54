import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, DateTime, StatusTag, SummaryList, type Tone, Words, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import type { ChangeRow } from "@/lib/people/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import { formatDate, formatDateTime } from "@/lib/platform/i18n/format";
import { FreshlyConfirmed } from "./FreshlyConfirmed";
import { spanOf } from "./span";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { changes: ChangeRow[]; actor: Person; confirm?: Action; cancel: Action };

const tones: Record<ChangeRow["state"], Tone> = {
  PROPOSED: "warning",
  CONFIRMED: "progress",
  IN_FORCE: "bad",
  APPLIED: "good",
  CANCELLED: "neutral",
  LAPSED: "neutral",
  FAILED: "bad",
};

/** So close to its effect that the page is read again by itself, in milliseconds. */
const close = 10 * 60_000;

/** Changes of roles, each with who stands behind it, when it takes effect, and what the reader may do about it. */
export async function ChangeList({ changes, actor, confirm, cancel }: Props) {
  const now = Date.now();
  const isClose = changes.some(
    ({ state, effectiveAt }) => state === "CONFIRMED" && effectiveAt && effectiveAt.getTime() - now < close,
  );
  return (
    <>
      {isClose && <KeepFresh seconds={5} />}
      <ul className="flex flex-col gap-5">
        {changes.map((change) => (
          <li key={change.id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
            <Change change={change} now={now} actor={actor} confirm={confirm} cancel={cancel} />
          </li>
        ))}
      </ul>
    </>
  );
}

async function Change({
  change,
  now,
  actor,
  confirm,
  cancel,
}: Omit<Props, "changes"> & { change: ChangeRow; now: number }) {
  const [t, errors, locale] = [await getTranslations("people"), await getTranslations("errors"), await getLocale()];
  const { id, kind, state, role, effectiveAt, startsAt, endsAt, version } = change;
  const hidden = { changeId: id, version };
  const isSuspension = state === "IN_FORCE";
  const byAt = (name: string, at: Date | null) =>
    t.rich("changes.byAt", {
      name: () => <Written>{name}</Written>,
      at: () => at && <bdi>{formatDateTime(at, locale)}</bdi>,
    });
  const span = state === "CONFIRMED" && effectiveAt ? spanOf(effectiveAt.getTime() - now) : undefined;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <h3 className="text-lg">
          {t.rich(`changes.what.${kind}`, {
            name: () => <Written>{change.user.name}</Written>,
            principal: () => <Written>{change.deputyFor?.name}</Written>,
            role: t(`roles.${role}`),
          })}
        </h3>
        <StatusTag tone={tones[state]}>{t(`changes.states.${state}`)}</StatusTag>
      </div>
      <SummaryList
        items={[
          ...(change.user.email
            ? [{ term: t("email"), detail: <bdi className="break-all">{change.user.email}</bdi> }]
            : []),
          { term: t("changes.reason"), detail: <Words>{change.reason}</Words> },
          ...(kind === "DEPUTY" && startsAt && endsAt
            ? [
                {
                  term: t("changes.time"),
                  detail: t("changes.timeFromUntil", {
                    from: formatDate(startsAt, locale),
                    until: formatDate(new Date(endsAt.getTime() - 1), locale),
                  }),
                },
              ]
            : []),
          { term: t("changes.proposed"), detail: byAt(change.proposedBy.name, change.proposedAt) },
          ...(change.confirmedBy
            ? [{ term: t("changes.confirmed"), detail: byAt(change.confirmedBy.name, change.confirmedAt) }]
            : []),
          ...(span && effectiveAt
            ? [
                {
                  term: t("changes.effect"),
                  detail: (
                    <>
                      <strong>{t("changes.left", span)}</strong> <DateTime at={effectiveAt} style="datetime" />
                    </>
                  ),
                },
              ]
            : []),
          ...(change.failure ? [{ term: t("changes.why"), detail: errors(change.failure) }] : []),
        ]}
      />
      {confirm && change.mayConfirm && (
        <FreshlyConfirmed actor={actor} action="people.confirmChange" act={hidden} id={id}>
          <ActionForm
            id={`confirm-${id}`}
            action={confirm}
            submit={isSuspension ? t("changes.confirmFinal") : t("changes.confirm")}
            hidden={hidden}
            confirm={t("changes.confirmTick")}
          />
        </FreshlyConfirmed>
      )}
      {confirm && !change.mayConfirm && (state === "PROPOSED" || isSuspension) && (
        <Hint change={change} reader={actor.userId} />
      )}
      {change.mayCancel && (
        <ActionForm
          id={`cancel-${id}`}
          action={cancel}
          submit={isSuspension ? t("changes.lift") : t("changes.cancel")}
          hidden={hidden}
          tone="danger"
        />
      )}
    </div>
  );
}

/** Why the reader, who confirms changes of others, does not confirm this one. */
async function Hint({ change, reader }: { change: ChangeRow; reader: string }) {
  const t = await getTranslations("people");
  if (change.proposedById === reader) return <p className="text-muted">{t("changes.notYou")}</p>;
  const concerns = change.userId === reader || change.deputyForId === reader;
  return concerns ? <p className="text-muted">{t("changes.concernsYou")}</p> : null;
}
