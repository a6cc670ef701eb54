import { Children, isValidElement, type ReactNode } from "react";

/**
 * The labels of the fields in a form, by name, read from what the form was given: so that its summary of errors can name
 * them before any script runs. Fields that a component of its own draws are not seen here; the browser finds those.
 */
export function fieldLabels(children: ReactNode): Record<string, string> {
  const labels: Record<string, string> = {};
  collect(children, labels);
  return labels;
}

function collect(children: ReactNode, labels: Record<string, string>): void {
  Children.forEach(children, (child) => {
    if (!isValidElement<Record<string, unknown>>(child)) return;
    const { name, label, legend, children: inner } = child.props;
    const text = label ?? legend;
    if (typeof name === "string" && typeof text === "string") labels[name.replace("[]", "")] = text;
    collect(inner as ReactNode, labels);
  });
}
