import { verificationAsset } from "@/lib/platform/web/verificationPage";

export const dynamic = "force-dynamic";

/** Scripts, styles and fonts of the verification page. */
export async function GET(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  return verificationAsset(["verify-assets", ...(await params).path].join("/"), request);
}
