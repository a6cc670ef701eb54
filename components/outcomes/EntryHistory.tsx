import { getLocale, getTranslations } from "next-intl/server";
import { Disclosure, Written } from "@/components/ui";
import type { EntryView } from "@/lib/outcomes/queries";
import { formatDateTime } from "@/lib/platform/i18n/format";
import { EntryWords } from "./EntryWords";

/** Every wording of an entry, the newest first. */
export async function EntryHistory({ revisions }: { revisions: EntryView["revisions"] }) {
  const [t, locale] = [await getTranslations("outcomes"), await getLocale()];
  return (
    <Disclosure title={t("history")}>
      <p>{t("historyText")}</p>
      <ol className="mt-3 flex flex-col gap-4">
        {revisions.map(({ version, at, by, words }) => (
          <li key={version} className="flex flex-col gap-1 border-s-4 border-line ps-4 text-ink">
            <p className="text-sm text-muted">
              {t("version", { at: formatDateTime(at, locale) })}
              {by && ` · ${t("by", { name: by })}`} · {t(words.published ? "published" : "notPublished")}
            </p>
            <p className="break-words font-semibold">
              <Written>{words.name}</Written>
            </p>
            <EntryWords words={words} />
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
