import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm, Button, DataTable, EmptyState, Page, Select, Stack, TextField } from "@/components/ui";
import { people } from "@/lib/people/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Role } from "@/lib/platform/db/generated/enums";
import { grant, withdraw } from "./actions";

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
  const mayChange = may(actor, "people.grantRole");

  return (
    <Page
      width="wide"
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/desk", label: (await getTranslations("desk"))("title") }}
    >
      <Stack>
        <search>
          <form method="get">
            <Stack>
              <TextField name="q" label={t("search")} defaultValue={q ?? ""} maxLength={100} />
              <div>
                <Button type="submit" tone="quiet">
                  {t("searchButton")}
                </Button>
              </div>
            </Stack>
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
              email: person.email ? <bdi>{person.email}</bdi> : "–",
              roles:
                person.roles.length === 0 ? (
                  t("noneHeld")
                ) : (
                  <ul className="grid gap-2">
                    {person.roles.map((role) => (
                      <li key={role}>
                        {t(`roles.${role}`)}
                        {mayChange && person.id !== actor.userId && (
                          <ActionForm
                            id={`withdraw-${person.id}-${role}`}
                            action={withdraw}
                            submit={t("withdraw")}
                            tone="quiet"
                            hidden={{ userId: person.id, role }}
                          />
                        )}
                      </li>
                    ))}
                  </ul>
                ),
              change: person.id !== actor.userId && (
                <ActionForm
                  id={`grant-${person.id}`}
                  action={grant}
                  submit={t("grant")}
                  tone="quiet"
                  hidden={{ userId: person.id }}
                >
                  <Select
                    name="role"
                    label={t("role")}
                    options={Object.values(Role)
                      .filter((role) => !person.roles.includes(role))
                      .map((role) => ({ value: role, label: t(`roles.${role}`) }))}
                  />
                </ActionForm>
              ),
            },
          }))}
          empty={<EmptyState title={t("none")} />}
        />
      </Stack>
    </Page>
  );
}
