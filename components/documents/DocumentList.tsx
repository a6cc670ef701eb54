import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Written } from "@/components/ui/Written";
import type { InstitutionView } from "@/lib/institutions/queries";
import { documentPurposes } from "@/lib/institutions/rules";
import { formatSize } from "@/lib/platform/i18n/format";

type Line = InstitutionView["documents"][number];

/** Documents to download, each with what it is to show; `action` adds what may be done with one. */
export async function DocumentList({
  documents,
  showPurpose = true,
  action,
}: {
  documents: readonly Line[];
  showPurpose?: boolean;
  action?: (document: Line) => ReactNode;
}) {
  const t = await getTranslations("documents");
  const locale = await getLocale();
  if (documents.length === 0) return <p className="text-muted">{t("none")}</p>;
  return (
    <ul className="border-t border-line">
      {documents.map((document) => {
        const purpose = documentPurposes.find((known) => known === document.purpose) ?? "other";
        return (
          <li
            key={document.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-2.5"
          >
            <span className="min-w-0">
              {showPurpose && <span className="block text-sm text-muted">{t(`purposes.${purpose}`)}</span>}
              <a href={`/api/documents/${document.id}`} download className="font-semibold break-words">
                <Written>{document.fileName}</Written>
              </a>{" "}
              <span className="text-sm text-muted">({formatSize(document.size, locale)})</span>
            </span>
            {action?.(document)}
          </li>
        );
      })}
    </ul>
  );
}
