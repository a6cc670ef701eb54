import { getTranslations } from "next-intl/server";
import { ActionForm, Notice } from "@/components/ui";
import type { Membership } from "@/lib/institutions/membership/queries";
import type { Action } from "./action";

/** The open offer of ownership, for the one to whom it is made and for the owners. */
export async function Transfer({
  membership: { transfer, me, isOwner },
  accept,
  close,
}: {
  membership: Membership;
  accept: Action;
  close: Action;
}) {
  if (!transfer) return null;
  const t = await getTranslations("members");
  const hidden = { transferId: transfer.id, version: transfer.version };
  if (transfer.toId === me.userId)
    return (
      <Notice tone="warning" title={t("transferYours", { name: transfer.from.name })}>
        <p>{t("transferYoursText", { name: transfer.from.name })}</p>
        <div className="flex flex-wrap gap-3">
          <ActionForm id="accept-transfer" action={accept} submit={t("accept")} hidden={hidden} />
          <ActionForm id="close-transfer" action={close} submit={t("decline")} tone="quiet" hidden={hidden} />
        </div>
      </Notice>
    );
  return (
    <Notice tone="progress" title={t("transferOpen", { name: transfer.to.name })}>
      <p>{t("transferOpenText")}</p>
      {isOwner && (
        <ActionForm id="close-transfer" action={close} submit={t("transferBack")} tone="quiet" hidden={hidden} />
      )}
    </Notice>
  );
}
