// Files of tests share a process. Each begins with the environment that the process began with, in whatever order they come.
const held = globalThis as typeof globalThis & { sanadEnvironment?: NodeJS.ProcessEnv };

held.sanadEnvironment ??= { ...process.env };
const begun = held.sanadEnvironment;
for (const name of Object.keys(process.env)) {
  // Vitest's own names say which file it is.
  if (name.startsWith("VITEST")) continue;
  if (begun[name] === undefined) delete process.env[name];
  else process.env[name] = begun[name];
}
