import { getTranslations } from "next-intl/server";
import type { Challenge } from "@/lib/licences/credentials/challenge";
import type { Proving } from "@/lib/licences/credentials/entitlement";
import { identityNameOf } from "@/lib/people/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { config } from "@/lib/platform/config";
import { ProveClient } from "./ProveClient";

type Props = { actor: Person; challenge: Challenge; proving: Proving; back: string };

/** The holder's consent: signed in their browser with their own Internet Identity, and handed back by themselves. */
export async function ProveHolder({ actor, challenge, proving, back }: Props) {
  const [t, signing] = [await getTranslations("seats.prove"), await getTranslations("signing")];
  const { demonstration, identityProvider, derivationOrigin } = config();
  return (
    <>
      {demonstration && actor.name.startsWith("Demo ") && (
        <p className="text-muted">
          {signing.rich("demonstration", {
            identity: () => (
              <bdi lang="en" className="font-semibold text-ink">
                {identityNameOf(actor.name)}
              </bdi>
            ),
          })}
        </p>
      )}
      <ProveClient
        challenge={challenge}
        salt={proving.salt}
        signer={proving.principal}
        back={back}
        identityProvider={identityProvider}
        derivationOrigin={derivationOrigin}
        texts={{
          submit: t("submit"),
          waiting: t("waiting"),
          cancelled: t("cancelled"),
          failed: t("failed"),
          other: t("other"),
          done: t("done"),
          doneText: t("doneText"),
          back: t("back"),
          text: t("text"),
          copy: t("copy"),
          script: t("script"),
        }}
      />
    </>
  );
}
