import { getTranslations } from "next-intl/server";
import { begin, register, remove } from "@/app/[locale]/desk/confirm/actions";
import { ActionForm, DateTime, Disclosure, Section, Stack, Written } from "@/components/ui";
import { confirmationState, ownPasskeys } from "@/lib/people/queries";
import { passkeysAtMost } from "@/lib/people/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { FreshlyConfirmed } from "./FreshlyConfirmed";
import { PasskeyButton } from "./PasskeyButton";
import { passkeyLabels } from "./passkeyLabels";

/** One's own passkeys: what there are, taking one away, and making another. */
export async function Passkeys({ actor }: { actor: Person }) {
  const [t, keys, state] = await Promise.all([
    getTranslations("people.confirm"),
    ownPasskeys(actor),
    confirmationState(actor, "people.addPasskey", {}),
  ]);
  if (!state) return null;
  const making = (
    <PasskeyButton
      purpose={{ person: { id: actor.userId, name: actor.name } }}
      partyId={state.partyId}
      begin={begin}
      finish={register}
      place="passkeys"
      labels={passkeyLabels(t, "make")}
    />
  );
  return (
    <div id="passkeys" tabIndex={-1} className="outline-none">
      <Section title={t("title")}>
        <Stack>
          <p className="max-w-prose">{t(may(actor, "desk.open") ? "text" : "ownText")}</p>
          {keys.length > 0 && (
            <ul className="flex flex-col gap-4">
              {keys.map(({ id, name, createdAt, usedAt }) => (
                <li key={id} className="rounded-md border border-line bg-surface p-4">
                  <p className="font-semibold">
                    <Written>{name}</Written>
                  </p>
                  <p className="text-muted">
                    {t.rich("since", { at: () => <DateTime at={createdAt} /> })}{" "}
                    {usedAt && t.rich("used", { at: () => <DateTime at={usedAt} style="datetime" /> })}
                  </p>
                  <Disclosure title={t("remove")}>
                    <FreshlyConfirmed
                      actor={actor}
                      action="people.removePasskey"
                      act={{ passkeyId: id }}
                      id={`remove-${id}`}
                    >
                      <ActionForm action={remove} submit={t("remove")} hidden={{ passkeyId: id }} tone="danger" />
                    </FreshlyConfirmed>
                  </Disclosure>
                </li>
              ))}
            </ul>
          )}
          {keys.length === 0 &&
            (actor.email === null ? (
              making
            ) : (
              <Disclosure title={t("register")} open={state.until !== null || state.asked !== null}>
                <FreshlyConfirmed actor={actor} action="people.addPasskey" act={{}} id="first">
                  {making}
                </FreshlyConfirmed>
              </Disclosure>
            ))}
          {keys.length > 0 && keys.length < passkeysAtMost && (
            <Disclosure title={t("another")}>
              <FreshlyConfirmed actor={actor} action="people.addPasskey" act={{}} id="add">
                {making}
              </FreshlyConfirmed>
            </Disclosure>
          )}
        </Stack>
      </Section>
    </div>
  );
}
