"use server";
import { getLocale } from "next-intl/server";
import { removeDocument } from "@/lib/documents/commands";
import {
  institutionsToJoin,
  registeredAlready,
  registrationsBeside,
  registrationsToJoin,
} from "@/lib/institutions/alike/queries";
import {
  registerInstitution,
  saveContact,
  saveIdentity,
  saveParticulars,
  submitInstitution,
} from "@/lib/institutions/commands";
import { doubtsOf, identifiersMissing } from "@/lib/institutions/identifiers";
import { findInstitution } from "@/lib/institutions/queries";
import type { Section } from "@/lib/institutions/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function register(_: FormState, data: FormData): Promise<FormState> {
  const [actor, input] = [await currentActor(), formInput(data)];
  const { name, kind } = input;
  // Found before it is registered twice; a form that is not complete is told so first.
  if (typeof name === "string" && typeof kind === "string" && (await isKnown(actor, { name, kind }))) {
    const typed = new URLSearchParams({ name, kind });
    return redirect({ href: `/institutions/new/alike?${typed}`, locale: await getLocale() });
  }
  const result = await registerInstitution(actor, input);
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/institutions/${result.value.institutionId}/identity`, locale: await getLocale() });
}

/** Is it verified already, or registered by others just now? */
async function isKnown(actor: Actor, typed: { name: string; kind: string }): Promise<boolean> {
  const [found, underWay] = await Promise.all([institutionsToJoin(actor, typed), registrationsToJoin(actor, typed)]);
  return found.length + underWay.length > 0;
}

export async function identity(_: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const result = await saveIdentity(actor, formInput(data));
  return result.ok ? goOn(actor, data, "identity") : failed(result.error, data);
}

export async function particulars(_: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const result = await saveParticulars(actor, formInput(data));
  return result.ok ? goOn(actor, data, "particulars") : failed(result.error, data);
}

export async function contact(_: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const result = await saveContact(actor, formInput(data));
  return result.ok ? goOn(actor, data, "contact") : failed(result.error, data);
}

/**
 * On to the next part; but first to institutions that this one may be, found by what was just saved, or back to the page with
 * what looks unusual.
 */
async function goOn(actor: Actor, data: FormData, from: Exclude<Section, "terms" | "documents">): Promise<never> {
  const id = String(data.get("institutionId"));
  const locale = await getLocale();
  const to = (path: string) => redirect({ href: `/institutions/${id}${path}`, locale });
  const institution = await findInstitution(actor, id);
  if (!institution) return to("");
  // By its name it was offered when the registration began.
  const [known, beside] =
    from === "contact" ? [[], []] : await Promise.all([registeredAlready(actor, id), registrationsBeside(actor, id)]);
  const isToJoin = known.some(({ why, asked }) => !asked && why.some((likeness) => likeness !== "name"));
  if (isToJoin || beside.some(({ asked }) => !asked)) return to("/alike");
  if (doubtsOf(institution).some(({ section }) => section === from)) return to(`/${from}?look=again`);
  if (from === "contact") return to("/documents");
  return to(from === "identity" && identifiersMissing(institution).length > 0 ? "/particulars" : "/contact");
}

export async function remove(_: FormState, data: FormData): Promise<FormState> {
  const result = await removeDocument(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/institutions/${result.value.institutionId}/documents`, locale: await getLocale() });
}

export async function submit(_: FormState, data: FormData): Promise<FormState> {
  const result = await submitInstitution(await currentActor(), formInput(data));
  const to = async (path: string) => redirect({ href: `/institutions/${path}`, locale: await getLocale() });
  if (result.ok) return to(result.value.institutionId);
  // Handed in by others while the page was open: it says so now, and asks why.
  if (result.error.code === "registrationUnderWay" && !data.has("besideReason"))
    return to(`${encodeURIComponent(String(data.get("institutionId")))}/terms`);
  return failed(result.error, data);
}
