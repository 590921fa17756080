// Keeps what was read, so that pages and the checker work without a network. One cache a build.
const CACHE = "cchc-BUILD";
// What stands in the place of a page that was not read before, where there is no network.
const UNREAD = "OFFLINE";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("cchc-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(url.pathname.includes("/engine/") ? kept(event.request) : fresh(event.request));
});

// The engine is named by its version, so a kept copy is as good as a new one.
async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

// Pages come from the network while there is one.
async function fresh(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const found = await cache.match(request, { ignoreSearch: true });
    if (found) return found;
    if (request.mode !== "navigate") throw error;
    return new Response(UNREAD, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}
