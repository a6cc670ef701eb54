import { getTranslations } from "next-intl/server";
import { DateTime, Page, Section } from "@/components/ui";
import { config } from "@/lib/platform/config";

/** When what stands here was last held against the service. */
const examinedAt = new Date("2026-11-21T00:00:00+05:00");

const tests = ["automatic", "keyboard", "tree", "zoom", "motion"] as const;
const untested = ["people", "editor", "browsers", "letters"] as const;
const gaps = ["documents", "identity", "script", "terms"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("accessibility"))("title") };
}

export default async function AccessibilityPage() {
  const t = await getTranslations("accessibility");
  const { contact, operator, demonstration } = config();
  const whom = { operator: () => <bdi>{operator}</bdi> };
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Section title={t("aim.title")}>
        <p>{t("aim.text")}</p>
      </Section>
      <Section title={t("tests.title")}>
        <Points lines={tests.map((key) => t(`tests.${key}`))} />
      </Section>
      <Section title={t("untested.title")}>
        <Points lines={untested.map((key) => t(`untested.${key}`))} />
      </Section>
      <Section title={t("gaps.title")}>
        <Points lines={gaps.map((key) => t(`gaps.${key}`))} />
      </Section>
      <Section title={t("report.title")}>
        <p>
          {contact
            ? t.rich("report.contact", {
                contact: () => (
                  <a href={`mailto:${contact}`} dir="ltr" className="break-all">
                    {contact}
                  </a>
                ),
              })
            : demonstration
              ? t("report.demonstration")
              : t.rich("report.operator", whom)}
        </p>
        <p className="mt-2">{t("report.say")}</p>
      </Section>
      <p className="text-sm text-muted">{t.rich("examined", { date: () => <DateTime at={examinedAt} /> })}</p>
    </Page>
  );
}

function Points({ lines }: { lines: string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-2 ps-6">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
