import { Identifier } from "./Identifier";

/** A sentence with the number it names on one line and in its own direction, as in a heading. */
export function Naming({ text, identifier }: { text: string; identifier: string }) {
  const [before, ...after] = text.split(identifier);
  return (
    <>
      {before}
      <Identifier>{identifier}</Identifier>
      {after.join(identifier)}
    </>
  );
}
