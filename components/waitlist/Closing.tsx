import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Disclosure, Notice, Stack, TextArea, Written } from "@/components/ui";
import type { closingsProposed, DeskWaitlist } from "@/lib/batches/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import { languageOf } from "@/lib/platform/i18n/languageOf";

type Act = (state: FormState, data: FormData) => Promise<FormState>;

/** Closing a waitlist for good: proposed by one administrator, carried out by another. */
export async function Closing({
  actor,
  list,
  closing,
  actions,
}: {
  actor: Person;
  list: Pick<DeskWaitlist, "programme" | "sector" | "rows">;
  closing: Awaited<ReturnType<typeof closingsProposed>>[number] | undefined;
  actions: { propose: Act; confirm: Act; cancel: Act };
}) {
  const [t, errors] = [await getTranslations("waitlist.closing"), await getTranslations("errors")];
  const { programme, sector, rows } = list;
  if (!closing)
    return may(actor, "batches.proposeClosing") ? (
      <Disclosure title={t("title")}>
        <Stack>
          <p className="max-w-prose">{t("lead", { count: rows.length })}</p>
          <ActionForm
            id={`close-${programme.id}-${sector}`}
            action={actions.propose}
            submit={t("propose")}
            tone="danger"
            hidden={{ programmeId: programme.id, sector }}
          >
            <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={1000} />
          </ActionForm>
        </Stack>
      </Disclosure>
    ) : null;
  const hidden = { closingId: closing.id, version: closing.version };
  const { mayNotDecide } = closing;
  const mayAct = may(actor, "batches.confirmClosing") && mayNotDecide === null;
  return (
    <Notice tone="warning" title={t("proposed")}>
      <p>
        {t.rich("proposedBy", {
          by: () => <Written>{closing.proposedBy}</Written>,
          at: () => <DateTime at={closing.proposedAt} style="datetime" />,
        })}
      </p>
      <p dir="auto" lang={languageOf(closing.reason)} className="whitespace-pre-line">
        {closing.reason}
      </p>
      <p>{t("lead", { count: rows.length })}</p>
      {mayNotDecide && may(actor, "batches.confirmClosing") && <p>{errors(mayNotDecide)}</p>}
      {mayAct && closing.proposedById === actor.userId && <p>{t("waits")}</p>}
      {mayAct && closing.proposedById !== actor.userId && (
        <ActionForm
          id={`confirm-${closing.id}`}
          action={actions.confirm}
          submit={t("confirm")}
          confirm={t("confirmTick")}
          tone="danger"
          hidden={hidden}
        />
      )}
      {mayAct && (
        <ActionForm
          id={`cancel-${closing.id}`}
          action={actions.cancel}
          submit={t("cancel")}
          tone="quiet"
          hidden={hidden}
        />
      )}
    </Notice>
  );
}
