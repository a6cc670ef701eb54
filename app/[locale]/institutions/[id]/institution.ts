import { notFound } from "next/navigation";
import { z } from "zod";
import { mergedInto } from "@/lib/institutions/merging/queries";
import { findInstitution, type InstitutionView } from "@/lib/institutions/queries";
import { allows } from "@/lib/institutions/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { redirect } from "@/lib/platform/i18n/navigation";

/** The institution of a page's address and who looks at it; not found for whoever may not read it. */
export async function institutionOf(
  params: Promise<{ locale: string; id: string }>,
  page = "",
): Promise<{ actor: Person; institution: InstitutionView; locale: string }> {
  const { locale, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const actor = await requirePerson(`/institutions/${id}${page}`);
  const institution = await findInstitution(actor, id);
  // Its people belong to the one that it was merged into.
  const into = institution && institution.state !== "MERGED" ? undefined : await mergedInto(actor, id);
  if (into !== undefined) return redirect({ href: `/institutions/${into}${page}`, locale });
  if (!institution) notFound();
  return { actor, institution, locale };
}

/** As `institutionOf`, for a page that edits: whoever cannot edit now is led to the institution's own page. */
export async function editableInstitution(params: Promise<{ locale: string; id: string }>, page: string) {
  const found = await institutionOf(params, page);
  const { actor, institution, locale } = found;
  const owner = { institutionId: institution.id };
  if (!allows(institution.state, "institutions.edit") || !may(actor, "institutions.edit", owner))
    redirect({ href: `/institutions/${institution.id}`, locale });
  return found;
}
