// Internet Identity's window protocol, the identity provider's side (Internet Identity specification, "Client
// authentication protocol"). The page's own words are in English and Urdu at once, as it knows no language of its own.

const WORDS = {
  waiting: ["Waiting for the site that opened this window…", "اس سائٹ کا انتظار ہے جس نے یہ ونڈو کھولی…"],
  alone: [
    "Nothing to do here: a site opens this page when you sign in to it.",
    "یہاں کچھ کرنے کو نہیں: جب آپ کسی سائٹ میں داخل ہوتے ہیں تو وہ یہ صفحہ کھولتی ہے۔",
  ],
  working: ["Signing in…", "داخل کیا جا رہا ہے…"],
  malformed: ["The site sent a request that cannot be read.", "سائٹ کی درخواست پڑھی نہیں جا سکتی۔"],
  anchor: [
    "Use letters, digits, spaces, dots and hyphens: 1 to 32 characters, a letter or digit first.",
    "حروف، ہندسے، خالی جگہ، نقطہ اور ہائفن استعمال کریں: 1 سے 32 تک، پہلے حرف یا ہندسہ۔",
  ],
  "derivation-origin": [
    "The site may not use the identities of the origin that it names.",
    "یہ سائٹ اس ماخذ کی شناختیں استعمال نہیں کر سکتی جس کا اس نے نام لیا۔",
  ],
  unavailable: ["The local network does not answer. Try again.", "مقامی نیٹ ورک جواب نہیں دے رہا۔ دوبارہ کوشش کریں۔"],
};
const KINDS = ["Ed25519", "ECDSA P-256", "canister signature"];
const DEMO_ANCHORS = 9;

const element = (id) => document.getElementById(id);
const urdu = (text) => Object.assign(document.createElement("span"), { lang: "ur", dir: "rtl", textContent: text });

let request = null;

function say(key) {
  const [english, inUrdu] = WORDS[key] ?? WORDS.unavailable;
  element("status").replaceChildren(english, urdu(inUrdu));
}

function setBusy(isBusy) {
  for (const control of document.querySelectorAll("button, input")) control.disabled = isBusy;
}

const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

function isRequest(data) {
  if (data?.kind !== "authorize-client") return false;
  const { sessionPublicKey, maxTimeToLive, derivationOrigin } = data;
  return (
    sessionPublicKey instanceof Uint8Array &&
    (maxTimeToLive === undefined || (typeof maxTimeToLive === "bigint" && maxTimeToLive > 0n)) &&
    (derivationOrigin === undefined || typeof derivationOrigin === "string")
  );
}

// The first well-formed request of the opener counts; answers go to its origin and no other.
function receive({ source, origin, data }) {
  if (source !== window.opener || request || !/^https?:/.test(origin)) return;
  if (!isRequest(data)) {
    if (data?.kind === "authorize-client") fail(origin, "malformed");
    return;
  }
  request = { origin, ...data };
  element("origin").textContent = origin;
  element("for").hidden = false;
  element("choice").hidden = false;
  element("status").replaceChildren();
  element("anchors").querySelector("button")?.focus();
}

function fail(origin, key) {
  say(key);
  window.opener.postMessage({ kind: "authorize-client-failure", text: WORDS[key]?.[0] ?? key }, origin);
}

async function signIn(anchor) {
  const { origin, sessionPublicKey, maxTimeToLive, derivationOrigin } = request;
  setBusy(true);
  say("working");
  const response = await fetch("/delegate", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      anchor,
      origin,
      derivationOrigin,
      sessionPublicKey: toBase64(sessionPublicKey),
      maxTimeToLive: maxTimeToLive?.toString(),
    }),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  setBusy(false);
  if (!response?.ok) {
    const code = answer?.error ?? "unavailable";
    if (code === "derivation-origin") fail(origin, code);
    else say(code);
    element("status").focus();
    return;
  }
  const delegation = { pubkey: fromBase64(answer.pubkey), expiration: BigInt(answer.expiration) };
  window.opener.postMessage(
    {
      kind: "authorize-client-success",
      delegations: [{ delegation, signature: fromBase64(answer.signature) }],
      userPublicKey: fromBase64(answer.userPublicKey),
      authnMethod: "passkey",
    },
    origin,
  );
}

function offer(number) {
  const kind = Object.assign(document.createElement("small"), { textContent: KINDS[(number - 1) % KINDS.length] });
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.append(`Demo ${number} `, kind, urdu(`نمائشی ${number}`));
  button.addEventListener("click", () => signIn(`demo ${number}`));
  const item = document.createElement("li");
  item.append(button);
  element("anchors").append(item);
}

for (let number = 1; number <= DEMO_ANCHORS; number += 1) offer(number);
element("own").addEventListener("submit", (event) => {
  event.preventDefault();
  void signIn(element("name").value);
});
element("cancel").addEventListener("click", () => {
  window.opener.postMessage({ kind: "authorize-client-failure", text: "UserInterrupt" }, request.origin);
  window.close();
});

if (window.opener && location.hash === "#authorize") {
  say("waiting");
  window.addEventListener("message", receive);
  window.opener.postMessage({ kind: "authorize-ready" }, "*");
} else say("alone");
