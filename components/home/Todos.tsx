import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState, Section, Written } from "@/components/ui";
import { Link } from "@/lib/platform/i18n/navigation";
import type { Todo } from "./todo";

/** The few things to do now, each a link to where it is done. */
export async function Todos({ todos }: { todos: Todo[] }) {
  const t = await getTranslations("home.todo");
  const locale = await getLocale();
  return (
    <Section title={t("title")}>
      {todos.length === 0 ? (
        <EmptyState title={t("nothing")}>{t("nothingText")}</EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {todos.map(({ key, href, about }) => (
            <li
              key={`${key}-${href}`}
              className="relative border-s-4 border-accent bg-surface px-5 py-3.5 hover:bg-tint"
            >
              <Link href={href} className="font-semibold after:absolute after:inset-0">
                {t.rich(key, { name: () => <Written>{(locale === "ur" && about?.nameUr) || about?.name}</Written> })}
              </Link>
              {key === "register" && <p className="text-sm text-muted">{t("registerText")}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
