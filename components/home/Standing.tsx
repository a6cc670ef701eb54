import { getLocale, getTranslations } from "next-intl/server";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import { DataTable, DateTime, Identifier, LinkButton, Section, StatusTag, Written } from "@/components/ui";
import type { myApplications } from "@/lib/applications/queries";
import type { myInstitutions } from "@/lib/institutions/queries";
import type { mySeats } from "@/lib/licences/queries";
import { formatNumber } from "@/lib/platform/i18n/format";

type Rows<Query extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Query>>;

/** Their institutions, each with what happens next. */
export async function Institutions({ rows }: { rows: Rows<typeof myInstitutions> }) {
  const t = await getTranslations("home.institutions");
  const locale = await getLocale();
  return (
    <Section
      title={t("title")}
      aside={
        <LinkButton tone="quiet" href="/institutions/new">
          {t("another")}
        </LinkButton>
      }
    >
      <DataTable
        caption={t("title")}
        columns={[
          { key: "name", label: t("name") },
          { key: "state", label: t("state") },
          { key: "next", label: t("next") },
        ]}
        rows={rows.map(({ id, name, nameUr, state }) => ({
          key: id,
          href: `/institutions/${id}`,
          cells: {
            name: <Written>{(locale === "ur" && nameUr) || name}</Written>,
            state: <InstitutionTag state={state} />,
            next: t(`nexts.${state}`),
          },
        }))}
        empty={t("none")}
      />
    </Section>
  );
}

type Listed = { rows: Rows<typeof myApplications>; unread: ReadonlySet<string> };

/** Their applications, each with what happens next, and whether a message in it is new to them. */
export async function Applications({ rows, unread }: Listed) {
  const t = await getTranslations("home.applications");
  const institutions = await getTranslations("home.institutions");
  const messages = await getTranslations("applications.messages");
  const locale = await getLocale();
  return (
    <Section title={t("title")}>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "receipt", label: t("receipt") },
          { key: "institution", label: institutions("name") },
          { key: "seats", label: t("seats"), align: "end" },
          { key: "state", label: institutions("state") },
          { key: "next", label: institutions("next") },
        ]}
        rows={rows.map(({ id, receipt, institution, seats, state }) => ({
          key: id,
          href: `/applications/${id}`,
          cells: {
            receipt: receipt ? <Identifier>{receipt}</Identifier> : t("draft"),
            institution: <Written>{(locale === "ur" && institution.nameUr) || institution.name}</Written>,
            seats: seats === null ? "–" : formatNumber(seats, locale),
            state: (
              <>
                <ApplicationTag state={state} receipt={receipt} />
                {unread.has(id) && <StatusTag tone="progress">{messages("new")}</StatusTag>}
              </>
            ),
            next: t(`nexts.${state}`),
          },
        }))}
        empty={t("none")}
      />
    </Section>
  );
}

/** The seats that they hold. */
export async function Seats({ rows }: { rows: Rows<typeof mySeats> }) {
  const t = await getTranslations("home.seats");
  const institutions = await getTranslations("home.institutions");
  const locale = await getLocale();
  return (
    <Section title={t("title")}>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "from", label: t("from") },
          { key: "number", label: t("number") },
          { key: "state", label: institutions("state") },
          { key: "until", label: t("until") },
        ]}
        rows={rows.map(({ id, state, licence }) => ({
          key: id,
          href: "/seat",
          cells: {
            from: <Written>{(locale === "ur" && licence.institution.nameUr) || licence.institution.name}</Written>,
            number: licence.number ? <Identifier>{licence.number}</Identifier> : "–",
            state: (
              <StatusTag tone={state === "BOUND" ? "good" : "progress"}>
                {t(`states.${state === "BOUND" ? "BOUND" : "CLAIMED"}`)}
              </StatusTag>
            ),
            until: licence.validUntil ? <DateTime at={licence.validUntil} /> : "–",
          },
        }))}
        empty=""
      />
    </Section>
  );
}
