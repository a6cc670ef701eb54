import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Notice, Section, Stack, StatusTag, SummaryList, type Tone } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import type { BatchDetail } from "@/lib/batches/queries";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  batch: BatchDetail;
  /** Sends a refused part again; only for whoever may. */
  resend: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
};

/** How far a released batch is on the chain, in plain words; looks again by itself until it is done or stuck. */
export async function Progress({ batch, resend }: Props) {
  const t = await getTranslations("batches");
  const { licences, active, parts } = batch.progress;
  if (batch.state === "COMPLETED") return <Notice tone="good">{t("progressDone", { licences })}</Notice>;
  if (batch.state !== "APPROVED" && batch.state !== "RELEASED") return null;
  const refused = parts.filter(({ state }) => state === "REFUSED");
  const certified = parts.filter(({ state }) => state === "CERTIFIED").length;
  return (
    <>
      {refused.length === 0 && <KeepFresh seconds={3} />}
      {batch.state === "RELEASED" && (
        <Section title={t("progress")}>
          <Stack>
            <Stack gap="small">
              <progress
                className="h-4 w-full max-w-xl accent-(--color-brand)"
                max={licences}
                value={active}
                aria-label={t("progress")}
              />
              <p>{t("progressText", { active, licences })}</p>
              <p className="text-sm text-muted">{t("progressParts", { done: certified, parts: parts.length })}</p>
            </Stack>
            {refused.length > 0 && <Refused batch={batch} resend={resend} />}
          </Stack>
        </Section>
      )}
    </>
  );
}

const tones: Record<BatchDetail["progress"]["parts"][number]["state"], Tone> = {
  QUEUED: "warning",
  SENT: "progress",
  CERTIFIED: "good",
  REFUSED: "bad",
};

/** What the register refused: why, whose it is now, and the way to send it again. The other parts go their way. */
async function Refused({ batch, resend }: Props) {
  const [t, chain, locale] = [await getTranslations("batches"), await getTranslations("chain"), await getLocale()];
  const { parts, owners } = batch.progress;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(owners);
  return (
    <>
      <Notice tone="bad" title={t("parts.refused", { count: parts.filter(({ state }) => state === "REFUSED").length })}>
        <p>{t("parts.text")}</p>
        <p>{owners.length > 0 ? t("parts.owners", { names, count: owners.length }) : t("parts.noOwner")}</p>
      </Notice>
      <ul className="flex flex-col gap-4">
        {parts.map(({ writeId, chunk, licences, state, attempts, lastError, requestedAt, isResendable }) => (
          <li key={writeId} className="rounded-md border border-line bg-surface p-4">
            <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 className="font-semibold">{t("parts.part", { number: chunk + 1, licences })}</h3>
              <StatusTag tone={tones[state]}>{chain(`states.${state}`)}</StatusTag>
            </div>
            {state === "REFUSED" && (
              <Stack>
                <SummaryList
                  items={[
                    { term: t("parts.why"), detail: <Why code={lastError} /> },
                    { term: t("parts.since"), detail: <DateTime at={requestedAt} style="datetime" /> },
                    { term: t("parts.attempts"), detail: attempts },
                  ]}
                />
                {resend && isResendable && (
                  <ActionForm id={`resend-${chunk}`} action={resend} submit={chain("resend")} hidden={{ writeId }} />
                )}
              </Stack>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The register's reason in words where it is a known one, and as it said it. */
async function Why({ code }: { code: string | null }) {
  const t = await getTranslations("batches.parts.reasons");
  const known = (["capExceeded", "duplicateNumber", "notAuthorised", "conflict"] as const).find((one) => one === code);
  return (
    <>
      {known && <p>{t(known)}</p>}
      {code && <code>{code}</code>}
    </>
  );
}
