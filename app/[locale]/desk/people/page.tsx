import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RoleChange } from "@/components/people/RoleChange";
import { Button, DataTable, EmptyState, Page, Stack, TextField } from "@/components/ui";
import { people } from "@/lib/people/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";

type Props = { searchParams: Promise<{ q?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/people");
  if (!may(actor, "people.read")) notFound();
  const { q } = await searchParams;
  const t = await getTranslations("people");
  const rows = await people(actor, { text: q });
  const separator = (await getLocale()) === "ur" ? "، " : ", ";
  const mayChange = may(actor, "people.grantRole");

  // Whoever looked for one person came to change something; a long list stays calm.
  const isFound = Boolean(q) && rows.length <= 3;

  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <Stack>
        <search>
          <form method="get" className="flex flex-wrap items-end gap-4">
            <div className="min-w-0 grow sm:max-w-xl">
              <TextField name="q" label={t("search")} defaultValue={q ?? ""} maxLength={100} />
            </div>
            <Button type="submit" tone="quiet">
              {t("searchButton")}
            </Button>
          </form>
        </search>
        <DataTable
          caption={t("caption")}
          columns={[
            { key: "name", label: t("name") },
            { key: "email", label: t("email") },
            { key: "roles", label: t("rolesHeld") },
            ...(mayChange ? [{ key: "change", label: t("change") }] : []),
          ]}
          rows={rows.map((person) => ({
            key: person.id,
            cells: {
              name: <bdi>{person.name}</bdi>,
              email: person.email && <bdi className="break-all">{person.email}</bdi>,
              roles:
                person.roles.length === 0
                  ? t("noneHeld")
                  : person.roles.map((role) => t(`roles.${role}`)).join(separator),
              change: mayChange && person.id !== actor.userId && <RoleChange person={person} open={isFound} />,
            },
          }))}
          empty={<EmptyState title={t("none")} />}
        />
      </Stack>
    </Page>
  );
}
