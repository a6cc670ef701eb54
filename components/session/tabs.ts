const channel = "sanad-session";

/** What the tabs of a browser tell each other about the session that they share. */
export type TabNews = "signedOut" | "extended";

/** Tells the other tabs. */
export function tellTabs(news: TabNews): void {
  const line = new BroadcastChannel(channel);
  line.postMessage(news);
  line.close();
}

/** Hears the other tabs until the returned function is called. */
export function onTabNews(heard: (news: TabNews) => void): () => void {
  const line = new BroadcastChannel(channel);
  line.onmessage = ({ data }) => heard(data);
  return () => line.close();
}
