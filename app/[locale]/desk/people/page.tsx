import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { ChangeList } from "@/components/people/ChangeList";
import { InviteForm } from "@/components/people/InviteForm";
import { leaveText, officeText } from "@/components/people/leaveText";
import { QuorumNotice } from "@/components/people/QuorumNotice";
import { Button, Disclosure, EmptyState, Page, Pagination, Section, Stack, TextField } from "@/components/ui";
import { openChanges, people, personSorts } from "@/lib/people/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { deskListingSize } from "@/lib/platform/listing";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { parseSorting, sortingParam } from "@/lib/platform/sorting";
import { searchText } from "@/lib/platform/text";
import { cancel, confirm, invite } from "./actions";

type Props = { searchParams: Promise<{ q?: string; page?: string; sort?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("people"))("title") };
}

async function PeoplePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/people");
  if (!may(actor, "people.read")) notFound();
  const asked = await searchParams;
  const [q, page, sort] = [searchText(asked.q, 100), pageOf(asked.page), parseSorting(asked.sort, personSorts)];
  const [t, locale, { rows, total }, changes] = await Promise.all([
    getTranslations("people"),
    getLocale(),
    people(actor, { text: q, page, sort }),
    openChanges(actor),
  ]);
  const separator = locale === "ur" ? "، " : ", ";
  const kept = { ...(q && { q }), ...(sort && { sort: sortingParam(sort) }) };
  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <QuorumNotice actor={actor} />
      {changes.length > 0 && (
        <Section title={t("changes.title")}>
          <ChangeList changes={changes} actor={actor} confirm={confirm} cancel={cancel} />
        </Section>
      )}
      <Stack>
        <search>
          <form method="get" className="flex flex-wrap items-end gap-4">
            {sort && <input type="hidden" name="sort" value={sortingParam(sort)} />}
            <div className="min-w-0 grow sm:max-w-xl">
              <TextField name="q" label={t("search")} defaultValue={q} maxLength={100} />
            </div>
            <Button type="submit" tone="quiet">
              {t("searchButton")}
            </Button>
          </form>
        </search>
        <DeskTable
          list="people"
          caption={t("caption")}
          summary={t("count", { count: total })}
          total={total}
          sort={sort}
          columns={[
            { key: "name", label: t("name"), kind: "name", width: 2, min: 11, sortable: true },
            { key: "email", label: t("email"), kind: "name", width: 2, min: 15.5, sortable: true },
            { key: "roles", label: t("rolesHeld"), width: 2, min: 10 },
            { key: "leave", label: t("leave"), width: 3, min: 14 },
          ]}
          rows={rows.map((person) => ({
            key: person.id,
            href: `/desk/people/${person.id}`,
            cells: {
              name: person.name,
              email: person.email,
              roles:
                person.roles.length === 0
                  ? t("noneHeld")
                  : person.offices.map((office) => officeText(t, office, locale)).join(separator),
              leave: person.absences[0] ? leaveText(t, person.absences[0], locale) : "",
            },
          }))}
          empty={<EmptyState title={t("none")} />}
        />
        <Pagination {...pagesAround("/desk/people", page, total, deskListingSize, kept)} />
      </Stack>
      {may(actor, "people.proposeChange") && (
        <Disclosure title={t("acts.invite")}>
          <InviteForm action={invite} />
        </Disclosure>
      )}
    </Page>
  );
}

export default orNotFound(PeoplePage);
