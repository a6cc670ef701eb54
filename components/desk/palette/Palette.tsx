"use client";
import "@/components/ui/aria/words";
import { useState } from "react";
import { RouterProvider } from "react-aria-components";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Header, Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Input, SearchField } from "react-aria-components/SearchField";
import { ariaLocale } from "@/components/ui/aria/words";
import { CloseButton } from "@/components/ui/CloseButton";
import { searchable } from "@/lib/institutions/search";
import { localePath } from "@/lib/platform/i18n/routing";
import { useGo } from "../Flow";
import { type Destination, foundKinds, type PaletteTexts } from "./found";
import { useFind } from "./useFind";

type Props = { locale: string; texts: PaletteTexts; destinations: Destination[]; onClose: () => void };

type Line = { href: string; title: string; detail: string };

/** One field that leads anywhere on the desk: its places, what can be begun there, and whatever the reader may find by its name or number. */
export function Palette({ locale, texts, destinations, onClose }: Props) {
  const go = useGo();
  const [words, setWords] = useState("");
  const { state, found } = useFind(words, locale);
  const wanted = searchable(words);
  const fitting = destinations.filter(({ title, href }) => searchable(`${title} ${href}`).includes(wanted));
  const sections = [
    ...foundKinds.map((kind) => ({ kind, lines: found.filter((one) => one.kind === kind) as Line[] })),
    ...(["places", "acts"] as const).map((kind) => ({
      kind,
      lines: fitting.filter((one) => one.kind === kind).map((one) => ({ ...one, detail: "" })),
    })),
  ].filter(({ lines }) => lines.length > 0);
  const count = sections.reduce((sum, { lines }) => sum + lines.length, 0);
  const said =
    state === "searching"
      ? texts.searching
      : count === 0
        ? texts.nothing
        : texts.count.replace("{count}", String(count));

  return (
    <I18nProvider locale={ariaLocale(locale)}>
      <RouterProvider navigate={go}>
        <ModalOverlay
          isOpen
          isDismissable
          onOpenChange={(isOpen) => !isOpen && onClose()}
          className="scrim fixed inset-0 z-30 flex items-start justify-center sm:p-6 sm:pt-[12dvh]"
        >
          <Modal className="risen flex max-h-[min(100dvh,34rem)] w-full max-w-2xl flex-col overflow-hidden border-line bg-surface shadow-raised sm:rounded-lg sm:border">
            <Dialog aria-label={texts.title} className="flex min-h-0 flex-col outline-none">
              <Autocomplete inputValue={words} onInputChange={setWords}>
                <div className="flex items-center gap-2 border-b border-line p-3">
                  <SearchField
                    aria-label={texts.title}
                    autoFocus
                    onKeyDown={(event) => event.key === "Escape" && onClose()}
                    className="min-w-0 flex-1"
                  >
                    <Input
                      dir="auto"
                      placeholder={texts.placeholder}
                      maxLength={80}
                      className="block min-h-11 w-full rounded-md bg-transparent px-2 text-lg text-ink placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
                    />
                  </SearchField>
                  <CloseButton label={texts.close} onClick={onClose} />
                </div>
                <div className="min-h-0 flex-1 overflow-y-auto">
                  <Menu
                    aria-label={texts.results}
                    onAction={onClose}
                    className="p-2 outline-none"
                    renderEmptyState={() => (
                      <div className="px-3 py-6">
                        <p className="font-semibold">{state === "searching" ? texts.searching : texts.nothing}</p>
                        {state !== "searching" && <p className="mt-1 text-sm text-muted">{texts.nothingText}</p>}
                      </div>
                    )}
                  >
                    {sections.map(({ kind, lines }) => (
                      <MenuSection key={kind} id={kind} className="mb-2">
                        <Header className="px-3 py-1 text-xs font-semibold text-muted">{texts[kind]}</Header>
                        {lines.map(({ href, title, detail }) => (
                          <MenuItem
                            key={`${kind} ${href}`}
                            id={`${kind} ${href}`}
                            href={localePath(href, locale)}
                            textValue={title}
                            className="flex min-h-10 cursor-pointer flex-wrap items-baseline gap-x-3 rounded-md px-3 py-2 text-ink no-underline outline-none data-[focused]:bg-tint data-[focused]:shadow-[inset_3px_0_0_var(--brand)] rtl:data-[focused]:shadow-[inset_-3px_0_0_var(--brand)]"
                          >
                            <bdi className="font-semibold">{title}</bdi>{" "}
                            {detail && <bdi className="text-sm text-muted">{detail}</bdi>}
                          </MenuItem>
                        ))}
                      </MenuSection>
                    ))}
                  </Menu>
                </div>
              </Autocomplete>
              <div className="flex flex-wrap justify-between gap-x-4 border-t border-line bg-sunken px-5 py-2 text-xs text-muted">
                <p role="status">{state === "failed" ? texts.failed : said}</p>
                <p aria-hidden="true" className="max-sm:hidden">
                  {texts.keys}
                </p>
              </div>
            </Dialog>
          </Modal>
        </ModalOverlay>
      </RouterProvider>
    </I18nProvider>
  );
}
