import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable, DateTime, Notice, Section, Stack, StatusTag, Written } from "@/components/ui";
import type { Tone } from "@/components/ui/tones";
import type { Signing } from "@/lib/batches/signing/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { SignatureState } from "@/lib/platform/db/generated/enums";

type Props = {
  actor: Person;
  signing: Signing;
  /** Why a signature of the reader's is wanted. */
  owed: string;
  /** Where they sign. */
  children: ReactNode;
};

const tones: Record<SignatureState, Tone> = { SENT: "progress", CERTIFIED: "good", REFUSED: "bad", EXPIRED: "warning" };

/** Who has signed something for the registry; and the way to do so, for whoever proposed or approved it and has not. */
export async function Signatures({ actor, signing: { needed, signatures, isOwed }, owed, children }: Props) {
  if (needed === 0) return null;
  const t = await getTranslations("signing");
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
            <p className="max-w-prose">{owed}</p>
            {children}
          </>
        )}
      </Stack>
    </Section>
  );
}
