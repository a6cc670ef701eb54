"use client";

import { useRef, useState } from "react";
import { Fingerprint } from "@/components/batches/Fingerprint";
import { Identifier } from "@/components/ui/Identifier";
import { Notice } from "@/components/ui/Notice";
import { SummaryList } from "@/components/ui/SummaryList";
import { buttonClass } from "@/components/ui/tones";
import { Written } from "@/components/ui/Written";
import type { List } from "./listAt";

/** Sentences in the reader's language. */
export type ListTexts = {
  check: string;
  checking: string;
  unreadable: string;
  checked: string;
  batch: string;
  licences: string;
  institutions: string;
  list: string;
  plan: string;
  differsTitle: string;
  differs: string;
  named: string;
  computed: string;
  script: string;
};

type Props = {
  code: string;
  planHash: string;
  /** Of the list, as the plan names it. */
  manifestHash: string;
  /** Where the list is. */
  address: string;
  texts: ListTexts;
  /** Called when the list is the one that the plan names. */
  onSame?: () => void;
};

type State = "unseen" | "coming" | "unreadable" | List;

// Hashing takes a library that nobody else on the page needs.
const tools = () => import("./listAt");

/** Fetches the licences of a batch, computes their fingerprint in this browser, and shows them, or that they are others than the plan names. */
export function ListCheck({ address, texts, onSame, ...plan }: Props) {
  const [state, setState] = useState<State>("unseen");
  const shown = useRef<HTMLDivElement>(null);

  async function look() {
    setState("coming");
    try {
      const { listAt } = await tools();
      const list = await listAt(address);
      shown.current?.focus();
      setState(list);
      if (list.hash === plan.manifestHash) onSame?.();
    } catch {
      setState("unreadable");
    }
  }

  const isHere = typeof state === "object";
  return (
    <div className="flex flex-col gap-3">
      {!isHere && (
        <div>
          <button
            type="button"
            className={buttonClass("quiet")}
            aria-disabled={state === "coming" || undefined}
            onPointerEnter={tools}
            onFocus={tools}
            onClick={() => state !== "coming" && void look()}
          >
            {texts.check}
          </button>
        </div>
      )}
      <div ref={shown} tabIndex={-1} role="status" className="outline-none">
        {state === "coming" && texts.checking}
        {state === "unreadable" && texts.unreadable}
        {isHere && <Shown list={state} {...plan} texts={texts} />}
      </div>
      <noscript>
        <p>{texts.script}</p>
      </noscript>
    </div>
  );
}

function Shown({ list, code, planHash, manifestHash, texts }: Omit<Props, "address" | "onSame"> & { list: List }) {
  if (list.hash !== manifestHash)
    return (
      <Notice tone="bad" title={texts.differsTitle}>
        <p>{texts.differs}</p>
        <SummaryList
          items={[
            { term: texts.named, detail: <Fingerprint hash={manifestHash} /> },
            { term: texts.computed, detail: <Fingerprint hash={list.hash} /> },
          ]}
        />
      </Notice>
    );
  return (
    <div className="rounded-lg border border-line bg-surface p-5 sm:p-6 [&>dl]:border-t-0 [&>dl>div:last-child]:border-b-0">
      <p className="mb-1 font-semibold">{texts.checked}</p>
      <SummaryList
        items={[
          { term: texts.batch, detail: <Identifier>{code}</Identifier> },
          { term: texts.licences, detail: list.licences },
          {
            term: texts.institutions,
            detail: (
              <ul>
                {list.institutions.map(({ id, name, licences }) => (
                  <li key={id}>
                    <Written>{name}</Written>: <span className="tabular-nums">{licences}</span>
                  </li>
                ))}
              </ul>
            ),
          },
          { term: texts.list, detail: <Fingerprint hash={list.hash} /> },
          { term: texts.plan, detail: <Fingerprint hash={planHash} /> },
        ]}
      />
    </div>
  );
}
