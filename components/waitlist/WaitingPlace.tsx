import { getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Disclosure, LinkButton, Notice, Section, Stack } from "@/components/ui";
import type { WaitingPlace as Place } from "@/lib/batches/queries";
import type { FormState } from "@/lib/platform/forms";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = {
  place: Place | null;
  /** Of whoever reads it: an owner answers an offer, the others of the institution read who does, a link leads to the sign-in. */
  reader: { answer: Answer | null } | { signIn: string };
};

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** What an owner does with an offer. */
type Answer = { applicationId: string; accept: Action; decline: Action };

/** Where an application stands on the waitlist, as its institution reads it, or what it is offered; nothing where it does not wait. */
export async function WaitingPlace({ place, reader }: Props) {
  if (!place) return null;
  const t = await getTranslations("waitlist");
  const { position, of, since, seats: asked, offer } = place;
  if (!offer)
    return (
      <Section title={t("own.title")}>
        <Notice tone="progress" title={t("own.place", { position, of })}>
          <p>{t.rich("own.since", { at: () => <DateTime at={since} /> })}</p>
          <p>{t("own.text")}</p>
          <p>
            <Link href="/waitlist">{t("own.list")}</Link>
          </p>
        </Notice>
      </Section>
    );
  return (
    <Section title={t("own.offerTitle")}>
      <Stack>
        <Notice tone="warning" title={t("own.offer", { seats: offer.seats, asked })}>
          <p>{t.rich("own.until", { until: () => <DateTime at={offer.until} /> })}</p>
        </Notice>
        <p className="max-w-prose">{t("own.what")}</p>
        {"signIn" in reader ? (
          <div>
            <LinkButton href={reader.signIn}>{t("own.signIn")}</LinkButton>
          </div>
        ) : reader.answer ? (
          <Answering offer={offer} answer={reader.answer} />
        ) : (
          <p>{t("own.notOwner")}</p>
        )}
      </Stack>
    </Section>
  );
}

async function Answering({ offer, answer }: { offer: { id: string; version: number }; answer: Answer }) {
  const t = await getTranslations("waitlist.own");
  const { applicationId, accept, decline } = answer;
  const hidden = { applicationId, offerId: offer.id, version: offer.version };
  return (
    <>
      <ActionForm id="accept" action={accept} submit={t("accept")} hidden={hidden} />
      <Disclosure title={t("decline")}>
        <ActionForm
          id="decline"
          action={decline}
          submit={t("decline")}
          tone="danger"
          confirm={t("declineConfirm")}
          hidden={hidden}
        />
      </Disclosure>
    </>
  );
}
