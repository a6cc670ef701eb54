import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import { questionKeys } from "@/lib/applications/rules";
import { sectionOf, sections } from "@/lib/applications/sections";
import type { ErrorCode } from "@/lib/platform/errors/codes";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = {
  application: ApplicationView;
  /** Field path → what is wrong with it. */
  found: Record<string, ErrorCode>;
};

/** The questions that still keep an application from being submitted, each leading to its field. */
export async function Missing({ application, found }: Props) {
  const [t, errors] = [await getTranslations("applications"), await getTranslations("errors")];
  const { id, institution } = application;
  const questionOf = (field: string) => {
    const key = questionKeys.find((known) => field === `answers.${known}` || field === `files.${known}`);
    if (key === "readiness") return t(`readiness.${institution.sector}.label`);
    if (key) return t(`questions.${key}.label`);
    if (field === "answers.dataSensitivity") return t("dataSensitivity.label");
    if (field === "answers.supportName") return t("support.name");
    return field === "seats" ? t("seats.label") : t("support.email");
  };
  const place = (field: string) => sections.indexOf(sectionOf(field));
  const inOrder = Object.entries(found).sort(([one], [other]) => place(one) - place(other));
  return (
    <Notice tone="warning" title={t("check.missing")}>
      <p>{t("check.missingText")}</p>
      <ul className="list-disc ps-6">
        {inOrder.map(([field, code]) => (
          <li key={field}>
            {field.startsWith("files.") ? (
              <Link href={`/applications/${id}/files`}>{t("files.missing", { question: questionOf(field) })}</Link>
            ) : (
              <>
                <Link href={`/applications/${id}/${sectionOf(field)}?from=check#draft-${field}`}>
                  {questionOf(field)}
                </Link>
                {code !== "required" && ` ${errors(code)}`}
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
