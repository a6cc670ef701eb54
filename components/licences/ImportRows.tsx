import { getTranslations } from "next-intl/server";
import { DataTable, Disclosure, Section, Written } from "@/components/ui";
import type { SeatPlan } from "@/lib/licences/seats/plan";

type Props = { rows: SeatPlan["rows"] };

/** People of one kind are shown up to this many: enough to see that the right column was read. */
const shown = 50;

/** Every line that cannot be used, and why, so that it can be mended in the file. */
export async function WrongRows({ rows }: Props) {
  const t = await getTranslations("seats.import");
  return (
    <Section title={t("wrongTitle", { count: rows.length })}>
      <p className="mb-4 max-w-xl">{t("wrongText")}</p>
      <DataTable
        caption={t("wrongTitle", { count: rows.length })}
        columns={[
          { key: "line", label: t("line") },
          { key: "person", label: t("person") },
          { key: "reason", label: t("reason") },
        ]}
        rows={rows.map((row) => ({
          key: String(row.line),
          cells: {
            // On a card it stands alone, without the head of its column.
            line: (
              <>
                <span className="sm:hidden">{t("line")} </span>
                <bdi>{row.line}</bdi>
              </>
            ),
            person: <Person name={row.name} email={row.email} />,
            reason: row.problem && t(`problems.${row.problem}`, { line: row.firstLine ?? 0 }),
          },
        }))}
        empty=""
      />
    </Section>
  );
}

/** The people whom one outcome concerns, folded away. */
export async function PlannedPeople({ title, rows }: Props & { title: string }) {
  const t = await getTranslations("seats.import");
  if (rows.length === 0) return null;
  return (
    <Disclosure title={t("group", { title, count: rows.length })}>
      <ul className="flex flex-col gap-2 ps-4">
        {rows.slice(0, shown).map((row) => (
          <li key={row.line}>
            <Person name={row.name} email={row.email} />
          </li>
        ))}
      </ul>
      {rows.length > shown && <p className="mt-2 ps-4 text-muted">{t("more", { count: rows.length - shown })}</p>}
    </Disclosure>
  );
}

function Person({ name, email }: { name: string; email: string }) {
  return (
    <>
      {name !== "" && (
        <>
          <Written>{name}</Written>
          <br />
        </>
      )}
      <bdi className="break-all text-muted">{email}</bdi>
    </>
  );
}
