import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/mark";
import { Button, Card, Grid, LinkButton, Notice, Section, Stack, StatusTag } from "@/components/ui";

const swatches = [
  "bg-brand",
  "bg-brand-strong",
  "bg-tint",
  "bg-accent",
  "bg-paper",
  "bg-surface",
  "bg-sunken",
  "bg-ink",
  "bg-muted",
  "bg-edge",
  "bg-line",
  "bg-good",
  "bg-progress",
  "bg-warning",
  "bg-bad",
];
const sizes = ["text-3xl", "text-2xl", "text-xl", "text-lg", "text-base", "text-sm", "text-xs"];
const tones = ["neutral", "progress", "good", "warning", "bad"] as const;

/** Mark, colours, type, buttons, tags, notices and cards. */
export async function Foundations() {
  const t = await getTranslations("design");
  return (
    <>
      <Section title={t("colour")}>
        <div className="flex flex-wrap items-end gap-3">
          <Mark className="size-20" />
          <Mark className="size-9" />
          <Mark className="size-5" />
          {swatches.map((swatch) => (
            <span key={swatch} className={`size-14 rounded-md border border-line ${swatch}`} />
          ))}
        </div>
      </Section>
      <Section title={t("type")}>
        {sizes.map((size) => (
          <p key={size} className={size}>
            {t("sample")}
          </p>
        ))}
      </Section>
      <Section title={t("buttons")}>
        <div className="flex flex-wrap gap-3">
          <Button tone="primary">{t("primary")}</Button>
          <Button tone="quiet">{t("quiet")}</Button>
          <Button tone="danger">{t("danger")}</Button>
          <Button tone="primary" disabled>
            {t("disabled")}
          </Button>
          <LinkButton href="/design">{t("title")}</LinkButton>
        </div>
      </Section>
      <Section title={t("tags")}>
        <Stack>
          <p className="flex flex-wrap gap-3">
            {tones.map((tone) => (
              <StatusTag key={tone} tone={tone}>
                {t(`tone.${tone}`)}
              </StatusTag>
            ))}
          </p>
          {tones.map((tone) => (
            <Notice key={tone} tone={tone} title={t(`tone.${tone}`)}>
              <p>{t("noticeText")}</p>
            </Notice>
          ))}
        </Stack>
      </Section>
      <Section title={t("cards")}>
        <Grid>
          <Card title={t("card")}>
            <p>{t("noticeText")}</p>
          </Card>
          <Card title={t("deed")} deed>
            <p>{t("cardText")}</p>
          </Card>
        </Grid>
      </Section>
    </>
  );
}
