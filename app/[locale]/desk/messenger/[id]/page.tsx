import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { AccountPlan } from "@/components/messenger/AccountPlan";
import { BatchDecision } from "@/components/messenger/BatchDecision";
import { Notice, Page } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { findAccountBatch } from "@/lib/messenger/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { approve, reject } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ notice?: string }> };

const notices = ["proposed", "approved", "rejected"] as const;

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/messenger/${id}`);
  const batch = await findAccountBatch(actor, id);
  if (!batch) notFound();
  return { actor, batch };
}

export async function generateMetadata(props: Props) {
  const [{ batch }, t] = [await load(props), await getTranslations("messenger")];
  return { title: t("batch", { code: batch.code }) };
}

async function AccountBatchPage(props: Props) {
  const [{ actor, batch }, t] = [await load(props), await getTranslations("messenger")];
  const asked = (await props.searchParams).notice;
  const notice = notices.find((known) => known === asked);
  return (
    <Page
      title={t("batch", { code: batch.code })}
      lead={t("batchLead", { count: batch.accounts.length, proposer: batch.proposer ?? "–" })}
      back={{ href: "/desk/messenger", label: t("back") }}
      width="wide"
    >
      {notice && <Notice tone={notice === "rejected" ? "neutral" : "good"} live title={t(`notices.${notice}`)} />}
      {batch.state === "APPROVED" && <KeepFresh seconds={3} />}
      <AccountPlan batch={batch} />
      {batch.state === "PROPOSED" && <BatchDecision actor={actor} batch={batch} approve={approve} reject={reject} />}
    </Page>
  );
}

export default orNotFound(AccountBatchPage);
