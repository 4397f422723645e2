// Takes the place of the worker that an installation turned off: empties what it kept, then goes away.
// Drafts are not its own: they stay, and leave from any page that is open with a connection.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const kept = (await caches.keys()).filter((name) => name.startsWith("arrimage-"));
    await Promise.all(kept.map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
