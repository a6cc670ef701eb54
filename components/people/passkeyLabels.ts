import type { getTranslations } from "next-intl/server";

type Translate = Awaited<ReturnType<typeof getTranslations<"people.confirm">>>;

/** What the button says while it signs, or makes a passkey. */
export function passkeyLabels(t: Translate, kind: "sign" | "make") {
  return {
    button: t(`${kind}.button`),
    waiting: t(`${kind}.waiting`),
    done: t(`${kind}.done`),
    cancelled: t("cancelled"),
    failed: t("failed"),
    elsewhere: t("elsewhere"),
    script: t("script"),
    name: t("name"),
    nameHint: t("nameHint"),
    ownName: t("ownName"),
  };
}
