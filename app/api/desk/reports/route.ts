import { currentActor } from "@/lib/platform/auth/session";
import { exportReport } from "@/lib/reports/commands";
import { reportCsv } from "@/lib/reports/csv";
import { findReportFile, report } from "@/lib/reports/queries";
import { parsePeriod } from "@/lib/reports/rules";

/** A report as a file: of a period, or one that was written before; to those who may not take it there is no such address. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const file = params.file === undefined ? undefined : await findReportFile(actor, params.file);
  const period = file ? { from: file.fromDay, to: file.toDay } : parsePeriod(params, new Date());
  const begun = await exportReport(actor, period);
  if (!begun.ok || file === null) return Response.json({ error: "notFound" }, { status: 404 });
  const figures = file ? null : await report(actor, period);
  const csv = file?.csv ?? (figures && reportCsv(figures));
  if (csv === null) return Response.json({ error: "notFound" }, { status: 404 });
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="report-${period.from}-${period.to}.csv"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
