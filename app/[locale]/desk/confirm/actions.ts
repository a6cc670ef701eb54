"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import {
  addPasskey,
  beginConfirmation,
  confirmAct,
  confirmAsDemonstration,
  confirmByCode,
  removePasskey,
  sendConfirmationCode,
} from "@/lib/people/commands";
import type { Challenge } from "@/lib/people/commands/passkeys";
import type { Actor } from "@/lib/platform/auth/actor";
import { failed } from "@/lib/platform/auth/failed";
import { may } from "@/lib/platform/auth/permissions";
import { currentActor } from "@/lib/platform/auth/session";
import type { Failure, Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** A challenge for the person's authenticator. */
export async function begin(asked: unknown): Promise<Result<Challenge>> {
  return beginConfirmation(await currentActor(), asked);
}

/** The signed challenge; comes back with what was wrong, if anything. */
export async function finish(signed: unknown): Promise<Failure | undefined> {
  const result = await confirmAct(await currentActor(), signed);
  if (!result.ok) return result.error;
  showConfirmed();
}

export async function confirmDemonstration(_state: FormState, data: FormData): Promise<FormState> {
  const result = await confirmAsDemonstration(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  showConfirmed();
  return {};
}

export async function sendCode(_state: FormState, data: FormData): Promise<FormState> {
  const result = await sendConfirmationCode(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  showConfirmed();
  return {};
}

export async function confirmCode(_state: FormState, data: FormData): Promise<FormState> {
  const result = await confirmByCode(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  showConfirmed();
  return {};
}

/** A new passkey as the authenticator made it; comes back with what was wrong, if anything. */
export async function register(made: unknown): Promise<Failure | undefined> {
  const actor = await currentActor();
  const result = await addPasskey(actor, made);
  if (!result.ok) return result.error;
  return redirect({ href: `${ownPlace(actor)}?notice=passkeyAdded`, locale: await getLocale() });
}

export async function remove(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const result = await removePasskey(actor, formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `${ownPlace(actor)}?notice=passkeyRemoved`, locale: await getLocale() });
}

/** Where people keep their passkeys. */
function ownPlace(actor: Actor): string {
  return may(actor, "desk.open") ? "/desk/office" : "/home";
}

/** On the pages where something may be done once it is confirmed: those of the desk, of a seat and of members, and one's own. */
function showConfirmed(): void {
  revalidatePath("/[locale]/home", "page");
  revalidatePath("/[locale]/institutions/[id]/members", "page");
  revalidatePath("/[locale]/desk", "layout");
  revalidatePath("/[locale]/institutions/[id]/seats/[seatId]", "page");
}
