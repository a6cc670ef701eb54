/** The page before JavaScript, in one language: everything that can be read and sent without it. */
import { en } from "./en.ts";
import type { Language, Messages } from "./messages.ts";
import { ur } from "./ur.ts";

export interface PageAssets {
  readonly script: string;
  readonly worker: string;
  readonly icon: string;
  /** What the browser keeps the page with for the time without a network. */
  readonly offline: string;
  readonly styles: readonly string[];
}

const WORDS: Readonly<Record<Language, Messages>> = { en, ur };

/** Where the page lives in a language: the form's target, and the beginning of a licence's address. */
const PATHS: Readonly<Record<Language, string>> = { en: "/verify", ur: "/ur/verify" };

/**
 * The whole document. The server puts `data-demonstration="true"` or `"false"` for `"unknown"`, so that a demonstration
 * says so before, or without, JavaScript, and `data-view="figures"` at `/verify/figures`, so that its heading is right. The worker's script is fetched beside the page's own, which starts it.
 */
export function renderPage(language: Language, { script, worker, icon, offline, styles }: PageAssets): string {
  const words = WORDS[language];
  const other = language === "en" ? "ur" : "en";
  const direction = language === "ur" ? "rtl" : "ltr";
  return `<!doctype html>
<html lang="${language}" dir="${direction}" data-demonstration="unknown" data-offline="${offline}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)} · ${escaped(words.name)}</title>
<meta name="description" content="${escaped(words.description)}">
<meta name="referrer" content="no-referrer">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f2">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#101613">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="preload" href="/api/v1/network" as="fetch" crossorigin="anonymous">
${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join("\n")}
<script type="module" src="${script}"></script>
<link rel="prefetch" href="${worker}" as="script">
<script type="application/json" id="words">${JSON.stringify(words).replaceAll("<", "\\u003c")}</script>
</head>
<body>
<a class="skip" href="#main">${escaped(words.skip)}</a>
<header>
<div class="masthead">
<a class="home" href="${language === "ur" ? "/ur" : "/"}">
${MARK}
<span class="home__name">${escaped(words.name)}</span>
<span class="home__other" lang="${other}">${escaped(words.otherName)}</span>
</a>
<a class="language" id="language" href="${PATHS[other]}" hreflang="${other}" lang="${other}" dir="${other === "ur" ? "rtl" : "ltr"}">${other === "ur" ? "اردو" : "English"}</a>
</div>
<p class="demonstration">${escaped(words.demonstration)}</p>
</header>
<main id="main" tabindex="-1">
<section class="ask of-figures">
<h1>${escaped(words.figures.title)}</h1>
<p class="lead">${escaped(words.figures.lead)}</p>
<noscript><p class="plain">${escaped(words.figures.noScript)}</p></noscript>
</section>
<section class="ask of-licence">
<h1>${escaped(words.title)}</h1>
<p class="lead">${escaped(words.lead)}</p>
<form id="form" method="get" action="${PATHS[language]}" novalidate>
<label for="number">${escaped(words.label)}</label>
<p class="hint" id="hint">${isolated(words.hint)}</p>
<p class="error" id="error" hidden></p>
<div class="field">
<input id="number" name="number" type="text" dir="ltr" required maxlength="300" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" inputmode="text" aria-describedby="hint">
<button type="submit">${escaped(words.submit)}</button>
</div>
</form>
<noscript><p class="plain">${escaped(words.noScript)} ${isolated(words.noScriptJson)}</p></noscript>
</section>
<p class="plain" id="offline" role="status" hidden>${escaped(words.paper.offline)}</p>
<details class="paper" id="paper">
<summary>${escaped(words.paper.title)}</summary>
<div class="paper__body">
<p>${escaped(words.paper.lead)}</p>
<p id="paper-registry" hidden><strong>${escaped(words.paper.noPhotographs)}</strong></p>
<div class="paper__ways">
<button type="button" class="quiet" id="paper-camera" disabled>${escaped(words.paper.camera)}</button>
<label class="paper__file" for="paper-file">${escaped(words.paper.file)}</label>
<input id="paper-file" type="file" multiple disabled accept="image/*,application/pdf,.pdf,text/plain,.txt,.csv,.json" aria-describedby="paper-drop">
<p class="hint" id="paper-drop">${escaped(words.paper.drop)}</p>
</div>
<p class="paper__status" id="paper-status" role="status"></p>
<video id="paper-video" muted playsinline hidden></video>
<div class="paper__text">
<label for="paper-text">${escaped(words.paper.text)}</label>
<textarea id="paper-text" rows="3" dir="ltr" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"></textarea>
<button type="button" class="quiet" id="paper-check" disabled>${escaped(words.paper.check)}</button>
</div>
</div>
</details>
<p class="asking"><span class="of-licence">${escaped(words.asking)}</span><span class="of-figures">${escaped(words.figures.asking)}</span></p>
<p class="progress" id="progress" role="status"></p>
<div id="result"></div>
<section class="how">
<h2>${escaped(words.howTitle)}</h2>
<ol>
${words.how.map((line) => `<li>${escaped(line)}</li>`).join("\n")}
</ol>
<p class="of-licence"><a href="${PATHS[language]}/figures">${escaped(words.figures.link)}</a></p>
<p class="of-figures"><a href="${PATHS[language]}">${escaped(words.figures.back)}</a></p>
</section>
</main>
<footer>
<p id="operator"></p>
<p id="site" hidden></p>
<p>${escaped(words.times)}</p>
</footer>
${SYMBOLS}
</body>
</html>
`;
}

