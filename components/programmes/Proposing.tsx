import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Disclosure, Grid, Select, Stack, TextArea, TextField } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { approvalsLeast, approvalsMost } from "@/lib/programmes/changes/rules";
import type { ProgrammeDetail } from "@/lib/programmes/queries";
import { freePlaces, lastInstant } from "@/lib/programmes/rules";
import { clockedSteps, daysAtMost } from "@/lib/programmes/stepDays";
import { dayOf } from "./day";
import { NewPhaseForm, QuestionForms } from "./PhaseForms";

type Props = {
  programme: ProgrammeDetail;
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** What an administrator can propose to change about a programme, one form for each kind. */
export async function Proposing({ programme, action }: Props) {
  const [t, sectors, locale] = [
    await getTranslations("programmes"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const clock = await getTranslations("desk.clock");
  const { id: programmeId, quotas, phases, quorum } = programme;
  const unused = quotas.map((quota) => ({
    value: quota.sector,
    label: t("sectorUnused", { sector: sectors(quota.sector), count: freePlaces(quota) }),
  }));
  const sum = (of: "places" | "taken") => quotas.reduce((total, quota) => total + quota[of], 0);
  const reason = (
    <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} maxLength={500} required />
  );
  const [every, larger] = [quorum.find(({ above }) => above === 0), quorum.find(({ above }) => above > 0)];
  return (
    <div>
      <Disclosure title={t("kinds.QUOTAS")}>
        <Stack>
          <p>{t("texts.QUOTAS")}</p>
          <ActionForm id="split" action={action} submit={t("submit")} hidden={{ programmeId, kind: "QUOTAS" }}>
            <Grid>
              {quotas.map(({ sector, places, taken }) => (
                <TextField
                  key={sector}
                  name={`places.${sector}`}
                  label={sectors(sector)}
                  hint={t("sectorTaken", { count: taken })}
                  type="number"
                  inputMode="numeric"
                  min={taken}
                  defaultValue={places}
                  required
                />
              ))}
            </Grid>
            {reason}
          </ActionForm>
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.PLACES")}>
        <Stack>
          <p>{t("texts.PLACES")}</p>
          <ActionForm id="places" action={action} submit={t("submit")} hidden={{ programmeId, kind: "PLACES" }}>
            <TextField
              name="places"
              label={t("placesField")}
              hint={t("placesHint", { split: sum("places"), taken: sum("taken") })}
              type="number"
              inputMode="numeric"
              min={Math.max(1, sum("places"))}
              max={1_000_000}
              defaultValue={programme.places}
              required
            />
            {reason}
          </ActionForm>
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.CARRY_OVER")}>
        <Stack>
          <p>{t("texts.CARRY_OVER")}</p>
          <ActionForm id="carry" action={action} submit={t("submit")} hidden={{ programmeId, kind: "CARRY_OVER" }}>
            <Select name="from" label={t("from")} options={unused} required />
            <Select
              name="to"
              label={t("to")}
              options={quotas.map(({ sector }) => ({ value: sector, label: sectors(sector) }))}
              required
            />
            <TextField
              name="places"
              label={t("carryPlaces")}
              hint={t("carryHint")}
              type="number"
              inputMode="numeric"
              min={1}
              required
            />
            {reason}
          </ActionForm>
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.PHASE")}>
        <Stack gap="large">
          <p>{t("texts.PHASE")}</p>
          {phases.map((phase) => (
            <Stack key={phase.id}>
              <h3 className="text-lg text-ink">{inLanguage(locale, phase.nameEn, phase.nameUr)}</h3>
              <ActionForm
                id={`phase-${phase.code}`}
                action={action}
                submit={t("submit")}
                hidden={{ programmeId, kind: "PHASE", phaseId: phase.id }}
              >
                <div className="grid max-w-xl gap-4 sm:grid-cols-2">
                  <TextField
                    name="opens"
                    type="date"
                    label={t("opens")}
                    dir="ltr"
                    defaultValue={dayOf(phase.opensAt)}
                    required
                  />
                  <TextField
                    name="closes"
                    type="date"
                    label={t("closes")}
                    dir="ltr"
                    defaultValue={dayOf(lastInstant(phase))}
                    required
                  />
                </div>
                {reason}
              </ActionForm>
            </Stack>
          ))}
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.NEW_PHASE")}>
        <Stack>
          <p>{t("texts.NEW_PHASE")}</p>
          <NewPhaseForm programme={programme} action={action} />
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.ELIGIBILITY")}>
        <Stack gap="large">
          <p>{t("texts.ELIGIBILITY")}</p>
          <QuestionForms programme={programme} action={action} />
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.DAYS")}>
        <Stack>
          <p>{t("texts.DAYS")}</p>
          <ActionForm id="days" action={action} submit={t("submit")} hidden={{ programmeId, kind: "DAYS" }}>
            {clockedSteps.map((step) => (
              <TextField
                key={step}
                name={`days.${step}`}
                label={clock(step)}
                type="number"
                inputMode="numeric"
                min={1}
                max={daysAtMost}
                defaultValue={programme.days[step]}
                required
              />
            ))}
            {reason}
          </ActionForm>
        </Stack>
      </Disclosure>
      <Disclosure title={t("kinds.QUORUM")}>
        <Stack>
          <p>{t("texts.QUORUM")}</p>
          <ActionForm id="quorum" action={action} submit={t("submit")} hidden={{ programmeId, kind: "QUORUM" }}>
            <TextField
              name="approvals"
              label={t("approvals")}
              hint={t("approvalsHint")}
              type="number"
              inputMode="numeric"
              min={approvalsLeast}
              max={approvalsMost}
              defaultValue={every?.approvals ?? approvalsLeast}
              required
            />
            <TextField
              name="above"
              label={t("above")}
              hint={t("aboveHint")}
              type="number"
              inputMode="numeric"
              min={1}
              defaultValue={larger?.above}
              required={false}
            />
            <TextField
              name="approvalsAbove"
              label={t("approvalsAbove")}
              type="number"
              inputMode="numeric"
              min={approvalsLeast}
              max={approvalsMost}
              defaultValue={larger?.approvals}
              required={false}
            />
            {reason}
          </ActionForm>
        </Stack>
      </Disclosure>
    </div>
  );
}
