import type { IDL } from "@dfinity/candid";
import * as registry from "./bindings/licence_registry.ts";
import * as archive from "./bindings/log_archive.ts";
import * as messenger from "./bindings/messenger.ts";

/** Updates of the licence registry, as canisters/licence_registry/licence_registry.did has them. */
export const registryUpdates = methods(registry.updates);

/** Queries of the licence registry. */
export const registryQueries = methods(registry.queries);

/** Updates of the messenger, as canisters/messenger/messenger.did has them. */
export const messengerUpdates = methods(messenger.updates);

/** Queries of the messenger. */
export const messengerQueries = methods(messenger.queries);

/** Updates of an archive of the log, as canisters/log_archive/log_archive.did has them. */
export const archiveUpdates = methods(archive.updates);

/** Candid types of a method that takes and gives what it says. */
type Method = { arguments: IDL.Type[]; answer: IDL.Type };

function methods<Name extends string>(functions: Record<Name, IDL.FuncClass>): Record<Name, Method> {
  const named = Object.entries<IDL.FuncClass>(functions).map(([name, { argTypes, retTypes }]) => {
    const [answer, ...more] = retTypes;
    if (answer === undefined || more.length > 0) throw new Error(`${name} has not one answer`);
    return [name, { arguments: argTypes, answer }];
  });
  return Object.fromEntries(named) as Record<Name, Method>;
}
