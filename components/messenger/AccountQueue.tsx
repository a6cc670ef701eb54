import { getLocale, getTranslations } from "next-intl/server";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { institutionName } from "@/components/licences/names";
import { ActionForm, EmptyState, Section, Stack } from "@/components/ui";
import type { QueuedAccount } from "@/lib/messenger/queries";
import { proposedAtOnce } from "@/lib/messenger/rules";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  queue: { rows: QueuedAccount[]; total: number };
  /** Left out for readers who may not. */
  propose: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
  mayDecline: boolean;
};

/** Requests that wait: all of them go into the next batch unless unticked. */
export async function AccountQueue({ queue, propose, mayDecline }: Props) {
  const t = await getTranslations("messenger");
  const locale = await getLocale();
  const { rows, total } = queue;
  const table = (
    <DeskTable
      list="accountQueue"
      caption={t("queue")}
      summary={total > 0 ? t("queueTotal", { total }) : ""}
      total={total}
      choice={propose && { name: "accountIds[]", most: proposedAtOnce, all: true }}
      columns={[
        { key: "handle", label: t("handle"), kind: "id", width: 2, min: 10 },
        { key: "institution", label: t("institution"), kind: "name", width: 3, min: 13 },
        { key: "requestedAt", label: t("requestedAt"), width: 1, min: 14.5 },
        ...(mayDecline ? [{ key: "decline", label: t("decline"), width: 1, min: 7 }] : []),
      ]}
      rows={rows.map((account) => ({
        key: account.id,
        cells: {
          handle: `@${account.handle}`,
          institution: institutionName(account.institution, locale),
          requestedAt: timeCell(account.requestedAt, locale, "datetime"),
          decline: {
            text: t("decline"),
            href: `/desk/messenger?decline=${account.id}`,
            label: `${t("decline")} @${account.handle}`,
          },
        },
      }))}
      empty={<EmptyState title={t("queueNone")}>{t("queueNoneText")}</EmptyState>}
    />
  );

  return (
    <Section title={t("queue")}>
      <Stack>
        {total > rows.length && <p>{t("queueMore", { shown: rows.length })}</p>}
        {propose && rows.length > 0 ? (
          <>
            <p className="max-w-xl">
              {t("chooseAll", { count: rows.length })} {t("proposeHint")}
            </p>
            <ActionForm id="propose" action={propose} submit={t("propose")}>
              {table}
            </ActionForm>
          </>
        ) : (
          table
        )}
      </Stack>
    </Section>
  );
}
