"use client";
import type { ReactNode } from "react";
import { useLazy } from "./useLazy";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** The words of the button that closes it; without them there is none, and `actions` must hold a way out. */
  close?: string;
  /** Below the content, the weightiest first. */
  actions?: ReactNode;
  /** `alertdialog` for what must be answered: a press outside does not close it. */
  role?: "dialog" | "alertdialog";
  width?: "text" | "wide";
  children?: ReactNode;
};

const load = () => import("./aria/AriaDialog");

/**
 * A window over the page: takes the focus, keeps it, and gives it back. Its code is fetched when it first opens, so that it
 * costs a page nothing until then.
 */
export function Dialog(props: DialogProps) {
  const [part] = useLazy(load, props.open);
  return part ? <part.AriaDialog {...props} /> : null;
}
