import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Letters } from "@/components/mailbox/Letters";
import { Button, Page, TextField } from "@/components/ui";
import { mailbox } from "@/lib/notifications/queries";
import { config } from "@/lib/platform/config";

type Props = { searchParams: Promise<{ to?: string | string[] }> };

export async function generateMetadata() {
  return { title: (await getTranslations("mailbox"))("title"), robots: { index: false } };
}

async function MailboxPage({ searchParams }: Props) {
  const { demonstration } = config();
  if (!demonstration) notFound();
  const t = await getTranslations("mailbox");
  const { to } = await searchParams;
  const address = typeof to === "string" ? to.trim().slice(0, 254) : "";
  const letters = address ? await mailbox(demonstration, address) : undefined;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <search>
        <form method="get" className="flex flex-col gap-4">
          <TextField
            name="to"
            dir="ltr"
            label={t("address")}
            hint={t("hint")}
            defaultValue={address}
            maxLength={254}
            required
          />
          <div>
            <Button tone="primary">{t("open")}</Button>
          </div>
        </form>
      </search>
      {letters && <Letters address={address} letters={letters} />}
    </Page>
  );
}

export default orNotFound(MailboxPage);
