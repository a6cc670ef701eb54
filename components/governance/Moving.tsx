import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import { Button, Notice, Section, Select, Stack, TextField } from "@/components/ui";
import type { RegistryPeople } from "@/lib/chain/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { type Act, chainSectors } from "@/lib/platform/chain/governance";
import type { Governance } from "@/lib/platform/chain/governing";
import type { FormState } from "@/lib/platform/forms";
import { actWords, sectorNames } from "./actWords";
import { decisionField } from "./decisionField";
import { askedAct, possibleActs } from "./possibleActs";

type Props = {
  actor: Person;
  governance: Governance;
  people: RegistryPeople;
  /** The page's address: what was chosen to be moved. */
  asked: Record<string, string | string[] | undefined>;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** The canister that could keep the older part of the log, as far as it is known here. */
  archive: string | undefined;
};

/** A governor chooses what to move, sees it in words, and signs it. */
export async function Moving({ actor, governance, people, asked, action, archive }: Props) {
  const [t, sectors] = [await getTranslations("governance"), await getTranslations("common.sectors")];
  const acts = await Promise.all(
    possibleActs(governance, people).map(async (act) => ({
      act,
      value: JSON.stringify(act),
      label: await actWords(act, people.names),
    })),
  );
  const chosen = acts.find(({ value }) => value === asked.act)?.act ?? askedAct(asked, governance);
  return (
    <Section title={t("move")}>
      <Stack gap="large">
        <p className="max-w-prose">{t("moveText", { count: governance.policy.governors })}</p>
        {chosen && (
          <Notice tone="neutral" title={t("moving")}>
            <p>{await actWords(chosen, people.names)}</p>
            <SignedForm
              id="move"
              actor={actor}
              action={action}
              page="/desk/governance"
              hidden={{}}
              subject={{ kind: "governance", call: moved(chosen) }}
              submit={t("moveSubmit")}
              confirm={t("moveConfirm")}
            >
              {await decisionField()}
            </SignedForm>
          </Notice>
        )}
        <form className="flex flex-col gap-4">
          <Select
            name="act"
            label={t("choose")}
            options={acts.map(({ value, label }) => ({ value, label }))}
            required
          />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("newPolicy")}</h3>
          {(["approvals", "governors", "hours"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(`policyFields.${name}`)}
              inputMode="numeric"
              dir="ltr"
              required
            />
          ))}
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("returning")}</h3>
          <p className="max-w-prose">{t("returningText")}</p>
          <Select
            name="sector"
            label={t("returnFields.sector")}
            options={chainSectors.map((value) => ({ value, label: sectors(sectorNames[value]) }))}
            required
          />
          <TextField name="places" label={t("returnFields.places")} inputMode="numeric" dir="ltr" required />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("newKey")}</h3>
          <p className="max-w-prose">{t("newKeyText")}</p>
          <TextField name="key" label={t("newKeyField")} dir="ltr" required />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
        <form className="flex flex-col gap-4">
          <h3 className="text-lg">{t("archiving")}</h3>
          <p className="max-w-prose">{t("archivingText")}</p>
          <TextField name="archive" label={t("archiveFields.archive")} defaultValue={archive} dir="ltr" required />
          <TextField name="keep" label={t("archiveFields.keep")} inputMode="numeric" dir="ltr" required />
          <div>
            <Button tone="quiet" type="submit">
              {t("show")}
            </Button>
          </div>
        </form>
      </Stack>
    </Section>
  );
}

function moved(act: Act) {
  return { method: "move" as const, argument: { operation: `motion-${crypto.randomUUID()}`, act, decision: "" } };
}
