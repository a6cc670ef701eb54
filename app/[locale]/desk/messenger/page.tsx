import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { AccountBatches } from "@/components/messenger/AccountBatches";
import { AccountQueue } from "@/components/messenger/AccountQueue";
import { DeclineForm } from "@/components/messenger/DeclineForm";
import { Notice, Page } from "@/components/ui";
import { accountBatches, accountQueue } from "@/lib/messenger/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { parseListing } from "@/lib/platform/listing";
import { decline, propose } from "./actions";

type Props = { searchParams: Promise<{ notice?: string; decline?: string; page?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("messenger"))("title") };
}

async function MessengerPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/messenger");
  if (!may(actor, "messenger.read")) notFound();
  const [t, params] = [await getTranslations("messenger"), await searchParams];
  const { page } = parseListing(params, { states: [], sectors: [] });
  const [queue, batches] = await Promise.all([accountQueue(actor), accountBatches(actor, page)]);
  const declining = may(actor, "messenger.decline") ? queue.rows.find(({ id }) => id === params.decline) : undefined;

  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {params.notice === "declined" && <Notice tone="good" live title={t("notices.declined")} />}
      {declining ? (
        <DeclineForm account={declining} decline={decline} />
      ) : (
        <AccountQueue
          queue={queue}
          propose={may(actor, "messenger.propose") ? propose : undefined}
          mayDecline={may(actor, "messenger.decline")}
        />
      )}
      <AccountBatches batches={batches} page={page} />
    </Page>
  );
}

export default orNotFound(MessengerPage);
