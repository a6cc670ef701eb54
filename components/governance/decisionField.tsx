import { getTranslations } from "next-intl/server";
import { TextField } from "@/components/ui";

/** Where a governor writes the number of the decision outside of the register, which they sign along. */
export async function decisionField() {
  const t = await getTranslations("governance");
  return (
    <TextField name="decision" label={t("decision")} hint={t("decisionHint")} dir="ltr" maxLength={128} required />
  );
}
