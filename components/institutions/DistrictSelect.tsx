"use client";
import { useEffect, useId, useState } from "react";
import { boxClass } from "@/components/ui/box";
import { describedBy, FieldFrame } from "@/components/ui/Field";
import { useField } from "@/components/ui/formContext";

type Province = { iso: string; name: string; districts: { code: string; name: string }[] };

type Props = {
  name: string;
  provinces: readonly Province[];
  defaultValue: string | null;
  texts: { province: string; all: string; district: string; hint: string };
};

/** A district, its list cut down to a province where scripts run; without them all districts stand under their provinces. */
export function DistrictSelect({ name, provinces, defaultValue, texts }: Props) {
  const field = useField(name);
  const value = field.typed ?? defaultValue ?? "";
  const provinceId = useId();
  const [scripted, setScripted] = useState(false);
  const [province, setProvince] = useState(
    provinces.find((one) => one.districts.some((district) => district.code === value))?.iso ?? "",
  );
  useEffect(() => setScripted(true), []);
  const shown = scripted && province !== "" ? provinces.filter((one) => one.iso === province) : provinces;

  return (
    <div className="grid max-w-xl gap-6">
      {scripted && (
        <div>
          <label htmlFor={provinceId} className="block font-semibold">
            {texts.province}
          </label>
          <select
            id={provinceId}
            value={province}
            onChange={(event) => setProvince(event.currentTarget.value)}
            className={`${boxClass} mt-1.5`}
          >
            <option value="">{texts.all}</option>
            {provinces.map((one) => (
              <option key={one.iso} value={one.iso}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <FieldFrame field={field} label={texts.district} hint={texts.hint}>
        <select
          key={`${value}-${province}`}
          id={field.id}
          name={name}
          required
          defaultValue={shown.some((one) => one.districts.some(({ code }) => code === value)) ? value : ""}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, texts.hint)}
          className={boxClass}
        >
          <option value="">{field.texts?.choose ?? "–"}</option>
          {shown.map((one) => (
            <optgroup key={one.iso} label={one.name}>
              {one.districts.map(({ code, name: district }) => (
                <option key={code} value={code}>
                  {district}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </FieldFrame>
    </div>
  );
}
