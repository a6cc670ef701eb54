import { getTranslations } from "next-intl/server";
import { ActionForm, Section, Select, Stack } from "@/components/ui";
import type { QueuedAccount } from "@/lib/messenger/queries";
import { declineReasons } from "@/lib/messenger/rules";
import type { FormState } from "@/lib/platform/forms";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = { account: QueuedAccount; decline: (state: FormState, data: FormData) => Promise<FormState> };

/** Declines one request, with a coded reason. */
export async function DeclineForm({ account, decline }: Props) {
  const t = await getTranslations("messenger");
  const reasons = await getTranslations("messenger.reasons");
  return (
    <Section title={t("declineTitle", { handle: account.handle })}>
      <Stack>
        <ActionForm
          id="decline"
          action={decline}
          submit={t("declineSubmit")}
          tone="danger"
          hidden={{ accountId: account.id, version: account.version }}
        >
          <Select
            name="reason"
            label={t("declineReason")}
            hint={t("declineHint")}
            required
            options={declineReasons.map((reason) => ({ value: reason, label: reasons(reason) }))}
          />
        </ActionForm>
        <p>
          <Link href="/desk/messenger">{t("declineBack")}</Link>
        </p>
      </Stack>
    </Section>
  );
}
