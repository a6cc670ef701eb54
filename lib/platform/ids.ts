import { z } from "zod";

const Id = z.uuid();

/** Does `value`, from an address, look like a key of the database? Anything else would be a fault there instead of "not found". */
export function isId(value: string): boolean {
  return Id.safeParse(value).success;
}
