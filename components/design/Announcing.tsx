"use client";
import { announce } from "@/components/ui/announce";
import { buttonClass } from "@/components/ui/tones";

/** An act after which one stays where one is, and hears of it. */
export function Announcing({ button, text }: { button: string; text: string }) {
  return (
    <button type="button" onClick={() => announce(text)} className={buttonClass("quiet")}>
      {button}
    </button>
  );
}
