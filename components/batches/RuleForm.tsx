import { getLocale, getTranslations } from "next-intl/server";
import { Button, Checkbox, Grid, Select, Stack, TextField } from "@/components/ui";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { sectors } from "@/lib/programmes/rules";

type Props = {
  phases: readonly { id: string; nameEn: string; nameUr: string }[];
  /** As the address says. */
  asked: Record<string, string>;
};

/** Which applications a batch should take. Sent as an ordinary address: looking changes nothing, and can be passed on. */
export async function RuleForm({ phases, asked }: Props) {
  const [t, names, locale] = [
    await getTranslations("batches.rule"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  return (
    <form method="get">
      <Stack>
        <Grid>
          <Select
            name="phaseId"
            label={t("phase")}
            options={[
              { value: "", label: t("anyPhase") },
              ...phases.map(({ id, nameEn, nameUr }) => ({ value: id, label: inLanguage(locale, nameEn, nameUr) })),
            ]}
            defaultValue={asked.phaseId ?? ""}
            required={false}
          />
          <Select
            name="sector"
            label={t("sector")}
            options={[
              { value: "", label: t("anySector") },
              ...sectors.map((sector) => ({ value: sector, label: names(sector) })),
            ]}
            defaultValue={asked.sector ?? ""}
            required={false}
          />
          <TextField
            name="least"
            label={t("least")}
            hint={t("leastHint")}
            type="number"
            inputMode="numeric"
            min={0}
            max={100}
            defaultValue={asked.least ?? 60}
            required
          />
          <TextField
            name="seats"
            label={t("seats")}
            hint={t("seatsHint")}
            type="number"
            inputMode="numeric"
            min={1}
            defaultValue={asked.seats ?? 200}
            required
          />
        </Grid>
        <Checkbox name="partial" label={t("partial")} hint={t("partialHint")} defaultChecked={asked.partial === "on"} />
        <Checkbox
          name="waitlist"
          label={t("waitlist")}
          hint={t("waitlistHint")}
          defaultChecked={asked.waitlist === "on"}
        />
        <div>
          <Button type="submit">{t("try")}</Button>
        </div>
      </Stack>
    </form>
  );
}
