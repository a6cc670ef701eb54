import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Identifier, Written } from "@/components/ui";
import { type IdentifierField, identifiersOf, questionsOf } from "@/lib/institutions/identifiers";
import type { InstitutionView } from "@/lib/institutions/queries";

/** How an institution is registered, as lines of a summary: what its kind is asked and has answered. */
export async function answersOf(institution: InstitutionView): Promise<{ term: string; detail: ReactNode }[]> {
  const t = await getTranslations("institutions.particulars");
  const given = identifiersOf(institution.identifiers);
  return questionsOf(institution).flatMap(({ field }) => {
    const answer = given[field];
    if (!answer) return [];
    const choice = choices.find((one) => one === answer);
    return [{ term: t(`fields.${field}`), detail: choice ? t(`values.${choice}`) : written(field, answer) }];
  });
}

const choices = ["yes", "no", "SECP", "INCUBATOR"] as const;

function written(field: IdentifierField, answer: string): ReactNode {
  return field === "cuin" || field === "ntn" ? <Identifier>{answer}</Identifier> : <Written>{answer}</Written>;
}
