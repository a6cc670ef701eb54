import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import { DataTable, DateTime, Notice, Section, Stack, StatusTag, Written } from "@/components/ui";
import type { Tone } from "@/components/ui/tones";
import type { BatchDetail } from "@/lib/batches/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { SignatureState } from "@/lib/platform/db/generated/enums";
import type { FormState } from "@/lib/platform/forms";
import { signedUnder } from "./signedUnder";

type Props = {
  actor: Person;
  batch: BatchDetail;
  sign: (state: FormState, data: FormData) => Promise<FormState>;
};

const tones: Record<SignatureState, Tone> = { SENT: "progress", CERTIFIED: "good", REFUSED: "bad", EXPIRED: "warning" };

/** Who has signed a batch for the registry; and the way to do so, for whoever proposed or approved it and has not. */
export async function Signatures({ actor, batch, sign }: Props) {
  const signed = signedUnder(batch);
  if (!signed) return null;
  const t = await getTranslations("signing");
  const { needed, signatures, isOwed } = batch.signing;
  const certified = new Set(signatures.filter(({ state }) => state === "CERTIFIED").map(({ principal }) => principal));
  const own = signatures.filter(({ userId }) => userId === actor.userId);
  return (
    <Section title={t("signatures")} aside={t("count", { count: certified.size, needed })}>
      <Stack>
        <DataTable
          caption={t("signatures")}
          columns={[
            { key: "name", label: t("signer") },
            { key: "at", label: t("signedAt") },
            { key: "state", label: t("state"), align: "end" },
          ]}
          rows={signatures.map(({ name, principal, state, signedAt }) => ({
            key: `${principal} ${signedAt.toISOString()}`,
            cells: {
              name: <Written>{name}</Written>,
              at: <DateTime at={signedAt} style="datetime" />,
              state: <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>,
            },
          }))}
          empty={t("noSignatures")}
        />
        {isOwed && (
          <>
            {own.length > 0 && <Notice tone="warning">{t("again")}</Notice>}
            <p className="max-w-prose">{t("owed", { needed })}</p>
            <SignedForm
              id="sign"
              actor={actor}
              {...signed}
              action={sign}
              submit={t("sign")}
              hidden={{ batchId: batch.id, planHash: batch.planHash ?? "" }}
            />
          </>
        )}
      </Stack>
    </Section>
  );
}
