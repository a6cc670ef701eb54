import type { Actor } from "@/lib/platform/auth/actor";
import { mayEver } from "@/lib/platform/auth/permissions";

/** A place in the main navigation: `key` is its name under `nav` in the messages. */
export type Place = {
  key: "start" | "notices" | "institutions" | "applications" | "seat" | "desk" | "verify" | "mailbox";
  href: string;
  /** Outside the framework: needs a full page load. */
  plain?: boolean;
};

/** Where somebody may go, by the table of permissions; the same table answers again on each page. */
export function placesFor(actor: Actor, demonstration: boolean): Place[] {
  const places: Place[] = [];
  if (actor?.kind === "person") {
    places.push({ key: "start", href: "/home" });
    if (actor.memberships.length > 0) {
      places.push({ key: "institutions", href: "/institutions" }, { key: "applications", href: "/applications" });
    }
    if (mayEver(actor, "desk.open")) places.push({ key: "desk", href: "/desk" });
    else if (mayEver(actor, "licences.readOwn")) places.push({ key: "seat", href: "/seat" });
    places.push({ key: "notices", href: "/notices" });
  }
  places.push({ key: "verify", href: "/verify", plain: true });
  if (demonstration) places.push({ key: "mailbox", href: "/mailbox" });
  return places;
}
