import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { begin, confirmDemonstration, finish } from "@/app/[locale]/desk/confirm/actions";
import { ActionForm, DateTime, LinkButton, Stack } from "@/components/ui";
import { confirmationState } from "@/lib/people/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { ActFields, ConfirmedAction } from "@/lib/platform/auth/confirmation";
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
 * What an official may do only right after confirming that it is they: first the confirmation of this very act, then, for five
 * minutes, the form.
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
            {state.passkeys === 0 && !state.isDemonstration && (
              <>
                <p className="max-w-prose">{t("none")}</p>
                <p>
                  <LinkButton href="/desk/office#passkeys" tone="primary">
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
