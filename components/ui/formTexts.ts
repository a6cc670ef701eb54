import { getMessages, getTranslations } from "next-intl/server";
import type { FormTexts } from "./formContext";

/** The sentences that every form may need, in the reader's language. */
export async function formTexts(): Promise<FormTexts> {
  const t = await getTranslations("common");
  const { errors } = await getMessages();
  return {
    errors,
    problem: t("problem"),
    sending: t("sending"),
    optional: t("optional"),
    choose: t("choose"),
    chooseFile: t("chooseFile"),
    noFile: t("noFile"),
    confirm: t("confirmLabel"),
  };
}
