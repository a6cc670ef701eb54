import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Disclosure, Notice, TextField, Written } from "@/components/ui";
import type { caseLease } from "@/lib/desk/queries";
import { formatTime } from "@/lib/platform/i18n/format";
import { claim, release } from "./actions";
import { KeepLease } from "./KeepLease";

type Props = {
  lease: Awaited<ReturnType<typeof caseLease>>;
  of: { institutionId: string } | { applicationId: string };
  /** Is there something to do on it, for somebody who does not belong to the applicant? */
  isOpen: boolean;
};

/** Who works on a case, and the ways to take it, to give it back and to take it over. */
export async function Lease({ lease, of, isOpen }: Props) {
  if (!lease || (!isOpen && lease.held === "free")) return null;
  const [t, locale] = [await getTranslations("desk.cases"), await getLocale()];
  const at = lease.until ? formatTime(lease.until, locale) : "";
  const name = () => <Written>{lease.holder ?? ""}</Written>;
  const time = () => <bdi>{at}</bdi>;
  if (lease.held === "other")
    return (
      <Notice tone="warning" title={t.rich("other", { name, at: time })}>
        <p>{t("otherText")}</p>
        {lease.reason && <p>{t.rich("tookOver", { reason: () => <Written>{lease.reason ?? ""}</Written> })}</p>}
        {lease.mayClaim && (
          <Disclosure title={t("takeOver")}>
            <ActionForm
              id="take-over"
              action={claim}
              submit={t("takeOver")}
              tone="danger"
              hidden={{ ...of, takeOver: "yes" }}
            >
              <TextField name="reason" label={t("reason")} hint={t("takeOverHint")} maxLength={300} required />
            </ActionForm>
          </Disclosure>
        )}
      </Notice>
    );
  if (!lease.mayClaim) return null;
  return (
    <div className="no-print flex flex-wrap items-center gap-x-5 gap-y-3 border-s-4 border-accent bg-surface px-5 py-3">
      <p className="min-w-0 flex-1 basis-72">{lease.held === "own" ? t.rich("own", { at: time }) : t("free")}</p>
      {lease.held === "own" ? (
        <>
          <KeepLease of={of} />
          <ActionForm id="release" action={release} submit={t("release")} tone="quiet" hidden={of} />
        </>
      ) : (
        <ActionForm id="claim" action={claim} submit={t("claim")} tone="quiet" hidden={of} />
      )}
    </div>
  );
}
