import { holderCredential, isSubject } from "@/lib/licences/credentials/holderCredential";
import { currentActor } from "@/lib/platform/auth/session";
import { ChainError } from "@/lib/platform/chain/errors";
import { chain } from "@/lib/platform/chain/network";
import { config } from "@/lib/platform/config";
import { issuer } from "@/lib/platform/credentials/issuer";
import { asJwt, withProof } from "@/lib/platform/credentials/secure";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { tooManyRequests } from "@/lib/platform/web/publicJson";

/**
 * The holder's licence as a credential in a file: `?form=jwt` signed as a JWT, otherwise with an embedded proof; `?subject=` a did:key
 * that the holder has. To everybody else there is no such address.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const asked = new URL(request.url).searchParams;
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, config().demonstration);
  const subject = asked.get("subject")?.trim() || null;
  if (subject !== null && !isSubject(subject)) return Response.json({ error: "subjectInvalid" }, { status: 400 });
  const by = issuer();
  const missing = () => Response.json({ error: "notFound" }, { status: 404 });
  if (!by) return missing();
  try {
    const found = await holderCredential(await currentActor(), { seatId: id, subject }, by, chain());
    if (!found) return missing();
    const isJwt = asked.get("form") === "jwt";
    const { number, credential } = found;
    const body = isJwt ? asJwt(by, credential) : JSON.stringify(withProof(by, credential, new Date()), null, 1);
    return new Response(`${body}\n`, {
      headers: {
        "content-type": isJwt ? "application/vc+jwt" : "application/vc; charset=utf-8",
        "content-disposition": `attachment; filename="${number}.${isJwt ? "vc.jwt" : "vc.json"}"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "same-origin",
      },
    });
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return Response.json({ error: "chainUnreachable" }, { status: 503 });
  }
}
