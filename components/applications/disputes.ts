"use client";
import { createContext } from "react";
import type { Disputes, DraftField } from "@/lib/applications/merge";

/** What the fields of a draft learn from the form around them. */
export const DraftContext = createContext<{ disputes: Disputes; arrived: readonly DraftField[] }>({
  disputes: {},
  arrived: [],
});
