// Without this worker everything works with a connection; with it, an address that cannot be reached shows the
// page of the house. BUILD comes before: version, page, files. It keeps no page of anybody, and answers from
// what it keeps only when the network did not.
"use strict";

const CACHE = `arrimage-${BUILD.version}`;
const FILES = new Set(BUILD.files.map((address) => new URL(address, self.location).href));

self.addEventListener("install", (event) => {
  const asked = [BUILD.page, ...BUILD.files].map((address) => new Request(address, { cache: "no-cache", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(asked)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const former = (await caches.keys()).filter((name) => name.startsWith("arrimage-") && name !== CACHE);
    await Promise.all(former.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable(); // the network does not wait for the worker
    await self.clients.claim();
  })());
});

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(BUILD.page, { ignoreVary: true })) || Response.error();
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreVary: true })) || Response.error();
  }
}

// What is sent, parts of pages, images, downloads asked by range: the browser does it alone.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.has(request.url) && !request.headers.has("range")) event.respondWith(file(request));
});
