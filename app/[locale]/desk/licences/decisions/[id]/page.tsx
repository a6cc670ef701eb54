import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Decision } from "@/components/licences/Decision";
import { DecisionFacts } from "@/components/licences/DecisionFacts";
import { Naming, Notice, Page, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { findProposedChange } from "@/lib/licences/changes/proposed";
import { isJoint } from "@/lib/licences/rules";
import { requirePerson } from "@/lib/platform/auth/session";
import { approve, reject, sign } from "./actions";

type Props = { params: Promise<{ id: string }> };

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/licences/decisions/${id}`);
  const change = await findProposedChange(actor, id);
  if (!change) notFound();
  return { actor, change };
}

export async function generateMetadata(props: Props) {
  const [{ change }, t] = [await load(props), await getTranslations("licences.decisions")];
  return { title: t(`one.${change.kind}`, { number: change.licence.number ?? "" }) };
}

/**
 * A reinstatement or a revocation: what is proposed, who has signed it, and what the reader can do about it. Or a suspension, whose officer
 * signs it alone.
 */
async function DecisionPage(props: Props) {
  const [{ actor, change }, t, licences] = [
    await load(props),
    await getTranslations("licences.decisions"),
    await getTranslations("licences"),
  ];
  const number = change.licence.number ?? "";
  const isOnItsWay = change.signing.signatures.some(({ state }) => state === "SENT");
  return (
    <Page
      title={<Naming text={t(`one.${change.kind}`, { number })} identifier={number} />}
      back={
        isJoint(change.kind)
          ? { href: "/desk/licences/decisions", label: t("title") }
          : { href: `/desk/licences/${change.licence.id}`, label: licences("one", { number }) }
      }
    >
      {change.rejectReason && (
        <Notice tone="bad">
          {t.rich("rejectedBecause", { reason: () => <Written>{change.rejectReason}</Written> })}
        </Notice>
      )}
      <DecisionFacts change={change} />
      {isOnItsWay && <KeepFresh seconds={3} />}
      <Decision actor={actor} change={change} actions={{ approve, sign, reject }} />
    </Page>
  );
}

export default orNotFound(DecisionPage);
