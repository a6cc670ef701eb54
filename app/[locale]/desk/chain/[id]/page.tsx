import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Owners } from "@/components/chain/Owners";
import { writeTone } from "@/components/chain/writeTone";
import { ActionForm, DateTime, Identifier, Notice, Page, StatusTag, SummaryList } from "@/components/ui";
import { chainOwners, findChainWrite } from "@/lib/chain/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { isChainWriteKind, isResendable } from "@/lib/platform/chain/writes";
import { resend } from "../actions";

type Props = { params: Promise<{ id: string }> };

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/chain/${id}`);
  const write = (await findChainWrite(actor, id)) ?? notFound();
  const t = await getTranslations("chain");
  return { actor, write, t, kind: isChainWriteKind(write.kind) ? t(`kinds.${write.kind}`) : write.kind };
}

export async function generateMetadata(props: Props) {
  return { title: (await load(props)).kind };
}

async function ChainWritePage(props: Props) {
  const { actor, write, t, kind } = await load(props);
  const owners = await chainOwners(actor);
  const mayResend =
    may(actor, "chain.resend") && write.state === "REFUSED" && isResendable(write.kind, write.lastError);
  return (
    <Page
      title={kind}
      back={{ href: "/desk/chain", label: t("title") }}
      actions={
        <StatusTag tone={writeTone[write.state]}>
          {write.isForTomorrow ? t("tomorrow") : t(`states.${write.state}`)}
        </StatusTag>
      }
    >
      {write.isForTomorrow && (
        <Notice tone="progress" title={t("tomorrow")}>
          {t("tomorrowText")}
        </Notice>
      )}
      <SummaryList
        items={[
          { term: t("key"), detail: <Identifier>{write.key}</Identifier> },
          { term: t("requested"), detail: <DateTime at={write.createdAt} style="datetime" /> },
          { term: t("attempts"), detail: write.attempts },
          { term: t("error"), detail: write.lastError ? <Identifier>{write.lastError}</Identifier> : "–" },
          {
            term: t("certified"),
            detail: write.certifiedAt ? <DateTime at={write.certifiedAt} style="datetime" /> : "–",
          },
          ...(write.state === "CERTIFIED" ? [] : [{ term: t("owner"), detail: <Owners names={owners} /> }]),
          { term: t("block"), detail: write.block ? <Identifier>{write.block}</Identifier> : "–" },
        ]}
      />
      {mayResend && <ActionForm id="resend" action={resend} submit={t("resend")} hidden={{ writeId: write.id }} />}
    </Page>
  );
}

export default orNotFound(ChainWritePage);
