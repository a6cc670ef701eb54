import { getLocale, getTranslations } from "next-intl/server";
import { mark } from "@/app/[locale]/notices/actions";
import { ActionForm, DateTime } from "@/components/ui";
import { unbroken } from "@/components/ui/unbroken";
import type { myNotices } from "@/lib/notifications/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = { rows: Awaited<ReturnType<typeof myNotices>>["rows"] };

/** Notices, the newest first, each leading to what it is about. */
export async function NoticeList({ rows }: Props) {
  const [t, locale] = [await getTranslations("notices"), await getLocale()];
  return (
    <ul className="flex flex-col">
      {rows.map(({ id, subjectEn, subjectUr, path, createdAt, readAt }) => {
        const text = unbroken(inLanguage(locale, subjectEn, subjectUr));
        return (
          <li
            key={id}
            className={`border-s-4 border-b border-b-line py-3.5 ps-4 ${
              readAt ? "border-s-transparent" : "border-s-accent bg-surface"
            }`}
          >
            <p className={readAt ? "" : "font-semibold"}>{path ? <Link href={path}>{text}</Link> : text}</p>
            <div className="mt-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 text-sm text-muted">
              <p>
                <DateTime at={createdAt} style="datetime" />
                {!readAt && <span className="sr-only"> {t("new")}</span>}
              </p>
              {!readAt && (
                <ActionForm
                  id={`mark-${id}`}
                  action={mark}
                  submit={t("mark")}
                  hidden={{ noticeId: id }}
                  tone="quiet"
                  inline
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
