// Keeps the command line offline: generate, validate and format need no engine binary.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= "/bin/true";

export default {
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
};
