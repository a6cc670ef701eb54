import { getTranslations } from "next-intl/server";
import type { ListTexts } from "./ListCheck";

/** What the check of a list of licences says, in the reader's language. */
export async function listTexts(): Promise<ListTexts> {
  const t = await getTranslations("signing");
  return {
    check: t("check"),
    checking: t("checking"),
    unreadable: t("unreadable"),
    checked: t("checked"),
    batch: t("batch"),
    licences: t("licences"),
    institutions: t("institutions"),
    list: t("list"),
    plan: t("plan"),
    differsTitle: t("differsTitle"),
    differs: t("differs"),
    named: t("named"),
    computed: t("computed"),
    script: t("script"),
  };
}
