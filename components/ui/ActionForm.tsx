import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { FormState } from "@/lib/platform/forms";
import { FormClient } from "./FormClient";
import { fieldLabels } from "./fieldLabels";
import { formTexts } from "./formTexts";
import type { ButtonTone } from "./tones";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  children?: ReactNode;
  /** The words of the button that sends it. */
  submit: ReactNode;
  /** What goes along unseen: ids and the version that was looked at. */
  hidden?: Record<string, string | number>;
  /** What must be ticked before something that cannot be taken back. */
  confirm?: string;
  tone?: ButtonTone;
  id?: string;
  /** Fields and button side by side: for a small form within a list. */
  inline?: boolean;
};

/**
 * A form that posts to a server action, with and without JavaScript. On failure nothing typed is lost, and a summary that
 * leads to each field takes the focus.
 */
export async function ActionForm(props: Props) {
  const t = await getTranslations("common");
  const texts = { ...(await formTexts()), done: t("formDone") };
  return <FormClient {...props} texts={texts} labels={fieldLabels(props.children)} />;
}
