import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ActionForm, EmptyState, Page, Section, TextField, Written } from "@/components/ui";
import { myViews } from "@/lib/desk/queries";
import { viewLists } from "@/lib/desk/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";
import { remove, rename } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("desk.views"))("title") };
}

async function ViewsPage() {
  const actor = await requirePerson("/desk/views");
  if (!may(actor, "desk.open")) notFound();
  const [t, places, views] = [
    await getTranslations("desk.views"),
    await getTranslations("desk.places"),
    await myViews(actor),
  ];
  return (
    <Page title={t("title")} lead={t("lead")}>
      {views.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      {viewLists
        .filter((list) => views.some((view) => view.list === list))
        .map((list) => (
          <Section key={list} title={places(`${list}.title`)}>
            <ul className="flex flex-col gap-6">
              {views
                .filter((view) => view.list === list)
                .map(({ id, name, query }) => (
                  <li key={id} className="flex flex-col gap-3 border-s-2 border-line ps-4">
                    <Link href={`/desk/${list}?${query}`} className="font-semibold">
                      <Written>{name}</Written>
                    </Link>
                    <ActionForm
                      id={`rename-${id}`}
                      action={rename}
                      submit={t("rename")}
                      hidden={{ viewId: id }}
                      tone="quiet"
                      inline
                    >
                      <TextField name="name" label={t("name")} defaultValue={name} maxLength={60} required />
                    </ActionForm>
                    <ActionForm
                      id={`remove-${id}`}
                      action={remove}
                      submit={t("remove")}
                      hidden={{ viewId: id }}
                      tone="danger"
                    />
                  </li>
                ))}
            </ul>
          </Section>
        ))}
    </Page>
  );
}

export default orNotFound(ViewsPage);
