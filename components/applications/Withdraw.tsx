import { getTranslations } from "next-intl/server";
import { ActionForm, Disclosure } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  application: Pick<ApplicationView, "id" | "version" | "state">;
  withdraw: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Takes an application back, or discards one that was never handed in. */
export async function Withdraw({ application, withdraw }: Props) {
  const { id, version, state } = application;
  const t = await getTranslations(state === "DRAFT" ? "applications.discard" : "applications.withdraw");
  return (
    <Disclosure title={t("title")}>
      <p className="mb-4">{t("text")}</p>
      <ActionForm
        id="withdraw"
        action={withdraw}
        submit={t("submit")}
        tone="danger"
        confirm={t("confirm")}
        hidden={{ applicationId: id, version }}
      />
    </Disclosure>
  );
}
