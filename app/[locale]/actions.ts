"use server";

import { cookies } from "next/headers";
import { config } from "@/lib/platform/config";
import { themeCookie, themeOf } from "@/lib/platform/web/theme";

/** Keeps how the reader wants the portal to look, in this browser. */
export async function chooseTheme(data: FormData): Promise<void> {
  const theme = themeOf(data.get("theme"));
  const kept = await cookies();
  if (theme === "system") kept.delete(themeCookie.name);
  else
    kept.set(themeCookie.name, theme, {
      sameSite: "lax",
      path: "/",
      maxAge: themeCookie.maxAge,
      secure: config().origin.startsWith("https:"),
    });
}
