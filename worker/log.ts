import pino from "pino";

/** The worker's log: one JSON object a line, ids and codes only, nothing of a person. */
export const log = pino({ name: "worker", level: process.env.LOG_LEVEL ?? "info" });

/** What a log line says of an error: its name and message, never a database row or a request's content. */
export function errorFields(error: unknown): { error: string; reason: string } {
  if (!(error instanceof Error)) return { error: "unknown", reason: "" };
  const isDatabase = error.name.startsWith("PrismaClient");
  const code = "code" in error ? String(error.code) : "";
  const cause = error.cause instanceof Error ? `: ${error.cause.message.split("\n")[0]}` : "";
  return { error: error.name, reason: isDatabase ? code : `${error.message}${cause}`.slice(0, 300) };
}
