import { db } from "../platform/db/client.ts";
import { searchText } from "../platform/text.ts";

/** A letter as the mailbox of the demonstration shows it. */
export type Letter = {
  id: string;
  subject: string;
  text: string;
  locale: string;
  createdAt: Date;
  sentAt: Date | null;
};

/** The newest 50 letters to an address, for anybody; nothing at all outside the demonstration. */
export async function mailbox(demonstration: boolean, address: string): Promise<Letter[]> {
  if (!demonstration) return [];
  const typed = searchText(address, 254);
  return db().mail.findMany({
    where: { to: { in: [typed, typed.toLowerCase()] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
    select: { id: true, subject: true, text: true, locale: true, createdAt: true, sentAt: true },
  });
}
