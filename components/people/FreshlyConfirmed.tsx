import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { begin, confirmCode, confirmDemonstration, finish, sendCode } from "@/app/[locale]/desk/confirm/actions";
import { ActionForm, DateTime, LinkButton, Stack, TextField } from "@/components/ui";
import { confirmationState } from "@/lib/people/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { ActFields, ConfirmedAction } from "@/lib/platform/auth/confirmation";
import { may } from "@/lib/platform/auth/permissions";
import { PasskeyButton } from "./PasskeyButton";
import { passkeyLabels } from "./passkeyLabels";

type Props = {
  actor: Person;
  action: ConfirmedAction;
  /** The very fields that the form sends. */
  act: ActFields;
  /** Tells it from another one on the page. */
  id: string;
  children: ReactNode;
};

/**
 * What somebody may do only right after confirming that it is they: first the confirmation of this very act, by passkey or, for the
 * people of an institution who have none, by a code; then, for five minutes, the form.
 */
export async function FreshlyConfirmed({ actor, action, act, id, children }: Props) {
  const state = await confirmationState(actor, action, act);
  if (!state) return null;
  const t = await getTranslations("people.confirm");
  const place = `confirmed-${id}`;
  const fields = Object.fromEntries(Object.entries(act).map(([name, value]) => [name, String(value)]));
  const posted = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`act.${name}`, value]));
  return (
    <div id={place} tabIndex={-1} className="outline-none">
      <Stack>
        {state.until ? (
          <>
            <p>{t.rich("until", { at: () => state.until && <DateTime at={state.until} style="datetime" /> })}</p>
            {children}
          </>
        ) : (
          <>
            <p className="max-w-prose">{t("lead")}</p>
            {state.passkeys > 0 && (
              <PasskeyButton
                purpose={{ action, act: fields }}
                partyId={state.partyId}
                begin={begin}
                finish={finish}
                place={place}
                labels={passkeyLabels(t, "sign")}
              />
            )}
            {state.codeTo !== null && !state.isDemonstration && (
              <ByCode id={id} to={state.codeTo} asked={state.asked} hidden={{ action, ...posted }} />
            )}
            {state.passkeys === 0 && state.codeTo === null && !state.isDemonstration && (
              <>
                <p className="max-w-prose">{t(may(actor, "desk.open") ? "none" : "noneOwn")}</p>
                <p>
                  <LinkButton
                    href={may(actor, "desk.open") ? "/desk/office#passkeys" : "/home#passkeys"}
                    tone="primary"
                  >
                    {t("register")}
                  </LinkButton>
                </p>
              </>
            )}
            {state.isDemonstration && (
              <>
                <p className="max-w-prose text-muted">{t("demonstrationText")}</p>
                <ActionForm
                  id={`demonstration-${id}`}
                  action={confirmDemonstration}
                  submit={t("demonstration")}
                  hidden={{ action, ...posted }}
                  tone={state.passkeys > 0 ? "quiet" : "primary"}
                />
              </>
            )}
          </>
        )}
      </Stack>
    </div>
  );
}

type Code = { id: string; to: string; asked: { id: string; expiresAt: Date } | null; hidden: Record<string, string> };

/** The code by e-mail: asking for one, and entering the one that was sent. */
async function ByCode({ id, to, asked, hidden }: Code) {
  const t = await getTranslations("people.confirm.byCode");
  const email = () => <bdi className="break-all">{to}</bdi>;
  if (!asked)
    return (
      <>
        <p className="max-w-prose">{t.rich("lead", { email })}</p>
        <ActionForm id={`send-${id}`} action={sendCode} submit={t("send")} hidden={hidden} />
      </>
    );
  return (
    <>
      <p className="max-w-prose" role="status">
        {t.rich("sent", { email, at: () => <DateTime at={asked.expiresAt} style="datetime" /> })}
      </p>
      <ActionForm id={`code-${id}`} action={confirmCode} submit={t("submit")} hidden={{ confirmationId: asked.id }}>
        <TextField
          name="code"
          label={t("code")}
          hint={t("hint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          dir="ltr"
          required
        />
      </ActionForm>
      <ActionForm id={`send-${id}`} action={sendCode} submit={t("again")} tone="quiet" hidden={hidden} />
    </>
  );
}
