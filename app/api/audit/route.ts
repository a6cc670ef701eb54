import { exportAudit } from "@/lib/audit/commands";
import { exportRows } from "@/lib/audit/exportRows";
import { parseAuditFilter } from "@/lib/audit/filter";
import { exportFormats } from "@/lib/audit/formats";
import { currentActor } from "@/lib/platform/auth/session";

/** The filtered trail as a file, sent as it is read; to those who may not take it there is no such address. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const begun = await exportAudit(actor, { format: params.format, ...parseAuditFilter(params) });
  if (!begun.ok) {
    const isWrong = begun.error.code === "invalidInput";
    return Response.json({ error: isWrong ? "invalidInput" : "notFound" }, { status: isWrong ? 400 : 404 });
  }
  const { format } = begun.value;
  const { mediaType, head, row } = exportFormats[format];
  const rows = exportRows(actor, begun.value);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(file) {
      file.enqueue(encoder.encode(head));
    },
    async pull(file) {
      const { value, done } = await rows.next();
      if (done) file.close();
      else file.enqueue(encoder.encode(value.map(row).join("")));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="audit.${format}"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
