// The few words stand here: messages live on the server, and the server is what failed.
export const faultWords = {
  en: {
    title: "Something went wrong on our side",
    text: "What you saved before is safe, and what you typed here comes back when the page does. Whether the last thing you sent arrived, the page will show. Try again; if it stays, come back later.",
    offlineTitle: "There is no connection",
    offlineText:
      "The page could not be fetched. What you typed here comes back when the page does. Try again when you are connected.",
    again: "Try again",
    home: "Go to the first page",
    reference: "If you write to us about it, give this reference",
  },
  ur: {
    title: "ہماری طرف سے کوئی خرابی ہوئی",
    text: "جو آپ پہلے محفوظ کر چکے ہیں وہ محفوظ ہے، اور جو یہاں لکھا ہے وہ صفحے کے ساتھ واپس آ جائے گا۔ آخری بھیجی ہوئی چیز پہنچی یا نہیں، یہ صفحہ بتا دے گا۔ دوبارہ کوشش کریں؛ مسئلہ رہے تو بعد میں آئیں۔",
    offlineTitle: "انٹرنیٹ سے رابطہ نہیں",
    offlineText:
      "صفحہ نہیں آ سکا۔ جو آپ نے یہاں لکھا ہے وہ صفحے کے ساتھ واپس آ جائے گا۔ رابطہ بحال ہونے پر دوبارہ کوشش کریں۔",
    again: "دوبارہ کوشش کریں",
    home: "صفحۂ اول پر جائیں",
    reference: "اس بارے میں ہمیں لکھیں تو یہ حوالہ دیں",
  },
};
