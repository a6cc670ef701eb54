import { getLocale, getTranslations } from "next-intl/server";
import { institutionName } from "@/components/licences/names";
import {
  ActionForm,
  Checkbox,
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  LongList,
  Section,
  Stack,
} from "@/components/ui";
import type { QueuedAccount } from "@/lib/messenger/queries";
import type { FormState } from "@/lib/platform/forms";
import { Link } from "@/lib/platform/i18n/navigation";

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
    <LongList label={t("queue")} rows={rows.length}>
      <DataTable
        caption={t("queue")}
        columns={[
          { key: "handle", label: t("handle") },
          { key: "institution", label: t("institution") },
          { key: "requestedAt", label: t("requestedAt") },
          ...(mayDecline ? [{ key: "decline", label: t("decline") }] : []),
        ]}
        rows={rows.map((account) => ({
          key: account.id,
          cells: {
            handle: propose ? (
              <Checkbox
                name="accountIds[]"
                value={account.id}
                label={<Identifier>@{account.handle}</Identifier>}
                defaultChecked
              />
            ) : (
              <Identifier>@{account.handle}</Identifier>
            ),
            institution: <bdi>{institutionName(account.institution, locale)}</bdi>,
            requestedAt: <DateTime at={account.requestedAt} style="datetime" />,
            decline: mayDecline && <Link href={`/desk/messenger?decline=${account.id}`}>{t("decline")}</Link>,
          },
        }))}
        empty={<EmptyState title={t("queueNone")}>{t("queueNoneText")}</EmptyState>}
      />
    </LongList>
  );

  return (
    <Section title={t("queue")} aside={total > 0 && t("queueTotal", { total })}>
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
