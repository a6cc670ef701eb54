import { checkedNumber } from "@/lib/licences/certificates/verifyAddress";
import { verificationPage } from "@/lib/platform/web/verificationPage";

export const dynamic = "force-dynamic";

/** The verification page for one number. Every way of writing it leads to one address; what is no number, the page explains. */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const asked = (await params).number;
  const number = checkedNumber(asked);
  if (number && number !== asked)
    return new Response(null, { status: 308, headers: { Location: `/verify/${number}` } });
  return verificationPage("en", request);
}
