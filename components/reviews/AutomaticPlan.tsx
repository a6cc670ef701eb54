import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, DataTable, DateTime, Identifier, Notice, Section, StatusTag, Written } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { AutomaticPlan as Plan } from "@/lib/reviews/automatic";

type Props = { plan: Plan; action: (state: FormState, data: FormData) => Promise<FormState> };

/** Applications shared out among the reviewers: who would get what, who is left out and why, and what each would have then. */
export async function AutomaticPlan({ plan, action }: Props) {
  const [t, applications] = [await getTranslations("reviews.automatic"), await getTranslations("applications")];
  const [texts, locale] = [await getTranslations("reviews.assign"), await getLocale()];
  const open = plan.applications.filter(({ asks }) => asks.length > 0);
  return (
    <>
      <Section title={t("title")}>
        <p>{t.rich("lead", { by: () => plan.by && <DateTime at={plan.by} /> })}</p>
        <DataTable
          caption={t("title")}
          columns={[
            { key: "receipt", label: applications("receipt") },
            { key: "institution", label: applications("institution") },
            { key: "asks", label: t("asks") },
            { key: "conflicts", label: t("conflicts") },
          ]}
          rows={plan.applications.map(({ id, receipt, institution, asks, why, isShort, conflicts }) => ({
            key: id,
            cells: {
              receipt: <Identifier>{receipt}</Identifier>,
              institution: <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>,
              asks: (
                <>
                  <ul>
                    {asks.map(({ userId, name }) => (
                      <li key={userId}>
                        <Written>{name}</Written>
                      </li>
                    ))}
                  </ul>
                  {why && <StatusTag tone="neutral">{t(`why.${why}`)}</StatusTag>}
                  {!why && isShort && <StatusTag tone="warning">{t("short")}</StatusTag>}
                </>
              ),
              conflicts:
                conflicts.length === 0 ? (
                  "–"
                ) : (
                  <ul>
                    {conflicts.map(({ name, conflict }) => (
                      <li key={name}>
                        <Written>{name}</Written>: {texts(conflict)}
                      </li>
                    ))}
                  </ul>
                ),
            },
          }))}
          empty={t("why.nobody")}
        />
      </Section>
      <Section title={t("loads")}>
        <DataTable
          caption={t("loads")}
          columns={[
            { key: "name", label: texts("reviewer") },
            { key: "before", label: t("before"), align: "end" },
            { key: "after", label: t("after"), align: "end" },
          ]}
          rows={plan.loads.map(({ userId, name, before, after }) => ({
            key: userId,
            cells: { name: <Written>{name}</Written>, before, after },
          }))}
          empty={texts("nobody")}
        />
      </Section>
      {open.length === 0 ? (
        <Notice tone="warning">{t("nothing")}</Notice>
      ) : (
        <ActionForm id="automatic" action={action} submit={t("submit", { count: open.length })} confirm={t("confirm")}>
          {open.map(({ id, version, asks }) => (
            <input
              key={id}
              type="hidden"
              name="rows[]"
              value={[id, version, ...asks.map(({ userId }) => userId)].join(":")}
            />
          ))}
        </ActionForm>
      )}
    </>
  );
}
