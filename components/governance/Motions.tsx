import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import {
  Card,
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  Section,
  Stack,
  StatusTag,
  SummaryList,
  TextField,
  Written,
} from "@/components/ui";
import type { Tone } from "@/components/ui/tones";
import type { RegistryPeople } from "@/lib/chain/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { Governance, Motion, MotionState } from "@/lib/platform/chain/governing";
import type { FormState } from "@/lib/platform/forms";
import { actWords } from "./actWords";
import { decisionField } from "./decisionField";

type Props = {
  actor: Person;
  governance: Governance;
  people: RegistryPeople;
  mayAct: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

const tones: Record<MotionState, Tone> = {
  open: "progress",
  agreed: "warning",
  enacted: "good",
  cancelled: "neutral",
  lapsed: "neutral",
};

/** What is moved and not over, with what a governor can do about it; and what is over. */
export async function Motions(props: Props) {
  const t = await getTranslations("governance");
  const { motions: current, past } = props.governance;
  return (
    <>
      <Section title={t("motions")}>
        {current.length === 0 ? (
          <EmptyState title={t("noMotions")}>{t("noMotionsText")}</EmptyState>
        ) : (
          <Stack>
            {current.map((motion) => (
              <MotionCard key={motion.id} motion={motion} {...props} />
            ))}
          </Stack>
        )}
      </Section>
      {past.length > 0 && (
        <Section title={t("past")}>
          <p className="max-w-prose text-sm text-muted">{t("pastText")}</p>
          <DataTable
            caption={t("past")}
            columns={[
              { key: "act", label: t("act") },
              { key: "decision", label: t("decision") },
              { key: "moved", label: t("movedAt") },
              { key: "state", label: t("state"), align: "end" },
            ]}
            rows={
              await Promise.all(
                past.map(async ({ id, act, decision, moved, state }) => ({
                  key: id,
                  cells: {
                    act: await actWords(act, props.people.names),
                    decision: <Identifier>{decision}</Identifier>,
                    moved: <DateTime at={moved} style="datetime" />,
                    state: <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>,
                  },
                })),
              )
            }
            empty={t("noMotions")}
          />
        </Section>
      )}
    </>
  );
}

async function MotionCard({ motion, actor, governance, people, mayAct, action }: Props & { motion: Motion }) {
  const t = await getTranslations("governance");
  const { id, act, decision, moved, agreed, effectiveFrom, state } = motion;
  const { governors } = governance.policy;
  const hasAgreed = agreed.some(({ governor }) => governor === actor.principal);
  const isDue = state === "agreed" && effectiveFrom !== null && effectiveFrom <= new Date();
  const page = "/desk/governance";
  const signed = { actor, action, page, hidden: {} };
  const cancelled = { motion: id, reason: "", decision: "" };
  return (
    <Card title={await actWords(act, people.names)}>
      <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>
      <SummaryList
        items={[
          { term: t("movedAt"), detail: <DateTime at={moved} style="datetime" /> },
          { term: t("decision"), detail: <Identifier>{decision}</Identifier> },
          {
            term: t("agreed", { count: agreed.length, needed: governors }),
            detail: (
              <ul>
                {agreed.map(({ governor, at }) => (
                  <li key={governor}>
                    <Written>{people.names.get(governor) ?? governor}</Written>, <DateTime at={at} style="datetime" />
                  </li>
                ))}
              </ul>
            ),
          },
          ...(effectiveFrom
            ? [{ term: t("effectiveFrom"), detail: <DateTime at={effectiveFrom} style="datetime" /> }]
            : []),
        ]}
      />
      {mayAct && state === "open" && !hasAgreed && (
        <SignedForm
          id={`agree-${id}`}
          {...signed}
          subject={{ kind: "governance", call: { method: "agree", argument: { motion: id } } }}
          submit={t("agree")}
          confirm={t("agreeConfirm")}
        />
      )}
      {mayAct && isDue && (
        <SignedForm
          id={`enact-${id}`}
          {...signed}
          subject={{ kind: "governance", call: { method: "enact", argument: { motion: id } } }}
          submit={t("enact")}
        />
      )}
      {mayAct && (
        <SignedForm
          id={`cancel-${id}`}
          {...signed}
          subject={{ kind: "governance", call: { method: "cancel", argument: cancelled } }}
          submit={t("cancel")}
          tone="danger"
        >
          <TextField name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} required />
          {await decisionField()}
        </SignedForm>
      )}
    </Card>
  );
}
