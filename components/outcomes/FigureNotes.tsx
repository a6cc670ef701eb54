import { getLocale, getTranslations } from "next-intl/server";
import { Identifier, Section } from "@/components/ui";
import type { lastNoted, Noted } from "@/lib/outcomes/dailyFiles";
import { dailyFiles, figureFiles } from "@/lib/outcomes/rules";
import { localePath } from "@/lib/platform/i18n/routing";

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

/** The same figures as files of this minute, and for each which file of a day is noted, with where to check that one. */
export async function Files({ noted }: { noted: Awaited<ReturnType<typeof lastNoted>> }) {
  const [t, locale] = [await getTranslations("figures.files"), await getLocale()];
  return (
    <Section title={t("title")}>
      <p className="mb-3 max-w-3xl text-muted">{t("lead")}</p>
      <ul className="no-print flex max-w-3xl flex-col gap-3">
        {figureFiles.map((file) => (
          <li key={file}>
            {/* Outside the framework: a file. */}
            <a href={`/api/v1/figures/${file}`} download className="inline-block min-h-8 py-1 font-semibold">
              {t(fileKeys[file])}
            </a>
            <p className="text-sm text-muted">
              <NotedLine noted={noted[file]} isEver={dailyFiles.some((one) => one === file)} />
            </p>
          </li>
        ))}
      </ul>
      <p className="no-print mt-4">
        {/* Outside the framework: a full page load. */}
        <a href={`${localePath("/verify", locale)}#paper`} className="inline-block min-h-8 py-1">
          {t("checkNoted")}
        </a>
      </p>
    </Section>
  );
}

async function NotedLine({ noted, isEver }: { noted: Noted | null; isEver: boolean }) {
  const t = await getTranslations("figures.files");
  if (!noted) return t(isEver ? "notYet" : "never");
  return (
    <>
      {t("noted")} {/* Outside the framework: a file. */}
      <a href={`/api/v1/figures/${noted.name}`} download className="inline-block min-h-6 wrap-anywhere">
        <Identifier>{noted.name}</Identifier>
      </a>
      {" · SHA-256 "}
      <span className="wrap-anywhere">
        <Identifier>{noted.sha256}</Identifier>
      </span>
    </>
  );
}

const fileKeys = {
  "figures.json": "json",
  "figures.csv": "figures",
  "institutions.csv": "institutions",
  "outcomes.csv": "outcomes",
} as const;
