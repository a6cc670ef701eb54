import { getTranslations } from "next-intl/server";
import { keepView } from "@/app/[locale]/desk/views/actions";
import { ActionForm, Disclosure, TextField, Written } from "@/components/ui";
import { myViews } from "@/lib/desk/queries";
import { type ViewList, viewQuery } from "@/lib/desk/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { Link } from "@/lib/platform/i18n/navigation";

/** The reader's views of a list, and the way to keep what it shows now. */
export async function Views({ actor, list, query }: { actor: Actor; list: ViewList; query: string }) {
  const [t, views] = [await getTranslations("desk.views"), await myViews(actor, list)];
  const here = viewQuery(query);
  const links = [{ id: "all", name: t("all"), query: "" }, ...views];
  return (
    <div className="flex flex-col gap-2">
      {views.length > 0 && (
        <nav aria-label={t("label")} className="no-print">
          <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {links.map((view) => (
              <li key={view.id}>
                <Link
                  href={view.query ? `/desk/${list}?${view.query}` : `/desk/${list}`}
                  aria-current={view.query === here ? "page" : undefined}
                  className={`inline-flex min-h-8 items-center ${view.query === here ? "font-semibold text-ink no-underline" : ""}`}
                >
                  <Written>{view.name}</Written>
                </Link>
              </li>
            ))}
            <li>
              <Link href="/desk/views" className="inline-flex min-h-8 items-center">
                {t("manage")}
              </Link>
            </li>
          </ul>
        </nav>
      )}
      {here !== "" && !views.some((view) => view.query === here) && (
        <Disclosure title={t("save")}>
          <ActionForm id="save-view" action={keepView} submit={t("submit")} hidden={{ list, query: here }}>
            <TextField name="name" label={t("name")} hint={t("saveHint")} maxLength={60} required />
          </ActionForm>
        </Disclosure>
      )}
    </div>
  );
}
