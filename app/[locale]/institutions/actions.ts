"use server";
import { getLocale } from "next-intl/server";
import { removeDocument } from "@/lib/documents/commands";
import { registerInstitution, saveContact, saveIdentity, submitInstitution } from "@/lib/institutions/commands";
import { institutionsToJoin } from "@/lib/institutions/membership/queries";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function register(_: FormState, data: FormData): Promise<FormState> {
  const [actor, input] = [await currentActor(), formInput(data)];
  const { name, kind } = input;
  // Found before it is registered twice; a form that is not complete is told so first.
  if (typeof name === "string" && typeof kind === "string" && (await institutionsToJoin(actor, name)).length > 0) {
    const typed = new URLSearchParams({ name, kind });
    return redirect({ href: `/institutions/new/alike?${typed}`, locale: await getLocale() });
  }
  const result = await registerInstitution(actor, input);
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/institutions/${result.value.institutionId}/identity`, locale: await getLocale() });
}

export async function identity(_: FormState, data: FormData): Promise<FormState> {
  const result = await saveIdentity(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/institutions/${data.get("institutionId")}/contact`, locale: await getLocale() });
}

export async function contact(_: FormState, data: FormData): Promise<FormState> {
  const result = await saveContact(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/institutions/${data.get("institutionId")}/documents`, locale: await getLocale() });
}

export async function remove(_: FormState, data: FormData): Promise<FormState> {
  const result = await removeDocument(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/institutions/${result.value.institutionId}/documents`, locale: await getLocale() });
}

export async function submit(_: FormState, data: FormData): Promise<FormState> {
  const result = await submitInstitution(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/institutions/${result.value.institutionId}`, locale: await getLocale() });
}
