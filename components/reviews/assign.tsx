import { getTranslations } from "next-intl/server";
import { ActionForm, DataTable, Disclosure, Notice, Section, Select, Stack, StatusTag, Written } from "@/components/ui";
import { allows } from "@/lib/applications/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { ApplicationState } from "@/lib/platform/db/generated/enums";
import { Link } from "@/lib/platform/i18n/navigation";
import { reviewerSuggestions, reviewsOf } from "@/lib/reviews/queries";
import { percent } from "@/lib/reviews/rules";
import { AskForm } from "./AskForm";
import { assign } from "./actions";
import { reviewStateTone } from "./reviewStateTone";
import { TakeBack } from "./TakeBack";

type Props = {
  actor: Actor;
  application: { id: string; version: number; state: ApplicationState };
  /** Somebody else works on the case: nothing can be done on it now. */
  readOnly?: boolean;
};

/** Who reviews an application, with what result, and, for whoever may, the form that asks somebody to. */
export async function Reviewers({ actor, application, readOnly = false }: Props) {
  if (!may(actor, "reviews.read")) return null;
  const [t, { reviews, mean, openSlots, blind }] = await Promise.all([
    getTranslations("reviews"),
    reviewsOf(actor, application.id),
  ]);
  const mayAssign =
    !readOnly && openSlots > 0 && allows(application.state, "reviews.assign") && may(actor, "reviews.assign");
  // A reviewer asks from the review itself; here it is the administrator who does.
  const mayAsk =
    !readOnly &&
    allows(application.state, "reviews.requestInformation") &&
    may(actor, "reviews.requestInformation") &&
    may(actor, "reviews.assign");
  return (
    <>
      <Section
        title={t("assign.title")}
        aside={mean !== null && `${t("assign.mean")}: ${t("points", { points: percent(mean) })}`}
      >
        <Stack>
          {blind && <Notice>{t("blind.officers")}</Notice>}
          {reviews.length > 0 && (
            <DataTable
              caption={t("assign.caption")}
              columns={[
                { key: "reviewer", label: t("assign.reviewer") },
                { key: "state", label: t("assign.state") },
                { key: "score", label: t("assign.score"), align: "end" },
              ]}
              rows={reviews.map((review) => ({
                key: review.id,
                href: `/desk/reviews/${review.id}`,
                cells: {
                  reviewer: <Written>{review.reviewer}</Written>,
                  state: <StatusTag tone={reviewStateTone[review.state]}>{t(`states.${review.state}`)}</StatusTag>,
                  score: review.total === null ? "–" : t("points", { points: percent(review.total) }),
                },
              }))}
              empty={t("assign.none")}
            />
          )}
          {!readOnly && may(actor, "reviews.withdraw") && <TakeBack reviews={reviews} />}
          {mayAssign && <Choice actor={actor} application={application} openSlots={openSlots} />}
        </Stack>
      </Section>
      {mayAsk && <AskForm application={application} />}
    </>
  );
}

async function Choice({ actor, application, openSlots }: Props & { openSlots: number }) {
  const t = await getTranslations("reviews.assign");
  const suggestions = await reviewerSuggestions(actor, application.id);
  const free = suggestions.filter((suggestion) => suggestion.conflict === null);
  const excluded = suggestions.filter((suggestion) => suggestion.conflict !== null);
  const options = free.map(({ userId, name, waiting }) => ({ value: userId, label: t("option", { name, waiting }) }));
  const slots = openSlots === 1 ? [t("one")] : [t("first"), t("second")];
  return (
    <>
      <p>{t("missing", { count: openSlots })}</p>
      {free.length === 0 ? (
        <Notice tone="warning">
          {t("nobody")} <Link href="/desk/people">{t("nobodyLink")}</Link>
        </Notice>
      ) : (
        <ActionForm
          id="assign"
          action={assign}
          submit={t("submit")}
          hidden={{ applicationId: application.id, version: application.version }}
        >
          {slots.slice(0, free.length).map((label, index) => (
            <Select
              key={label}
              name={index === 0 ? "first" : "second"}
              label={label}
              hint={t("hint")}
              options={options}
              defaultValue={free[index]?.userId}
            />
          ))}
        </ActionForm>
      )}
      {excluded.length > 0 && (
        <Disclosure quiet title={t("excluded")}>
          <ul className="list-disc ps-6">
            {excluded.map(({ userId, name, conflict }) => (
              <li key={userId}>
                <Written>{name}</Written>: {conflict && t(conflict)}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}
