"use client";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/AlertDialog";
import { announce } from "@/components/ui/announce";
import { Dialog } from "@/components/ui/Dialog";
import { buttonClass } from "@/components/ui/tones";

type Words =
  | "dialog"
  | "dialogTitle"
  | "dialogText"
  | "alert"
  | "alertTitle"
  | "alertText"
  | "confirm"
  | "cancel"
  | "close"
  | "save";

/** A window that may be left, and a question that must be answered. */
export function Windows({ texts }: { texts: Record<Words, string> }) {
  const [open, setOpen] = useState<"dialog" | "alert">();
  const shut = () => setOpen(undefined);
  const saved = () => {
    shut();
    announce(texts.save);
  };
  return (
    <>
      <button type="button" onClick={() => setOpen("dialog")} className={buttonClass("quiet")}>
        {texts.dialog}
      </button>
      <button type="button" onClick={() => setOpen("alert")} className={buttonClass("quiet")}>
        {texts.alert}
      </button>
      <Dialog
        open={open === "dialog"}
        onClose={shut}
        title={texts.dialogTitle}
        close={texts.close}
        actions={
          <button type="button" onClick={saved} className={buttonClass("primary")}>
            {texts.save}
          </button>
        }
      >
        <p>{texts.dialogText}</p>
      </Dialog>
      <AlertDialog
        open={open === "alert"}
        title={texts.alertTitle}
        confirm={texts.confirm}
        cancel={texts.cancel}
        tone="danger"
        onConfirm={shut}
        onCancel={shut}
      >
        <p>{texts.alertText}</p>
      </AlertDialog>
    </>
  );
}
