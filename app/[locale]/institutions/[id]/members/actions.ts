"use server";

import { getLocale } from "next-intl/server";
import {
  acceptTransfer,
  changeMemberRole,
  closeTransfer,
  decideJoinRequest,
  inviteMember,
  leaveInstitution,
  proposeTransfer,
  removeMember,
  withdrawInvitation,
} from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function invite(_: FormState, data: FormData): Promise<FormState> {
  const result = await inviteMember(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return backTo(String(data.get("institutionId")), "invited");
}

export async function withdraw(_: FormState, data: FormData): Promise<FormState> {
  return send(withdrawInvitation, data, "withdrawn");
}

export async function changeRole(_: FormState, data: FormData): Promise<FormState> {
  return send(changeMemberRole, data, "changed");
}

export async function remove(_: FormState, data: FormData): Promise<FormState> {
  return send(removeMember, data, "removed");
}

export async function offer(_: FormState, data: FormData): Promise<FormState> {
  return send(proposeTransfer, data, "offered");
}

export async function accept(_: FormState, data: FormData): Promise<FormState> {
  return send(acceptTransfer, data, "accepted");
}

export async function close(_: FormState, data: FormData): Promise<FormState> {
  return send(closeTransfer, data, "closed");
}

export async function decide(_: FormState, data: FormData): Promise<FormState> {
  return send(decideJoinRequest, data, "decided");
}

export async function leave(_: FormState, data: FormData): Promise<FormState> {
  const result = await leaveInstitution(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: "/institutions", locale: await getLocale() });
}

async function send(command: Command<{ institutionId: string }>, data: FormData, what: string): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return backTo(result.value.institutionId, what);
}

async function backTo(institutionId: string, what: string): Promise<never> {
  const href = `/institutions/${encodeURIComponent(institutionId)}/members?done=${what}`;
  return redirect({ href, locale: await getLocale() });
}
