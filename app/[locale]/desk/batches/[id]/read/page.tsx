import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ReadItem } from "@/components/batches/ReadItem";
import { ActionForm, LinkButton, Notice, Page, ProgressBar, Stack } from "@/components/ui";
import { findReading } from "@/lib/batches/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { openNext } from "../actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("read") };
}

async function ReadBatchPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/batches/${id}/read`);
  const reading = await findReading(actor, id);
  if (!reading) notFound();
  const [t, errors] = await Promise.all([getTranslations("batches"), getTranslations("errors")]);
  const { items, opened, count, code, planHash, mayNotDecide } = reading;
  const back = { href: `/desk/batches/${id}`, label: t("batch", { code }) };
  return (
    <Page
      title={t.rich("readTitle", { code: () => <bdi className="whitespace-nowrap">{code}</bdi> })}
      lead={t("readLead")}
      back={back}
    >
      {mayNotDecide ? (
        <Notice tone="warning" title={t("mayNot")}>
          {errors(mayNotDecide)}
        </Notice>
      ) : (
        <ProgressBar label={t("readProgress")} done={opened} of={count} />
      )}
      {items.length > 0 && (
        <ActionForm
          id="read"
          action={openNext}
          submit={t("readNext", { count: items.length })}
          hidden={{ batchId: id, planHash }}
        >
          <Stack gap="large">
            {items.map((item) => (
              <ReadItem key={item.itemId} item={item} />
            ))}
          </Stack>
        </ActionForm>
      )}
      {items.length === 0 && !mayNotDecide && (
        <Notice tone="good" title={t("readDone")}>
          <p>{t("readDoneText")}</p>
          <p>
            <LinkButton href={back.href}>{t("readBack")}</LinkButton>
          </p>
        </Notice>
      )}
    </Page>
  );
}

export default orNotFound(ReadBatchPage);
