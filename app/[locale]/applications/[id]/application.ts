import { notFound } from "next/navigation";
import { z } from "zod";
import { type ApplicationView, findApplication } from "@/lib/applications/queries";
import { actionsAvailable } from "@/lib/applications/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";

/** The application of a page's address, who looks at it, and what they can do now. Not found for whoever may not read it. */
export async function applicationOf(params: Promise<{ locale: string; id: string }>, page = "") {
  const { locale, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const actor: Person = await requirePerson(`/applications/${id}${page}`);
  const application: ApplicationView = (await findApplication(actor, id)) ?? notFound();
  // A blind reviewer reads it with the review, and nowhere else.
  if (application.isBlind) notFound();
  const owner = { institutionId: application.institutionId };
  const available = actionsAvailable(application.state, (action) => may(actor, action, owner));
  return { actor, application, available, locale };
}
