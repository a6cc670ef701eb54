import { getTranslations } from "next-intl/server";
import {
  ActionForm,
  Checkbox,
  DateTime,
  Identifier,
  Notice,
  Section,
  Stack,
  StatusTag,
  SummaryList,
  TextField,
  type Tone,
} from "@/components/ui";
import type { myAccounts } from "@/lib/messenger/queries";
import { consentVersion, type DeclineReason } from "@/lib/messenger/rules";
import type { AccountState, LicenceState } from "@/lib/platform/db/generated/enums";
import type { FormState } from "@/lib/platform/forms";

type Account = Awaited<ReturnType<typeof myAccounts>>[number];
type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = {
  licence: { id: string; state: LicenceState };
  account: Account | undefined;
  request: Action;
  remove: Action;
};

const tones: Record<AccountState, Tone> = {
  REQUESTED: "progress",
  PROPOSED: "progress",
  PENDING: "progress",
  ACTIVE: "good",
  SUSPENDED: "warning",
  DECLINED: "bad",
  REMOVED: "neutral",
};

/** The holder's messenger account: the offer, the wait, the account itself, and the way out. */
export async function AccountSection({ licence, account, request, remove }: Props) {
  const t = await getTranslations("messenger.offer");
  const isOver = account === undefined || account.state === "DECLINED" || account.state === "REMOVED";
  return (
    <Section title={t("title")}>
      <Stack>
        {isOver && <p className="max-w-xl">{t("lead")}</p>}
        {account && <Standing account={account} remove={remove} />}
        {isOver &&
          (licence.state === "ACTIVE" ? (
            <ActionForm
              id={`account-${licence.id}`}
              action={request}
              submit={t("submit")}
              hidden={{ licenceId: licence.id }}
            >
              <TextField
                name="handle"
                label={t("handle")}
                hint={t("handleHint")}
                required
                dir="ltr"
                maxLength={21}
                autoComplete="off"
              />
              <Checkbox name="consent" value={consentVersion} label={t("consent")} hint={t("consentHint")} required />
            </ActionForm>
          ) : (
            <p>{t("needsLicence")}</p>
          ))}
      </Stack>
    </Section>
  );
}

async function Standing({ account, remove }: { account: Account; remove: Action }) {
  const t = await getTranslations("messenger.offer");
  const reasons = await getTranslations("messenger.reasons");
  const { handle, state } = account;
  if (account.isBeingRemoved) return <Notice tone="progress">{t("removing", { handle })}</Notice>;
  if (state === "DECLINED")
    return (
      <Notice tone="warning">
        {t("declined", { handle, reason: reasons((account.reason ?? "misleading") as DeclineReason) })}
      </Notice>
    );
  if (state === "REMOVED") return <Notice>{account.openedAt ? t("removed", { handle }) : t("withdrawn")}</Notice>;

  const isOpen = state === "ACTIVE" || state === "SUSPENDED";
  return (
    <>
      <SummaryList
        items={[
          {
            term: t("yours"),
            detail: (
              <>
                <Identifier>{`@${handle}`}</Identifier>{" "}
                <StatusTag tone={tones[state]}>{t(`states.${state}`)}</StatusTag>
              </>
            ),
          },
          ...(account.openedAt ? [{ term: t("since"), detail: <DateTime at={account.openedAt} /> }] : []),
        ]}
      />
      {!isOpen && <p className="max-w-xl">{t("waiting", { handle })}</p>}
      {state === "SUSPENDED" && <p className="max-w-xl">{t("suspended")}</p>}
      {(isOpen || state === "REQUESTED") && (
        <ActionForm
          id={`remove-${account.id}`}
          action={remove}
          submit={isOpen ? t("remove") : t("withdraw")}
          tone={isOpen ? "danger" : "quiet"}
          hidden={{ accountId: account.id, version: account.version }}
          {...(isOpen && { confirm: t("removeConfirm") })}
        />
      )}
    </>
  );
}
