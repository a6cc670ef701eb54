/** What is read and thrown away of a body that is too large, so that a browser gets to see the answer. */
const patience = 64 * 1024 * 1024;

/**
 * The body of a request, or undefined when it is larger than `limit` bytes. Never holds more than that; a longer body is read
 * on for a while, since a browser shows the answer only once it has sent what it has.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size <= limit) parts.push(value);
    else parts.length = 0;
    if (size > patience) {
      await reader.cancel();
      break;
    }
  }
  return size > limit ? undefined : new Uint8Array(Buffer.concat(parts));
}
