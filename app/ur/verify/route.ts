import { checkedNumber } from "@/lib/licences/certificates/verifyAddress";
import { verificationPage } from "@/lib/platform/web/verificationPage";

export const dynamic = "force-dynamic";

/** The verification page; a number that was sent with the form gets an address of its own. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("number");
  const number = asked === null ? undefined : checkedNumber(asked);
  if (number) return new Response(null, { status: 303, headers: { Location: `/ur/verify/${number}` } });
  return verificationPage("ur", request);
}
