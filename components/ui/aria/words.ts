import { formatNumber } from "@/lib/platform/i18n/format";

type Words = Record<string, string | ((values: Record<string, string | number>) => string)>;

const count = (values: Record<string, string | number>, key: string) => formatNumber(Number(values[key]), "ur");

/**
 * What React Aria says by itself, to screen readers mostly, in Urdu: it has about thirty languages and not this one. Every
 * package whose parts are used must be here, with all of its words.
 */
export const urdu: Record<string, Words> = {
  "@react-aria/overlays": { dismiss: "بند کریں" },
  "@react-aria/menu": { longPressMessage: "فہرست کھولنے کے لیے دیر تک دبائیں" },
  "@react-aria/autocomplete": { collectionLabel: "تجاویز" },
  "@react-aria/searchfield": { "Clear search": "تلاش صاف کریں" },
  "@react-aria/combobox": {
    focusAnnouncement: ({ optionText, isSelected }) => `${optionText}${String(isSelected) === "true" ? "، منتخب" : ""}`,
    countAnnouncement: (values) => `${count(values, "optionCount")} تجاویز موجود ہیں۔`,
    selectedAnnouncement: ({ optionText }) => `${optionText}، منتخب`,
    buttonLabel: "تجاویز دکھائیں",
    listboxLabel: "تجاویز",
  },
  "@react-aria/grid": {
    deselectedItem: ({ item }) => `${item} اب منتخب نہیں۔`,
    selectedItem: ({ item }) => `${item} منتخب۔`,
    selectedAll: "سب منتخب ہیں۔",
    selectedCount: (values) =>
      Number(values.count) === 0 ? "کچھ منتخب نہیں۔" : `${count(values, "count")} منتخب ہیں۔`,
    select: "منتخب کریں",
    longPressToSelect: "منتخب کرنے کے لیے دیر تک دبائیں۔",
  },
  "@react-aria/gridlist": {
    hasActionAnnouncement: "قطار میں عمل ہے",
    hasLinkAnnouncement: ({ link }) => `قطار میں ربط ہے: ${link}`,
  },
  "@react-aria/table": {
    select: "منتخب کریں",
    selectAll: "سب منتخب کریں",
    sortable: "قابلِ ترتیب کالم",
    ascending: "بڑھتی ترتیب",
    descending: "گھٹتی ترتیب",
    ascendingSort: ({ columnName }) => `${columnName} کے لحاظ سے بڑھتی ترتیب`,
    descendingSort: ({ columnName }) => `${columnName} کے لحاظ سے گھٹتی ترتیب`,
    columnSize: ({ value }) => `${value} پکسل`,
    resizerDescription: "چوڑائی بدلنے کے لیے انٹر دبائیں",
    expand: "کھولیں",
    collapse: "سمیٹیں",
  },
  "@react-aria/tree": { expand: "کھولیں", collapse: "سمیٹیں" },
  "@react-aria/tag": { removeDescription: "ہٹانے کے لیے ڈیلیٹ دبائیں۔", removeButtonLabel: "ہٹائیں" },
  "react-aria-components": {
    selectPlaceholder: "چنیں",
    tableResizer: "چوڑائی",
    dropzoneLabel: "فائل یہاں چھوڑیں",
    colorSwatchPicker: "رنگ",
  },
};

// React Aria looks here before it asks the browser, whose own language need not be that of the page.
if (typeof window !== "undefined") {
  const { lang } = document.documentElement;
  const place = window as unknown as Record<symbol, unknown>;
  place[Symbol.for("react-aria.i18n.locale")] = lang === "ur" ? "ur-PK" : "en-GB";
  if (lang === "ur") place[Symbol.for("react-aria.i18n.strings")] = urdu;
}

/** The direction and language that React Aria's parts take: those of the page. */
export const ariaLocale = (locale: string): string => (locale === "ur" ? "ur-PK" : "en-GB");
