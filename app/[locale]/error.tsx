"use client";
import { useParams } from "next/navigation";
import { buttonClass } from "@/components/ui/tones";

// The few words stand here: messages live on the server, and the server is what failed.
const words = {
  en: {
    title: "Something went wrong on our side",
    text: "Nothing you sent was half done: it either happened or it did not. Try again; if it stays, come back later.",
    again: "Try again",
    reference: "Reference",
  },
  ur: {
    title: "ہماری طرف سے کوئی خرابی ہوئی",
    text: "آپ کی بھیجی ہوئی کوئی چیز ادھوری نہیں رہی: یا ہو گئی، یا نہیں ہوئی۔ دوبارہ کوشش کریں؛ مسئلہ رہے تو بعد میں آئیں۔",
    again: "دوبارہ کوشش کریں",
    reference: "حوالہ",
  },
};

export default function Fault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = words[useParams().locale === "ur" ? "ur" : "en"];
  return (
    <div className="max-w-3xl" role="alert">
      <h1 className="text-2xl">{t.title}</h1>
      <p className="mt-3 text-lg text-muted">{t.text}</p>
      <div className="mt-7">
        <button type="button" onClick={reset} className={buttonClass("primary")}>
          {t.again}
        </button>
      </div>
      {error.digest && (
        <p className="mt-6 text-sm text-muted">
          {t.reference}: <bdi className="font-mono">{error.digest}</bdi>
        </p>
      )}
    </div>
  );
}
