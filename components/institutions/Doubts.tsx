import { getTranslations } from "next-intl/server";
import { LinkButton, Notice } from "@/components/ui";
import { doubtsOf } from "@/lib/institutions/identifiers";
import type { InstitutionView } from "@/lib/institutions/queries";

type Props = {
  institution: InstitutionView;
  /** The part that was just saved: only its doubts count. */
  section: "identity" | "particulars" | "contact";
  /** The part after it. */
  next: "particulars" | "contact" | "documents";
};

/** What of a saved part looks unusual: a warning, and the way on for whoever finds it right. */
export async function Doubts({ institution, section, next }: Props) {
  const doubts = doubtsOf(institution).filter((one) => one.section === section);
  if (doubts.length === 0) return null;
  const t = await getTranslations("institutions.doubts");
  return (
    <Notice tone="warning" title={t("title")} live>
      <ul className="list-disc ps-6">
        {doubts.map(({ doubt }) => (
          <li key={doubt}>{t(doubt)}</li>
        ))}
      </ul>
      <p>{t("text")}</p>
      <p>
        <LinkButton href={`/institutions/${institution.id}/${next}`} tone="quiet">
          {t("continue")}
        </LinkButton>
      </p>
    </Notice>
  );
}
