/** A SHA-256 in groups of eight that stay together, to be compared by eye. */
export function Fingerprint({ hash }: { hash: string }) {
  const groups = Array.from({ length: hash.length / 8 }, (_, index) => 8 * index);
  return (
    <bdi dir="ltr" className="flex flex-wrap gap-x-3 font-mono text-[0.94em] tabular-nums rtl:justify-end">
      {groups.map((at) => (
        <span key={at}>{hash.slice(at, at + 8)}</span>
      ))}
    </bdi>
  );
}
