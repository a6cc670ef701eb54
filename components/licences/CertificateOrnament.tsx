/** A band of eight-pointed stars, two squares laid across each other: the border of the certificate. Decorative. */
export function StarBand() {
  return (
    <svg className="certificate-band" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="certificate-stars" width="28" height="28" patternUnits="userSpaceOnUse">
          <g fill="none" stroke="#fff" strokeOpacity="0.75">
            <rect x="6.5" y="6.5" width="15" height="15" />
            <rect x="6.5" y="6.5" width="15" height="15" transform="rotate(45 14 14)" />
            <path d="M0 14h3.4M24.6 14H28M14 0v3.4M14 24.6V28" />
            <circle cx="14" cy="14" r="1.4" fill="#d9992b" stroke="none" />
          </g>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="#0b4f3c" />
      <rect width="100%" height="100%" fill="url(#certificate-stars)" />
    </svg>
  );
}

/**
 * Says across the whole sheet, however long it is, that it is no licence, in both languages in turn. It is text and no background,
 * so that every printer prints it.
 */
export function Watermark({ english, urdu }: { english: string; urdu: string }) {
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="certificate-watermark"
          width="430"
          height="230"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-30)"
        >
          <g fill="#a02019" textAnchor="middle" fontWeight="700">
            <text lang="en" x="215" y="70" fontSize="25">
              {english}
            </text>
            <text lang="ur" direction="rtl" x="215" y="180" fontSize="34">
              {urdu}
            </text>
          </g>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#certificate-watermark)" fillOpacity="0.2" />
    </svg>
  );
}
