import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { fieldLabels } from "@/components/ui/fieldLabels";
import { formTexts } from "@/components/ui/formTexts";
import { LinkButton } from "@/components/ui/LinkButton";
import { Notice } from "@/components/ui/Notice";
import type { ButtonTone } from "@/components/ui/tones";
import { unbroken } from "@/components/ui/unbroken";
import { identityNameOf } from "@/lib/people/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { config } from "@/lib/platform/config";
import type { FormState } from "@/lib/platform/forms";
import { listTexts } from "./listTexts";
import { SigningClient } from "./SigningClient";
import type { Subject } from "./sign";

type Props = {
  actor: Person;
  /**
   * What is signed. The form's action gets it as `signature`, beside the hidden fields; of several, which are signed in one visit of
   * Internet Identity, as many of them in the same order.
   */
  subject: Subject | readonly Subject[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submit: ReactNode;
  hidden?: Record<string, string | number>;
  confirm?: string;
  tone?: ButtonTone;
  id: string;
  /** Where the licences are that it is about. */
  list?: string;
  /** The page that it stands on: where whoever has no identity yet comes back to. */
  page: string;
  children?: ReactNode;
};

/** A form that is sent with the signature of its sender, made in their browser with their own Internet Identity. */
export async function SignedForm({ actor, subject, list, page, children, ...form }: Props) {
  const [t, common, texts] = await Promise.all([getTranslations("signing"), getTranslations("common"), formTexts()]);
  if (actor.principal === null)
    return (
      <Notice tone="warning" title={t("unlinked")}>
        <p>{t("unlinkedText")}</p>
        <p>
          <LinkButton href={`/sign-in?next=${encodeURIComponent(page)}`}>{t("unlinkedLink")}</LinkButton>
        </p>
      </Notice>
    );
  const { demonstration, identityProvider, derivationOrigin, network } = config();
  const isPlayed = demonstration && actor.name.startsWith("Demo ");
  return (
    <SigningClient
      form={{ ...form, children, texts: { ...texts, done: common("formDone") }, labels: fieldLabels(children) }}
      subjects={[subject].flat()}
      {...(list && { list: { address: list, texts: await listTexts() } })}
      canister={network.canisters.licence_registry}
      signer={actor.principal}
      identityProvider={identityProvider}
      derivationOrigin={derivationOrigin}
      hint={
        isPlayed && (
          <p className="text-muted">
            {t.rich("demonstration", {
              identity: () => (
                <bdi lang="en" className="font-semibold text-ink">
                  {unbroken(identityNameOf(actor.name))}
                </bdi>
              ),
            })}
          </p>
        )
      }
      texts={{
        waiting: t("waiting"),
        cancelled: t("cancelled"),
        failed: t("failed"),
        unreasoned: t("unreasoned"),
        undecided: t("undecided"),
        wrongTitle: t("wrongTitle"),
        wrong: t("wrong"),
        expected: t("expected"),
        chosen: t("chosen"),
        script: t("script"),
      }}
    />
  );
}
