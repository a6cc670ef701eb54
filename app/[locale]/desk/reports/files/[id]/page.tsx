import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { LinkButton, Page } from "@/components/ui";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { findReportFile } from "@/lib/reports/queries";
import { instantsOf } from "@/lib/reports/rules";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: (await subject(params)).title };
}

async function ReportFilePage({ params }: Props) {
  const { title, file } = await subject(params);
  const t = await getTranslations("reports");
  return (
    <Page
      title={title}
      back={{ href: "/desk/reports", label: t("back") }}
      actions={
        <a href={`/api/desk/reports?file=${file.id}`} download className="font-semibold">
          {t("csv")}
        </a>
      }
    >
      <p className="max-w-2xl">{t("fileText", { at: file.writtenAt })}</p>
      <p>
        <LinkButton href={`/desk/reports?from=${file.fromDay}&to=${file.toDay}`}>{t("asNow")}</LinkButton>
      </p>
    </Page>
  );
}

async function subject(params: Props["params"]) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/reports/files/${id}`);
  const file = (await findReportFile(actor, id)) ?? notFound();
  const [t, locale] = [await getTranslations("reports"), await getLocale()];
  const { begins, ends } = instantsOf({ from: file.fromDay, to: file.toDay });
  return {
    title: t("file", { from: formatDate(begins, locale), to: formatDate(new Date(ends.getTime() - 1), locale) }),
    file: { ...file, writtenAt: formatDate(file.createdAt, locale) },
  };
}

export default orNotFound(ReportFilePage);
