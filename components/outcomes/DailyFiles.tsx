import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, DateTime, Disclosure, Identifier, Section, Stack } from "@/components/ui";
import type { ListedFile } from "@/lib/outcomes/dailyFiles";
import { noonOf } from "@/lib/outcomes/rules";
import { formatDate, formatSize } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = { files: readonly ListedFile[]; more: boolean; isNewest: boolean };

/** The files of each day: the newest with what proves them, the days before as links. */
export async function DailyFiles({ files, more, isNewest }: Props) {
  const [t, locale] = [await getTranslations("figures.daily"), await getLocale()];
  const days = [...Map.groupBy(files, ({ day }) => day)];
  const [newest, ...earlier] = days;
  const oldest = days.at(-1)?.[0];
  return (
    <Section title={t("title")}>
      <div id="daily" className="scroll-mt-16">
        <Stack>
          <div className="flex max-w-3xl flex-col gap-2">
            <p className="text-muted">{t("lead")}</p>
            <p>
              {t("check")}{" "}
              <span className="inline-block">
                <Identifier>node verify/cli.ts file …</Identifier>
              </span>
            </p>
          </div>
          {newest ? <FilesOfDay day={newest[0]} files={newest[1]} /> : <p>{t(isNewest ? "none" : "noEarlier")}</p>}
          {earlier.length > 0 && (
            <Disclosure title={t("earlier")} quiet>
              <ul className="flex flex-col gap-2">
                {earlier.map(([day, of]) => (
                  <li key={day} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                    <span className="min-w-32">{formatDate(noonOf(day), locale)}</span>
                    {of.map((file) => (
                      <FileLink key={file.name} file={file} />
                    ))}
                  </li>
                ))}
              </ul>
            </Disclosure>
          )}
          <p className="no-print flex flex-wrap gap-x-6 gap-y-1">
            {more && oldest && (
              <Link className="inline-block min-h-8 py-1" href={`/figures?before=${oldest}#daily`}>
                {t("before")}
              </Link>
            )}
            {!isNewest && (
              <Link className="inline-block min-h-8 py-1" href="/figures#daily">
                {t("newest")}
              </Link>
            )}
            {/* Outside the framework: a file. */}
            {files.length > 0 && (
              <a className="inline-block min-h-8 py-1" href="/api/v1/figures/files.json">
                {t("all")}
              </a>
            )}
          </p>
        </Stack>
      </div>
    </Section>
  );
}

async function FilesOfDay({ day, files }: { day: string; files: readonly ListedFile[] }) {
  const [t, locale] = [await getTranslations("figures.daily"), await getLocale()];
  const caption = t("ofDay", { day: formatDate(noonOf(day), locale) });
  return (
    <div>
      <h3 className="mb-2 font-semibold">{caption}</h3>
      <DataTable
        caption={caption}
        columns={[
          { key: "file", label: t("file") },
          { key: "size", label: t("size"), align: "end" },
          { key: "hash", label: t("hash") },
          { key: "noted", label: t("noted") },
        ]}
        rows={files.map((file) => ({
          key: file.name,
          cells: {
            file: <FileLink file={file} />,
            size: <span className="whitespace-nowrap">{formatSize(file.size, locale)}</span>,
            hash: (
              <span className="wrap-anywhere">
                <Identifier>{file.sha256}</Identifier>
              </span>
            ),
            noted: file.notedAt ? <DateTime at={file.notedAt} style="datetime" /> : t("notYet"),
          },
        }))}
        empty={t("none")}
      />
    </div>
  );
}

function FileLink({ file: { name } }: { file: ListedFile }) {
  return (
    // Outside the framework: a file.
    <a href={`/api/v1/figures/${name}`} download className="inline-block min-h-6 wrap-anywhere">
      <Identifier>{name}</Identifier>
    </a>
  );
}
