"use client";
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";
import { type ButtonTone, buttonClass } from "./tones";

type Props = {
  open: boolean;
  title: ReactNode;
  children?: ReactNode;
  /** The words of the two ways out. */
  confirm: string;
  cancel: string;
  tone?: ButtonTone;
  onConfirm: () => void;
  onCancel: () => void;
};

/** A question that must be answered before anything else. Escape is the answer no. */
export function AlertDialog({ open, title, children, confirm, cancel, tone = "primary", onConfirm, onCancel }: Props) {
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      role="alertdialog"
      actions={
        <>
          <button type="button" onClick={onConfirm} className={buttonClass(tone)}>
            {confirm}
          </button>
          <button type="button" onClick={onCancel} className={buttonClass("quiet")}>
            {cancel}
          </button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
