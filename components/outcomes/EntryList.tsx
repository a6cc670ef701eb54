import { getTranslations } from "next-intl/server";
import { StatusTag, Written } from "@/components/ui";
import type { Entry } from "@/lib/outcomes/queries";
import type { HideReason } from "@/lib/outcomes/rules";
import { Link } from "@/lib/platform/i18n/navigation";
import { EntryWords } from "./EntryWords";
import { entryTone } from "./tone";

/** Entries of a report as their institution sees them, each with who reads it and the way to correct it. */
export async function EntryList({ entries, mayWrite }: { entries: readonly Entry[]; mayWrite: boolean }) {
  const t = await getTranslations("outcomes");
  return (
    <ul className="border-t border-line">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-1 border-b border-line py-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <h3 className="min-w-0 break-words text-base font-semibold">
              <Written>{entry.name}</Written>
            </h3>
            <StatusTag tone={entryTone[entry.state]}>{t(`states.${entry.state}`)}</StatusTag>
          </div>
          <EntryWords words={entry} />
          {entry.hiddenReason && <HiddenBecause reason={entry.hiddenReason as HideReason} />}
          <p>
            <Link
              href={`/institutions/${entry.institutionId}/report/${entry.id}`}
              className="inline-block min-h-8 py-1 text-sm font-semibold"
            >
              {t(mayWrite ? "correct" : "look")}
              <span className="sr-only">
                {" "}
                <Written>{entry.name}</Written>
              </span>
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Why an entry is hidden, and what its institution can do. */
export async function HiddenBecause({ reason }: { reason: HideReason }) {
  const t = await getTranslations("outcomes");
  return (
    <p className="max-w-2xl border-s-4 border-accent ps-3 text-sm">
      {t("hiddenBecause", { reason: t(`reasons.${reason}.label`) })} {t(`reasons.${reason}.remedy`)}
    </p>
  );
}
