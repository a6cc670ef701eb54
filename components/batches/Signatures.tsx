import { getTranslations } from "next-intl/server";
import { Signatures as SignaturesUnder } from "@/components/signing/Signatures";
import { SignedForm } from "@/components/signing/SignedForm";
import type { BatchDetail } from "@/lib/batches/queries";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import { signedUnder } from "./signedUnder";

type Props = {
  actor: Person;
  batch: BatchDetail;
  sign: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Who has signed a batch for the registry; and the way to do so, for whoever proposed or approved it and has not. */
export async function Signatures({ actor, batch, sign }: Props) {
  const signed = signedUnder(batch);
  if (!signed) return null;
  const t = await getTranslations("signing");
  return (
    <SignaturesUnder actor={actor} signing={batch.signing} owed={t("owed", { needed: batch.signing.needed })}>
      <SignedForm
        id="sign"
        actor={actor}
        {...signed}
        action={sign}
        submit={t("sign")}
        hidden={{ batchId: batch.id, planHash: batch.planHash ?? "" }}
      />
    </SignaturesUnder>
  );
}
