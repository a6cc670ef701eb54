"use client";
import "./words";
import { useId } from "react";
import { Dialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { CloseButton } from "../CloseButton";
import type { DialogProps } from "../Dialog";

/** The part of `Dialog` that is fetched when it opens. */
export function AriaDialog({ open, onClose, title, close, actions, role, width = "text", children }: DialogProps) {
  const body = useId();
  const isAlert = role === "alertdialog";
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable={!isAlert}
      className="scrim fixed inset-0 z-30 flex items-end justify-center sm:items-center sm:p-6"
    >
      <Modal
        className={`risen flex max-h-[min(100dvh,44rem)] w-full flex-col overflow-hidden rounded-t-lg border border-line bg-surface shadow-raised sm:rounded-lg ${
          width === "wide" ? "max-w-4xl" : "max-w-lg"
        }`}
      >
        <Dialog
          {...(role && { role })}
          {...(isAlert && { "aria-describedby": body })}
          className="flex min-h-0 flex-col outline-none"
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-5 sm:px-6">
            <Heading slot="title" className="text-xl">
              {title}
            </Heading>
            {close && <CloseButton label={close} onClick={onClose} />}
          </div>
          <div id={body} className="min-h-0 overflow-y-auto px-5 py-4 sm:px-6">
            {children}
          </div>
          {actions && (
            <div className="flex flex-wrap gap-3 border-t border-line bg-sunken px-5 py-4 max-sm:*:flex-1 sm:px-6">
              {actions}
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
