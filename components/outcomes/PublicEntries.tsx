import { getLocale, getTranslations } from "next-intl/server";
import { Written } from "@/components/ui";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { EntryWords } from "./EntryWords";

type Shown = {
  id: string;
  name: string;
  sentence: string | null;
  link: string | null;
  field: string | null;
  startsOn: string;
  endsOn: string | null;
  people: number | null;
  institution?: { id: string; name: string; nameUr: string | null };
};

/** Published entries, each with its institution where that is not the page's own. */
export async function PublicEntries({ entries }: { entries: readonly Shown[] }) {
  const [t, locale] = [await getTranslations("figures.outcomes"), await getLocale()];
  return (
    <ul className="border-t border-line">
      {entries.map(({ institution, ...entry }) => (
        <li key={entry.id} className="flex flex-col gap-1 border-b border-line py-4">
          <h3 className="break-words text-base font-semibold">
            <Written>{entry.name}</Written>
          </h3>
          {institution && (
            <p className="text-sm">
              <Link href={`/figures/institutions/${institution.id}`}>
                {t.rich("of", {
                  institution: () => <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>,
                })}
              </Link>
            </p>
          )}
          <EntryWords words={entry} />
        </li>
      ))}
    </ul>
  );
}
