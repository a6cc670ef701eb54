import { getTranslations } from "next-intl/server";
import { Words } from "@/components/ui";
import type { Field } from "@/lib/outcomes/rules";
import { When } from "./When";

type Props = {
  words: {
    sentence: string | null;
    link: string | null;
    field: string | null;
    startsOn: string;
    endsOn: string | null;
    people: number | null;
  };
};

/** What an entry says, beside its name: in the language that it was written in. Its link is shown, and opened by the reader alone. */
export async function EntryWords({ words }: Props) {
  const t = await getTranslations("outcomes");
  const { sentence, link, field, people } = words;
  return (
    <div className="flex flex-col gap-1">
      {sentence && <Words>{sentence}</Words>}
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {people !== null && <span className="font-semibold text-ink">{t("peopleCount", { count: people })}</span>}
        {field !== null && <span>{t(`fields.${field as Field}`)}</span>}
        <span>
          <When {...words} />
        </span>
      </p>
      {link !== null && (
        <p className="break-all text-sm">
          <a href={link} rel="nofollow ugc noopener noreferrer" dir="ltr">
            {link}
          </a>
        </p>
      )}
    </div>
  );
}
