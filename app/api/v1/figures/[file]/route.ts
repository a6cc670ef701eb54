import { figuresCsv, figuresJson } from "@/lib/outcomes/files";
import { figureFiles } from "@/lib/outcomes/rules";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicFile, publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** The public figures as a file, each figure with who answers for it: JSON with all of them, or CSV. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { demonstration } = config();
  const { file: asked } = await params;
  const file = figureFiles.find((one) => one === asked);
  if (!file) return publicJson({ error: "notFound", demonstration }, 404);
  const wait = secondsToWait("figures", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  if (file === "figures.json") return publicJson({ ...(await figuresJson()), demonstration });
  return publicFile(await figuresCsv(file), demonstration ? `demonstration-${file}` : file);
}

export const OPTIONS = publicOptions;