/** Numbers and addresses within a sentence keep their own direction. */
function isolated(text: string): string {
  return escaped(text).replace(
    /SND(?:-\w+)*|\/api\/v1\/licences\//g,
    (code) => `<bdi class="code" dir="ltr">${code}</bdi>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** A sheet with a folded corner, and on it the strokes of the letter seen. */
const MARK = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark__sheet" d="M10 1h19a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V10z"/><path class="mark__fold" d="M10 1v7a2 2 0 0 1-2 2H1z"/><path class="mark__letter" d="M26.5 12.5v2a2.75 2.75 0 0 1-5.5 0v-2m0 2a2.75 2.75 0 0 1-5.5 0v-2m0 2V20a5 5 0 0 1-10 0v-1.5"/></svg>`;

const STROKES: Readonly<Record<string, string>> = {
  // A seal with a tick, a pause, a cross, an hourglass' clock, a dawn, an empty sheet, and a question.
  valid:
    '<path d="M24 4l5.2 3.9 6.5-.4 1.6 6.3 5.4 3.6-2.4 6 2.4 6-5.4 3.6-1.6 6.3-6.5-.4L24 43l-5.2-4.1-6.5.4-1.6-6.3-5.4-3.6 2.4-6-2.4-6 5.4-3.6 1.6-6.3 6.5.4z"/><path d="M16 24l5.5 5.5L32.5 18.5"/>',
  suspended: '<circle cx="24" cy="24" r="19"/><path d="M19 16v16M29 16v16"/>',
  revoked: '<circle cx="24" cy="24" r="19"/><path d="M17 17l14 14M31 17L17 31"/>',
  expired: '<circle cx="24" cy="24" r="19"/><path d="M24 13v11l7 6"/>',
  upcoming: '<path d="M5 34h38M12 34a12 12 0 0 1 24 0M24 8v6M8.5 17l4 4M39.5 17l-4 4M14 41h20"/>',
  absent: '<path d="M11 5h18l9 9v29H11z"/><path d="M29 5v9h9M19 24l11 11M30 24L19 35"/>',
  unchecked:
    '<circle cx="24" cy="24" r="19" stroke-dasharray="7 5"/><path d="M18.5 19.5a5.6 5.6 0 1 1 8.6 4.7c-2 1.3-3.1 2.3-3.1 4.8M24 35h.02"/>',
  passed: '<path d="M12 25l8 8 16-18"/>',
  failed: '<path d="M15 15l18 18M33 15L15 33"/>',
  skipped: '<path d="M14 24h20"/>',
};

const SYMBOLS = `<svg class="symbols" aria-hidden="true" focusable="false">${Object.entries(STROKES)
  .map(([name, strokes]) => `<symbol id="icon-${name}" viewBox="0 0 48 48">${strokes}</symbol>`)
  .join("")}</svg>`;
