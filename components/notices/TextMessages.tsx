import { getLocale, getTranslations } from "next-intl/server";
import { askCode, chooseKinds, prove, removeNumber } from "@/app/[locale]/notices/texts";
import {
  ActionForm,
  Checkbox,
  CheckboxGroup,
  Disclosure,
  Identifier,
  LinkButton,
  Notice,
  Section,
  Stack,
  SummaryList,
  TextField,
} from "@/components/ui";
import { myTexts } from "@/lib/notifications/texts/queries";
import { textKinds } from "@/lib/notifications/texts/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { config } from "@/lib/platform/config";

/**
 * How one hears by text message: a number, its proof, and of what. Nothing at all where none are sent and no number is kept. `isSaved`: they
 * have just chosen. */
export async function TextMessages({ actor, isSaved }: { actor: Person; isSaved: boolean }) {
  const [t, mine] = [await getTranslations("notices.texts"), await myTexts(actor)];
  if (!mine || !(mine.isOffered || mine.number)) return null;
  const { isOffered, number, kinds, asked } = mine;
  const separator = (await getLocale()) === "ur" ? "، " : ", ";
  const held = textKinds.filter((kind) => kinds.includes(kind)).map((kind) => t(`kind.${kind}`));
  return (
    <div id="texts">
      <Section title={t("title")}>
        <Stack>
          <p className="max-w-2xl">{t("lead")}</p>
          {!isOffered && <Notice tone="warning">{t("notOffered")}</Notice>}
          {isOffered && asked && <Proof number={asked} />}
          {number && (
            <>
              {isSaved && <Notice tone="good" live title={t("saved")} />}
              <SummaryList
                items={[
                  { term: t("yours"), detail: <Identifier>{number}</Identifier> },
                  { term: t("now"), detail: held.length === 0 ? t("nowNone") : held.join(separator) },
                ]}
              />
              <ActionForm id="texts" action={chooseKinds} submit={t("save")} tone="quiet">
                <CheckboxGroup
                  name="kinds[]"
                  legend={t("kinds")}
                  options={textKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                  defaultValues={kinds}
                />
              </ActionForm>
            </>
          )}
          {isOffered &&
            (number || asked ? (
              <Disclosure title={t("another")}>
                <NumberForm />
              </Disclosure>
            ) : (
              <NumberForm />
            ))}
          {(number || asked) && (
            <ActionForm
              id="remove-number"
              action={removeNumber}
              submit={t(number ? "remove" : "stop")}
              tone={number ? "danger" : "quiet"}
            />
          )}
        </Stack>
      </Section>
    </div>
  );
}

async function NumberForm() {
  const t = await getTranslations("notices.texts");
  return (
    <ActionForm id="number" action={askCode} submit={t("ask")} tone="quiet">
      <TextField
        name="number"
        type="tel"
        label={t("number")}
        hint={t("numberHint")}
        autoComplete="tel"
        maxLength={40}
        required
      />
      <Checkbox name="abroad" value="yes" label={t("abroad")} />
    </ActionForm>
  );
}

async function Proof({ number }: { number: string }) {
  const t = await getTranslations("notices.texts");
  return (
    <>
      <p className="max-w-2xl" role="status">
        {t.rich("asked", { number: () => <Identifier>{number}</Identifier> })}
      </p>
      {config().demonstration && (
        <Notice tone="neutral" title={t("demoTitle")}>
          <p>{t("demoText")}</p>
          <div className="mt-2">
            <LinkButton href={`/mailbox?to=${encodeURIComponent(number)}`} tone="quiet">
              {t("demoLink")}
            </LinkButton>
          </div>
        </Notice>
      )}
      <ActionForm id="code" action={prove} submit={t("prove")}>
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          dir="ltr"
          required
        />
      </ActionForm>
    </>
  );
}
