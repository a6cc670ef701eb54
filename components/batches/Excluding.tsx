import { getLocale, getTranslations } from "next-intl/server";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { ActionForm, Disclosure, Stack, TextArea } from "@/components/ui";
import type { BatchDetail } from "@/lib/batches/queries";
import { itemsAtMost } from "@/lib/batches/rules";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { PassedReason } from "./PassedOver";
import { unawarded } from "./unawarded";

type Props = { batch: BatchDetail; action: (state: FormState, data: FormData) => Promise<FormState> };

/** Takes some decisions out and proposes the rest anew, in one act. */
export async function Excluding({ batch, action }: Props) {
  const [t, sectors, locale] = [
    await getTranslations("batches"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  return (
    <Disclosure title={t("exclude.title")}>
      <Stack>
        <p>{t("exclude.text")}</p>
        <ActionForm
          id="exclude"
          action={action}
          submit={t("exclude.submit")}
          hidden={{ batchId: batch.id, version: batch.version }}
        >
          <DeskTable
            list="excluded"
            caption={t("exclude.caption")}
            summary={t("exclude.hint")}
            total={batch.items.length}
            choice={{ name: "itemIds[]", most: itemsAtMost }}
            columns={[
              { key: "receipt", label: t("receipt"), kind: "id", min: 9 },
              { key: "institution", label: t("institution"), kind: "name", width: 3, min: 12 },
              { key: "sector", label: t("sector"), width: 1, min: 7 },
              { key: "awarded", label: t("awarded"), kind: "number", min: 6 },
            ]}
            rows={batch.items.map((item) => ({
              key: item.itemId,
              cells: {
                receipt: item.receipt,
                institution: inLanguage(locale, item.institutionName, item.institutionNameUr),
                sector: sectors(item.sector),
                awarded: item.outcome === "AWARD" ? item.seats : t(unawarded[item.outcome]),
              },
            }))}
            empty={null}
          />
          <TextArea
            name="reason"
            label={t("exclude.reason")}
            hint={t("exclude.reasonHint")}
            rows={3}
            maxLength={1000}
            required
          />
          {batch.claims.length > 0 && <PassedReason written={batch.passedOver?.reason} />}
        </ActionForm>
      </Stack>
    </Disclosure>
  );
}
