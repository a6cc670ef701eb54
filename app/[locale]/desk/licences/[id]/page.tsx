import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Became } from "@/components/licences/Became";
import { LicenceActs } from "@/components/licences/LicenceActs";
import { LicenceFacts } from "@/components/licences/LicenceFacts";
import { LicenceHistory } from "@/components/licences/LicenceHistory";
import { Naming, Notice, Page } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import { findLicence } from "@/lib/licences/history";
import { isLicenceChange } from "@/lib/licences/rules";
import { requirePerson } from "@/lib/platform/auth/session";
import { propose, suspend } from "./actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ asked?: string }> };

async function load({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/licences/${id}`);
  const licence = await findLicence(actor, id);
  if (!licence) notFound();
  return { actor, licence };
}

export async function generateMetadata(props: Props) {
  const [{ licence }, t] = [await load(props), await getTranslations("licences")];
  return { title: licence.number ? t("one", { number: licence.number }) : t("onePending") };
}

async function LicencePage(props: Props) {
  const [{ actor, licence }, t] = [await load(props), await getTranslations("licences")];
  const isUnderway =
    licence.suspending?.isOnItsWay ||
    licence.changes.some(({ kind, state }) => isLicenceChange(kind) && state !== "CERTIFIED" && state !== "REFUSED");
  const wasAsked = (await props.searchParams).asked === "1";

  return (
    <Page
      title={
        licence.number ? (
          <Naming text={t("one", { number: licence.number })} identifier={licence.number} />
        ) : (
          t("onePending")
        )
      }
      back={{ href: "/desk/licences", label: t("back") }}
    >
      {isUnderway && (
        <Notice tone="progress" live title={wasAsked ? t("asked") : t("underway")}>
          {t("underwayText")}
          <KeepFresh seconds={3} />
        </Notice>
      )}
      <Became became={licence.became} />
      <LicenceFacts licence={licence} />
      <LicenceHistory licence={licence} changes={licence.changes} />
      {!isUnderway && <LicenceActs actor={actor} licence={licence} actions={{ suspend, propose }} />}
    </Page>
  );
}

export default orNotFound(LicencePage);
