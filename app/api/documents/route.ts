import { attachFile, sendFile } from "@/lib/applications/commands";
import { uploadDocument } from "@/lib/documents/commands";
import { largestDocument } from "@/lib/documents/rules";
import { currentActor } from "@/lib/platform/auth/session";
import type { ErrorCode } from "@/lib/platform/errors/codes";
import { isLocale, localePath } from "@/lib/platform/i18n/routing";
import { maintenance } from "@/lib/platform/maintenance";
import { readBody } from "./readBody";

/** The form around a file: field names, boundaries, the other fields. */
const formAllowance = 64 * 1024;

/**
 * Takes a document of an institution, of an application or of the messages about one (`message`: the form's key) from a plain form and leads back to the page it came from, with a word about what was wrong. A route, not
 * a server action, since only here can a file that is far too large be refused with a sentence instead of a broken page.
 */
export async function POST(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const applicationId = asked.get("application");
  const institutionId = asked.get("institution") ?? "";
  const purpose = asked.get("purpose") ?? "";
  const message = asked.get("message");
  const ofApplication = `/applications/${encodeURIComponent(applicationId ?? "")}`;
  const page = applicationId
    ? message
      ? `${asked.get("desk") ? "/desk" : ""}${ofApplication}`
      : `${ofApplication}/files`
    : `/institutions/${encodeURIComponent(institutionId)}/documents`;
  const language = asked.get("locale");
  const locale = isLocale(language) ? language : "en";
  const back = (outcome: { problem: ErrorCode } | { stored: string }) => {
    const query = new URLSearchParams({ purpose, ...outcome });
    const path = localePath(`${page}?${query}`, locale);
    return new Response(null, { status: 303, headers: { location: message ? `${path}#messages` : path } });
  };

  if (!isOurOwn(request)) return Response.json({ error: "notAllowed" }, { status: 403 });
  const actor = await currentActor();
  // What a stranger sends is read to its end like everybody's, but never held.
  const body = await readBody(request, actor ? largestDocument + formAllowance : 0);
  if (!actor) {
    const location = localePath(`/sign-in?next=${encodeURIComponent(page)}`, locale);
    return new Response(null, { status: 303, headers: { location } });
  }
  if (!body) return back({ problem: "fileTooLarge" });
  // Where it leads back to, the page says what is going on.
  if (maintenance()) return back({ problem: "databaseUnreachable" });
  const file = await fileOf(body, request.headers.get("content-type") ?? "");
  if (!file) return back({ problem: "fileMissing" });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fileName = file.name;
  if (applicationId && message) {
    const sent = await sendFile(actor, { applicationId, key: message, fileName, bytes });
    return back(sent.ok ? { stored: sent.value.messageId } : { problem: sent.error.code });
  }
  const result = applicationId
    ? await attachFile(actor, { applicationId, question: purpose, fileName, bytes })
    : await uploadDocument(actor, { institutionId, purpose, fileName, bytes });
  return back(result.ok ? { stored: result.value.documentId } : { problem: result.error.code });
}

async function fileOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<File | undefined> {
  try {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const file = form.get("file");
    return file instanceof File && file.name !== "" ? file : undefined;
  } catch {
    // Not a form at all.
    return undefined;
  }
}

/** Was the form on a page of ours? The session's cookie alone does not say so. */
function isOurOwn(request: Request): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}
