import { sheetText } from "@/components/licences/sheetText";
import { findCertificate } from "@/lib/licences/certificates/certificate";
import { paperOf } from "@/lib/licences/certificates/paper";
import { certificateDrawing } from "@/lib/licences/certificates/sheet/certificate";
import { pdfOf } from "@/lib/licences/certificates/sheet/pdf";
import { pngOf } from "@/lib/licences/certificates/sheet/png";
import { walletDrawing } from "@/lib/licences/certificates/sheet/wallet";
import { currentActor } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { tooManyRequests } from "@/lib/platform/web/publicJson";

/**
 * The certificate of a licence in force as a PDF, or with `?as=wallet` as a picture for a phone, with a proof of this moment. 404 for
 * whom it is not for and for a licence that is not in force; 503 while the registry cannot be asked, since paper without a proof is worth little.
 */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const locale = query.get("locale") === "ur" ? "ur" : "en";
  const now = new Date();
  const certificate = await findCertificate(await currentActor(), (await params).number, now);
  if (!certificate?.number || certificate.state !== "ACTIVE")
    return Response.json({ error: "notFound" }, { status: 404 });
  const { number } = certificate;
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, config().demonstration);
  const paper = await paperOf(number);
  if (!paper) return Response.json({ error: "chainUnreachable" }, { status: 503 });
  const text = await sheetText({ ...certificate, number }, { proofAt: paper.at, now, locale });
  const lines = `${paper.codes.join("\n")}\n`;
  if (query.get("as") === "wallet") {
    const picture = await pngOf(walletDrawing(text, paper.codes), "Sanad", lines);
    return file(picture, "image/png", `${number}.png`);
  }
  const attachment = { name: `${number}.txt`, description: text.check[locale === "ur" ? 1 : 0], text: lines };
  const title = `${text.title[locale === "ur" ? 1 : 0]} ${number}`;
  const about = { title, language: locale, at: now, attachment };
  return file(pdfOf(certificateDrawing(text, paper.codes), about), "application/pdf", `${number}.pdf`);
}

function file(bytes: Buffer, type: string, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
