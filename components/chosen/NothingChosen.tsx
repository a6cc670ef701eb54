import { EmptyState, LinkButton, Page } from "@/components/ui";

type Props = {
  /** Of the page, which is about nothing then. */
  title: string;
  back: { href: string; label: string };
  nothing: string;
  text: string;
};

/** The page of an act on several things when none of them was chosen: it leads back to where they are chosen. */
export function NothingChosen({ title, back, nothing, text }: Props) {
  return (
    <Page title={title} back={back}>
      <EmptyState title={nothing} action={<LinkButton href={back.href}>{back.label}</LinkButton>}>
        {text}
      </EmptyState>
    </Page>
  );
}
