import { getTranslations } from "next-intl/server";
import type { Channel } from "@/lib/platform/db/generated/enums";

type Written = { channel: Channel; letter: string };

/** What a letter or text message is called, for whoever sees that it went out and not what it says; its code where none is known. */
export async function letterName(): Promise<(written: Written) => string> {
  const t = await getTranslations("desk.mail");
  return ({ channel, letter }) => {
    const key = `${channel === "SMS" ? "texts" : "letters"}.${letter}` as Parameters<typeof t.has>[0];
    return t.has(key) ? t(key) : letter;
  };
}
