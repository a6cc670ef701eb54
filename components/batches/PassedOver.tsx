import { getTranslations } from "next-intl/server";
import { Notice, TextArea } from "@/components/ui";
import type { BatchDetail } from "@/lib/batches/queries";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";

/** Who waits with a better claim to places that a batch would award, and why it passes over them, once that is written. */
export async function PassedOver({ batch }: { batch: Pick<BatchDetail, "claims" | "passedOver" | "state"> }) {
  const { claims, passedOver, state } = batch;
  if (claims.length === 0 && !passedOver) return null;
  const [t, sectors] = [await getTranslations("batches.passedOver"), await getTranslations("common.sectors")];
  const isToCome = state === "DRAFT" || state === "PROPOSED";
  return (
    <Notice tone="warning" title={t("title")}>
      {isToCome &&
        claims.map(({ sector, waiting }) => (
          <p key={sector}>{t("waiting", { sector: sectors(sector), count: waiting })}</p>
        ))}
      {passedOver ? (
        <>
          <p>{t("said", { count: passedOver.waiting })}</p>
          <p dir="auto" lang={languageOf(passedOver.reason)} className="whitespace-pre-line">
            {passedOver.reason}
          </p>
        </>
      ) : (
        <p>{t(state === "DRAFT" ? "needed" : "missing")}</p>
      )}
      <p>
        <Link href="/desk/waitlist">{t("look")}</Link>
      </p>
    </Notice>
  );
}

/** Where a proposer writes why. */
export async function PassedReason({ written }: { written?: string | undefined }) {
  const t = await getTranslations("batches.passedOver");
  return (
    <TextArea
      name="passedReason"
      label={t("reason")}
      hint={t("reasonHint")}
      rows={3}
      maxLength={1000}
      {...(written !== undefined && { defaultValue: written })}
    />
  );
}
