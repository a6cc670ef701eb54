import { getTranslations } from "next-intl/server";
import { Button, Select, TextField } from "@/components/ui";
import type { AuditFilter } from "@/lib/audit/filter";

/** Who, what and when. Sent as an ordinary address, so that it can be kept and passed on. */
export async function AuditFilterForm({ filter }: { filter: AuditFilter }) {
  const t = await getTranslations("audit");
  const days = { type: "date", dir: "ltr", hint: t("filterDaysHint") } as const;
  return (
    <search>
      <form method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <TextField
          name="who"
          label={t("filterWho")}
          hint={t("filterWhoHint")}
          defaultValue={filter.who ?? ""}
          maxLength={80}
        />
        <TextField
          name="subject"
          label={t("filterSubject")}
          hint={t("filterSubjectHint")}
          defaultValue={filter.subject ?? ""}
          dir="ltr"
          maxLength={80}
        />
        <TextField
          name="action"
          label={t("filterAction")}
          hint={t("filterActionHint")}
          defaultValue={filter.action ?? ""}
          dir="ltr"
          maxLength={60}
        />
        <TextField name="from" label={t("filterFrom")} defaultValue={filter.from ?? ""} {...days} />
        <TextField name="to" label={t("filterTo")} defaultValue={filter.to ?? ""} {...days} />
        <Select
          name="outcome"
          label={t("filterOutcome")}
          defaultValue={filter.outcome ?? ""}
          options={[
            { value: "", label: t("all") },
            { value: "DONE", label: t("done") },
            { value: "REFUSED", label: t("refused") },
          ]}
        />
        <div className="sm:col-span-full">
          <Button type="submit" tone="quiet">
            {t("filter")}
          </Button>
        </div>
      </form>
    </search>
  );
}
