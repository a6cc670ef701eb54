import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import { Card, DataTable, DateTime, Identifier, Section, Select, Stack, SummaryList, Written } from "@/components/ui";
import type { Standing } from "@/lib/audit/standing";
import type { RegistryPeople } from "@/lib/chain/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { DisownedWord, RegisteredHead } from "@/lib/platform/chain/auditHeads";
import { disowningReasons } from "@/lib/platform/chain/disowning";
import type { Governance } from "@/lib/platform/chain/governing";
import type { FormState } from "@/lib/platform/forms";
import { decisionField } from "./decisionField";
import { headsToJudge } from "./headsToJudge";

type Props = {
  actor: Person;
  governance: Pick<Governance, "policy" | "roles">;
  /** What the register noted of the audit. */
  noted: Standing;
  people: Pick<RegistryPeople, "names">;
  mayAct: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** The heads of the audit that the database contradicts, with what a governor can do about each; and those that are disowned. */
export async function Disowning({ noted, ...props }: Props) {
  const t = await getTranslations("governance.heads");
  const { heads, more } = headsToJudge(noted, props.governance, props.actor.principal, new Date());
  return (
    <>
      {heads.length > 0 && (
        <Section title={t("title")}>
          <Stack>
            <p className="max-w-prose">{t("text")}</p>
            {heads.map((judged) => (
              <HeadCard key={judged.head.block.toString()} {...judged} {...props} />
            ))}
            {more > 0 && <p>{t("more", { count: more })}</p>}
          </Stack>
        </Section>
      )}
      {noted.disowned.length > 0 && (
        <Section title={t("past")}>
          <p className="max-w-prose text-sm text-muted">{t("pastText")}</p>
          <DataTable
            caption={t("past")}
            columns={[
              { key: "reached", label: t("reached") },
              { key: "block", label: t("entry") },
              { key: "noted", label: t("notedAt") },
              { key: "disowned", label: t("disownedAt"), align: "end" },
            ]}
            rows={noted.disowned.map(({ sequence, block, at, disowned }) => ({
              key: block.toString(),
              cells: {
                reached: <Identifier>{sequence.toString()}</Identifier>,
                block: <Identifier>{block.toString()}</Identifier>,
                noted: <DateTime at={at} style="datetime" />,
                disowned: disowned && <DateTime at={disowned} style="datetime" />,
              },
            }))}
            empty={t("past")}
          />
        </Section>
      )}
    </>
  );
}

type Judged = { head: RegisteredHead; words: DisownedWord[]; until: Date; isLate: boolean; hasSaid: boolean };

async function HeadCard(props: Judged & Omit<Props, "noted">) {
  const { head, words, until, isLate, hasSaid, actor, governance, people, mayAct, action } = props;
  const t = await getTranslations("governance.heads");
  const block = head.block.toString();
  return (
    <Card title={t("card", { sequence: head.sequence.toString() })}>
      <SummaryList
        items={[
          { term: t("notedAt"), detail: <DateTime at={head.at} style="datetime" /> },
          { term: t("entry"), detail: <Identifier>{block}</Identifier> },
          { term: t("hash"), detail: <Identifier>{head.hash}</Identifier> },
          { term: t("until"), detail: <DateTime at={until} style="datetime" /> },
          {
            term: t("said", { count: words.length, needed: governance.policy.governors }),
            detail: (
              <ul>
                {words.map(({ governor, reason, decision, at }) => {
                  const known = disowningReasons.find((code) => code === reason);
                  return (
                    <li key={governor}>
                      <Written>{people.names.get(governor) ?? governor}</Written>, <DateTime at={at} style="datetime" />
                      :{" "}
                      {t.rich("word", {
                        reason: known ? t(`reasons.${known}`) : reason,
                        decision: () => <Identifier>{decision}</Identifier>,
                      })}
                    </li>
                  );
                })}
              </ul>
            ),
          },
        ]}
      />
      {isLate && <p>{t("late")}</p>}
      {mayAct && !isLate && !hasSaid && (
        <SignedForm
          id={`disown-${block}`}
          actor={actor}
          action={action}
          page="/desk/governance"
          hidden={{}}
          subject={{
            kind: "governance",
            call: {
              method: "disownHead",
              argument: { block, sequence: head.sequence.toString(), reason: disowningReasons[0], decision: "" },
            },
          }}
          submit={t("sign")}
          confirm={t("signConfirm")}
          tone="danger"
        >
          <Select
            name="reason"
            label={t("reason")}
            options={disowningReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            required
          />
          {await decisionField()}
        </SignedForm>
      )}
    </Card>
  );
}
