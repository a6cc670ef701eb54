import { getTranslations } from "next-intl/server";
import { Section } from "@/components/ui";
import { figureFiles } from "@/lib/outcomes/rules";

type Props = { hidden: number; elsewhere: number; hasRegistry: boolean };

/** What the public figures leave out. */
export async function Gaps({ hidden, elsewhere, hasRegistry }: Props) {
  const t = await getTranslations("figures.gaps");
  return (
    <Section title={t("title")}>
      <ul className="flex max-w-3xl list-disc flex-col gap-2 ps-6">
        <li>{t("outcomes")}</li>
        <li>{t("hidden", { hidden })}</li>
        <li>{t("use")}</li>
        <li>{t("phases")}</li>
        <li>{t("district", { count: elsewhere })}</li>
        {!hasRegistry && <li>{t("subnet")}</li>}
      </ul>
    </Section>
  );
}

/** The same figures as files. */
export async function Files() {
  const t = await getTranslations("figures.files");
  return (
    <Section title={t("title")}>
      <p className="mb-3 max-w-3xl text-muted">{t("lead")}</p>
      <ul className="no-print flex flex-col gap-1">
        {figureFiles.map((file) => (
          <li key={file}>
            {/* Outside the framework: a file. */}
            <a href={`/api/v1/figures/${file}`} download className="inline-block min-h-8 py-1 font-semibold">
              {t(fileKeys[file])}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const fileKeys = {
  "figures.json": "json",
  "figures.csv": "figures",
  "institutions.csv": "institutions",
  "outcomes.csv": "outcomes",
} as const;
