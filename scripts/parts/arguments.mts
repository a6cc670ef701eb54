/** What a start is asked for by its environment and arguments. */
export type StartArguments = { fresh: boolean; help: boolean };

const defaults = { PORT: 3000, IC_PORT: 4943, IDENTITY_PORT: 4944, PG_PORT: 54329 };

export type PortVariable = keyof typeof defaults;

/** Reads command-line arguments; throws naming one that is unknown. */
export function startArguments(args: readonly string[]): StartArguments {
  const known: Record<string, keyof StartArguments> = { "--fresh": "fresh", "--help": "help", "-h": "help" };
  const result: StartArguments = { fresh: false, help: false };
  for (const argument of args) {
    const name = known[argument];
    if (name === undefined) throw new Error(`There is no option ${argument}. Try --help.`);
    result[name] = true;
  }
  return result;
}

/** The ports that the environment asks for, or the usual ones. Throws naming a variable that holds no port. */
export function portSettings(env: NodeJS.ProcessEnv): Record<PortVariable, number> {
  const ports = { ...defaults };
  for (const name of Object.keys(defaults) as PortVariable[]) {
    const text = env[name];
    if (text === undefined || text === "") continue;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`${name}=${text} is no port (1 to 65535).`);
    ports[name] = port;
  }
  const names = Object.keys(ports) as PortVariable[];
  for (const [index, name] of names.entries()) {
    const same = names.slice(0, index).find((other) => ports[other] === ports[name]);
    if (same !== undefined) throw new Error(`${same} and ${name} are both ${ports[name]}: give each its own port.`);
  }
  return ports;
}
