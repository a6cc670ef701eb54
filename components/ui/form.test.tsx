import { describe, expect, it } from "vitest";
import { fieldLabels } from "./fieldLabels";
import { fieldFailure, fieldId, sentence } from "./formContext";

const failed = (fields: Record<string, "required" | "tooLong">) => ({
  failure: { code: "invalidInput" as const, fields },
});

describe("a field and its error", () => {
  it("finds its own, nested ones by their whole path", () => {
    const state = failed({ "scores.merit": "tooLong" });
    expect(fieldFailure(state, "scores.merit")).toBe("tooLong");
    expect(fieldFailure(state, "scores")).toBeUndefined();
  });

  it("counts an item's error for the list", () => {
    expect(fieldFailure(failed({ "sectors.1": "required" }), "sectors[]")).toBe("required");
    expect(fieldFailure(failed({ sectors: "required" }), "sectors[]")).toBe("required");
  });

  it("has the id that the summary points at", () => expect(fieldId("f", "sectors[]")).toBe(fieldId("f", "sectors")));
});

describe("the sentence of a code", () => {
  const texts = {
    errors: { quotaExceeded: "Only {left} of {places} left", invalidInput: "Not valid" },
    problem: "",
    sending: "",
    optional: "",
    choose: "",
    chooseFile: "",
    noFile: "",
    confirm: "",
  };

  it("fills in values, and leaves what it was not given", () => {
    expect(sentence(texts, "quotaExceeded", { left: 3 })).toBe("Only 3 of {places} left");
  });

  it("falls back for a code that it does not know", () => expect(sentence(texts, "surprise")).toBe("Not valid"));
});

describe("labels for the summary", () => {
  it("are found however deep a field stands", () => {
    const Field = (_props: { name: string; label?: string; legend?: string }) => null;
    expect(
      fieldLabels(
        <div>
          <Field name="name" label="Name" />
          <section>
            {[<Field key="1" name="sectors[]" legend="Sectors" />]}
            {false}
            text
          </section>
        </div>,
      ),
    ).toEqual({ name: "Name", sectors: "Sectors" });
  });
});
