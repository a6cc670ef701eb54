import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { AlertDialog } from "./AlertDialog";
import { Disclosure } from "./Disclosure";
import { Menu } from "./Menu";
import { Popover } from "./Popover";
import { Skeleton } from "./Skeleton";
import { Toasts } from "./Toasts";
import { Tooltip } from "./Tooltip";
import { TypeAhead } from "./TypeAhead";

describe("before any script runs", () => {
  test("a type-ahead is a text field with its name, its label and what was there", () => {
    const html = renderToStaticMarkup(
      <TypeAhead name="name" label="Name" hint="As on its charter" endpoint="/x" defaultValue="NUST" />,
    );
    expect(html).toContain('<label id="plain-name-label" for="plain-name"');
    expect(html).toMatch(/<input[^>]* name="name"/);
    expect(html).toContain('value="NUST"');
    expect(html).toContain('aria-describedby="plain-name-hint"');
    expect(html).not.toContain('role="combobox"');
  });

  test("a menu is a closed button that says what it opens, and nothing of the menu is there", () => {
    const html = renderToStaticMarkup(<Menu label="More" items={[{ key: "a", label: "Print", href: "/" }]} />);
    expect(html).toMatch(/<button[^>]* aria-haspopup="menu" aria-expanded="false"/);
    expect(html).not.toContain("Print");
  });

  test("a popover and a question cost the page nothing but their buttons", () => {
    expect(renderToStaticMarkup(<Popover label="Columns">inside</Popover>)).not.toContain("inside");
    const shut = () => {};
    expect(
      renderToStaticMarkup(
        <AlertDialog open title="Sure?" confirm="Yes" cancel="No" onConfirm={shut} onCancel={shut} />,
      ),
    ).toBe("");
  });

  test("a remark is there for those who do not see it", () => {
    const html = renderToStaticMarkup(
      <Tooltip text="Sixteen letters">
        <button type="button">Fingerprint</button>
      </Tooltip>,
    );
    expect(html).toMatch(/<span id="[^"]+" hidden="">Sixteen letters<\/span>/);
  });

  test("the place of announcements is there before there is one", () =>
    expect(renderToStaticMarkup(<Toasts close="Close" />)).toContain('<p role="status"'));

  test("a placeholder is unseen by screen readers, and has as many lines as were asked for", () => {
    const html = renderToStaticMarkup(<Skeleton kind="rows" count={4} />);
    expect(html).toContain('aria-hidden="true"');
    expect(html.match(/<span/g)).toHaveLength(4);
  });

  test("a disclosure is the browser's own", () =>
    expect(renderToStaticMarkup(<Disclosure title="Why?">Because</Disclosure>)).toMatch(
      /<details[^>]*><summary[\s\S]*Why\?[\s\S]*Because/,
    ));
});
